/** What somebody has in hand: where he talks, what he is waited for, what he has invited others to. */
import { and, asc, count, eq, gt, inArray, isNotNull, isNull, max, or } from 'drizzle-orm'
import { recordRef } from '../records.ts'
import type { Seen } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { isIn, itsThread } from '../threads/mine.ts'

/** Cards of one kind and funnel are handed over together. */
export function groupOf(record: string, seen: Pick<Seen, 'funnel'> | null): string {
  const { type } = recordRef(record)
  return seen?.funnel ? `${type}/${seen.funnel}` : type
}

/** A thread he is in, in the order of their ids. */
export type Place = Awaited<ReturnType<typeof placesOf>>[number]

export function placesOf(r: Reading, person: string, after = '', limit?: number) {
  const { company, db, t } = r
  const rows = db
    .select({ thread: t.thread, member: t.member, seen: t.card.seen, responsible: t.card.responsible })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(and(isIn(r, person), gt(t.member.thread, after)))
    .orderBy(asc(t.member.thread))
  return limit === undefined ? rows : rows.limit(limit)
}

/** The same as far as they are counted and grouped. */
export function placesInBrief(r: Reading, person: string, after: string, limit: number) {
  const { company, db, t } = r
  return db
    .select({ thread: t.thread.id, kind: t.thread.kind, record: t.thread.record, seen: t.card.seen })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(and(isIn(r, person), gt(t.member.thread, after)))
    .orderBy(asc(t.member.thread))
    .limit(limit)
}

/** How many threads he is in, and cards he is responsible for: tells whether he has come to more. */
export async function sizeOf(r: Reading, person: string): Promise<string> {
  const { company, db, t } = r
  const [threads] = await db
    .select({ n: count(), last: max(t.member.joinedAt) })
    .from(t.member)
    .where(isIn(r, person))
  const [cards] = await db
    .select({ n: count() })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.responsible, person), isNull(t.card.goneAt)))
  return `${threads?.n} ${threads?.last?.getTime()} ${cards?.n}`
}

/** Living cards he is responsible for at the host, in the order of their keys. */
export function cardsOf({ company, db, t }: Reading, person: string, after = '', limit?: number) {
  const rows = db
    .select({ record: t.card.record, seen: t.card.seen })
    .from(t.card)
    .where(
      and(
        eq(t.card.company, company),
        eq(t.card.responsible, person),
        gt(t.card.record, after),
        isNull(t.card.goneAt),
        isNull(t.card.continuedAt),
      ),
    )
    .orderBy(asc(t.card.record))
  return limit === undefined ? rows : rows.limit(limit)
}

/** What he is waited for and has not done, with its place. */
export function awaitedOf({ company, db, t }: Reading, person: string, limit?: number) {
  const rows = db
    .select({ awaited: t.awaited, thread: t.thread, seen: t.card.seen, seq: t.message.seq })
    .from(t.awaited)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.awaited.thread)))
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.awaited.message)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(
      and(
        eq(t.awaited.company, company),
        eq(t.awaited.person, person),
        isNull(t.awaited.doneAt),
        isNull(t.awaited.endedAt),
      ),
    )
    .orderBy(asc(t.awaited.thread), asc(t.awaited.message), asc(t.awaited.what))
  return limit === undefined ? rows : rows.limit(limit)
}

/** Tasks made from messages that he is to do and nobody has taken over, or that he has taken over himself. */
export function tasksOf({ company, db, t }: Reading, person: string, limit?: number) {
  const rows = db
    .select({ task: t.task, thread: t.thread, seen: t.card.seen })
    .from(t.task)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.task.thread)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(
      and(
        eq(t.task.company, company),
        or(and(eq(t.task.responsible, person), isNull(t.task.handedAt)), eq(t.task.handedTo, person)),
        isNull(t.task.doneAt),
        isNull(t.task.goneAt),
        isNull(t.task.refusedAt),
      ),
    )
    .orderBy(asc(t.task.id))
  return limit === undefined ? rows : rows.limit(limit)
}

/** Invitations that hold: those he answers for, or his own. */
export function invitesOf(
  { company, db, t }: Reading,
  person: string,
  as: 'sponsor' | 'person',
  limit?: number,
) {
  const rows = db
    .select({ invite: t.invite, thread: t.thread })
    .from(t.invite)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.invite.thread)))
    .where(and(eq(t.invite.company, company), eq(t.invite[as], person), isNull(t.invite.endedAt)))
    .orderBy(asc(t.invite.id))
  return limit === undefined ? rows : rows.limit(limit)
}

/** Open questions he has asked himself. */
export async function askedBy({ company, db, t }: Reading, person: string): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(t.question)
    .where(
      and(
        eq(t.question.company, company),
        eq(t.question.by, person),
        isNull(t.question.answer),
        isNull(t.question.withdrawnAt),
      ),
    )
  return Number(row?.open ?? 0)
}

/** Messages of these threads that wait for his answer. */
export async function unansweredOf({ company, db, t }: Reading, person: string, threads?: string[]) {
  return db
    .select()
    .from(t.unanswered)
    .where(
      and(
        eq(t.unanswered.company, company),
        eq(t.unanswered.person, person),
        threads && inArray(t.unanswered.thread, threads),
      ),
    )
}

/** Open cards by whoever is responsible for them. */
export async function loads({ company, db, t }: Reading): Promise<Map<string, number>> {
  const rows = await db
    .select({ person: t.card.responsible, cards: count() })
    .from(t.card)
    .where(
      and(
        eq(t.card.company, company),
        isNotNull(t.card.responsible),
        isNull(t.card.goneAt),
        isNull(t.card.continuedAt),
      ),
    )
    .groupBy(t.card.responsible)
  return new Map(rows.map(({ person, cards }) => [person ?? '', Number(cards)]))
}
