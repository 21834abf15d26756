/** What people said and read, as far as somebody is called by it. */
import { and, eq, inArray, isNotNull, lte } from 'drizzle-orm'
import type { EventRow } from '../live/show-events.ts'
import type { Writing } from '../store/store.ts'
import { type Said, saidBy } from '../threads/said.ts'
import { type Called, calledBy } from './called.ts'
import { hearAnswers } from './hear-answers.ts'
import { type Calling, takeBack } from './take-back.ts'

/** Milliseconds somebody has to see for himself what calls him. */
const GRACE = 20_000
/** Milliseconds. What was said longer ago, while nobody listened, calls nobody any more. */
const STALE = 24 * 60 * 60_000
/** Rows of one statement: databases take only so many values at once. */
const ROWS = 500

export async function hearCalls(w: Writing, events: EventRow[], said: Said[], newId: () => string) {
  const called = await calledBy(w, said)
  const fresh = ({ at }: Called) => w.now.getTime() - at.getTime() < STALE
  await call(
    w,
    called.filter((one) => one.rings && fresh(one)),
  )
  await hearUrgent(w, ofTopic(events, 'message.urgent'))
  await hearRead(w, ofTopic(events, 'thread.read'), newId)
  await hearDeleted(w, ofTopic(events, 'message.deleted'), newId)
  await hearAnswers(w, events, said, called)
}

const ofTopic = (events: EventRow[], topic: string) => events.filter((event) => event.topic === topic)

async function call({ company, db, t }: Writing, called: Called[]) {
  const rows = called.map(({ person, why, record, thread, seq, at }) => ({
    ...{ company, person, why, record, thread, seq },
    dueAt: new Date(at.getTime() + GRACE),
  }))
  for (let start = 0; start < rows.length; start += ROWS) {
    await db
      .insert(t.calling)
      .values(rows.slice(start, start + ROWS))
      .onConflictDoNothing()
  }
}

/** It rings at once for those it calls, whatever they have chosen. Who has seen it is found out when it would ring. */
async function hearUrgent(w: Writing, urgent: EventRow[]) {
  if (urgent.length === 0) return
  const { company, db, t, now } = w
  const said = await saidBy(
    w,
    urgent.map(({ data }) => String(data.message)),
  )
  const since = new Map(urgent.map(({ data, at }) => [String(data.message), at]))
  for (const { person, why, record, thread, seq, message } of await calledBy(w, said)) {
    if (why === 'said') continue
    const ringing = { dueAt: now, urgentAt: since.get(message) ?? now }
    await db
      .insert(t.calling)
      .values({ company, person, why, record, thread, seq, ...ringing })
      .onConflictDoUpdate({
        target: [t.calling.company, t.calling.person, t.calling.thread, t.calling.seq],
        set: ringing,
      })
  }
}

/** Whoever has read what called him is called by it no more, also when he marks it unread again. */
async function hearRead(w: Writing, read: EventRow[], newId: () => string) {
  if (read.length === 0) return
  const { company, db, t } = w
  const people = [...new Set(read.map(({ data }) => String(data.person)))]
  const [waiting] = await db
    .select({ person: t.calling.person })
    .from(t.calling)
    .where(and(eq(t.calling.company, company), inArray(t.calling.person, people)))
    .limit(1)
  if (!waiting) return
  const answered: Calling[] = []
  for (const { data } of read) {
    const rows = await db
      .delete(t.calling)
      .where(
        and(
          eq(t.calling.company, company),
          eq(t.calling.person, String(data.person)),
          eq(t.calling.thread, String(data.thread)),
          lte(t.calling.seq, Number(data.readSeq)),
        ),
      )
      .returning()
    answered.push(...rows)
  }
  await takeBack(w, answered, newId)
}

async function hearDeleted(w: Writing, deleted: EventRow[], newId: () => string) {
  if (deleted.length === 0) return
  const { company, db, t } = w
  const ids = deleted.map(({ data }) => String(data.message))
  const messages = await db
    .select({ thread: t.message.thread, seq: t.message.seq })
    .from(t.message)
    .where(and(eq(t.message.company, company), inArray(t.message.id, ids), isNotNull(t.message.deletedAt)))
  for (const { thread, seq } of messages) {
    const rows = await db
      .delete(t.calling)
      .where(and(eq(t.calling.company, company), eq(t.calling.thread, thread), eq(t.calling.seq, seq)))
      .returning()
    await takeBack(w, rows, newId)
  }
}

/** Somebody is waited for at a place in a thread: has him called by his bell at once. */
export async function callTo(
  { company, db, t, now }: Writing,
  calls: { person: string; record: string; thread: string; seq: number }[],
  why: 'waiting' | 'decided',
) {
  if (calls.length === 0) return
  await db
    .insert(t.calling)
    .values(calls.map((one) => ({ company, ...one, why, dueAt: now })))
    .onConflictDoNothing()
}
