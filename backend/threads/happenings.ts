import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Happened } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { bringIn } from './mentions.ts'

/** Stands where a person stands when it was nobody of the company. */
export const NOBODY = ''

/**
 * Tells in the card's team thread what happened to its record. Counts as read by everybody: it calls for nobody's
 * attention. Does nothing where nobody has opened the card yet.
 */
export async function tell(w: Writing, record: string, id: string, happened: Happened) {
  const { t } = w
  await tellWhere(w, and(eq(t.thread.record, record), eq(t.thread.kind, 'team')), id, happened)
}

/** The same in a thread of its own choice. */
export async function tellIn(w: Writing, thread: string, id: string, happened: Happened) {
  await tellWhere(w, eq(w.t.thread.id, thread), id, happened)
}

/** The same, calling these people: they are in the thread from then on. Answers with the seq of the line. */
export async function tellTo(
  w: Writing,
  threadId: string,
  id: string,
  happened: Happened,
  people: string[],
): Promise<number> {
  const { company, db, t } = w
  const [thread] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, threadId)))
  if (!thread) throw new Error('a line is told in a thread there is')
  await bringIn(w, thread, people)
  await tellWhere(w, eq(t.thread.id, threadId), id, happened, people)
  return thread.lastSeq + 1
}

async function tellWhere(
  w: Writing,
  where: SQL | undefined,
  id: string,
  happened: Happened,
  mentions: string[] = [],
) {
  const { company, db, t, now } = w
  const [thread] = await db
    .update(t.thread)
    .set({ lastSeq: sql`${t.thread.lastSeq} + 1` })
    .where(and(eq(t.thread.company, company), where))
    .returning()
  if (!thread) return
  await db.insert(t.message).values({
    company,
    thread: thread.id,
    seq: thread.lastSeq,
    id,
    audience: thread.audience,
    author: NOBODY,
    text: '',
    at: now,
    mentions,
    happened,
  })
  await db
    .update(t.member)
    .set({ ownUnread: sql`${t.member.ownUnread} + 1` })
    .where(and(eq(t.member.company, company), eq(t.member.thread, thread.id), isNull(t.member.leftAt)))
  await w.emit('message.sent', { ...(await aboutThread(w, thread)), data: { message: id } })
}
