/** The doors to threads and messages. There is no other way in: what a person may not see does not exist for him. */
import { and, eq, sql } from 'drizzle-orm'
import { type Sight, sight, tiesOf, type View, viewOf } from '../access/sight.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import { prepared, type Reading } from '../store/store.ts'

/**
 * The thread with what the viewer is in it; refused as `not_found` when he may not see it or it is not of his card.
 * Within a write it is found to be written in: refused as `read_only` when he may only read it.
 */
export async function findThread(r: Reading, viewer: Viewer, id: string) {
  const found = await seeThread(r, viewer, id)
  if ('emit' in r && !found.view.write) throw new Refused('read_only')
  return found
}

/** The same to look at only, within a write too. */
export async function seeThread(r: Reading, viewer: Viewer, id: string) {
  const { company, now } = r
  const [seeing, [found]] = await Promise.all([
    sight(r, viewer),
    threadSeenBy(r).execute({ company, person: viewer.person, id, now }),
  ])
  const view = found && viewOf(seeing, viewer, { ...found, seen: found.card?.seen ?? null })
  if (!view) throw new Refused('not_found')
  const member = found.member?.leftAt ? null : found.member
  return { thread: found.thread, member, sight: seeing satisfies Sight, view: view satisfies View }
}

export type FoundThread = Awaited<ReturnType<typeof seeThread>>

/** A message of a thread the viewer may see. */
export async function findMessage(r: Reading, viewer: Viewer, threadId: string, id: string) {
  const found = await findThread(r, viewer, threadId)
  const [message] = await messageById(r).execute({ company: r.company, id })
  if (!message || message.thread !== threadId || message.seq < found.view.fromSeq)
    throw new Refused('not_found')
  return { ...found, message }
}

const threadSeenBy = prepared('thread_seen_by', (db, t) => {
  const person = sql.placeholder('person')
  const ties = tiesOf(t, person, sql.param(sql.placeholder('now'), t.invite.until))
  return (
    db
      // On the road of every message: of what is beside the thread only what decides.
      .select({
        thread: t.thread,
        member: t.member,
        pass: { fromSeq: t.invite.fromSeq, fields: t.invite.fields, files: t.invite.files },
        supervision: { until: t.supervision.until },
        card: { record: t.card.record, seen: t.card.seen },
      })
      .from(t.thread)
      .leftJoin(
        t.member,
        and(
          eq(t.member.company, t.thread.company),
          eq(t.member.thread, t.thread.id),
          eq(t.member.person, person),
        ),
      )
      .leftJoin(t.invite, ties.pass)
      .leftJoin(t.supervision, ties.supervision)
      .leftJoin(t.card, ties.card)
      .where(and(eq(t.thread.company, sql.placeholder('company')), eq(t.thread.id, sql.placeholder('id'))))
  )
})

export const messageById = prepared('message_by_id', (db, t) =>
  db
    .select()
    .from(t.message)
    .where(and(eq(t.message.company, sql.placeholder('company')), eq(t.message.id, sql.placeholder('id')))),
)
