/** What somebody reads who takes a card over. Times are ISO 8601. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { Happened, ShownFact, ShownPerson } from '../shown.ts'

/** The host says he is responsible now; who had it has left; who has it is away. */
export type HandoverWhy = 'responsible' | 'left' | 'away'

/** A message to go to. */
export interface BriefLine {
  thread: string
  message: string
  seq: number
  author: string
  at: string
  /** The beginning of what it says. */
  text: string
  /** What it says is in the CRM only, and to be asked for. */
  elsewhere?: true
}

export interface HandoverBrief {
  from: ShownPerson | null
  why: HandoverWhy
  at: string
  /** Until when it can be opened. */
  until: string
  /** Open, the soonest first. */
  questions: (BriefLine & { deadline: string; role?: string; people: string[] })[]
  tasks: (BriefLine & { title: string; deadline?: string; responsible: string })[]
  /** In each thread the last word of others that whoever had the card has not answered. */
  unanswered: BriefLine[]
  files: (BriefLine & { file: string; name: string })[]
  people: { person: ShownPerson; lastAt?: string; messages: number }[]
  /** What comes when, the soonest first. */
  dates: ({ at: string } & ({ what: 'close' } | { what: 'question' | 'task'; line: BriefLine }))[]
  pins: BriefLine[]
  facts: ShownFact[]
}

export interface ShownAbsence {
  id: string
  person: ShownPerson
  substitute: ShownPerson
  /** Who really stands in, when the substitute is away himself. */
  instead?: ShownPerson
  since: string
  until: string
  endedAt?: string
  state: 'ahead' | 'now' | 'over'
}

/** What has happened in a card while somebody was away. */
export interface DiaryRow {
  record: RecordRef
  /** As the host names it to him; null while it does not say. */
  title: string | null
  thread: string
  messages: number
  /** What happened to the record, the oldest first. */
  happened: (BriefLine & { happened: Happened })[]
  last: BriefLine | null
}
