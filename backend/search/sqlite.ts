/**
 * An FTS5 index that sees only our terms. Threads are terms too: a common word is then found in a quiet thread without
 * reading everybody's. Its row numbers are the order of arrival.
 */
import { and, eq, inArray, sql } from 'drizzle-orm'
import { sqlite as columns } from '../store/columns.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import { type AnyOf, type Found, keptTerms, questionOf, type SearchIndex } from './search-index.ts'

const entry = columns.table('search_entry', {
  number: columns.int().notNull(),
  company: columns.id().notNull(),
  message: columns.id().notNull(),
  thread: columns.id().notNull(),
})

/** Pages of the index one step of tidying rewrites; whoever writes meanwhile, or only asks, waits for all of them. */
const TIDIED_PAGES = 40

const index = columns.table('search', { rowid: columns.int().notNull(), terms: columns.text().notNull() })

// FTS5 writes what it has gathered to disk at every savepoint, also those SQLite sets for a `returning`: left for the
// end of the commit, the messages of a group are indexed in one go.
export const sqliteIndex: SearchIndex = {
  async add(w, message, terms) {
    const text = textOf(w, message, terms)
    w.atEnd(() => enter(w, message, text))
  },

  async put(w, message, terms) {
    const text = textOf(w, message, terms)
    w.atEnd(async () => {
      const [known] = await entryOf(w).execute({ company: w.company, message: message.id })
      if (known) await replaceTerms(w).execute({ number: known.number, terms: text })
      else await enter(w, message, text)
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
      where search match ${matching(questionOf(r.company, asked))}
        and search.rowid >= ${whole(asked.from)} and search.rowid < ${whole(asked.before)} and e.company = ${r.company}
      order by search.rowid desc limit ${asked.limit}`),

  async end(r) {
    const [row] = await r.rows<{ newest: number | null }>(sql`select max(number) as newest from search_entry`)
    return (row?.newest ?? 0) + 1
  },

  isOneOf: (column, values) => sql`${column} in (select value from json_each(${JSON.stringify(values)}))`,
}

/** @see https://www.sqlite.org/fts5.html#the_merge_command on how many changes mean that there is more to do */
async function changes(r: Reading): Promise<number> {
  const [row] = await r.rows<{ changes: number }>(sql`select total_changes() as changes`)
  return row!.changes
}

/** The driver hands over every number as a real one, and FTS5 goes to the place only of an integer. */
const whole = (number: number) => sql`cast(${number} as integer)`

/** @see https://www.sqlite.org/fts5.html#full_text_query_syntax */
const matching = (question: AnyOf[]) =>
  question.map((any) => `(${alternatives(any).join(' OR ')})`).join(' AND ')

function alternatives({ terms, prefix }: AnyOf): string[] {
  return [...terms.map(quoted), ...(prefix ? [`${quoted(prefix)} *`] : [])]
}

const quoted = (term: string) => `"${term}"`

function textOf({ company }: Writing, { thread }: { thread: string }, terms: string[]): string {
  return keptTerms(company, thread, terms).join(' ')
}

async function enter(w: Writing, { id, thread }: { id: string; thread: string }, terms: string) {
  await addEntry(w).execute({ company: w.company, message: id, thread })
  await addTerms(w).execute({ terms })
}

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
