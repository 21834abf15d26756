/** What conversations lend to whatever lives in their messages: their doors, and how something is said in them. */
import { and, eq, sql } from 'drizzle-orm'
import type { Happened } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { About, Reading, Writing } from '../store/store.ts'
import type { Composed, Draft, MessageRow } from '../threads/messages.ts'
import type { NewThread } from '../threads/threads.ts'

export type { MessageRow } from '../threads/messages.ts'
export type ThreadRow = Reading['t']['thread']['$inferSelect']

/** A place in a thread by which somebody is called. */
export interface Call {
  person: string
  record: string
  thread: string
  seq: number
}

export interface Talk {
  newId: () => string
  /** Refused as `not_found` when the viewer may not see it. */
  findThread(r: Reading, viewer: Viewer, id: string): Promise<{ thread: ThreadRow }>
  findMessage(
    r: Reading,
    viewer: Viewer,
    thread: string,
    id: string,
  ): Promise<{ thread: ThreadRow; message: MessageRow }>
  sendMessage(
    w: Writing,
    viewer: Viewer,
    thread: string,
    id: string,
    draft: Composed<Draft>,
  ): Promise<{ message: MessageRow; fresh: boolean }>
  openThread(w: Writing, viewer: Viewer, wanted: NewThread): Promise<{ thread: ThreadRow; fresh: boolean }>
  aboutThread(
    r: Reading,
    thread: Pick<ThreadRow, 'id' | 'record' | 'kind'>,
  ): Promise<Pick<About, 'record' | 'thread' | 'people'>>
  membersOf(r: Reading, thread: string): Promise<string[]>
  addMembers(w: Writing, thread: ThreadRow, people: string[]): Promise<void>
  /** Says in a thread what has happened, and that it calls these people; answers with the seq of that line. */
  tellTo(w: Writing, thread: string, id: string, happened: Happened, people: string[]): Promise<number>
  /** Has these people called by their host's bell. */
  callTo(w: Writing, calls: Call[], why: 'waiting' | 'decided'): Promise<void>
}

/** Says in a thread what has happened, and has whom it concerns called. */
export async function tellAndCall(
  w: Writing,
  talk: Talk,
  { id: thread, record }: ThreadRow,
  line: { id: string; happened: Happened; people: string[]; why: 'waiting' | 'decided' },
) {
  const { id, happened, people, why } = line
  const seq = await talk.tellTo(w, thread, id, happened, people)
  const calls = people.map((person) => ({ person, record, thread, seq }))
  await talk.callTo(w, calls, why)
}

/** Tells those who see a message that what it carries has changed. */
export async function tellMatter(
  w: Writing,
  talk: Pick<Talk, 'aboutThread'>,
  thread: ThreadRow,
  message: string,
) {
  await w.emit('matter.changed', { ...(await talk.aboutThread(w, thread)), data: { message } })
}

/** The message carries one thing more; answers with it as it is then. */
export async function carryMore({ company, db, t }: Writing, message: MessageRow): Promise<MessageRow> {
  const [row] = await db
    .update(t.message)
    .set({ matters: sql`${t.message.matters} + 1` })
    .where(and(eq(t.message.company, company), eq(t.message.id, message.id)))
    .returning()
  return row ?? message
}

/** A thread and a message by their ids, for what the clock does; undefined when there is none, or it was deleted. */
export async function placeOf({ company, db, t }: Reading, message: string) {
  const [found] = await db
    .select({ thread: t.thread, message: t.message })
    .from(t.message)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.message.thread)))
    .where(and(eq(t.message.company, company), eq(t.message.id, message)))
  return found?.message.deletedAt ? undefined : found
}
