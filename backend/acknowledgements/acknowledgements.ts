/** Confirming that one has read: asked of people by name or by role. Each verb is one write. */

import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { awaitedBy, hasDone, waitFor } from '../awaited/awaited.ts'
import { carryMore, type MessageRow, type Talk, type ThreadRow, tellMatter } from '../awaited/talk.ts'
import { activePeople } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { directoryOf, holdersOf, rolesOf } from '../roles/directory.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { nextReminder } from './next.ts'

export type Row = Reading['t']['acknowledgement']['$inferSelect']

/** People asked of one message. */
const ASKED_MOST = 200

const waiting = (message: string) => ({ message, what: 'confirmation' as const })

export interface AskedToConfirm {
  people: string[]
  roles: string[]
}

/**
 * Asks these people, and all who answer for these roles, to confirm having read a message; asked again it asks whoever was
 * not asked before.
 * @throws Refused `not_a_member`, `nobody_answers`, `already_deleted`, `bad_request`; `not_author` when another has asked
 */
export async function askToConfirm(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; message: string },
  wanted: AskedToConfirm,
): Promise<{ fresh: boolean }> {
  const { thread, message } = await talk.findMessage(w, viewer, at.thread, at.message)
  if (message.deletedAt) throw new Refused('already_deleted')
  if (message.happened) throw new Refused('bad_request', 'nothing to confirm')
  if (thread.closedAt) throw new Refused('thread_closed')
  const known = await rowOf(w, message.id)
  if (known && known.by !== viewer.person) throw new Refused('not_author')

  const people = await peopleAsked(w, talk, thread, message, wanted)
  const before = (await awaitedBy(w, 'confirmation', [message.id])).get(message.id) ?? []
  const added = people.filter((person) => !before.some((one) => one.person === person))
  if (known && added.length === 0) return { fresh: false }
  if (added.length === 0) throw new Refused('nobody_answers')
  if (before.length + added.length > ASKED_MOST)
    throw new Refused('bad_request', `at most ${ASKED_MOST} people`)

  const { company, db, t, now } = w
  const dueAt = nextReminder((await directoryOf(w)).hours, now)
  await db
    .insert(t.acknowledgement)
    .values({ company, message: message.id, by: viewer.person, at: now, dueAt })
    .onConflictDoUpdate({ target: [t.acknowledgement.company, t.acknowledgement.message], set: { dueAt } })
  await waitFor(w, { ...waiting(message.id), thread: thread.id, people: added })
  await talk.addMembers(w, thread, added)
  const { record } = thread
  const calls = added.map((person) => ({ person, record, thread: thread.id, seq: message.seq }))
  await talk.callTo(w, calls, 'waiting')
  if (!known) await carryMore(w, message)
  const on = { record, thread: thread.id, thing: message.id }
  audit(w, { act: 'acknowledgement.asked', by: viewer, on, data: { people: added.join(' ') } })
  await tellMatter(w, talk, thread, message.id)
  return { fresh: !known }
}

/** I have read it. Confirmed twice it is once. */
export async function confirm(w: Writing, talk: Talk, viewer: Viewer, threadId: string, id: string) {
  const { thread } = await findAsked(w, talk, viewer, threadId, id)
  const asked = (await awaitedBy(w, 'confirmation', [id])).get(id) ?? []
  const mine = asked.find(({ person }) => person === viewer.person)
  if (!mine) throw new Refused('not_asked')
  if (mine.doneAt) return
  await hasDone(w, waiting(id), viewer.person)
  const on = { record: thread.record, thread: threadId, thing: id }
  audit(w, { act: 'acknowledgement.given', by: viewer, on })
  if (asked.every(({ person, doneAt }) => doneAt || person === viewer.person))
    await change(w, id, { dueAt: null })
  await tellMatter(w, talk, thread, id)
}

async function peopleAsked(
  w: Writing,
  talk: Talk,
  thread: ThreadRow,
  message: MessageRow,
  { people, roles }: AskedToConfirm,
): Promise<string[]> {
  const known = await rolesOf(w)
  const wanted = known.filter(({ id }) => roles.includes(id))
  if (wanted.length < new Set(roles).size) throw new Refused('bad_request', 'no such role')
  const active = await activePeople(w, people)
  if (people.some((person) => !active.has(person))) throw new Refused('not_a_member')
  const members = thread.kind === 'private' ? await talk.membersOf(w, thread.id) : undefined
  if (members && people.some((person) => !members.includes(person)))
    throw new Refused('not_a_member', 'a private thread is not widened')
  const inRoles = [...(await holdersOf(w, wanted)).values()].flat()
  const all = [...people, ...inRoles.filter((person) => !members || members.includes(person))]
  return [...new Set(all)].filter((person) => person !== message.author)
}

/** Refused as `not_found` when nobody was asked to confirm it, or the viewer may not see it. */
export async function findAsked(r: Reading, talk: Talk, viewer: Viewer, threadId: string, id: string) {
  const { thread, message } = await talk.findMessage(r, viewer, threadId, id)
  const row = message.matters > 0 && !message.deletedAt ? await rowOf(r, id) : undefined
  if (!row) throw new Refused('not_found')
  return { thread, message, row }
}

async function rowOf({ company, db, t }: Reading, message: string): Promise<Row | undefined> {
  const [row] = await db
    .select()
    .from(t.acknowledgement)
    .where(and(eq(t.acknowledgement.company, company), eq(t.acknowledgement.message, message)))
  return row
}

export async function change({ company, db, t }: Writing, message: string, set: Partial<Row>) {
  await db
    .update(t.acknowledgement)
    .set(set)
    .where(and(eq(t.acknowledgement.company, company), eq(t.acknowledgement.message, message)))
}
