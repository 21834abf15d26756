/** A GIN index over our own terms: Postgres stems no Ukrainian. */
import { sql } from 'drizzle-orm'
import { postgres as columns } from '../store/columns.ts'
import { prepared } from '../store/store.ts'
import { type AnyOf, type Found, keptTerms, questionOf, type SearchIndex } from './search-index.ts'

const entry = columns.table('search_entry', {
  company: columns.id().notNull(),
  message: columns.id().notNull(),
  thread: columns.id().notNull(),
  terms: columns.text().notNull(),
})

export const postgresIndex: SearchIndex = {
  // Nothing is looked up for it here: it is put there in one statement in any case.
  add: (w, message, terms) => postgresIndex.put(w, message, terms),

  async put(w, { id, thread }, terms) {
    const { company } = w
    await putEntry(w).execute({ company, message: id, thread, terms: keptTerms(company, thread, terms) })
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

  find: (r, asked) => {
    // Its planner knows better how many these are than how many have their term.
    const within = asked.threads ? sql` and ${postgresIndex.isOneOf(sql`thread`, asked.threads)}` : sql``
    return r.rows<Found>(sql`
      select number, message, thread from search_entry
      where company = ${r.company} and number >= ${asked.from} and number < ${asked.before}${within}
        and terms @@ ${matching(questionOf(r.company, asked))}::tsquery
      order by number desc limit ${asked.limit}`)
  },

  async end(r) {
    const [row] = await r.rows<{ newest: number | null }>(
      sql`select max(number) as newest from search_entry where company = ${r.company}`,
    )
    return (row?.newest ?? 0) + 1
  },

  isOneOf: (column, values) => sql`${column} = any(${sql.param(values)}::text[])`,
}

const matching = (question: AnyOf[]) => question.map((any) => `(${alternatives(any).join('|')})`).join('&')

function alternatives({ terms, prefix }: AnyOf): string[] {
  return [...terms.map(quoted), ...(prefix ? [`${quoted(prefix)}:*`] : [])]
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
