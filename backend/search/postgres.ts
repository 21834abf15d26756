/** A GIN index over our own terms: Postgres stems no Ukrainian. */
import { type SQL, sql } from 'drizzle-orm'
import { postgres as columns } from '../store/columns.ts'
import { prepared } from '../store/store.ts'
import { type Asked, type Found, type SearchIndex, termOf, threadTerms } from './search-index.ts'
import type { Wanted } from './words.ts'

const entry = columns.table('search_entry', {
  company: columns.id().notNull(),
  message: columns.id().notNull(),
  thread: columns.id().notNull(),
  terms: columns.text().notNull(),
})

export const postgresIndex: SearchIndex = {
  async put(w, { id, thread }, terms) {
    const all = [termOf(w.company, thread), ...terms]
    await putEntry(w).execute({ company: w.company, message: id, thread, terms: all })
  },

  async remove(w, message) {
    await w.rows(sql`delete from search_entry where company = ${w.company} and message = ${message}`)
  },

  async known(r, messages) {
    const rows = await r.rows<{ message: string }>(sql`
      select message from search_entry
      where company = ${r.company} and ${postgresIndex.isOneOf(sql`message`, messages)}`)
    return rows.map(({ message }) => message)
  },

  async removeSome(w, most) {
    const gone = await w.rows(sql`
      delete from search_entry where company = ${w.company} and message in (
        select message from search_entry where company = ${w.company} limit ${most}) returning message`)
    return gone.length
  },

  // What is deleted in Postgres goes with its vacuum, here as in every table.
  tidy: async () => false,

  find: (r, asked) =>
    r.rows<Found>(sql`
      select number, message, thread from search_entry
      where ${matching(r.company, asked)} order by number desc limit ${asked.limit}`),

  isOneOf: (column, values) => sql`${column} = any(${sql.param(values)}::text[])`,
}

function matching(company: string, asked: Asked): SQL {
  const before = asked.before === undefined ? sql`` : sql` and number < ${asked.before}`
  return sql`company = ${company} and ${postgresIndex.isOneOf(sql`thread`, asked.threads)}
    and terms @@ ${question(company, asked)}::tsquery${before}`
}

function question(company: string, { threads, words }: Asked): string {
  const seen = threadTerms(company, threads).map(quoted)
  return [...(seen.length > 0 ? [seen] : []), ...words.map(alternatives)]
    .map((any) => `(${any.join('|')})`)
    .join('&')
}

function alternatives({ stems, prefix }: Wanted): string[] {
  return [...stems.map(quoted), ...(prefix ? [`${quoted(prefix)}:*`] : [])]
}

const quoted = (term: string) => `'${term}'`

const putEntry = prepared('put_search_entry', (db) =>
  db
    .insert(entry)
    .values({
      company: sql.placeholder('company'),
      message: sql.placeholder('message'),
      thread: sql.placeholder('thread'),
      terms: sql`array_to_tsvector(${sql.placeholder('terms')}::text[])`,
    })
    .onConflictDoUpdate({
      target: [entry.company, entry.message],
      set: { thread: sql`excluded.thread`, terms: sql`excluded.terms` },
    }),
)
