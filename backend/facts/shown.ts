/** What of a card is kept in sight beside its talk. */
import type { ShownMessage } from '../shown.ts'

/** Something of the card worth keeping in sight, taken from a message. */
export interface ShownFact {
  id: string
  text: string
  thread: string
  message: string
  seq: number
  by: string
  at: string
  editedAt?: string
  editedBy?: string
}

/** What of a card waits or is settled beside its talk, newest first; open questions before the others. */
export interface CardMatters {
  questions: ShownMessage[]
  facts: ShownFact[]
}
