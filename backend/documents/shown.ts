/** Documents as people are shown them: what files are, what a deal needs of them, and how far that has come. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { FileClass, ShownFile, ShownPerson, Standing } from '../shown.ts'

/** The same in each language. */
export interface InLanguages {
  ru: string
  uk: string
  en: string
}

/** What a file may be. */
export interface DocumentKind {
  id: string
  title: InLanguages
  /** A file of this kind is of this class. */
  class: FileClass | null
  /** No longer offered; what was called so is read all the same. ISO 8601. */
  retiredAt?: string
}

export interface FileClassSet {
  id: FileClass
  title: InLanguages
  /** Standings that are not shown files of it. A client is shown none of any class. */
  closedTo: Standing[]
  retiredAt?: string
}

/** The documents a deal of some funnels needs. */
export interface Kit {
  id: string
  title: InLanguages
  /** By the names of the host; of all the others when empty. */
  funnels: string[]
  items: KitNeed[]
}

export interface KitNeed {
  kind: string
  /** Working hours in which it has to come once it is asked for, or put right once it is wrong. */
  hours: number
}

export interface Filing {
  kinds: DocumentKind[]
  classes: FileClassSet[]
  kits: Kit[]
}

/** As administrators change it. */
export interface ShownFiling {
  filing: Filing
  version: string
  changed?: { at: string; by: ShownPerson | null }
}

/** What files may be called here; classes only as far as this person is shown their files. */
export interface FilingWords {
  kinds: DocumentKind[]
  classes: Omit<FileClassSet, 'closedTo'>[]
}

/** A file where it was posted. */
export interface ShownDocument {
  file: ShownFile
  record: RecordRef
  /** What the record is called; absent in its own card. */
  title?: string
  thread: string
  message: string
  seq: number
}

/** A record of the client that is talked about. */
export interface ClientTalk {
  record: RecordRef
  /** Absent where the host calls it nothing. */
  title?: string
  messages: number
  /** That are still there. */
  files: number
  /** When the last message was sent. */
  at: string
}

export interface DocumentPage {
  documents: ShownDocument[]
  /** For `before` of the next page. */
  next?: string
}

/** What is done about a document that is needed. */
export type KitStep = 'request' | 'receive' | 'reject' | 'correct' | 'accept'

/** How it stands. */
export type KitState = 'needed' | 'requested' | 'received' | 'wrong' | 'corrected' | 'accepted'

export interface ShownKitItem {
  kind: string
  hours: number
  state: KitState
  /** How many steps it has taken; the next is one more. */
  steps: number
  /** Of the last step. */
  at?: string
  by?: string
  /** Who is asked: nobody by name when it is the client. */
  asked?: { role?: string; person?: string; message?: string }
  /** When what comes next is due. */
  deadline?: string
  /** What is wrong with it. */
  reason?: string
  /** What has come, for whoever sees it. */
  file?: ShownDocument
}

/** The documents this card's record needs; nothing where none are. */
export interface ShownKit {
  title?: InLanguages
  items: ShownKitItem[]
}
