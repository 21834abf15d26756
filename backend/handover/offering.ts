/** Cards that have come to somebody from another: for a month he may read what he has to know of them. */
import { and, eq, gt, type SQLWrapper, sql } from 'drizzle-orm'
import { awayIn, substitutesOf } from '../absences/absences.ts'
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

export type Offered = Pick<HandoverRow, 'from' | 'why' | 'at' | 'until'>

/** What this person is offered of a card now: it has come to him, or he stands in for whoever is responsible. */
export async function offeredTo(r: Reading, person: string, record: string): Promise<Offered | undefined> {
  const [row] = await offeredOf(r).execute({ company: r.company, person, record, now: r.now })
  return row && offeredBy(r, person, row)
}

/** The same where the card is known already. */
export async function offeredBy(
  r: Reading,
  person: string,
  { handover, responsible, away }: CardOffered,
): Promise<Offered | undefined> {
  if (handover) return handover
  if (!away || !responsible || responsible === person) return undefined
  const standingIn = (await substitutesOf(r, [responsible])).get(responsible)
  if (standingIn?.substitute !== person) return undefined
  return { from: responsible, why: 'away', at: standingIn.since, until: standingIn.until }
}

export interface CardOffered {
  handover: Offered | null
  /** Who answers for the card. */
  responsible: string | null
  /** His absence, if he is away now. */
  away: string | null
}

/** How a query of cards selects and joins what `offeredBy` needs. */
export function offeredIn(t: Reading['t'], person: SQLWrapper, now: SQLWrapper) {
  return {
    columns: {
      // The first column says whether there is a row at all.
      handover: {
        why: t.handover.why,
        from: t.handover.from,
        at: t.handover.at,
        until: t.handover.until,
      },
      responsible: t.card.responsible,
      away: t.absence.id,
    },
    handover: and(
      eq(t.handover.company, t.card.company),
      eq(t.handover.record, t.card.record),
      eq(t.handover.to, person),
      gt(t.handover.until, now),
    ),
    absence: and(
      eq(t.absence.company, t.card.company),
      eq(t.absence.person, t.card.responsible),
      awayIn(t, now),
    ),
  }
}

const offeredOf = prepared('offered_of', (db, t) => {
  const now = sql.param(sql.placeholder('now'), t.handover.until)
  const offered = offeredIn(t, sql.placeholder('person'), now)
  return db
    .select(offered.columns)
    .from(t.card)
    .leftJoin(t.handover, offered.handover)
    .leftJoin(t.absence, offered.absence)
    .where(and(eq(t.card.company, sql.placeholder('company')), eq(t.card.record, sql.placeholder('record'))))
})
