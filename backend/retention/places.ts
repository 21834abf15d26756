/** Where things are: what rules and holds ask of a thread and its record. */
import { and, eq } from 'drizzle-orm'
import { recordRef } from '../records.ts'
import type { Seen, ThreadKind } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import type { Place } from './term.ts'

/** A thread with its record's card, as `placed` reads them. */
export interface Placed {
  kind: ThreadKind
  record: string
  seen: Seen | null
  closedAt: Date | null
  movedAt: Date | null
  client: string | null
}

/** Columns for `placeOf`; to be joined by `cardOf`. */
export function placed(t: Reading['t']) {
  const { kind, record } = t.thread
  const { seen, closedAt, movedAt, client } = t.card
  return { kind, record, seen, closedAt, movedAt, client }
}

/** The card of a thread's record. */
export function cardOf(t: Reading['t']) {
  return and(eq(t.card.company, t.thread.company), eq(t.card.record, t.thread.record))
}

export function placeOf({ kind, record, seen, closedAt, movedAt }: Omit<Placed, 'client'>): Place {
  return {
    // Threads with clients by their channels are still to come.
    channel: null,
    thread: kind,
    type: recordRef(record).type,
    funnel: seen?.funnel ?? null,
    stage: seen?.stage ?? null,
    closed: closedAt !== null,
    closedAt,
    movedAt,
  }
}
