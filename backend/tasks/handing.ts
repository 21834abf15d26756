/** A task of somebody who has left comes to another: here it is his at once, at the host when it lets us change it there. */
import { and, eq } from 'drizzle-orm'
import { type Errand, entrust, type Outcome } from '../errands/errands.ts'
import type { Writing } from '../store/store.ts'
import { type Talk, type TaskRow, tellChange } from './tasks.ts'

/** Asks the host to have somebody be responsible for it; nothing where the host does not have it yet. */
export async function handAtHost(w: Writing, { id, made }: TaskRow, to: string, errand: string) {
  if (!made) return
  await entrust(w, {
    id: errand,
    deed: { do: 'hand_over', task: made, to },
    // Whoever asked for it may have left himself.
    as: null,
    lane: laneOf(id),
    supersedes: handingOf(id),
  })
}

/** Where what is asked of the host about a task is asked in order. */
export const laneOf = (task: string) => `task:${task}`

/** By what a handing over that has not begun is known. */
export const handingOf = (task: string) => `hand over ${task}`

/** Keeps how the host has answered; to be called in the write that records it. */
export async function concludeHanding(w: Writing, talk: Talk, { deed }: Errand, outcome: Outcome) {
  if (deed.do !== 'hand_over') return
  const { company, db, t } = w
  const came =
    outcome.ending === 'done'
      ? { responsible: deed.to, handedAt: null, handedTo: null, handing: null }
      : { handing: outcome.reason }
  const [task] = await db
    .update(t.task)
    .set(came)
    .where(and(eq(t.task.company, company), eq(t.task.made, deed.task)))
    .returning()
  if (task) await tellChange(w, talk, task)
}
