/** The dates files carry are worked out anew when the rules change, or their record moves. What goes is asked of the rules themselves. */
import { and, asc, eq, gt, inArray, isNull, type SQL } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'
import { cardOf, placed, placeOf } from './places.ts'
import { policiesOf, unreckoned } from './policies.ts'
import { termOf } from './term.ts'

/** Files of one slice. */
const SLICE = 200

/** When a file goes that comes into this thread now. */
export async function dateFor(w: Reading, thread: string): Promise<Date | null> {
  const { company, db, t, now } = w
  const [row] = await db
    .select(placed(t))
    .from(t.thread)
    .leftJoin(t.card, cardOf(t))
    .where(and(eq(t.thread.company, company), eq(t.thread.id, thread)))
  return termOf(await policiesOf(w), { what: 'files', made: now, place: row ? placeOf(row) : null }).at
}

/** The record has moved, or its talk goes on elsewhere: its files' dates are other ones. */
export async function reckonRecord(w: Writing, record: string) {
  await reckon(w, eq(w.t.thread.record, record))
}

/** Works out a slice of the dates that a change of the rules has left as they were; true when there is more. */
export async function reckonSome(w: Writing): Promise<boolean> {
  const { company, db, t } = w
  const policy = await unreckoned(w)
  if (!policy) return false
  const last = await reckon(w, gt(t.file.id, policy.reckoned ?? ''), SLICE)
  await db
    .update(t.policy)
    .set({ reckoned: last })
    .where(and(eq(t.policy.company, company), last ? eq(t.policy.number, policy.number) : undefined))
  return last !== null
}

/** Answers with the last file looked at; null when there are no more. */
async function reckon(w: Writing, where: SQL | undefined, most?: number): Promise<string | null> {
  const { company, db, t } = w
  const found = db
    .select({ id: t.file.id, made: t.file.at, expiresAt: t.file.expiresAt, place: placed(t) })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.file.thread)))
    .leftJoin(t.card, cardOf(t))
    .where(and(eq(t.file.company, company), isNull(t.file.erasedAt), where))
    .orderBy(asc(t.file.id))
  const rows = await (most === undefined ? found : found.limit(most))
  const policies = await policiesOf(w)
  const dates = Map.groupBy(
    rows.flatMap(({ id, made, expiresAt, place }) => {
      const { at } = termOf(policies, { what: 'files', made, place: placeOf(place) })
      return at?.getTime() === expiresAt?.getTime() ? [] : [{ id, at }]
    }),
    ({ at }) => at?.getTime(),
  )
  for (const of of dates.values()) {
    await db
      .update(t.file)
      // Who was told of an earlier day is told again.
      .set({ expiresAt: of[0]!.at, noticedAt: null })
      .where(
        and(
          eq(t.file.company, company),
          inArray(
            t.file.id,
            of.map(({ id }) => id),
          ),
        ),
      )
  }
  return rows.length === most ? (rows.at(-1)?.id ?? null) : null
}
