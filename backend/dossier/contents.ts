/** What goes into a dossier, as far as whoever asked for it may see it: all but the messages, of which there may be many. */
import type { DealNumbers, HandoverWhy, KitStep, ShownPerson, ThreadKind } from '../shown.ts'

export interface ThreadIn {
  id: string
  /** In the order they are shown, from 1. */
  number: number
  kind: ThreadKind
  title: string
  audience: string
  openedAt: string
  openedBy: string
  closedAt?: string
  closedBy?: string
  /** Messages up to this one are in the dossier. */
  lastSeq: number
}

/** Somebody in a thread, from when until when. Threads that are not private are open besides to all who see the record at the host. */
export interface MemberIn {
  thread: string
  person: string
  since: string
  until?: string
}

export interface InviteIn {
  thread: string
  person: string
  /** Who answered for him. */
  sponsor: string
  at: string
  until: string
  /** The first message he was shown. */
  fromSeq: number
  acceptedAt?: string
  endedAt?: string
  ending?: 'declined' | 'left' | 'revoked' | 'expired'
}

/** Somebody read a private thread he was not in. */
export interface SupervisionIn {
  thread: string
  person: string
  reason: string
  at: string
  until: string
}

export interface HandoverIn {
  from: string | null
  to: string
  why: HandoverWhy
  at: string
}

export interface FactIn {
  id: string
  thread: string
  seq: number
  text: string
  by: string
  at: string
  editedAt?: string
  editedBy?: string
  removedAt?: string
  removedBy?: string
}

/** A step of a document that the record needs. */
export interface KitStepIn {
  kind: string
  number: number
  step: KitStep
  at: string
  by: string
  person?: string
  file?: string
  reason?: string
}

/** Why the bytes of a file are not in the dossier. */
export type Missing = 'expired' | 'closed' | 'too_much' | 'lost'

export interface FileIn {
  id: string
  thread: string
  message: string
  name: string
  type: string
  size: number
  /** SHA-256 of what was uploaded, hex. */
  hash: string
  author: string
  at: string
  /** Of the archive. */
  path?: string
  missing?: Missing
  erasedAt?: string
  /** Its message was deleted then. */
  withdrawnAt?: string
  kind?: string
  class?: string
  dated?: string
  document?: string
  version?: number
  /** The host keeps it; a path of its pages. */
  keptUrl?: string
}

/** The deal's numbers, frozen when approval was asked for and when it was decided. */
export interface ApprovalIn {
  thread: string
  message: string
  seq: number
  text: string
  by: string
  at: string
  withdrawnAt?: string
  numbers: DealNumbers
  decisions: { id: string; yes: boolean; words: string; by: string; at: string; numbers: DealNumbers }[]
}

export interface Contents {
  format: 'dealthread.dossier.1'
  id: string
  company: string
  record: string
  title: string
  client: string | null
  /** When it was made, and for whom. */
  at: string
  by: string
  language: string
  zone: string
  /** Entries of the audit log up to this one tell of what is in the dossier; later ones may tell of more. */
  upTo: number
  people: ShownPerson[]
  threads: ThreadIn[]
  /** What this person is not shown: private threads of others, and files of classes closed to him. */
  leftOut: { threads: number; files: number }
  members: MemberIn[]
  invites: InviteIn[]
  supervisions: SupervisionIn[]
  handovers: HandoverIn[]
  facts: FactIn[]
  approvals: ApprovalIn[]
  kit: KitStepIn[]
  /** What kinds of files are called. */
  kinds: Record<string, string>
  files: FileIn[]
}
