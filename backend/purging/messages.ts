/** Messages go: a tombstone keeps their place in the thread, and of what they said nothing is left anywhere. */
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { holdsNow } from '../holds/held.ts'
import { takeTextsBack } from '../relay/let-go.ts'
import { cardOf } from '../retention/places.ts'
import { forgetMessage } from '../search/search.ts'
import type { Reading, Writing } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { blankLines } from './lines.ts'
import { type Made, madeOf } from './made.ts'
import { eraseTasks } from './tasks.ts'

type ThreadRow = Reading['t']['thread']['$inferSelect']

export interface ErasedMessages {
  erased: string[]
  /** On hold: nothing has been done to them. */
  held: string[]
}

/**
 * Erases messages physically, but those on hold: their text and its earlier versions, what hangs on them and what was made
 * of them here, their words in the search. Their seq stays, so that no thread has a gap, and when they were sent and by
 * whom. Files are others' business (`eraseFiles`). The one way by which words go that somebody has written.
 */
export async function eraseMessages(w: Writing, ids: string[]): Promise<ErasedMessages> {
  const { company, db, t } = w
  if (ids.length === 0) return { erased: [], held: [] }
  const found = await db
    .select({
      message: { id: t.message.id, author: t.message.author, at: t.message.at, seq: t.message.seq },
      thread: t.thread,
      client: t.card.client,
    })
    .from(t.message)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.message.thread)))
    .leftJoin(t.card, cardOf(t))
    .where(and(eq(t.message.company, company), inArray(t.message.id, ids), isNull(t.message.erasedAt)))
  const holds = await holdsNow(w)
  const made = holds.rows.length > 0 ? await madeOf(w, ids) : new Map<string, Made[]>()
  const isHeld = ({ message, thread: { id: thread, record }, client }: (typeof found)[number]) =>
    [{ person: message.author, at: message.at }, ...(made.get(message.id) ?? [])].some(
      (one) => holds.of({ record, client, thread, ...one }).length > 0,
    )
  const [held, going] = [found.filter(isHeld), found.filter((one) => !isHeld(one))]
  const gone = going.map(({ message }) => message.id)
  if (gone.length > 0) {
    await eraseTasks(w, gone)
    await eraseWhatHangs(w, gone)
    await eraseWords(w, gone)
    await takeTextsBack(w, gone)
    for (const [thread, of] of Map.groupBy(going, (one) => one.thread.id)) {
      await forgetCalling(
        w,
        thread,
        of.map(({ message }) => message.seq),
      )
      await tellGone(
        w,
        of[0]!.thread,
        of.map(({ message }) => message.id),
      )
    }
  }
  return { erased: gone, held: held.map(({ message }) => message.id) }
}

async function eraseWords(w: Writing, ids: string[]) {
  const { company, db, t, now } = w
  const these = and(eq(t.message.company, company), inArray(t.message.id, ids))
  const said = {
    text: '',
    elsewhereAt: null,
    happened: null,
    mentions: [],
    called: null,
    replyTo: null,
    answers: null,
  }
  const marked = { editedAt: null, urgentAt: null, pinnedAt: null, pinnedBy: null }
  const counted = { reactions: 0, tasks: 0, matters: 0 }
  // Who took it back himself keeps having done so.
  await db
    .update(t.message)
    .set({ deletedAt: now })
    .where(and(these, isNull(t.message.deletedAt)))
  await db
    .update(t.message)
    .set({ ...said, ...marked, ...counted, erasedAt: now })
    .where(these)
  for (const id of ids) await forgetMessage(w, id)
  await forgetProofs(w, ids)
}

/** Who knows the salt of a short text can find the text by trying: where it came from may stay, nothing else. */
async function forgetProofs({ company, db, t }: Writing, ids: string[]) {
  const { entry } = t
  const rows = await db
    .select({ position: entry.position, kept: entry.kept })
    .from(entry)
    .where(and(eq(entry.company, company), inArray(entry.thing, ids), isNotNull(entry.kept)))
  for (const { position, kept } of rows) {
    const from = kept?.from
    await db
      .update(entry)
      .set({ kept: from ? { from } : null })
      .where(and(eq(entry.company, company), eq(entry.position, position)))
  }
}

/** Versions, reactions, questions, requests, lists, facts, and what others have begun to answer. */
async function eraseWhatHangs(w: Writing, ids: string[]) {
  const { company, db, t } = w
  const { version, reaction, fact, question, approval, decision } = t
  const { acknowledgement, situation, checklistItem, awaited, unanswered } = t
  const matters = [question, approval, acknowledgement, situation, checklistItem, awaited, unanswered]
  for (const table of [version, reaction, fact, ...matters]) {
    await db.delete(table).where(and(eq(table.company, company), inArray(table.message, ids)))
  }
  const decided = await db
    .delete(decision)
    .where(and(eq(decision.company, company), inArray(decision.message, ids)))
    .returning({ id: decision.id })
  await blankDecisions(
    w,
    decided.map(({ id }) => id),
  )
  await db
    .update(t.draft)
    .set({ replyTo: null })
    .where(and(eq(t.draft.company, company), inArray(t.draft.replyTo, ids)))
}

/** The line that tells a decision repeats its words. */
async function blankDecisions(w: Writing, ids: string[]) {
  if (ids.length === 0) return
  await blankLines(w, inArray(w.t.message.id, ids), (line) =>
    line.what === 'decided' ? { ...line, words: '' } : undefined,
  )
}

async function forgetCalling({ company, db, t }: Writing, thread: string, seqs: number[]) {
  const { calling } = t
  await db
    .delete(calling)
    .where(and(eq(calling.company, company), eq(calling.thread, thread), inArray(calling.seq, seqs)))
}

/** Open windows show the tombstones at once. */
async function tellGone(w: Writing, thread: ThreadRow, ids: string[]) {
  const about = await aboutThread(w, thread)
  for (const message of ids) await w.emit('message.deleted', { ...about, data: { message } })
}
