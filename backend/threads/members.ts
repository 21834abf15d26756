import { and, eq, ne } from 'drizzle-orm'
import type { Level } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { isIn, itsThread } from './mine.ts'

interface Joinable {
  id: string
  record: string
  kind: string
  lastSeq: number
}

/** Makes a person a member who has read everything so far. Joining again after leaving is joining anew. */
export async function join(w: Writing, thread: Joinable, person: string) {
  const { company, db, t, now } = w
  const fresh = { readSeq: thread.lastSeq, ownUnread: 0, mentionSeq: 0, joinedAt: now, leftAt: null }
  const [member] = await db
    .insert(t.member)
    .values({ company, thread: thread.id, person, ...fresh })
    .onConflictDoUpdate({ target: [t.member.company, t.member.thread, t.member.person], set: fresh })
    .returning()
  await w.emit('thread.joined', {
    ...(await aboutThread(w, thread)),
    data: { thread: thread.id, person, readSeq: thread.lastSeq },
  })
  return member!
}

/** What of the thread rings for a member from now on; null for what he wishes of all. It counts all the same. */
export async function setLevel(w: Writing, thread: Joinable, person: string, level: Level | null) {
  const { company, db, t, now } = w
  const levelled = { level, levelAt: level && now }
  await db
    .update(t.member)
    .set(levelled)
    .where(and(eq(t.member.company, company), eq(t.member.thread, thread.id), eq(t.member.person, person)))
  const shown = shownLevel(levelled)
  await w.emit('thread.levelled', {
    record: thread.record,
    thread: thread.id,
    people: [person],
    data: { thread: thread.id, ...shown },
  })
  return shown
}

/** Its own choice of a member as he is shown it; nothing where he has made none. */
export function shownLevel(member: { level: Level | null; levelAt: Date | null } | null | undefined) {
  if (!member?.level) return {}
  const muted = member.level === 'none' && member.levelAt
  return { level: member.level, ...(muted && { mutedAt: muted.toISOString() }) }
}

/**
 * A person is no longer in up to so many of the threads that everybody sees; true when there may be more. Private ones
 * keep him: nobody could let him in again.
 */
export async function leaveSome(w: Writing, person: string, most: number): Promise<boolean> {
  const { company, db, t, now } = w
  const rows = await db
    .select({ thread: t.thread, readSeq: t.member.readSeq })
    .from(t.member)
    .innerJoin(t.thread, itsThread(w))
    .where(and(isIn(w, person), ne(t.thread.kind, 'private')))
    .limit(most)
  for (const { thread, readSeq } of rows) {
    await db
      .update(t.member)
      .set({ leftAt: now })
      .where(and(eq(t.member.company, company), eq(t.member.thread, thread.id), eq(t.member.person, person)))
    const data = { thread: thread.id, person, readSeq }
    await w.emit('thread.left', { ...(await aboutThread(w, thread)), data })
  }
  return rows.length === most
}
