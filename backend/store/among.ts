import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Dialect } from './store.ts'

/**
 * Whether a column of text is one of those given under this name to a prepared statement: one parameter, so that it is the same
 * statement however many there are.
 */
export function isAmong(dialect: Dialect, column: SQLWrapper, name: string): SQL {
  const given = sql.placeholder(name)
  if (dialect === 'postgres') return sql`${column} = any(${given}::text[])`
  const list = sql.param(given, { mapToDriverValue: (values: unknown) => JSON.stringify(values) })
  return sql`${column} in (select value from json_each(${list}))`
}
