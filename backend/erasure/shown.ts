/** Somebody who is to be forgotten, as those who oversee find him and decide. Times are ISO 8601. */
import type { ShownPerson } from '../shown.ts'

/** What somebody is found by. `words`: anything else that is his alone, a passport's number say. */
export interface ErasureSign {
  kind: 'name' | 'phone' | 'email' | 'id' | 'words'
  text: string
}

/** `erase`: the whole thing goes. `redact`: only the words that tell of him. */
export type ErasureDecision = 'erase' | 'redact' | 'keep'

/** `other`: it is somebody else of the same name. `claim`: needed for a claim. `law`: a law says to keep it. */
export type KeepReason = 'other' | 'claim' | 'law' | 'hold'

/**
 * What speaks against erasing. `hold`: nothing of it can be erased now. `document`: it belongs to the long-term documents.
 * `decision`: something was decided by it. `others`: somebody else has written it, or is named in it too. `signed`: it is a
 * signed act, whose signature breaks. `host`: the CRM has it as well, and may tell it again. `colleague`: he works here.
 */
export type ErasureConflict = 'hold' | 'document' | 'decision' | 'others' | 'signed' | 'host' | 'colleague'

/** Where something was found. The last four are traces of our own work. */
export type ErasureKind =
  | 'message'
  | 'file'
  | 'draft'
  | 'thread'
  | 'fact'
  | 'task'
  | 'decision'
  | 'list'
  | 'invite'
  | 'document'
  | 'person'
  | 'address'
  | 'card'
  | 'consent'
  | 'settings'
  | 'act'
  | 'reason'
  | 'errand'
  | 'told'
  | 'seen'
  | 'audit'

export interface ErasureFind {
  /** `message 0192...` */
  thing: string
  kind: ErasureKind
  at: string | null
  by: ShownPerson | null
  record: string | null
  thread: string | null
  /** Some of the words around, and where in them he is: UTF-16 units, ends exclusive. */
  excerpts: { text: string; marks: [number, number][] }[]
  /** What it says is not for whoever asks: of a private discussion, of a file of a class, somebody's draft. */
  withheld?: true
  /** It is his for he has made it, though it may not name him. */
  authored?: true
  conflicts: ErasureConflict[]
  /** What can be decided about it. */
  choices: ErasureDecision[]
  decided?: { decision: ErasureDecision; reason?: KeepReason; by: ShownPerson | null; at: string }
}

/** A copy the host has of what we were told: taken back with the deed, where the host lets us. */
export interface HostCopy {
  what: 'note' | 'task' | 'file'
  id: string
  url: string | null
  state: 'there' | 'asked' | 'gone' | 'refused'
}

export interface ErasurePreview {
  id: string
  signs: ErasureSign[]
  /** People of ours who are he: what they have made is found too. */
  people: ShownPerson[]
  finds: ErasureFind[]
  /** There are more than are shown; those decided, the next ones come. */
  more: boolean
  /** Words of his names that stand alone somewhere: worth a sign of their own when it is he. */
  alone: { word: string; texts: number }[]
  host: HostCopy[]
  /** Texts that the CRM alone has: nobody was looked for in what they say. */
  elsewhere?: number
  /** To be typed by whoever orders it. */
  confirm: number
}

export interface ShownErasure {
  id: string
  at: string
  by: ShownPerson | null
  state: 'open' | 'doing' | 'done' | 'called_off'
  doneAt?: string
  /** Things, by what became of them. */
  counts?: Record<'erased' | 'redacted' | 'kept' | 'held', number>
}

/** What a certificate states: nothing by which anybody could be told who it was, but by whoever has the salts. */
export interface ErasureStatement {
  of: 'erasure'
  id: string
  company: string
  asked: { at: string; by: string }
  ordered: { at: string; by: string }
  completed: string
  /** `commitment`: SHA-256, base64url, of salt, kind and text with line feeds between. */
  signs: { kind: ErasureSign['kind']; commitment: string }[]
  things: { kind: ErasureKind; outcome: 'erased' | 'redacted' | 'kept' | 'held'; things: number }[]
  /** What stays, each with why and by whose decision. */
  kept: { thing: string; reason: KeepReason; by: string }[]
  /** SHA-256, hex, over a line for each thing: where, what became of it. */
  list: { things: number; sha256: string }
  host: HostCopy[]
  /** All was searched again when it was done. */
  again: { found: number }
  /** Backups made before are older than backups are kept, from then on. */
  backupsUntil: string
  engine: 'sqlite' | 'postgres'
}

/** Told once and kept nowhere: what opens the commitments of a certificate. */
export interface ErasureOpening {
  id: string
  signs: { kind: ErasureSign['kind']; text: string; salt: string }[]
}

export interface ShownConsent {
  id: string
  who: string
  record: string | null
  purpose: string
  edition: string
  givenAt: string
  noted: { at: string; by: ShownPerson | null }
  withdrawn?: { at: string; by: ShownPerson | null }
}
