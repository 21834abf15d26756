/** What administrators are shown of somebody's leaving. Times are ISO 8601. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { Role, ShownPerson, ThreadKind } from '../shown.ts'

/** A card opened, a file downloaded, something taken out of the product as a whole. */
export type SeenWhat = 'opened' | 'downloaded' | 'exported'

/** What a leaver lets go of: his place in a thread, what he was waited for, a task, an invitation. */
export type HandedKind = 'thread' | 'awaited' | 'task' | 'invite' | 'pass'

/** What is put back when it is undone; times are ISO 8601. */
export interface Before {
  /** The heir was not in the thread, or not waited for: he came by this. */
  came?: true
  /** Messages that waited for the leaver's answer. */
  unanswered?: { seq: number; message: string; at: string }[]
  /** Of those, the ones that have come to wait for the heir. */
  owed?: number[]
  sponsor?: string
  /** By what a guest came back: hashes, as they were stored. */
  link?: string | null
  key?: string | null
  /** Of a task: who saw to it before. */
  handedTo?: string
}

/** Of what a leaver had himself, what undoing does not give back: he comes by it again, or another keeps it. */
export interface Had {
  /** The host's leave to ask it in his name. */
  grant?: true
  /** What we do at the host by ourselves was done with his rights. */
  installer?: true
}

/**
 * Why something handed over stays as it is: it was answered, or its time was over; it was ended, or asked anew by another
 * meanwhile; it is no more; the task at the host goes back only when the host has changed it.
 */
export type NotBack = 'answered' | 'expired' | 'ended' | 'gone'

/** Cards of one kind and funnel. */
export interface LeavingGroup {
  id: string
  /** Kind of record by its host: `deal`, `lead`... */
  type: string
  funnel: string | null
  cards: number
  /** Of those, the ones he is responsible for at the host. */
  responsible: number
  threads: number
  /** Who has the least to do of those the host shows all of them; null when nobody was found. */
  proposed: string | null
}

/** All that comes to an end or to another, before anything is done. */
export interface LeavingPreview {
  person: ShownPerson
  sessions: number
  /** Open windows on this node. */
  sockets: number
  threads: { shared: number; private: number }
  cards: { responsible: number; others: number }
  groups: LeavingGroup[]
  /** Those who can take over, the fittest first; `cards` are the open ones each is responsible for. */
  candidates: { person: ShownPerson; cards: number }[]
  questions: { toHim: number; fromHim: number }
  unanswered: number
  tasks: number
  invites: { colleagues: number; guests: number }
  /** Threads he was invited to himself. */
  passes: number
  /** Roles he answers for; `empty` when nobody else does. */
  roles: { id: string; title: Role['title']; empty: boolean }[]
}

export interface ShownLeaving {
  id: string
  person: ShownPerson
  by: ShownPerson | null
  at: string
  doneAt?: string
  /** Until when it can be taken back. */
  undoUntil?: string
  undoneAt?: string
  undoneBy?: ShownPerson
  /** All of it is taken back. */
  restored?: true
  /** Of what was taken back, what was not: he signs in again himself in any case. */
  notBack?: { what: NotBack | keyof Had; things: number }[]
  counts: { kind: HandedKind; things: number; handed: number }[]
}

export interface ShownLeavings {
  /** Have left by the host's word, and nothing of theirs is handed over yet. */
  left: ShownPerson[]
  colleagues: ShownPerson[]
  leavings: ShownLeaving[]
  /** By which acts are verified. */
  keys: { id: string; publicKey: string; madeAt: string }[]
}

export interface SeenPage {
  rows: {
    what: SeenWhat
    /** Null where it was of no card. */
    record: RecordRef | null
    /** As the host names it to whoever reads this. */
    title: string | null
    name: string | null
    at: string
  }[]
  /** In the time the report is of. */
  counts: Record<SeenWhat, number>
  since: string
  next?: string
}

/** Something somebody has made. */
export interface Made {
  id: string
  record: RecordRef
  title: string | null
  thread: { id: string; kind: ThreadKind; title: string }
  message: string | null
  at: string
  /** The beginning of its words; null where whoever reads this may not know. */
  text: string | null
}

export type MadeWhat = 'messages' | 'files' | 'tasks'

export interface MadePage {
  rows: Made[]
  next?: string
}
