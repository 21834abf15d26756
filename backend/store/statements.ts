import type Database from 'better-sqlite3'
import { LRUCache } from 'lru-cache'

/** Statements of a connection that are kept; there are some hundred, and some more by the number of values in a list. */
const KEPT = 400

/**
 * A connection as Drizzle uses it, which compiles each statement once. A query that is not prepared by name would be compiled
 * every time it is asked, and a join at every run, be it prepared or not.
 */
export function compiledOnce(connection: Database.Database): Database.Database {
  const kept = new LRUCache<string, Database.Statement>({ max: KEPT })
  const known = {
    prepare(sql: string) {
      const statement = kept.get(sql) ?? connection.prepare(plannedOnce(sql))
      kept.set(sql, statement)
      // Whoever had it before may have asked for rows without names.
      if (statement.reader) statement.raw(false)
      return statement
    },
    transaction: connection.transaction.bind(connection),
  }
  // All that Drizzle asks of a connection.
  return known as unknown as Database.Database
}

/**
 * A build of SQLite that may go by samples of what is stored (STAT4) plans a statement anew for each value that its planner
 * has looked at, though there are no samples here: many times what looking up a row takes. Behind a plus it does not look.
 * @see https://www.sqlite.org/c3ref/prepare.html on when a statement is compiled again
 */
function plannedOnce(sql: string): string {
  return sql.replace(/(?<= = |\blimit )\?/g, '+?')
}
