/** Questions to specialists: asked in a message, waited for until a deadline, answered by a reply. Each verb is one write. */

import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { endWaiting, hasDone, waitAgain, waitFor } from '../awaited/awaited.ts'
import { carryMore, type MessageRow, type Talk, type ThreadRow, tellMatter } from '../awaited/talk.ts'
import { Refused } from '../refused.ts'
import { HEAD } from '../roles/as-it-comes.ts'
import { directoryOf, holdersOf } from '../roles/directory.ts'
import { deadlineOf } from '../roles/hours.ts'
import type { DeadlinePreset } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'
import { nextStepAt } from './ladder.ts'

export type QuestionRow = Reading['t']['question']['$inferSelect']

/** A role or one person is asked. */
export type To = { role: string } | { person: string }

export type NewQuestion = Composed<{ text: string }> & {
  to: To
  deadline: DeadlinePreset | Date
}

/** Milliseconds a deadline may lie ahead. */
const AHEAD_MOST = 366 * 24 * 60 * 60_000

const waiting = (message: string) => ({ message, what: 'answer' as const })

/**
 * Asks in a message of its own, under the id its client gave it; the same again answers with what is stored.
 * @throws Refused `nobody_answers` when the role is empty; `not_a_member`; `bad_request` for a deadline that is over
 */
export async function ask(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; message: string },
  { to, deadline, ...said }: NewQuestion,
): Promise<{ message: MessageRow; fresh: boolean }> {
  const mention = 'role' in to ? `role:${to.role}` : to.person
  const draft = { ...said, files: [], mentions: [mention] }
  const { message, fresh } = await talk.sendMessage(w, viewer, at.thread, at.message, draft)
  if (!fresh) {
    if (await questionOf(w, message.id)) return { message, fresh }
    throw new Refused('id_taken')
  }
  const role = 'role' in to ? to.role : null
  const people = 'role' in to ? (message.called?.[to.role] ?? []) : [to.person]
  const asked = people.filter((person) => person !== viewer.person)
  if (asked.length === 0) throw new Refused('nobody_answers')

  const { company, db, t, now } = w
  const due = deadline instanceof Date ? deadline : deadlineOf(deadline, (await directoryOf(w)).hours, now)
  if (due <= now || due.getTime() - now.getTime() > AHEAD_MOST)
    throw new Refused('bad_request', 'a deadline lies ahead, within a year')
  await db.insert(t.question).values({
    ...{ company, message: message.id, thread: message.thread, by: viewer.person, role, at: now },
    people: asked,
    deadline: due,
    dueAt: due,
  })
  await waitFor(w, { ...waiting(message.id), thread: message.thread, people: asked })
  const on = { record: viewer.record, thread: at.thread, thing: message.id }
  const data = { role, people: asked.join(' '), deadline: due.toISOString() }
  audit(w, { act: 'question.asked', by: viewer, on, data })
  return { message: await carryMore(w, message), fresh }
}

/** Asks no longer; only whoever asked. */
export async function withdraw(w: Writing, talk: Talk, viewer: Viewer, thread: string, id: string) {
  const found = await findQuestion(w, talk, viewer, thread, id)
  const { question } = found
  if (question.by !== viewer.person) throw new Refused('not_author')
  if (question.answer) throw new Refused('decided', 'it has been answered')
  if (!question.withdrawnAt) {
    await endAsking(w, talk, found.thread, id)
    audit(w, { act: 'question.withdrawn', by: viewer, on: { record: viewer.record, thread, thing: id } })
  }
  return found.message
}

/** It is asked no longer, and nobody is waited for. */
export async function endAsking(w: Writing, talk: Pick<Talk, 'aboutThread'>, thread: ThreadRow, id: string) {
  await change(w, id, { withdrawnAt: w.now, dueAt: null })
  await endWaiting(w, waiting(id))
  await tellMatter(w, talk, thread, id)
}

/**
 * Says which later message of the thread answers it, in place of the one before. May be said by whoever asked, whoever
 * was asked, and a head.
 */
export async function markAnswer(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; question: string; answer: string },
) {
  const found = await findQuestion(w, talk, viewer, at.thread, at.question)
  const { question, message } = found
  if (question.withdrawnAt) throw new Refused('withdrawn')
  const { message: answer } = await talk.findMessage(w, viewer, at.thread, at.answer)
  const later = answer.seq > message.seq && !answer.happened && !answer.deletedAt
  if (!later || (answer.answers && answer.answers !== message.id))
    throw new Refused('bad_request', 'this message does not answer it')
  await mayJudge(w, question, viewer.person)
  if (question.answer === answer.id) return message
  await answerWith(w, talk, found, answer, viewer.person)
  const on = { record: viewer.record, thread: at.thread, thing: message.id }
  audit(w, { act: 'question.answered', by: viewer, on, data: { answer: answer.id } })
  return message
}

/** It is not answered after all: those asked are waited for again. */
export async function reopen(w: Writing, talk: Talk, viewer: Viewer, thread: string, id: string) {
  const found = await findQuestion(w, talk, viewer, thread, id)
  const { question, message } = found
  if (question.withdrawnAt) throw new Refused('withdrawn')
  await mayJudge(w, question, viewer.person)
  if (!question.answer) return message
  const none = { answer: null, answeredAt: null, markedBy: null }
  const { hours } = await directoryOf(w)
  const dueAt = question.step ? nextStepAt(question.step, hours, w.now) : question.deadline
  await change(w, id, { ...none, dueAt })
  await setAnswers(w, question.answer, null)
  await waitAgain(w, waiting(id))
  const on = { record: viewer.record, thread, thing: id }
  audit(w, { act: 'question.answered', by: viewer, on, data: { answer: null } })
  await tellMatter(w, talk, found.thread, question.answer)
  await tellMatter(w, talk, found.thread, id)
  return message
}

/** A reply of somebody who is waited for answers the question it replies to, while it is open. */
export async function answerIfAsked(
  w: Writing,
  talk: Pick<Talk, 'aboutThread'>,
  thread: ThreadRow,
  asked: MessageRow,
  reply: MessageRow,
): Promise<MessageRow> {
  if (asked.matters === 0 || asked.deletedAt) return reply
  const question = await questionOf(w, asked.id)
  if (!question || question.answer || question.withdrawnAt) return reply
  if (!(await isAwaited(w, asked.id, reply.author))) return reply
  await answerWith(w, talk, { question, message: asked, thread }, reply, reply.author)
  return { ...reply, answers: asked.id }
}

interface Found {
  question: QuestionRow
  message: MessageRow
  thread: ThreadRow
}

/** This message answers it, in place of the one before. */
export async function answerWith(
  w: Writing,
  talk: Pick<Talk, 'aboutThread'>,
  { question, message, thread }: Found,
  answer: MessageRow,
  markedBy: string,
) {
  const answered = { answer: answer.id, answeredAt: w.now, markedBy, dueAt: null }
  await change(w, message.id, answered)
  await setAnswers(w, answer.id, message.id)
  if (question.answer) {
    await setAnswers(w, question.answer, null)
    await tellMatter(w, talk, thread, question.answer)
  }
  await hasDone(w, waiting(message.id), answer.author)
  await endWaiting(w, waiting(message.id))
  await tellMatter(w, talk, thread, answer.id)
  await tellMatter(w, talk, thread, message.id)
}

async function findQuestion(
  r: Reading,
  talk: Talk,
  viewer: Viewer,
  threadId: string,
  id: string,
): Promise<Found> {
  const { thread, message } = await talk.findMessage(r, viewer, threadId, id)
  const question = message.matters > 0 ? await questionOf(r, id) : undefined
  if (!question || message.deletedAt) throw new Refused('not_found')
  return { thread, message, question }
}

async function mayJudge(r: Reading, { message, by }: QuestionRow, person: string) {
  if (person === by || (await isAwaited(r, message, person)) || (await isHead(r, person))) return
  throw new Refused('not_asked')
}

/** Whether somebody answers for the role of the heads. */
export async function isHead(r: Reading, person: string): Promise<boolean> {
  const heads = (await directoryOf(r)).roles.filter(({ id, retiredAt }) => id === HEAD && !retiredAt)
  return (await holdersOf(r, heads)).get(HEAD)?.includes(person) ?? false
}

async function isAwaited({ company, db, t }: Reading, message: string, person: string): Promise<boolean> {
  const him = and(eq(t.awaited.message, message), eq(t.awaited.what, 'answer'), eq(t.awaited.person, person))
  const [row] = await db
    .select({ person: t.awaited.person })
    .from(t.awaited)
    .where(and(eq(t.awaited.company, company), him))
  return row !== undefined
}

export async function questionOf(
  { company, db, t }: Reading,
  message: string,
): Promise<QuestionRow | undefined> {
  const [row] = await db
    .select()
    .from(t.question)
    .where(and(eq(t.question.company, company), eq(t.question.message, message)))
  return row
}

async function change({ company, db, t }: Writing, message: string, set: Partial<QuestionRow>) {
  await db
    .update(t.question)
    .set(set)
    .where(and(eq(t.question.company, company), eq(t.question.message, message)))
}

async function setAnswers({ company, db, t }: Writing, message: string, answers: string | null) {
  await db
    .update(t.message)
    .set({ answers })
    .where(and(eq(t.message.company, company), eq(t.message.id, message)))
}
