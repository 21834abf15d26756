/** What people do with messages: send, edit, delete. Each is one write. */

import { and, eq, sql } from 'drizzle-orm'
import { isDecided } from '../approvals/approvals.ts'
import { audit } from '../audit/audit.ts'
import { sendFiles } from '../documents/arriving.ts'
import { withdrawFilesOf } from '../files/erase.ts'
import { tellOtherVersions } from '../files/versions.ts'
import { askedHasCome } from '../questions/met.ts'
import { answerIfAsked } from '../questions/questions.ts'
import { Refused } from '../refused.ts'
import { withdrawTexts } from '../relay/withdrawn.ts'
import { forgetMessage, indexMessage, indexNew } from '../search/search.ts'
import { terms } from '../search/words.ts'
import type { Viewer } from '../signed-in.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { type FoundThread, findMessage, findThread, messageById } from './find.ts'
import { EDIT_WINDOW, FILES_MOST, TEXT_MOST } from './limits.ts'
import { join } from './members.ts'
import { bringIn, peopleCalled } from './mentions.ts'
import { checkText } from './text.ts'

export type MessageRow = Reading['t']['message']['$inferSelect']

export interface Draft {
  text: string
  replyTo?: string | undefined
  files: string[]
  mentions: string[]
}

/** A text with what search finds it by: worked out before the write, for it takes time. */
export type Composed<T extends { text: string }> = T & { terms: string[] }

export function compose<T extends { text: string }>(draft: T): Composed<T> {
  // What will be refused for its length is not worth reading.
  return { ...draft, terms: draft.text.length <= 2 * TEXT_MOST ? terms(draft.text) : [] }
}

/**
 * Sends a message under the id its client gave it (UUIDv7): the same again answers with what is stored, so that
 * sending twice is harmless. `fresh` tells which it was.
 */
export async function sendMessage(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  id: string,
  draft: Composed<Draft>,
) {
  const { company, now } = w
  // What need not wait for one another goes to the database in one journey, here and below.
  const [{ thread, member, view }, [sent]] = await Promise.all([
    findThread(w, viewer, threadId),
    messageById(w).execute({ company, id }),
  ])
  if (sent) {
    if (sent.author === viewer.person && sent.thread === threadId) return { message: sent, fresh: false }
    throw new Refused('id_taken')
  }
  if (thread.closedAt) throw new Refused('thread_closed')
  checkText(draft.text, draft.files.length > 0)
  if (draft.files.length > FILES_MOST) throw new Refused('too_many_files')
  const answered = draft.replyTo && (await messageAnswered(w, threadId, draft.replyTo, view))
  const called = await peopleCalled(w, thread, draft.mentions, viewer)

  if (!member) await join(w, thread, viewer.person)
  await bringIn(w, thread, called.people)

  const seq = thread.lastSeq + 1
  const message = {
    company,
    thread: threadId,
    seq,
    id,
    audience: thread.audience,
    author: viewer.person,
    text: draft.text,
    at: now,
    replyTo: draft.replyTo ?? null,
    mentions: draft.mentions,
    called: called.byRole,
    files: draft.files.length,
  }
  // One statement each: none of them is still to come when another is refused and all of it is taken back.
  await Promise.all([
    takeSeq(w).execute({ company, thread: threadId, seq }),
    insertMessage(w).execute(message),
    // Whoever had read everything has read his own too; what was sent unseen after others wrote reads nothing for him.
    markSent(w).execute({ company, thread: threadId, person: viewer.person, seq, before: seq - 1 }),
    indexNew(w, message, draft.terms),
  ])
  const place = { thread, view }
  const requests =
    draft.files.length > 0 ? await sendFiles(w, aboutThread, viewer, place, id, draft.files) : []
  await w.emit('message.sent', { ...(await aboutThread(w, thread)), data: { message: id } })
  const on = { record: thread.record, thread: threadId, thing: id }
  const data = { files: draft.files.length || undefined }
  audit(w, { act: 'message.sent', by: viewer, on, data, proves: { text: draft.text } })

  const untouched = {
    happened: null,
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    erasedAt: null,
    urgentAt: null,
    pinnedAt: null,
    pinnedBy: null,
    reactions: 0,
    tasks: 0,
    matters: 0,
    answers: null,
    elsewhereAt: null,
  }
  const stored = { ...message, ...untouched } satisfies MessageRow
  const reply = answered ? await answerIfAsked(w, { aboutThread }, thread, answered, stored) : stored
  return { message: await askedHasCome(w, { aboutThread }, viewer, requests, reply), fresh: true }
}

async function messageAnswered(w: Writing, threadId: string, id: string, { fromSeq }: FoundThread['view']) {
  const [answered] = await messageById(w).execute({ company: w.company, id })
  if (answered?.thread !== threadId || answered.seq < fromSeq)
    throw new Refused('bad_request', 'the message answered is not in this thread')
  return answered
}

/** Says it differently; what it said before is kept. Only its author, only for a while. */
export async function editMessage(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  id: string,
  { text, terms }: Composed<{ text: string }>,
) {
  const { thread, message } = await findMessage(w, viewer, threadId, id)
  if (message.author !== viewer.person) throw new Refused('not_author')
  if (message.deletedAt) throw new Refused('already_deleted')
  if (thread.closedAt) throw new Refused('thread_closed')
  checkText(text, message.files > 0)
  if (text === message.text) return message
  if (message.matters > 0 && (await isDecided(w, id))) throw new Refused('decided')
  if (w.now.getTime() - message.at.getTime() > EDIT_WINDOW * 1000) throw new Refused('edit_window_over')

  const version = await keepVersion(w, message, viewer.person)
  const edited = await change(w, id, { text, editedAt: w.now, elsewhereAt: null })
  await indexMessage(w, edited, terms)
  await w.emit('message.edited', { ...(await aboutThread(w, thread)), data: { message: id } })
  const on = { record: thread.record, thread: threadId, thing: id }
  const proves = { ...(version !== undefined && { before: message.text }), after: text }
  audit(w, { act: 'message.edited', by: viewer, on, data: { version: version ?? 0 }, proves })
  return edited
}

/** Leaves a tombstone for everybody; what it said is kept for those with the right to know. */
export async function deleteMessage(w: Writing, viewer: Viewer, threadId: string, id: string) {
  const { thread, message } = await findMessage(w, viewer, threadId, id)
  if (message.author !== viewer.person) throw new Refused('not_author')
  if (message.deletedAt) return message
  if (message.matters > 0 && (await isDecided(w, id))) throw new Refused('decided')

  const version = await keepVersion(w, message, viewer.person)
  const gone = { text: '', deletedAt: w.now, deletedBy: viewer.person, pinnedAt: null, pinnedBy: null }
  const deleted = await change(w, id, gone)
  await withdrawTexts(w, thread, message)
  if (message.files > 0) {
    await withdrawFilesOf(w, id)
    await tellOtherVersions(w, aboutThread, id)
  }
  await forgetMessage(w, id)
  await w.emit('message.deleted', { ...(await aboutThread(w, thread)), data: { message: id } })
  const on = { record: thread.record, thread: threadId, thing: id }
  const proves = version === undefined ? {} : { before: message.text }
  audit(w, { act: 'message.deleted', by: viewer, on, data: { version }, proves })
  return deleted
}

/** What a message said before, oldest first. */
export async function versionsOf({ company, db, t }: Reading, message: string) {
  const rows = await db
    .select({ text: t.version.text, until: t.version.until, by: t.version.by })
    .from(t.version)
    .where(and(eq(t.version.company, company), eq(t.version.message, message)))
    .orderBy(t.version.number)
  return rows.map((row) => ({ ...row, until: row.until.toISOString() }))
}

/** Answers with the number it is kept by; undefined where the host alone has what it said. */
async function keepVersion({ company, db, t, now }: Writing, message: MessageRow, by: string) {
  if (message.elsewhereAt) return undefined
  const earlier = await db.$count(
    t.version,
    and(eq(t.version.company, company), eq(t.version.message, message.id)),
  )
  const number = Number(earlier) + 1
  await db
    .insert(t.version)
    .values({ company, message: message.id, number, text: message.text, until: now, by })
  return number
}

/** Changes a message's row and gives it back. */
export async function change(
  { company, db, t }: Writing,
  id: string,
  set: Partial<MessageRow>,
): Promise<MessageRow> {
  const [row] = await db
    .update(t.message)
    .set(set)
    .where(and(eq(t.message.company, company), eq(t.message.id, id)))
    .returning()
  return row!
}

const takeSeq = prepared('take_seq', (db, t) =>
  db
    .update(t.thread)
    .set({ lastSeq: sql`${sql.placeholder('seq')}` })
    .where(and(eq(t.thread.company, sql.placeholder('company')), eq(t.thread.id, sql.placeholder('thread')))),
)

const markSent = prepared('mark_sent', (db, t) =>
  db
    .update(t.member)
    .set({
      readSeq: sql`case when ${t.member.readSeq} = ${sql.placeholder('before')} then ${sql.placeholder('seq')} else ${t.member.readSeq} end`,
      ownUnread: sql`case when ${t.member.readSeq} = ${sql.placeholder('before')} then 0 else ${t.member.ownUnread} + 1 end`,
    })
    .where(
      and(
        eq(t.member.company, sql.placeholder('company')),
        eq(t.member.thread, sql.placeholder('thread')),
        eq(t.member.person, sql.placeholder('person')),
      ),
    ),
)

const insertMessage = prepared('insert_message', (db, t) =>
  db.insert(t.message).values({
    company: sql.placeholder('company'),
    thread: sql.placeholder('thread'),
    seq: sql.placeholder('seq'),
    id: sql.placeholder('id'),
    audience: sql.placeholder('audience'),
    author: sql.placeholder('author'),
    text: sql.placeholder('text'),
    at: sql.placeholder('at'),
    replyTo: sql.placeholder('replyTo'),
    mentions: sql.placeholder('mentions'),
    called: sql.placeholder('called'),
    files: sql.placeholder('files'),
  }),
)
