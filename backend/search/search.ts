/** Search within threads: what is said is found by its words in any form, newest first. */
import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { recordRef } from '../records.ts'
import type { SearchHit, SearchPage, ShownMessage } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { postgresIndex } from './postgres.ts'
import type { SearchIndex } from './search-index.ts'
import { sqliteIndex } from './sqlite.ts'
import { marks, wanted } from './words.ts'

/** Hits of a page. */
const PAGE = 20
/** Hits that are counted; beyond that nobody goes through them. */
const COUNTED_MOST = 200

/** Shows messages by id; ids that are not there are left out. */
export type ShowMessages = (r: Reading, ids: string[]) => Promise<Map<string, ShownMessage>>

export type SeenThread = SearchHit['thread'] & { record: string }

/** Makes a message findable by these terms (`terms(text)`) and no longer by earlier ones. */
export async function indexMessage(w: Writing, message: { id: string; thread: string }, terms: string[]) {
  if (terms.length === 0) await forgetMessage(w, message.id)
  else await indexOf(w).put(w, message, terms)
}

/** The message is not found any more. */
export async function forgetMessage(w: Writing, message: string) {
  await indexOf(w).remove(w, message)
}

/**
 * Makes sure that nothing of what was forgotten can be read from the disk; after an erasure, or at night.
 * One short write after another, for it may take many.
 */
export async function tidyIndex(store: Store, company: string) {
  let more = await store.write(company, (w) => indexOf(w).tidy(w, true))
  while (more) more = await store.write(company, (w) => indexOf(w).tidy(w, false))
}

/** The threads of these records that the person may see. */
export async function threadsSeen(r: Reading, person: string, records: string[]): Promise<SeenThread[]> {
  const { company, db, t } = r
  return db
    .select({ id: t.thread.id, title: t.thread.title, kind: t.thread.kind, record: t.thread.record })
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
    .where(
      and(
        eq(t.thread.company, company),
        indexOf(r).isOneOf(t.thread.record, records),
        or(ne(t.thread.kind, 'private'), eq(t.member.person, person)),
      ),
    )
}

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

  const asked = { threads: threads.map((thread) => thread.id), words }
  const counted = await indexOf(r).find(r, { ...asked, limit: COUNTED_MOST })
  const rest =
    before === undefined ? counted : await indexOf(r).find(r, { ...asked, before, limit: PAGE + 1 })
  const page = rest.slice(0, PAGE)

  const seen = new Map(threads.map((thread) => [thread.id, thread]))
  const shown = await show(
    r,
    page.map((found) => found.message),
  )
  const hits = page.flatMap(({ message: id, thread }) => {
    const message = shown.get(id)
    const within = seen.get(thread)
    // Deleted between the two questions.
    if (!message || message.deletedAt || !within) return []
    const { record, ...named } = within
    return { message, record: recordRef(record), thread: named, marks: marks(message.text, q) }
  })
  return { hits, total: counted.length, ...(rest.length > PAGE && { next: String(page.at(-1)!.number) }) }
}

function indexOf({ dialect }: Reading): SearchIndex {
  return dialect === 'sqlite' ? sqliteIndex : postgresIndex
}
