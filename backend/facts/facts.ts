/** Facts of the card, taken from messages all who see the card may read. Each verb is one write. */

import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import type { Talk } from '../awaited/talk.ts'
import { isHead } from '../questions/questions.ts'
import { Refused } from '../refused.ts'
import { mustKeepHere } from '../relay/mode.ts'
import type { ShownFact } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'

type FactRow = Reading['t']['fact']['$inferSelect']

/** Characters of a fact: a line or three. */
const TEXT_MOST = 500
/** Facts shown on one card. */
const SHOWN_MOST = 100

export interface NewFact {
  thread: string
  message: string
  text: string
}

/**
 * Keeps a fact under the id its client gave it (UUIDv7); the same again changes nothing.
 * @throws Refused `bad_request` from a private thread: what was said there stays there; `already_deleted`; `kept_in_crm`
 */
export async function keepFact(w: Writing, talk: Talk, viewer: Viewer, id: string, wanted: NewFact) {
  const { thread, message } = await talk.findMessage(w, viewer, wanted.thread, wanted.message)
  const known = await factById(w, id)
  if (known && (known.message !== message.id || known.by !== viewer.person)) throw new Refused('id_taken')
  if (known) return { fresh: false, fact: await shownFact(w, id) }
  if (thread.kind === 'private') throw new Refused('bad_request', 'nothing leaves a private thread')
  if (message.deletedAt) throw new Refused('already_deleted')
  await mustKeepHere(w, 'a fact')
  const text = checked(wanted.text)
  const { company, db, t, now } = w
  await db
    .insert(t.fact)
    .values({ company, id, thread: thread.id, message: message.id, text, by: viewer.person, at: now })
  await w.emit('fact.changed', { ...(await talk.aboutThread(w, thread)), data: { fact: id } })
  const on = { record: thread.record, thread: thread.id, thing: id }
  audit(w, { act: 'fact.recorded', by: viewer, on, values: { after: text } })
  return { fresh: true, fact: await shownFact(w, id) }
}

/** Says it differently; its author or a head. */
export async function editFact(w: Writing, talk: Talk, viewer: Viewer, id: string, text: string) {
  const { fact, thread } = await findFact(w, talk, viewer, id)
  const said = checked(text)
  if (said !== fact.text) {
    await change(w, id, { text: said, editedAt: w.now, editedBy: viewer.person })
    await w.emit('fact.changed', { ...(await talk.aboutThread(w, thread)), data: { fact: id } })
    const on = { record: thread.record, thread: thread.id, thing: id }
    audit(w, { act: 'fact.changed', by: viewer, on, values: { before: fact.text, after: said } })
  }
  return shownFact(w, id)
}

/** Takes it off the card; its author or a head. */
export async function removeFact(w: Writing, talk: Talk, viewer: Viewer, id: string) {
  const { fact, thread } = await findFact(w, talk, viewer, id)
  await change(w, id, { removedAt: w.now, removedBy: viewer.person })
  await w.emit('fact.changed', { ...(await talk.aboutThread(w, thread)), data: { fact: id } })
  const on = { record: thread.record, thread: thread.id, thing: id }
  audit(w, { act: 'fact.removed', by: viewer, on, values: { before: fact.text } })
}

/** Facts from these threads, newest first; of messages that were deleted none. */
export async function factsIn(r: Reading, threads: string[]): Promise<ShownFact[]> {
  return threads.length === 0 ? [] : select(r, inArray(r.t.fact.thread, threads))
}

/** By id; those taken away are left out. */
export async function factsById(r: Reading, ids: string[]): Promise<Map<string, ShownFact>> {
  if (ids.length === 0) return new Map()
  return new Map((await select(r, inArray(r.t.fact.id, ids))).map((fact) => [fact.id, fact]))
}

async function shownFact(r: Reading, id: string): Promise<ShownFact> {
  const [fact] = await select(r, eq(r.t.fact.id, id))
  if (!fact) throw new Refused('not_found')
  return fact
}

async function select({ company, db, t }: Reading, which: ReturnType<typeof eq>): Promise<ShownFact[]> {
  const rows = await db
    .select({ fact: t.fact, seq: t.message.seq })
    .from(t.fact)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.fact.message)))
    .where(and(eq(t.fact.company, company), which, isNull(t.fact.removedAt), isNull(t.message.deletedAt)))
    .orderBy(desc(t.fact.at), desc(t.fact.id))
    .limit(SHOWN_MOST)
  return rows.map(({ fact: { id, text, thread, message, by, at, editedAt, editedBy }, seq }) => ({
    ...{ id, text, thread, message, seq, by, at: at.toISOString() },
    ...(editedAt && { editedAt: editedAt.toISOString() }),
    ...(editedBy && { editedBy }),
  }))
}

/** Refused as `not_found` when he may not see it, `not_author` when it is another's and he is no head. */
async function findFact(r: Reading, talk: Talk, viewer: Viewer, id: string) {
  const fact = await factById(r, id)
  if (!fact || fact.removedAt) throw new Refused('not_found')
  const { thread } = await talk.findThread(r, viewer, fact.thread)
  if (fact.by !== viewer.person && !(await isHead(r, viewer.person))) throw new Refused('not_author')
  return { fact, thread }
}

async function factById({ company, db, t }: Reading, id: string): Promise<FactRow | undefined> {
  const [row] = await db
    .select()
    .from(t.fact)
    .where(and(eq(t.fact.company, company), eq(t.fact.id, id)))
  return row
}

async function change({ company, db, t }: Writing, id: string, set: Partial<FactRow>) {
  await db
    .update(t.fact)
    .set(set)
    .where(and(eq(t.fact.company, company), eq(t.fact.id, id)))
}

function checked(text: string): string {
  const said = text.trim()
  if (said === '') throw new Refused('text_empty')
  if ([...said].length > TEXT_MOST)
    throw new Refused('text_too_long', `a fact has at most ${TEXT_MOST} characters`)
  if (said.includes('\0') || !said.isWellFormed())
    throw new Refused('bad_request', 'the text is not valid Unicode')
  return said
}
