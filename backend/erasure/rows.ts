/** Rows of any place, by its key: the one file that reads and writes tables by name. */
import { and, asc, eq, gt, or, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Reading, Writing } from '../store/store.ts'
import type { Place } from './places.ts'

type Whole = PgTable & { company: PgColumn } & Record<string, PgColumn>

export type Row = Record<string, unknown>

/** Values of the key, in its order. */
export type Key = (string | number)[]

/** Rows of a page, and of one of them. */
export async function pageOf(r: Reading, place: Place, after: Key | undefined, most: number): Promise<Row[]> {
  const { db, company } = r
  const table = tableOf(r, place)
  const columns = place.key.map((name) => table[name]!)
  return db
    .select()
    .from(table)
    .where(and(eq(table.company, company), after && later(columns, after)))
    .orderBy(...columns.map((column) => asc(column)))
    .limit(most)
}

export async function rowAt(r: Reading, place: Place, key: Key): Promise<Row | undefined> {
  const [row] = await r.db
    .select()
    .from(tableOf(r, place))
    .where(isAt(r, place, key))
  return row
}

/** All rows of the place that belong to this thing. */
export async function rowsOf(r: Reading, place: Place, of: string, thing: string): Promise<Row[]> {
  const table = tableOf(r, place)
  return r.db
    .select()
    .from(table)
    .where(and(eq(table.company, r.company), eq(table[of]!, thing)))
}

export async function setAt(w: Writing, place: Place, key: Key, set: Row) {
  await w.db
    .update(tableOf(w, place))
    .set(set)
    .where(isAt(w, place, key))
}

export function keyOfRow({ key }: Place, row: Row): Key {
  return key.map((name) => row[name] as string | number)
}

function tableOf({ t }: Reading, { table }: Place): Whole {
  // Tables differ; here only what all of them have is asked, by names that `places.ts` gives.
  return t[table] as unknown as Whole
}

function isAt(r: Reading, place: Place, key: Key): SQL | undefined {
  const table = tableOf(r, place)
  return and(eq(table.company, r.company), ...place.key.map((name, n) => eq(table[name]!, key[n])))
}

/** After that key, in the order of its columns. */
function later(columns: PgColumn[], after: Key): SQL | undefined {
  return or(
    ...columns.map((column, place) =>
      and(...columns.slice(0, place).map((before, n) => eq(before, after[n])), gt(column, after[place])),
    ),
  )
}
