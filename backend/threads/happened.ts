/** Lines of a thread that nobody has written. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { OverdueStep } from '../shown.ts'

/**
 * What happened to the record at the host, told in the team's thread as a line that nobody has to read. `by` is the
 * person the host names, where it names one.
 */
export type Happened =
  | { what: 'stage'; from: string | null; to: string | null; by: string | null }
  | { what: 'funnel'; from: string | null; to: string | null; by: string | null }
  | { what: 'amount'; from: number | null; to: number | null; currency: string | null; by: string | null }
  | { what: 'responsible'; from: string | null; to: string | null; by: string | null }
  /** The record is gone from the host; the talk stays. */
  | { what: 'gone'; by: string | null }
  /** It is back. */
  | { what: 'back'; by: string | null }
  /** Its talk goes on in another record: after a merge, or a lead's conversion. */
  | { what: 'continued'; record: RecordRef; how: 'merged' | 'converted'; by: string | null }
  /** The other side of that: the talk of this record, called so, goes on here. */
  | { what: 'took_over'; record: RecordRef; title: string; how: 'merged' | 'converted'; by: string | null }
  /** A task made from a message is completed. */
  | { what: 'task_done'; title: string; by: string | null }
  /** A question was not answered in time: who is called now. The next three tell of a message by its id and seq. */
  | { what: 'overdue'; message: string; seq: number; step: OverdueStep; people: string[]; by: null }
  /** Somebody was asked to decide, and has. A later one of the same request takes its place. */
  | { what: 'decided'; message: string; seq: number; yes: boolean; words: string; by: string }
  /** Who has not confirmed having read was reminded; by nobody: by the clock. */
  | { what: 'reminded'; message: string; seq: number; people: string[]; by: string | null }
  /** Something this person is not to know stands here: messages are counted without gaps. */
  | { what: 'veiled'; by: null }
  /** The next six tell of an invitation; `name` is of whoever is invited, whom not everybody knows yet. */
  | { what: 'invited'; person: string; name: string; by: string }
  | { what: 'came'; by: string }
  | { what: 'declined'; words: string; by: string }
  /** `message` says what came of it. */
  | { what: 'left'; message: string | null; seq: number | null; by: string }
  | { what: 'invite_ended'; person: string; name: string; how: 'revoked' | 'expired'; by: string | null }
  /** It ends soon: whoever answers for it is asked whether it is to last longer. */
  | { what: 'invite_ends'; person: string; name: string; sponsor: string; until: string; by: null }
  /** Whoever was called is away: another stands in for him. */
  | { what: 'stands_in'; person: string; absent: string; until: string; by: null }
  /** From then on, within a day, files of this thread go whose time is over. */
  | { what: 'files_go'; from: string; by: null }
  /** Somebody who is not in this private thread reads it, and says why. */
  | { what: 'supervised'; words: string; by: string }
