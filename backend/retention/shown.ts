/** How long things are kept, as administrators see and set it. Times are ISO 8601, terms are days. */
import type { ShownPerson, ThreadKind } from '../shown.ts'

/** What rules are about. `links`: invitations of guests that are over. `payloads`: what hosts have told us, as it came. */
export type RetentionWhat = 'files' | 'messages' | 'links' | 'audit' | 'payloads'

/** Where a rule applies: where all fits that it names. The audit log and hosts' tellings are of the company as a whole. */
export interface RetentionScope {
  /** Of a client's channel. */
  channel?: string
  thread?: ThreadKind
  /** By the host's names, as a funnel and a stage are shown there. */
  stage?: string
  funnel?: string
  /** Kind of record by its host: `deal`, `lead`... */
  type?: string
  /** Whether the record is won or lost, or still open. */
  closed?: boolean
}

export interface RetentionRule {
  id: string
  what: RetentionWhat
  where: RetentionScope
  /** Null: kept without an end. */
  days: number | null
  /** From when its days count: from the upload or the sending, or from the closing of the record. */
  from: 'made' | 'closed'
}

export interface ShownRetention {
  rules: RetentionRule[]
  version: string
  /** Who has saved them, and when; absent where nobody has chosen. */
  chosen?: { at: string; by: ShownPerson | null }
  /** Until then the rules before them still keep what they kept. */
  shortenedFrom?: string
  /** What rules can name, of this company's own records. */
  known: { types: string[]; funnels: string[]; stages: string[] }
}

/** Until when a thing is kept, and why. */
export interface ShownTerm {
  what: RetentionWhat
  /** When it goes; null: it stays. */
  at: string | null
  rule: RetentionRule
  /** Rules that fit as well and are less specific, the next one first. */
  instead: RetentionRule[]
  /** What puts it off beyond the rule's own days. */
  because?: 'changed' | 'moved' | 'not_closed'
  /** Its time is over, and it is kept longer. */
  longer?: true
  /** Why it stays, besides: it is on its way to the host, or belongs to the long-term documents. */
  spared?: 'keeping' | 'document' | 'hold'
  /** Told to compliance and administrators only: what holds it. */
  holds?: { id: string; reason: string }[]
}
