/** Tasks made from messages: asked for by a person, made by the host with his rights, shown beneath the message. */

import { and, asc, eq, inArray } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Errand, entrust, type Outcome } from '../errands/errands.ts'
import { activePeople } from '../people/people.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { ShownTask } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { About, Reading, Writing } from '../store/store.ts'
import { handAtHost } from './handing.ts'

export type TaskRow = Reading['t']['task']['$inferSelect']
type ThreadRow = Reading['t']['thread']['$inferSelect']
type MessageRow = Reading['t']['message']['$inferSelect']

/** What conversations lend: their doors, and whom an event concerns. */
export interface Talk {
  /** Refused as `not_found` when the viewer may not see it. */
  findMessage(
    r: Reading,
    viewer: Viewer,
    thread: string,
    id: string,
  ): Promise<{ thread: ThreadRow; message: MessageRow }>
  aboutThread(
    r: Reading,
    thread: Pick<ThreadRow, 'id' | 'record' | 'kind'>,
  ): Promise<Pick<About, 'record' | 'thread' | 'people'>>
}

export interface NewTask {
  title: string
  responsible: string
  /** ISO 8601. */
  deadline: string | null
}

/** Tasks of one message; more is a mistake of some program. */
const MOST = 20

/**
 * Asks for a task under the id its client gave it (UUIDv7). The same again changes nothing, unless the host has refused:
 * then it is asked once more, with what is wanted now.
 * @throws Refused `not_found`, `already_deleted`, `text_empty`; `id_taken`; `not_a_member` when the responsible person
 *   has left
 */
export async function makeTask(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; message: string; task: string; errand: string },
  wanted: NewTask,
): Promise<{ message: MessageRow; fresh: boolean }> {
  const { thread, message } = await talk.findMessage(w, viewer, at.thread, at.message)
  const before = await taskById(w, at.task)
  if (before && (before.message !== message.id || before.by !== viewer.person)) throw new Refused('id_taken')
  if (before && !before.refusedAt) return { message, fresh: false }
  const title = wanted.title.trim()
  if (message.deletedAt) throw new Refused('already_deleted')
  if (message.happened || message.tasks >= MOST) throw new Refused('bad_request', 'no task is made from it')
  if (title === '') throw new Refused('text_empty')
  if (!(await activePeople(w, [wanted.responsible])).has(wanted.responsible))
    throw new Refused('not_a_member')

  const { company, db, t, now } = w
  const { responsible } = wanted
  const deadline = wanted.deadline === null ? null : new Date(wanted.deadline)
  const asked = { errand: at.errand, title, responsible, deadline, at: now, ...NOT_REFUSED }
  await db
    .insert(t.task)
    .values({ company, id: at.task, thread: thread.id, message: message.id, by: viewer.person, ...asked })
    .onConflictDoUpdate({ target: [t.task.company, t.task.id], set: asked })
  const tasks = message.tasks + (before ? 0 : 1)
  await db
    .update(t.message)
    .set({ tasks })
    .where(and(eq(t.message.company, company), eq(t.message.id, message.id)))
  await entrust(w, {
    id: at.errand,
    deed: {
      do: 'task',
      record: recordRef(thread.record),
      mark: at.task,
      title,
      // Put in when it goes, for whoever may read it then.
      text: '',
      link: null,
      responsible,
      deadline: deadline?.toISOString() ?? null,
    },
    as: viewer.person,
    // None waits for another.
    lane: `task:${at.task}`,
  })
  await w.emit('task.changed', { ...(await talk.aboutThread(w, thread)), data: { message: message.id } })
  audit(w, {
    act: 'task.made',
    by: viewer,
    on: { record: thread.record, thread: thread.id, thing: message.id },
    data: { task: at.task, responsible, deadline: deadline?.toISOString() ?? null },
    values: { title },
  })
  return { message: { ...message, tasks }, fresh: !before }
}

const NOT_REFUSED = { refusedAt: null, refusal: null, refusalSaid: null }

/** Keeps how the host has answered; to be called in the write that records it. */
export async function concludeTask(w: Writing, talk: Talk, errand: Errand, outcome: Outcome) {
  if (errand.deed.do !== 'task') return
  const { company, db, t, now } = w
  const came =
    outcome.ending === 'done'
      ? { made: outcome.done.id, url: outcome.done.url, ...NOT_REFUSED }
      : { refusedAt: now, refusal: outcome.reason, refusalSaid: outcome.said ?? null }
  const [task] = await db
    .update(t.task)
    .set(came)
    .where(and(eq(t.task.company, company), eq(t.task.errand, errand.id)))
    .returning()
  if (!task) return
  // Whoever it was made for has left meanwhile.
  if (task.handedTo) await handAtHost(w, task, task.handedTo, `${errand.id} handed`)
  await tellChange(w, talk, task)
}

/** Tells those who see the message that a task of its has changed. */
export async function tellChange(w: Writing, talk: Talk, task: TaskRow): Promise<ThreadRow | undefined> {
  const { company, db, t } = w
  const [thread] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, task.thread)))
  if (!thread) return undefined
  await w.emit('task.changed', { ...(await talk.aboutThread(w, thread)), data: { message: task.message } })
  return thread
}

/** The tasks of these messages, each message's in the order they were asked for. */
export async function tasksOf(
  { company, db, t }: Reading,
  messages: string[],
): Promise<Map<string, ShownTask[]>> {
  if (messages.length === 0) return new Map()
  const rows = await db
    .select()
    .from(t.task)
    .where(and(eq(t.task.company, company), inArray(t.task.message, messages)))
    .orderBy(asc(t.task.id))
  const found = Map.groupBy(rows, (row) => row.message)
  return new Map([...found].map(([message, tasks]) => [message, tasks.map(showTask)]))
}

async function taskById({ company, db, t }: Reading, id: string): Promise<TaskRow | undefined> {
  const [task] = await db
    .select()
    .from(t.task)
    .where(and(eq(t.task.company, company), eq(t.task.id, id)))
  return task
}

function showTask(row: TaskRow): ShownTask {
  const {
    id,
    title,
    responsible,
    by,
    at,
    deadline,
    made,
    url,
    refusal,
    refusalSaid,
    doneAt,
    doneBy,
    goneAt,
    handedTo,
    handing,
  } = row
  return {
    id,
    title,
    responsible,
    by,
    at: at.toISOString(),
    ...(deadline && { deadline: deadline.toISOString() }),
    ...(made && { made: { url } }),
    ...(refusal && { refused: refusal }),
    ...(refusalSaid && { said: refusalSaid }),
    ...(doneAt && { doneAt: doneAt.toISOString() }),
    ...(doneBy && { doneBy }),
    ...(goneAt && { goneAt: goneAt.toISOString() }),
    ...(handedTo && { handedTo }),
    ...(handedTo && handing && { handing }),
  }
}
