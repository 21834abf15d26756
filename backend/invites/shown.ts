/** Invitations as those in the thread, their makers and the invited are shown them. Times are ISO 8601. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { Field, FileClass, ShownPerson, ThreadKind } from '../shown.ts'

export type InviteState = 'pending' | 'accepted' | 'declined' | 'left' | 'revoked' | 'expired'

/** An invitation as those in its thread see it. */
export interface ShownInvite {
  id: string
  thread: string
  person: ShownPerson
  sponsor: ShownPerson
  guest: boolean
  state: InviteState
  fields: Field[]
  /** Classes of files he is shown; null for all. Files of no class are shown to everybody. */
  files: FileClass[] | null
  /** The first message he sees. */
  fromSeq: number
  at: string
  until: string
  endedAt?: string
  endedBy?: string
  /** Why it was declined. */
  reason?: string
  /** The message that says what came of it. */
  result?: string
  /** Of a guest: how it is with his link. `wantedAt`: he has asked for another. */
  link?: { until: string; usedAt?: string; wantedAt?: string; coded: boolean }
}

/** What a guest's link and code are, told once to whoever asked for them. */
export interface MadeLink {
  /** For the part after `#` of the guest page's address. */
  secret: string
  /** Six digits; null when none are asked. */
  code: string | null
  until: string
}

/** An invitation as the one invited sees it. */
export interface MyInvite {
  id: string
  thread: { id: string; title: string; kind: ThreadKind }
  record: RecordRef
  /** What the record is called; null where he is not to know. */
  title: string | null
  sponsor: ShownPerson
  at: string
  until: string
  acceptedAt?: string
}
