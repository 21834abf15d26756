/** What has been handed over, one by one: to tell of it, and to take it back. */
import { and, asc, count, eq, isNotNull, sql } from 'drizzle-orm'
import type { Had, ShownLeaving } from '../shown.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import { groupOf, type Place } from './holdings.ts'

export type LeavingRow = Writing['t']['leaving']['$inferSelect']
export type HandedRow = Writing['t']['handed']['$inferSelect']
type Handing = Pick<HandedRow, 'kind' | 'thing' | 'record' | 'thread' | 'heir' | 'before'>

/** Remembers what was done, to tell of it and to take it back. */
export async function keep(w: Writing, { id: leaving }: LeavingRow, handed: Handing[]) {
  const { company, now } = w
  for (const one of handed) await insertHanded(w).execute({ ...one, company, leaving, at: now })
}

// Built once: of thousands of things, making the statements would take most of the time.
const insertHanded = prepared('insert_handed', (db, t) =>
  db
    .insert(t.handed)
    .values({
      company: sql.placeholder('company'),
      leaving: sql.placeholder('leaving'),
      kind: sql.placeholder('kind'),
      thing: sql.placeholder('thing'),
      record: sql.placeholder('record'),
      thread: sql.placeholder('thread'),
      heir: sql.placeholder('heir'),
      before: sql.placeholder('before'),
      at: sql.placeholder('at'),
    })
    .onConflictDoNothing(),
)

/** Nobody is brought into a private thread: it is its people's. */
export function heirOf(
  { heirs }: LeavingRow,
  { thread, seen }: Pick<Place, 'seen'> & { thread: { kind: string; record: string } },
) {
  return thread.kind === 'private' ? null : (heirs[groupOf(thread.record, seen)] ?? null)
}

export function given({ id: cause, person: from }: LeavingRow, record: string, heir: string | null) {
  return heir ? [{ record, to: heir, from, why: 'left' as const, cause }] : []
}

export function goOn<T>(found: T[], placeOf: (one: T) => string, most: number): string | undefined {
  return found.length < most ? undefined : placeOf(found.at(-1)!)
}

/** What is not as it was; what he had himself first. */
export async function notBackOf(
  { company, db, t }: Reading,
  leaving: string,
  had: Had,
): Promise<NonNullable<ShownLeaving['notBack']>> {
  const rows = await db
    .select({ what: t.handed.notBack, things: count() })
    .from(t.handed)
    .where(and(eq(t.handed.company, company), eq(t.handed.leaving, leaving), isNotNull(t.handed.notBack)))
    .groupBy(t.handed.notBack)
    .orderBy(asc(t.handed.notBack))
  return [
    ...(had.grant ? [{ what: 'grant' as const, things: 1 }] : []),
    ...(had.installer ? [{ what: 'installer' as const, things: 1 }] : []),
    ...rows.flatMap(({ what, things }) => (what ? [{ what, things: Number(things) }] : [])),
  ]
}
