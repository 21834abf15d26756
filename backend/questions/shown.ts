/** A question to a role or to people, as those in the thread see it. */

/** Whom an unanswered question calls, one after the other: whoever was asked, a head, everybody who answers for the role. */
export type OverdueStep = 'person' | 'head' | 'pool'

/** Who is asked: a role with those of it on duty at the time, or people by name. */
export interface Asked {
  role?: string
  people: string[]
}

/** Asked by the message's author in its text. Open while there is neither `answer` nor `withdrawnAt`; late after `deadline`. */
export interface ShownQuestion {
  to: Asked
  deadline: string
  /** Who has been called since it was not answered in time. */
  overdue?: { step: OverdueStep; people: string[] }
  /** The reply that answers it, and who said so. */
  answer?: { message: string; seq: number; by: string; at: string; markedBy: string }
  withdrawnAt?: string
}

export type DeadlinePreset = 'hour' | 'fourHours' | 'noon'
