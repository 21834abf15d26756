/** Yes-or-no requests: asked in a message with the deal's numbers as they were, decided once and for all to see. Each verb is one write. */

import { and, asc, eq, inArray } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { endWaiting, hasDone, waitFor } from '../awaited/awaited.ts'
import { carryMore, type MessageRow, type Talk, tellAndCall, tellMatter } from '../awaited/talk.ts'
import { Refused } from '../refused.ts'
import type { DealNumbers, ShownApproval } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'

export type ApprovalRow = Reading['t']['approval']['$inferSelect']
type DecisionRow = Reading['t']['decision']['$inferSelect']

export type NewApproval = Composed<{ text: string }> & {
  to: { role: string } | { person: string }
  numbers: DealNumbers
}

export interface NewDecision {
  id: string
  yes: boolean
  words: string
  numbers: DealNumbers
}

/** Characters beside a yes or a no. */
const WORDS_MOST = 1000
/** Decisions of one request; more is a mistake of some program. */
const DECISIONS_MOST = 20

const waiting = (message: string) => ({ message, what: 'decision' as const })

/**
 * Asks in a message of its own, under the id its client gave it; the same again answers with what is stored, the numbers
 * of the first time included.
 * @throws Refused `nobody_answers` when the role is empty, or only the asker's own; `not_a_member`
 */
export async function askApproval(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; message: string },
  { to, numbers, ...said }: NewApproval,
): Promise<{ message: MessageRow; fresh: boolean }> {
  const mention = 'role' in to ? `role:${to.role}` : to.person
  const draft = { ...said, files: [], mentions: [mention] }
  const { message, fresh } = await talk.sendMessage(w, viewer, at.thread, at.message, draft)
  if (!fresh) {
    if (await approvalOf(w, message.id)) return { message, fresh }
    throw new Refused('id_taken')
  }
  const called = 'role' in to ? (message.called?.[to.role] ?? []) : [to.person]
  const people = called.filter((person) => person !== viewer.person)
  if (people.length === 0) throw new Refused('nobody_answers')
  const role = 'role' in to ? to.role : null
  const { company, db, t } = w
  await db
    .insert(t.approval)
    .values({ company, message: message.id, by: viewer.person, role, people, numbers })
  await waitFor(w, { ...waiting(message.id), thread: message.thread, people })
  const on = { record: viewer.record, thread: at.thread, thing: message.id }
  audit(w, {
    act: 'approval.asked',
    by: viewer,
    on,
    data: { role, people: people.join(' ') },
    values: { numbers },
  })
  return { message: await carryMore(w, message), fresh }
}

/** Asks no longer; only whoever asked, and only while nobody has decided. */
export async function withdrawApproval(w: Writing, talk: Talk, viewer: Viewer, thread: string, id: string) {
  const found = await findApproval(w, talk, viewer, thread, id)
  if (found.approval.by !== viewer.person) throw new Refused('not_author')
  if (await isDecided(w, id)) throw new Refused('decided')
  if (found.approval.withdrawnAt) return
  const { company, db, t, now } = w
  await db
    .update(t.approval)
    .set({ withdrawnAt: now })
    .where(and(eq(t.approval.company, company), eq(t.approval.message, id)))
  await endWaiting(w, waiting(id))
  audit(w, { act: 'approval.withdrawn', by: viewer, on: { record: viewer.record, thread, thing: id } })
  await tellMatter(w, talk, found.thread, id)
}

/**
 * Decides, under the id its client gave it: the same again changes nothing. A second decision takes the place of the
 * first; both stay to be read, each with its line in the thread.
 * @throws Refused `not_asked`, `withdrawn`, `text_too_long`, `id_taken`
 */
export async function decide(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; message: string },
  { id, yes, words, numbers }: NewDecision,
) {
  const { approval, thread, message } = await findApproval(w, talk, viewer, at.thread, at.message)
  const { company, db, t, now } = w
  const known = (await decisionsOf(w, [message.id])).get(message.id) ?? []
  const same = known.find((decision) => decision.id === id)
  if (same && same.by === viewer.person) return
  if (same || (await isTaken(w, id))) throw new Refused('id_taken')
  if (approval.withdrawnAt) throw new Refused('withdrawn')
  if (!approval.people.includes(viewer.person)) throw new Refused('not_asked')
  if (known.length >= DECISIONS_MOST) throw new Refused('bad_request', 'decided too often')
  const said = words.trim()
  if ([...said].length > WORDS_MOST) throw new Refused('text_too_long')
  if (said.includes('\0') || !said.isWellFormed())
    throw new Refused('bad_request', 'the text is not valid Unicode')

  const by = viewer.person
  await db
    .insert(t.decision)
    .values({ company, id, message: message.id, yes, words: said, by, at: now, numbers })
  const on = { record: thread.record, thread: thread.id, thing: message.id }
  audit(w, {
    act: 'approval.decided',
    by: viewer,
    on,
    data: { decision: id, yes },
    values: { words: said, numbers },
  })
  await hasDone(w, waiting(message.id), by)
  await endWaiting(w, waiting(message.id))
  const happened = { what: 'decided' as const, message: message.id, seq: message.seq, yes, words: said, by }
  await tellAndCall(w, talk, thread, { id, happened, people: [approval.by], why: 'decided' })
  await tellMatter(w, talk, thread, message.id)
}

/** Whether a message asks for a decision that has been made: then it says for ever what was decided. */
export async function isDecided({ company, db, t }: Reading, message: string): Promise<boolean> {
  const [row] = await db
    .select({ id: t.decision.id })
    .from(t.decision)
    .where(and(eq(t.decision.company, company), eq(t.decision.message, message)))
    .limit(1)
  return row !== undefined
}

/** By message. */
export async function approvalsOf(r: Reading, messages: string[]): Promise<Map<string, ShownApproval>> {
  if (messages.length === 0) return new Map()
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.approval)
    .where(and(eq(t.approval.company, company), inArray(t.approval.message, messages)))
  if (rows.length === 0) return new Map()
  const decisions = await decisionsOf(r, messages)
  return new Map(rows.map((row) => [row.message, shown(row, decisions.get(row.message) ?? [])]))
}

function shown({ role, people, withdrawnAt }: ApprovalRow, decisions: DecisionRow[]): ShownApproval {
  return {
    to: { ...(role && { role }), people },
    decisions: decisions.map(({ id, yes, words, by, at }) => ({ id, yes, words, by, at: at.toISOString() })),
    ...(withdrawnAt && { withdrawnAt: withdrawnAt.toISOString() }),
  }
}

/** Refused as `not_found` when the message asks for none, or the viewer may not see it. */
export async function findApproval(r: Reading, talk: Talk, viewer: Viewer, threadId: string, id: string) {
  const { thread, message } = await talk.findMessage(r, viewer, threadId, id)
  const approval = message.matters > 0 && !message.deletedAt ? await approvalOf(r, id) : undefined
  if (!approval) throw new Refused('not_found')
  return { thread, message, approval }
}

async function approvalOf({ company, db, t }: Reading, message: string): Promise<ApprovalRow | undefined> {
  const [row] = await db
    .select()
    .from(t.approval)
    .where(and(eq(t.approval.company, company), eq(t.approval.message, message)))
  return row
}

async function decisionsOf(
  { company, db, t }: Reading,
  messages: string[],
): Promise<Map<string, DecisionRow[]>> {
  const rows = await db
    .select()
    .from(t.decision)
    .where(and(eq(t.decision.company, company), inArray(t.decision.message, messages)))
    .orderBy(asc(t.decision.at), asc(t.decision.id))
  return Map.groupBy(rows, ({ message }) => message)
}

/** The decision's id is that of its line too. */
async function isTaken({ company, db, t }: Reading, id: string): Promise<boolean> {
  const [message] = await db
    .select({ id: t.message.id })
    .from(t.message)
    .where(and(eq(t.message.company, company), eq(t.message.id, id)))
  return message !== undefined
}
