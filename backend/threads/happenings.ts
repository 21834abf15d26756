import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Happened } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'

/** Stands where a person stands when it was nobody of the company. */
export const NOBODY = ''

/**
 * Tells in the card's team thread what happened to its record. Counts as read by everybody: it calls for nobody's
 * attention. Does nothing where nobody has opened the card yet.
 */
export async function tell(w: Writing, record: string, id: string, happened: Happened) {
  const { company, db, t, now } = w
  const [thread] = await db
    .update(t.thread)
    .set({ lastSeq: sql`${t.thread.lastSeq} + 1` })
    .where(and(eq(t.thread.company, company), eq(t.thread.record, record), eq(t.thread.kind, 'team')))
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
    mentions: [],
    happened,
  })
  await db
    .update(t.member)
    .set({ ownUnread: sql`${t.member.ownUnread} + 1` })
    .where(and(eq(t.member.company, company), eq(t.member.thread, thread.id), isNull(t.member.leftAt)))
  await w.emit('message.sent', { ...(await aboutThread(w, thread)), data: { message: id } })
}
