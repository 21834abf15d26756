/** The doors to threads and messages. There is no other way in: what a person may not see does not exist for him. */
import { and, eq, sql } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import { prepared, type Reading } from '../store/store.ts'

/** The thread with what the viewer is in it; refused as `not_found` when he may not see it or it is not of his card. */
export async function findThread(r: Reading, viewer: Viewer, id: string) {
  const [found] = await threadSeenBy(r).execute({ company: r.company, person: viewer.person, id })
  if (!found || found.thread.record !== viewer.record) throw new Refused('not_found')
  const member = found.member?.leftAt ? null : found.member
  if (found.thread.kind === 'private' && !member) throw new Refused('not_found')
  return { thread: found.thread, member }
}

export type FoundThread = Awaited<ReturnType<typeof findThread>>

/** A message of a thread the viewer may see. */
export async function findMessage(r: Reading, viewer: Viewer, threadId: string, id: string) {
  const { thread, member } = await findThread(r, viewer, threadId)
  const [message] = await messageById(r).execute({ company: r.company, id })
  if (!message || message.thread !== threadId) throw new Refused('not_found')
  return { thread, member, message }
}

const threadSeenBy = prepared('thread_seen_by', (db, t) =>
  db
    .select({ thread: t.thread, member: t.member })
    .from(t.thread)
    .leftJoin(
      t.member,
      and(
        eq(t.member.company, t.thread.company),
        eq(t.member.thread, t.thread.id),
        eq(t.member.person, sql.placeholder('person')),
      ),
    )
    .where(and(eq(t.thread.company, sql.placeholder('company')), eq(t.thread.id, sql.placeholder('id')))),
)

export const messageById = prepared('message_by_id', (db, t) =>
  db
    .select()
    .from(t.message)
    .where(and(eq(t.message.company, sql.placeholder('company')), eq(t.message.id, sql.placeholder('id')))),
)
