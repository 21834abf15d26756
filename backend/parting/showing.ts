/** An order to leave dossiers in the CRM: what there is before it, and how far it has come. */
import { and, count, countDistinct, eq, gt, isNotNull, isNull, ne, sql, sum } from 'drizzle-orm'
import { narrowed } from '../access/common.ts'
import { peopleById } from '../people/people.ts'
import type { PartingPreview, ShownParting } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { type PartingRow, toldOf } from './rows.ts'

const MISSING_SHOWN = 50

export async function shownParting(r: Reading, row: PartingRow): Promise<ShownParting> {
  const { company, db, t } = r
  const { partingDossier: one, card } = t
  const mine = and(eq(one.company, company), eq(one.parting, row.id))
  const isLeft = and(isNotNull(one.endedAt), isNull(one.failure))
  const [counted] = await db
    .select({
      left: sql<number>`count(case when ${isLeft} then 1 end)`,
      notLeft: count(one.failure),
      bytes: sql<number>`coalesce(sum(case when ${isLeft} then ${one.size} end), 0)`,
    })
    .from(one)
    .where(mine)
  const shortened = await db.select({ without: one.without }).from(one).where(and(mine, isLeft))
  const missing = await db
    .select({ record: one.record, why: one.failure, seen: card.seen })
    .from(one)
    .leftJoin(card, and(eq(card.company, company), eq(card.record, one.record)))
    .where(and(mine, isNotNull(one.failure)))
    .orderBy(one.record)
    .limit(MISSING_SHOWN)
  const { id, at, by, records, calledOffAt, endedAt } = row
  return {
    ...{ id, at: at.toISOString(), by: (await peopleById(r, [by])).get(by) ?? null, records },
    ...{ left: Number(counted?.left ?? 0), notLeft: Number(counted?.notLeft ?? 0) },
    shortened: shortened.filter(({ without }) => (without?.tooMuch ?? 0) > 0).length,
    bytes: Number(counted?.bytes ?? 0),
    ...(calledOffAt && { calledOffAt: calledOffAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    missing: missing.map(({ record, why, seen }) => ({ record, title: seen?.title ?? '', why: why! })),
  }
}

/** What there is to be left now; whether the CRM takes it is asked of it. */
export async function countToLeave(
  r: Reading,
  readers: PartingPreview['readers'],
): Promise<Omit<PartingPreview, 'largest'>> {
  const { company, db, t } = r
  const { thread, file } = t
  const [told] = await db
    .select({ records: countDistinct(thread.record), messages: sum(thread.lastSeq) })
    .from(thread)
    .where(toldOf(r))
  const inTold = and(eq(thread.company, company), eq(thread.id, file.thread), ne(thread.kind, 'private'))
  const sent = and(eq(file.company, company), isNotNull(file.message), isNull(file.erasedAt))
  const filesWhere = (which: Parameters<typeof and>[0]) =>
    db
      .select({ files: count(), bytes: sum(file.size) })
      .from(file)
      .innerJoin(thread, inTold)
      .where(and(sent, which))
  const [files] = await filesWhere(readers === 'record' ? isNull(file.class) : undefined)
  const [classed] = await filesWhere(readers === 'record' ? isNotNull(file.class) : sql`1 = 0`)
  const secret = and(eq(thread.company, company), eq(thread.kind, 'private'), gt(thread.lastSeq, 0))
  return {
    ...{ records: Number(told?.records ?? 0), messages: Number(told?.messages ?? 0) },
    ...{ files: Number(files?.files ?? 0), bytes: Number(files?.bytes ?? 0) },
    ...{ private: Number(await db.$count(thread, secret)), classed: Number(classed?.files ?? 0) },
    ...{ readers, narrowed: readers === 'record' ? await narrowed(r) : 0 },
  }
}
