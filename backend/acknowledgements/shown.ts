/** Who is asked to confirm that he has read, and has. */

/** People asked to confirm that they have read the message. */
export interface ShownAcknowledgement {
  by: string
  at: string
  people: { person: string; at?: string }[]
  remindedAt?: string
}
