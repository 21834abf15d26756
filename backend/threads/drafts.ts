import { and, eq } from 'drizzle-orm'
import { isRelaying } from '../relay/mode.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { findThread } from './find.ts'
import { checkText } from './text.ts'

/**
 * Keeps what a person has begun to write in a thread, for his other windows and for tomorrow. Empty text forgets it. Where
 * texts are kept in the CRM only, nothing of it is stored.
 */
export async function saveDraft(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  text: string,
  replyTo: string | undefined,
) {
  checkText(text, true)
  const { thread } = await findThread(w, viewer, threadId)
  const { company, db, t, now } = w
  const { person } = viewer
  if (text !== '' && (await isRelaying(w))) return
  if (text === '') {
    const mine = and(eq(t.draft.company, company), eq(t.draft.thread, threadId), eq(t.draft.person, person))
    const forgotten = await db.delete(t.draft).where(mine).returning()
    if (forgotten.length === 0) return
  } else {
    const draft = { text, replyTo: replyTo ?? null, savedAt: now }
    await db
      .insert(t.draft)
      .values({ company, thread: threadId, person, ...draft })
      .onConflictDoUpdate({ target: [t.draft.company, t.draft.thread, t.draft.person], set: draft })
  }
  await w.emit('draft.saved', {
    record: thread.record,
    thread: threadId,
    people: [person],
    data: { thread: threadId, person },
  })
}
