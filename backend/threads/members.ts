import { and, eq } from 'drizzle-orm'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'

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

/** Stops a thread from calling for attention; it still counts. */
export async function mute(w: Writing, thread: Joinable, person: string) {
  await setMuted(w, thread, person, w.now)
}

export async function unmute(w: Writing, thread: Joinable, person: string) {
  await setMuted(w, thread, person, null)
}

async function setMuted(w: Writing, thread: Joinable, person: string, mutedAt: Date | null) {
  const { company, db, t } = w
  await db
    .update(t.member)
    .set({ mutedAt })
    .where(and(eq(t.member.company, company), eq(t.member.thread, thread.id), eq(t.member.person, person)))
  await w.emit(mutedAt ? 'thread.muted' : 'thread.unmuted', {
    record: thread.record,
    thread: thread.id,
    people: [person],
    data: { thread: thread.id, mutedAt: mutedAt?.toISOString() ?? null },
  })
}
