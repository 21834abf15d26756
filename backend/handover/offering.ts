/** Cards that have come to somebody from another: for a month he may read what he has to know of them. */
import { and, eq, gt, sql } from 'drizzle-orm'
import { substitutesOf } from '../absences/absences.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import type { HandoverWhy } from './shown.ts'

export type HandoverRow = Reading['t']['handover']['$inferSelect']

/** Milliseconds for which it can be read. */
const OFFERED = 30 * 24 * 60 * 60_000

export interface Given {
  record: string
  to: string
  from: string | null
  why: HandoverWhy
  /** Of a leaving or an absence: which. */
  cause?: string
}

/** Offers them; what was offered of the same card to the same person before is over. */
export async function offer(w: Writing, given: Given[]) {
  const { company, now: at } = w
  const until = new Date(at.getTime() + OFFERED)
  for (const { cause = null, ...one } of given)
    await keepOffer(w).execute({ company, ...one, cause, at, until })
}

const keepOffer = prepared('keep_offer', (db, t) =>
  db
    .insert(t.handover)
    .values({
      company: sql.placeholder('company'),
      record: sql.placeholder('record'),
      to: sql.placeholder('to'),
      from: sql.placeholder('from'),
      why: sql.placeholder('why'),
      cause: sql.placeholder('cause'),
      at: sql.placeholder('at'),
      until: sql.placeholder('until'),
    })
    .onConflictDoUpdate({
      target: [t.handover.company, t.handover.record, t.handover.to],
      set: {
        from: sql`excluded."from"`,
        why: sql`excluded.why`,
        cause: sql`excluded.cause`,
        at: sql`excluded.at`,
        until: sql`excluded.until`,
      },
    }),
)

/** Nothing has come of it after all. */
export async function takeBackOffers({ company, db, t }: Writing, cause: string) {
  await db.delete(t.handover).where(and(eq(t.handover.company, company), eq(t.handover.cause, cause)))
}

/** What this person is offered of a card now: it has come to him, or he stands in for whoever is responsible. */
export async function offeredTo(
  r: Reading,
  person: string,
  record: string,
): Promise<Pick<HandoverRow, 'from' | 'why' | 'at' | 'until'> | undefined> {
  const { company, db, t, now } = r
  const [row] = await db
    .select({ handover: t.handover, responsible: t.card.responsible })
    .from(t.card)
    .leftJoin(
      t.handover,
      and(
        eq(t.handover.company, company),
        eq(t.handover.record, t.card.record),
        eq(t.handover.to, person),
        gt(t.handover.until, now),
      ),
    )
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  if (row?.handover) return row.handover
  if (!row?.responsible || row.responsible === person) return undefined
  const away = (await substitutesOf(r, [row.responsible])).get(row.responsible)
  if (away?.substitute !== person) return undefined
  return { from: row.responsible, why: 'away', at: away.since, until: away.until }
}
