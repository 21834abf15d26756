/** How people wish to be told of what they have not seen, and what it meets. */
import type { CrmRefusal } from '../../crm-adapters/port.ts'

/** What of a discussion rings for somebody: all that is said, what calls him, or nothing but what is urgent. */
export type Level = 'all' | 'calls' | 'none'

/** How somebody is told of what he has not seen. */
export type Channel = 'bell' | 'mail' | 'push'

/** When nothing rings for somebody, by the clock of his zone. */
export interface Quiet {
  /** `20:00`; past midnight when it ends before it begins. */
  from: string
  until: string
  /** Weekdays that are quiet from beginning to end: 1 is Monday. */
  days: number[]
}

/** How somebody wishes to be told of what he has not seen. */
export interface Wishes {
  /** Null: as the company has chosen. */
  level: Level | null
  channels: Record<Channel, boolean>
  quiet: Quiet | null
  /** IANA name. */
  zone: string
  /** Once a day: what is unread, unanswered and due. */
  summary: { at: string; by: 'bell' | 'mail' } | null
}

/** The same with what it meets. */
export interface ShownWishes {
  wishes: Wishes
  company: { level: Level; bell: boolean }
  /** Null where this server sends no mail. The host may know no address; then one may be given. */
  mail: {
    address: string | null
    from: 'host' | 'person' | null
    /** An address that is yet to be confirmed by the code sent there. */
    unconfirmed?: string
    /** Why the last letter came back. */
    refused?: { reason: LetterReason; said: string; at: string }
  } | null
  /** Null where this server turns to no push service. */
  push: { key: string; devices: { id: string; name: string; addedAt: string }[] } | null
}

/** Why a letter or a push has not arrived. */
export type LetterReason =
  | 'no_address'
  /** The mail server knows no such mailbox. */
  | 'no_mailbox'
  | 'mailbox_full'
  /** The mail server will not have it, in its own words. */
  | 'refused'
  /** It does not let us in: a matter of the settings. */
  | 'login'
  | 'unreachable'
  /** It asks to be tried later. */
  | 'later'
  /** The browser no longer wants any. */
  | 'gone'

/** What came of a trial. */
export type Tried = { ok: true } | { ok: false; reason: LetterReason | CrmRefusal; said: string }
