/** Once a day, at the time somebody has chosen: how much is unread, waits for his answer, and is due. */
import { and, asc, count, eq, gt, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { entrust } from '../errands/errands.ts'
import { post } from '../letters/letters.ts'
import { dayAfter, momentOf, wallTime } from '../roles/zone.ts'
import type { Reading, Writing } from '../store/store.ts'
import { isIn, itsThread } from '../threads/mine.ts'
import { listenerOf } from './callings.ts'
import { nextSummary } from './quiet.ts'
import { laneOf, summaryOf } from './take-back.ts'
import { wishesOf } from './wishes.ts'
import { summaryText } from './words.ts'

/** People of one slice. */
const SLICE = 50

export interface Sum {
  /** Messages, and the discussions they are in. */
  unread: number
  threads: number
  /** Messages that wait for his answer. */
  unanswered: number
  /** Questions to him whose deadline is over or comes before tomorrow. */
  due: number
}

/** Whether anybody's summary is due. */
export async function isAnySummaryDue({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const due = and(eq(t.wish.company, company), lte(t.wish.summaryAt, now))
  const [row] = await db.select({ person: t.wish.person }).from(t.wish).where(due).limit(1)
  return row !== undefined
}

/** Sums up for a slice of people; true when there may be more. Where there is nothing to say nothing is said. */
export async function sumUp(w: Writing, newId: () => string): Promise<boolean> {
  const { company, db, t, now } = w
  const due = await db
    .select({ person: t.wish.person })
    .from(t.wish)
    .where(and(eq(t.wish.company, company), lte(t.wish.summaryAt, now)))
    .orderBy(asc(t.wish.summaryAt))
    .limit(SLICE)
  for (const { person } of due) await sumUpFor(w, person, newId)
  return due.length === SLICE
}

async function sumUpFor(w: Writing, person: string, newId: () => string) {
  const { company, db, t, now } = w
  const wishes = await wishesOf(w, person)
  const { leftAt, locale } = await listenerOf(w, person)
  await db
    .update(t.wish)
    .set({ summaryAt: leftAt ? null : nextSummary(wishes, now) })
    .where(and(eq(t.wish.company, company), eq(t.wish.person, person)))
  if (leftAt || !wishes.summary) return
  const sum = await sumOf(w, person, endOfDay(wishes.zone, now))
  if (sum.unread + sum.unanswered + sum.due === 0) return
  if (wishes.summary.by === 'mail')
    return post(w, { id: newId(), by: 'mail', person, about: { what: 'summary' } })
  if (!(await choicesOf(w)).notices) return
  const tag = summaryOf(person)
  const { text, link } = { text: summaryText(locale, sum), link: '' }
  await entrust(w, {
    id: newId(),
    deed: { do: 'notice', to: person, tag, group: tag, text, link, record: null },
    as: null,
    lane: laneOf(person),
    supersedes: tag,
  })
}

/** The first moment of tomorrow, by the clock of a zone. */
export function endOfDay(zone: string, at: Date): Date {
  return momentOf(dayAfter(wallTime(at, zone).day), 0, zone)
}

/** Of discussions a person is in; of those of these records when they are named. */
export async function sumOf(r: Reading, person: string, before: Date): Promise<Sum> {
  const { company, db, t } = r
  const left = sql<number>`${t.thread.lastSeq} - ${t.member.readSeq} - ${t.member.ownUnread}`
  const loud = or(isNull(t.member.level), ne(t.member.level, 'none'))
  const [unread] = await db
    .select({ messages: sql<number>`coalesce(sum(${left}), 0)`.mapWith(Number), threads: count() })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .where(and(isIn(r, person), gt(left, 0), loud))
  const [unanswered] = await db
    .select({ messages: count() })
    .from(t.unanswered)
    .innerJoin(t.member, and(isIn(r, person), eq(t.member.thread, t.unanswered.thread)))
    .innerJoin(t.thread, itsThread(r))
    .where(and(eq(t.unanswered.company, company), eq(t.unanswered.person, person), isNull(t.thread.closedAt)))
  const [due] = await db
    .select({ questions: count() })
    .from(t.awaited)
    .innerJoin(t.question, and(eq(t.question.company, company), eq(t.question.message, t.awaited.message)))
    .where(
      and(
        eq(t.awaited.company, company),
        eq(t.awaited.person, person),
        eq(t.awaited.what, 'answer'),
        isNull(t.awaited.doneAt),
        isNull(t.awaited.endedAt),
        isNotNull(t.question.deadline),
        lte(t.question.deadline, before),
      ),
    )
  return {
    unread: unread?.messages ?? 0,
    threads: Number(unread?.threads ?? 0),
    unanswered: Number(unanswered?.messages ?? 0),
    due: Number(due?.questions ?? 0),
  }
}
