/**
 * An FTS5 index that sees only our terms. Threads and companies are terms too: a common word is then found in a
 * quiet thread without reading everybody's. Its row numbers are the order of arrival.
 */
import { and, eq, inArray, sql } from 'drizzle-orm'
import { sqlite as columns } from '../store/columns.ts'
import { prepared, type Reading } from '../store/store.ts'
import { type Asked, type Found, type SearchIndex, termOf, threadTerms } from './search-index.ts'
import type { Wanted } from './words.ts'

const entry = columns.table('search_entry', {
  number: columns.int().notNull(),
  company: columns.id().notNull(),
  message: columns.id().notNull(),
  thread: columns.id().notNull(),
})

/** Pages of the index one step of tidying rewrites. */
const TIDIED_PAGES = 200

const index = columns.table('search', { rowid: columns.int().notNull(), terms: columns.text().notNull() })

// FTS5 writes what it has gathered to disk at every savepoint, also those SQLite sets for a `returning`: left for the
// end of the commit, the messages of a group are indexed in one go.
export const sqliteIndex: SearchIndex = {
  async put(w, { id, thread }, terms) {
    const { company } = w
    const text = [termOf(company), termOf(company, thread), ...terms].join(' ')
    w.atEnd(async () => {
      const [known] = await entryOf(w).execute({ company, message: id })
      if (known) return void (await replaceTerms(w).execute({ number: known.number, terms: text }))
      await addEntry(w).execute({ company, message: id, thread })
      await addTerms(w).execute({ terms: text })
    })
  },

  async remove(w, message) {
    const { company } = w
    w.atEnd(async () => {
      const [known] = await entryOf(w).execute({ company, message })
      if (!known) return
      await removeTerms(w).execute({ number: known.number })
      await removeEntry(w).execute({ number: known.number })
    })
  },

  async known(r, messages) {
    const rows = await r.db
      .select({ message: entry.message })
      .from(entry)
      .where(and(eq(entry.company, r.company), inArray(entry.message, messages)))
    return rows.map(({ message }) => message)
  },

  async removeSome(w, most) {
    const entries = await w.db
      .select({ number: entry.number })
      .from(entry)
      .where(eq(entry.company, w.company))
      .limit(most)
    w.atEnd(async () => {
      for (const { number } of entries) {
        await removeTerms(w).execute({ number })
        await removeEntry(w).execute({ number })
      }
    })
    return entries.length
  },

  // Removed terms leave the index's leaves at once, but stay as signposts between them until those are merged.
  async tidy(w, start) {
    const before = await changes(w)
    const pages = start ? -TIDIED_PAGES : TIDIED_PAGES
    await w.rows(sql`insert into search (search, rank) values ('merge', ${pages}) returning rowid`)
    return (await changes(w)) - before >= 2
  },

  find: (r, asked) =>
    r.rows<Found>(sql`
      select e.number, e.message, e.thread
      from search cross join search_entry e on e.number = search.rowid
      where search match ${question(r.company, asked)} and search.rowid < ${asked.before ?? Number.MAX_SAFE_INTEGER}
        and e.company = ${r.company} and ${sqliteIndex.isOneOf(sql`e.thread`, asked.threads)}
      order by search.rowid desc limit ${asked.limit}`),

  isOneOf: (column, values) => sql`${column} in (select value from json_each(${JSON.stringify(values)}))`,
}

/** @see https://www.sqlite.org/fts5.html#the_merge_command on how many changes mean that there is more to do */
async function changes(r: Reading): Promise<number> {
  const [row] = await r.rows<{ changes: number }>(sql`select total_changes() as changes`)
  return row!.changes
}

/** @see https://www.sqlite.org/fts5.html#full_text_query_syntax */
function question(company: string, { threads, words }: Asked): string {
  const looked = threadTerms(company, threads)
  const within = looked.length > 0 ? looked : [termOf(company)]
  return [within.map(quoted), ...words.map(alternatives)].map((any) => `(${any.join(' OR ')})`).join(' AND ')
}

function alternatives({ stems, prefix }: Wanted): string[] {
  return [...stems.map(quoted), ...(prefix ? [`${quoted(prefix)} *`] : [])]
}

const quoted = (term: string) => `"${term}"`

const entryOf = prepared('search_entry_of', (db) =>
  db
    .select({ number: entry.number })
    .from(entry)
    .where(and(eq(entry.company, sql.placeholder('company')), eq(entry.message, sql.placeholder('message')))),
)

const addEntry = prepared('add_search_entry', (db) =>
  db.insert(entry).values({
    number: sql`null`,
    company: sql.placeholder('company'),
    message: sql.placeholder('message'),
    thread: sql.placeholder('thread'),
  }),
)

const removeEntry = prepared('remove_search_entry', (db) =>
  db.delete(entry).where(eq(entry.number, sql.placeholder('number'))),
)

const addTerms = prepared('add_search_terms', (db) =>
  db.insert(index).values({ rowid: sql`last_insert_rowid()`, terms: sql.placeholder('terms') }),
)

const replaceTerms = prepared('replace_search_terms', (db) =>
  db
    .update(index)
    .set({ terms: sql`${sql.placeholder('terms')}` })
    .where(eq(index.rowid, sql.placeholder('number'))),
)

const removeTerms = prepared('remove_search_terms', (db) =>
  db.delete(index).where(eq(index.rowid, sql.placeholder('number'))),
)
