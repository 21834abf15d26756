/** What has happened while somebody was away, in the threads he is in: for the day he is back. */
import { and, asc, count, desc, eq, gte, isNotNull, isNull, lt, ne } from 'drizzle-orm'
import { absenceById } from '../absences/absences.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { DiaryRow } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { NOBODY } from '../threads/happenings.ts'
import { isIn, itsMessage, itsThread } from '../threads/mine.ts'
import { lineOf } from './brief.ts'

/** Threads of a diary, and what of a record's history is told of each. */
const THREADS_MOST = 100
const LINES_MOST = 20

/** Refused as `not_found` when the absence is not his. The newest first; names of records are left to the host. */
export async function diaryOf(
  r: Reading,
  { person }: Visitor,
  id: string,
): Promise<Omit<DiaryRow, 'title'>[]> {
  const absence = await absenceById(r, id)
  if (absence?.person !== person) throw new Refused('not_found')
  const { since, until, endedAt } = absence
  const end = new Date(
    Math.min(r.now.getTime(), until.getTime(), endedAt?.getTime() ?? Number.POSITIVE_INFINITY),
  )
  const rows: Omit<DiaryRow, 'title'>[] = []
  for (const { thread, record } of await threadsMoved(r, person, since)) {
    const row = await told(r, thread, { since, end })
    if (row) rows.push({ record: recordRef(record), thread, ...row })
  }
  return rows
}

function threadsMoved(r: Reading, person: string, since: Date) {
  const { db, t } = r
  return db
    .select({ thread: t.thread.id, record: t.thread.record })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .innerJoin(t.message, itsMessage(r, 'last'))
    .where(and(isIn(r, person), gte(t.message.at, since)))
    .orderBy(desc(t.message.at))
    .limit(THREADS_MOST)
}

async function told({ company, db, t }: Reading, thread: string, { since, end }: { since: Date; end: Date }) {
  const { message } = t
  const then = and(
    eq(message.company, company),
    eq(message.thread, thread),
    gte(message.at, since),
    lt(message.at, end),
    isNull(message.deletedAt),
  )
  const [said] = await db
    .select({ messages: count() })
    .from(message)
    .where(and(then, ne(message.author, NOBODY)))
  const happened = await db
    .select()
    .from(message)
    .where(and(then, isNotNull(message.happened)))
    .orderBy(asc(message.seq))
    .limit(LINES_MOST)
  const [last] = await db
    .select()
    .from(message)
    .where(and(then, ne(message.author, NOBODY)))
    .orderBy(desc(message.seq))
    .limit(1)
  const messages = Number(said?.messages ?? 0)
  if (messages === 0 && happened.length === 0) return undefined
  return {
    messages,
    happened: happened.map((row) => ({ ...lineOf(row), happened: row.happened! })),
    last: last ? lineOf(last) : null,
  }
}
