/** Messages that ring until they are seen. */

import { and, eq, gt } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { findMessage } from '../threads/find.ts'
import { change, type MessageRow } from '../threads/messages.ts'
import { saidBy } from '../threads/said.ts'
import { calledBy } from './called.ts'

const HOUR = 60 * 60_000
/** Messages somebody may have ring in an hour: what always rings is not heard. */
const MOST = 3
/** Milliseconds after which a message is no longer news. */
const FRESH = 24 * HOUR

/**
 * Has a message of mine ring at once for those it calls, through quiet hours, and again until they have seen it. The
 * same again changes nothing.
 * @throws Refused `not_author`; `too_many_requests` after three in an hour; `bad_request` when it calls nobody or is old
 */
export async function ringUrgently(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  id: string,
): Promise<MessageRow> {
  const { thread, message } = await findMessage(w, viewer, threadId, id)
  if (message.author !== viewer.person) throw new Refused('not_author')
  if (message.deletedAt) throw new Refused('already_deleted')
  if (thread.closedAt) throw new Refused('thread_closed')
  if (message.urgentAt) return message
  if (w.now.getTime() - message.at.getTime() > FRESH) throw new Refused('bad_request', 'it is a day old')
  const called = (await calledBy(w, await saidBy(w, [id]))).filter(({ why }) => why !== 'said')
  if (called.length === 0) throw new Refused('bad_request', 'it calls nobody')
  if ((await urgentLately(w, viewer.person)) >= MOST)
    throw new Refused('too_many_requests', `at most ${MOST} urgent messages an hour`)

  const urgent = await change(w, id, { urgentAt: w.now })
  audit(w, { act: 'message.urgent', by: viewer, on: { record: thread.record, thread: threadId, thing: id } })
  await w.emit('message.urgent', { ...(await aboutThread(w, thread)), data: { message: id } })
  return urgent
}

async function urgentLately({ company, db, t, now }: Writing, person: string): Promise<number> {
  const since = new Date(now.getTime() - HOUR)
  const mine = and(
    eq(t.message.company, company),
    eq(t.message.author, person),
    gt(t.message.urgentAt, since),
  )
  return Number(await db.$count(t.message, mine))
}
