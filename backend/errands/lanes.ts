/**
 * Lanes: errands done one after another. Who waits for another of his lane is due at no time; when that one ends, the
 * next becomes due. So to find what is to be done now nobody has to look through all that waits.
 */
import { and, asc, eq, isNotNull, isNull, lt, lte, ne, or } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'
import type { Errand } from './errands.ts'

/** Whether somebody entrusted now has to wait for another. */
export async function isBusy(w: Writing, lane: string): Promise<boolean> {
  const { db, t } = w
  const [row] = await db
    .select({ id: t.errand.id })
    .from(t.errand)
    .where(and(openIn(w, lane), isReady(w)))
    .limit(1)
  return row !== undefined
}

/** Has the next of a lane take his turn, unless somebody has it. */
export async function nextInLane(w: Writing, lane: string) {
  const { company, db, t, now } = w
  const [taking] = await db
    .select({ id: t.errand.id })
    .from(t.errand)
    .where(and(openIn(w, lane), isNotNull(t.errand.dueAt), isReady(w)))
    .limit(1)
  if (taking) return
  const [next] = await db
    .select({ id: t.errand.id })
    .from(t.errand)
    .where(and(openIn(w, lane), isNull(t.errand.dueAt)))
    .orderBy(asc(t.errand.number))
    .limit(1)
  if (!next) return
  await db
    .update(t.errand)
    .set({ dueAt: now })
    .where(and(eq(t.errand.company, company), eq(t.errand.id, next.id)))
}

/** Whether one that is due has to wait all the same: his time had not come when another of his lane took the turn. */
export async function heldUp(w: Writing, { id, lane, number }: Errand): Promise<boolean> {
  const { db, t } = w
  const [row] = await db
    .select({ id: t.errand.id })
    .from(t.errand)
    .where(
      and(
        openIn(w, lane),
        isNotNull(t.errand.dueAt),
        ne(t.errand.id, id),
        or(isNotNull(t.errand.begunAt), and(lt(t.errand.number, number), isReady(w))),
      ),
    )
    .limit(1)
  return row !== undefined
}

function openIn({ company, t }: Reading, lane: string) {
  return and(eq(t.errand.company, company), eq(t.errand.lane, lane), isNull(t.errand.endedAt))
}

function isReady({ t, now }: Writing) {
  return or(isNull(t.errand.notBefore), lte(t.errand.notBefore, now))
}
