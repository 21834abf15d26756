/** Search within threads: what is said is found by its words in any form, newest first. */
import { and, eq, inArray, isNull, type SQL, type SQLWrapper } from 'drizzle-orm'
import { isTied, type Looking, sight, tiesOf, viewOf } from '../access/sight.ts'
import { type Seeing, veiled } from '../access/veil.ts'
import { recordRef } from '../records.ts'
import type { SearchHit, SearchPage, ShownMessage } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { newest } from './newest.ts'
import { postgresIndex } from './postgres.ts'
import type { Found, SearchIndex } from './search-index.ts'
import { sqliteIndex } from './sqlite.ts'
import { marks, wanted } from './words.ts'

/** Hits of a page. */
const PAGE = 20
/** Hits that are counted; beyond that nobody goes through them. */
const COUNTED_MOST = 200

/** Shows messages by id; ids that are not there are left out. */
export type ShowMessages = (r: Reading, ids: string[]) => Promise<Map<string, ShownMessage>>

/** With how its messages are seen. */
export type SeenThread = SearchHit['thread'] & { record: string; seeing: Seeing }

/** Makes a message findable that has just been sent. */
export async function indexNew(w: Writing, message: { id: string; thread: string }, terms: string[]) {
  if (terms.length > 0) await indexOf(w).add(w, message, terms)
}

/** Makes a message findable by these terms (`terms(text)`) and no longer by earlier ones. */
export async function indexMessage(w: Writing, message: { id: string; thread: string }, terms: string[]) {
  if (terms.length === 0) await forgetMessage(w, message.id)
  else await indexOf(w).put(w, message, terms)
}

/** The message is not found any more. */
export async function forgetMessage(w: Writing, message: string) {
  await indexOf(w).remove(w, message)
}

/** Of these messages, those the index still knows. */
export function findableAmong(r: Reading, messages: string[]): Promise<string[]> {
  return indexOf(r).known(r, messages)
}

/** Up to so many messages of the company are not found any more; answers with how many. */
export function forgetCompany(w: Writing, most: number): Promise<number> {
  return indexOf(w).removeSome(w, most)
}

/**
 * Makes sure that nothing of what was forgotten can be read from the disk; after an erasure, or at night.
 * One short write after another, for it may take many.
 */
export async function tidyIndex(store: Store, company: string) {
  let more = await store.write(company, (w) => indexOf(w).tidy(w, true))
  while (more) more = await store.write(company, (w) => indexOf(w).tidy(w, false))
}

/** The threads of these records that somebody sees, the host having shown him the records. */
export async function threadsSeen(r: Reading, viewer: Looking, records: string[]): Promise<SeenThread[]> {
  const { thread } = r.t
  const seeing = await sight(r, viewer)
  const rows = await r.db
    .select({ id: thread.id, title: thread.title, kind: thread.kind, record: thread.record })
    .from(thread)
    .where(and(eq(thread.company, r.company), isOneOf(r, thread.record, records)))
  const tied = rows.filter((row) => isTied(seeing, row)).map(({ id }) => id)
  const ties = await tiesTo(r, viewer.person, tied)
  return rows.flatMap((row) => {
    const view = viewOf(seeing, { ...viewer, record: row.record }, { thread: row, ...ties(row.id) })
    return view ? [{ ...row, seeing: { ...view, invited: seeing.invited } }] : []
  })
}

/** What somebody is to these threads; most people see most threads whatever they are to them. */
async function tiesTo(r: Reading, person: string, threads: string[]) {
  if (threads.length === 0) return () => untied
  const { company, db, t, now } = r
  const ties = tiesOf(t, person, now)
  const rows = await db
    .select({
      id: t.thread.id,
      // The first column of each says whether there is a row at all.
      member: { person: t.member.person, leftAt: t.member.leftAt },
      pass: { fromSeq: t.invite.fromSeq, fields: t.invite.fields, files: t.invite.files },
      supervision: { until: t.supervision.until },
      seen: t.card.seen,
    })
    .from(t.thread)
    .leftJoin(
      t.member,
      and(
        eq(t.member.company, t.thread.company),
        eq(t.member.thread, t.thread.id),
        eq(t.member.person, person),
        isNull(t.member.leftAt),
      ),
    )
    .leftJoin(t.invite, ties.pass)
    .leftJoin(t.supervision, ties.supervision)
    .leftJoin(t.card, ties.card)
    .where(and(eq(t.thread.company, company), isOneOf(r, t.thread.id, threads)))
  const known = new Map(rows.map(({ id, ...row }) => [id, row]))
  return (thread: string) => known.get(thread) ?? untied
}

const untied = { member: null, pass: null, supervision: null, seen: null }

/**
 * Messages of these threads with all the words of `q`, in any order; the last word may be unfinished.
 * Nothing to look for finds nothing.
 * @param before `next` of the page before
 */
export async function search(
  r: Reading,
  { threads, q, before }: { threads: SeenThread[]; q: string; before?: number | undefined },
  show: ShowMessages,
): Promise<SearchPage> {
  const words = wanted(q)
  if (words.length === 0 || threads.length === 0) return { hits: [], total: 0 }

  const index = indexOf(r)
  const end = await index.end(r)
  const asked = { threads: threads.map((thread) => thread.id), words }
  const all = await newest(r, index, { ...asked, before: end, limit: COUNTED_MOST })
  const counted = await withoutEarlier(r, threads, all)
  const rest =
    before === undefined
      ? counted
      : await newest(r, index, { ...asked, before: Math.min(before, end), limit: PAGE + 1 })
  const page = rest.slice(0, PAGE)

  const seen = new Map(threads.map((thread) => [thread.id, thread]))
  const shown = await show(
    r,
    page.map((found) => found.message),
  )
  const hits = page.flatMap(({ message: id, thread }) => {
    const message = shown.get(id)
    const within = seen.get(thread)
    const told = message && within && veiled(message, within.seeing)
    // Deleted between the two questions.
    if (!told || told.deletedAt) return []
    const { record, seeing: _, ...named } = within
    return { message: told, record: recordRef(record), thread: named, marks: marks(told.text, q) }
  })
  return { hits, total: counted.length, ...(rest.length > PAGE && { next: String(page.at(-1)!.number) }) }
}

/** Who sees a thread from a message on is not told how many there were before. */
async function withoutEarlier(r: Reading, threads: SeenThread[], found: Found[]): Promise<Found[]> {
  const from = new Map(threads.map(({ id, seeing }) => [id, seeing.fromSeq]))
  const late = found.filter(({ thread }) => (from.get(thread) ?? 1) > 1).map(({ message }) => message)
  if (late.length === 0) return found
  const { company, db, t } = r
  const rows = await db
    .select({ id: t.message.id, thread: t.message.thread, seq: t.message.seq })
    .from(t.message)
    .where(and(eq(t.message.company, company), inArray(t.message.id, late)))
  const earlier = new Set(rows.filter(({ thread, seq }) => seq < (from.get(thread) ?? 1)).map(({ id }) => id))
  return found.filter(({ message }) => !earlier.has(message))
}

/** Whether a column is one of many values, of more than a statement takes parameters. */
export function isOneOf(r: Reading, column: SQLWrapper, values: string[]): SQL {
  return indexOf(r).isOneOf(column, values)
}

function indexOf({ dialect }: Reading): SearchIndex {
  return dialect === 'sqlite' ? sqliteIndex : postgresIndex
}
