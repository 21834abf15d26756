/** Unanswered is not unread: a message may have been read long ago and still wait for somebody's answer. */
import { and, count, eq, inArray, lt, type SQLWrapper, sql } from 'drizzle-orm'
import { type Db, isAmong, prepared, type Reading, type Writing } from '../store/store.ts'

/** A message that waits for somebody's answer. */
export interface Owed {
  person: string
  record: string
  thread: string
  seq: number
  message: string
  at: Date
}

/** A place in a thread. */
interface Where {
  id: string
  record: string
}

/** Rows of one statement: databases take only so many values at once. */
const ROWS = 500

/** How many messages of each of these threads wait for a person's answer; threads without any are left out. */
export async function unansweredIn(
  { company, db, t }: Reading,
  person: string,
  threads: string[],
): Promise<Map<string, number>> {
  const rows = await db
    .select({ thread: t.unanswered.thread, waiting: count() })
    .from(t.unanswered)
    .where(
      and(
        eq(t.unanswered.company, company),
        eq(t.unanswered.person, person),
        inArray(t.unanswered.thread, threads),
      ),
    )
    .groupBy(t.unanswered.thread)
  return new Map(rows.map(({ thread, waiting }) => [thread, Number(waiting)]))
}

/** The same of each thread of a query of them. */
export function unansweredThere(db: Db, { thread, unanswered }: Reading['t'], person: SQLWrapper) {
  return db.$count(
    unanswered,
    and(
      eq(unanswered.company, thread.company),
      eq(unanswered.person, person),
      eq(unanswered.thread, thread.id),
    ),
  )
}

/** From now on these wait. */
export async function owe(w: Writing, owed: Owed[]) {
  const { company, db, t } = w
  const rows = owed.map(({ record: _, ...one }) => ({ ...one, company }))
  for (let start = 0; start < rows.length; start += ROWS) {
    await db
      .insert(t.unanswered)
      .values(rows.slice(start, start + ROWS))
      .onConflictDoNothing()
  }
  const places = new Map(owed.map((one) => [`${one.person} ${one.thread}`, one]))
  for (const { person, record, thread } of places.values()) await tellCount(w, { id: thread, record }, person)
}

/** Whoever writes in a thread has answered what was said before. */
export async function haveWritten(
  w: Writing,
  said: { author: string; record: string; thread: string; seq: number }[],
) {
  const people = [...new Set(said.map(({ author }) => author))]
  const threads = [...new Set(said.map(({ thread }) => thread))]
  const waiting = await waitedFor(w).execute({ company: w.company, people, threads })
  // Of those who write few are waited for there.
  const owing = new Set(waiting.map(({ person, thread }) => `${person} ${thread}`))
  for (const { author, record, thread, seq } of said)
    if (owing.has(`${author} ${thread}`)) await answerBefore(w, { id: thread, record }, author, seq)
}

/** A person says that up to this seq no answer of his is needed; answers with how many still wait. */
export async function needNoAnswer(w: Writing, thread: Where, person: string, seq: number): Promise<number> {
  await answerBefore(w, thread, person, seq + 1)
  return (await unansweredIn(w, person, [thread.id])).get(thread.id) ?? 0
}

/** A message has been answered, or is gone: it no longer waits for these people, or for anybody. */
export async function waitsNoMore(w: Writing, message: string, people?: string[]) {
  const { company, db, t } = w
  const rows = await db
    .select({ person: t.unanswered.person, thread: t.thread })
    .from(t.unanswered)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.unanswered.thread)))
    .where(
      and(
        eq(t.unanswered.company, company),
        eq(t.unanswered.message, message),
        people && inArray(t.unanswered.person, people),
      ),
    )
  for (const { person, thread } of rows) {
    const one = and(eq(t.unanswered.person, person), eq(t.unanswered.message, message))
    await db.delete(t.unanswered).where(and(eq(t.unanswered.company, company), one))
    await tellCount(w, thread, person)
  }
}

async function answerBefore(w: Writing, thread: Where, person: string, seq: number) {
  const gone = await deleteBefore(w).execute({ company: w.company, person, thread: thread.id, seq })
  if (gone.length > 0) await tellCount(w, thread, person)
}

const waitedFor = prepared('waited_for', (db, { unanswered }, dialect) =>
  db
    .selectDistinct({ person: unanswered.person, thread: unanswered.thread })
    .from(unanswered)
    .where(
      and(
        eq(unanswered.company, sql.placeholder('company')),
        isAmong(dialect, unanswered.person, 'people'),
        isAmong(dialect, unanswered.thread, 'threads'),
      ),
    ),
)

const deleteBefore = prepared('answer_before', (db, { unanswered }) =>
  db
    .delete(unanswered)
    .where(
      and(
        eq(unanswered.company, sql.placeholder('company')),
        eq(unanswered.person, sql.placeholder('person')),
        eq(unanswered.thread, sql.placeholder('thread')),
        lt(unanswered.seq, sql.placeholder('seq')),
      ),
    )
    .returning({ seq: unanswered.seq }),
)

async function tellCount(w: Writing, { id, record }: Where, person: string) {
  const unanswered = (await unansweredIn(w, person, [id])).get(id) ?? 0
  await w.emit('thread.awaits', {
    record,
    thread: id,
    people: [person],
    data: { thread: id, person, unanswered },
  })
}
