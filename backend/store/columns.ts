/**
 * The kinds of column this product stores, once per dialect. Tables are declared against `Columns`,
 * so a table reads the same in both databases and hands the features the same JavaScript values.
 */
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

export const postgres = {
  table: pg.pgTable,
  id: () => pg.text(),
  text: () => pg.text(),
  int: () => pg.bigint({ mode: 'number' }),
  bool: () => pg.boolean(),
  /** Milliseconds since 1970 as a `Date`, in UTC. */
  time: () => pg.timestamp({ withTimezone: true, precision: 3 }),
  json: <T>() => pg.jsonb().$type<T>(),
  index: pg.index,
  unique: pg.uniqueIndex,
  /** A key other tables may refer to. */
  uniqueKey: pg.unique,
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
}

export type Columns = typeof postgres

// Postgres lends the types and SQLite runs most tests, so a query only one of them can run fails at once.
export const sqlite = {
  table: lite.sqliteTable,
  id: () => lite.text(),
  text: () => lite.text(),
  int: () => lite.integer(),
  bool: () => lite.integer({ mode: 'boolean' }),
  time: () => lite.integer({ mode: 'timestamp_ms' }),
  json: <T>() => lite.text({ mode: 'json' }).$type<T>(),
  index: lite.index,
  unique: lite.uniqueIndex,
  uniqueKey: lite.unique,
  primaryKey: lite.primaryKey,
  foreignKey: lite.foreignKey,
} as unknown as Columns
