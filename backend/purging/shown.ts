/** What goes when its time is over, as administrators are shown it before and after. Times are ISO 8601, sizes bytes. */
import type { RetentionRule, RetentionWhat } from '../retention/shown.ts'

/** Why something stays whose time is over: it is held, or is on its way to the host, or belongs to the long-term documents. */
export type Spared = 'hold' | 'keeping' | 'document'

export interface PurgedThing {
  id: string
  /** The rule by which it went. */
  rule: string
  bytes?: number
}

export interface Going {
  things: number
  bytes: number
}

/** What rules would do if they were saved at `asOf`: what is gone by `until`, when they hold for all there is. */
export interface RetentionPreview {
  asOf: string
  until: string
  goes: Record<RetentionWhat, Going>
  /** Of that, what would stay by the rules that hold now; and what goes by those and would stay. */
  more: Record<RetentionWhat, Going>
  fewer: Record<RetentionWhat, Going>
  /** Records whose chats lose something. */
  records: number
  /** What leans on what goes: messages with files, decided requests, facts and tasks. */
  cited: { messages: number; decisions: number; facts: number; tasks: number }
  spared: Record<Spared, number>
  /** To be typed by whoever saves it: `more` is more than a slip should cost. */
  confirm?: number
}

export interface ShownPurge {
  id: string
  begunAt: string
  endedAt: string | null
  things: number
  bytes: number
}

/** What a receipt states. */
export interface PurgeStatement {
  of: 'purge'
  id: string
  company: string
  begun: string
  ended: string
  rules: (RetentionRule & Going)[]
  things: number
  bytes: number
  /** SHA-256, hex, over a line for each thing in the order they went: what, id, rule and bytes between tabs. */
  list: { things: number; sha256: string }
  /** Some of what went was asked for again, and was not there: bytes on the disk, words in rows, entries of the search. */
  sample: { asked: number; bytes: 'gone'; words: 'gone'; search: 'gone' }
  spared: Partial<Record<Spared, Partial<Record<RetentionWhat, number>>>>
}
