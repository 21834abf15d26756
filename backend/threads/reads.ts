import { and, eq, gt, isNotNull, or } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { type FoundThread, findThread, seeThread } from './find.ts'
import { join } from './members.ts'

/**
 * Read up to and including `seq`. Never goes back: two windows may tell in any order. Of those who only look on it is
 * not kept how far they have read.
 */
export async function markRead(w: Writing, viewer: Viewer, threadId: string, seq: number) {
  const { thread, member: known, view } = await seeThread(w, viewer, threadId)
  if (!view.write) return { readSeq: Math.min(seq, thread.lastSeq), unread: 0 }
  const member = known ?? (await join(w, thread, viewer.person))
  const upTo = Math.min(seq, thread.lastSeq)
  if (upTo <= member.readSeq)
    return { readSeq: member.readSeq, unread: thread.lastSeq - member.readSeq - member.ownUnread }
  return setRead(w, viewer, thread, member.mentionSeq, upTo)
}

/** Unread from here: `seq` becomes the first message not read. */
export async function markUnread(w: Writing, viewer: Viewer, threadId: string, seq: number) {
  const { thread, member: known } = await findThread(w, viewer, threadId)
  if (seq < 1 || seq > thread.lastSeq) throw new Refused('bad_request', 'no such message')
  const member = known ?? (await join(w, thread, viewer.person))
  return setRead(w, viewer, thread, member.mentionSeq, seq - 1)
}

async function setRead(
  w: Writing,
  viewer: Viewer,
  thread: FoundThread['thread'],
  mentionSeq: number,
  readSeq: number,
) {
  const { company, db, t } = w
  const { person } = viewer
  const own = and(
    eq(t.message.company, company),
    eq(t.message.thread, thread.id),
    gt(t.message.seq, readSeq),
    or(eq(t.message.author, person), isNotNull(t.message.happened)),
  )
  const ownUnread = readSeq === thread.lastSeq ? 0 : Number(await db.$count(t.message, own))
  await db
    .update(t.member)
    .set({ readSeq, ownUnread })
    .where(and(eq(t.member.company, company), eq(t.member.thread, thread.id), eq(t.member.person, person)))

  const unread = thread.lastSeq - readSeq - ownUnread
  const mentioned = mentionSeq > readSeq
  await w.emit('thread.read', {
    ...(await aboutThread(w, thread)),
    data: { thread: thread.id, person, readSeq, unread, mentioned: mentioned ? 1 : 0 },
  })
  return { readSeq, unread }
}
