/**
 * A prepared statement of SQLite for which it is worked out once where each value goes and how each column is read. Drizzle
 * works that out for every value of every row, which takes longer than looking the row up.
 */
import type Database from 'better-sqlite3'
import { Column, type DriverValueDecoder, getTableName, is, Param, Placeholder, SQL } from 'drizzle-orm'

type Values = Record<string, unknown>
type Row = unknown[]

/** What Drizzle has found out about a statement by the time it is prepared. */
interface Prepared {
  stmt: Database.Statement<unknown[], Row>
  query: { params: unknown[] }
  /** Of a statement that answers with rows. */
  fields?: Field[]
  /** By table, of a statement with joins: whether its row is always there. */
  joinsNotNullableMap?: Record<string, boolean>
}

interface Field {
  /** Its name, after that of the object it is in, if any. */
  path: string[]
  field: Column | SQL | SQL.Aliased
}

/** The same statement: what it answers with is what Drizzle would have. It is run at once, not when it is waited for. */
export function workedOut<P>(statement: P): P {
  const { stmt, query, fields, joinsNotNullableMap } = statement as unknown as Prepared
  const filled = query.params.map(valueAt)
  const bind = (values: Values) => filled.map((value) => value(values))
  const run = fields
    ? rowsOf(stmt, readerOf(fields, joinsNotNullableMap), bind)
    : (values: Values) => stmt.run(...bind(values))
  return { execute: async (values: Values = {}) => run(values) } as P
}

function rowsOf(stmt: Prepared['stmt'], read: (row: Row) => unknown, bind: (values: Values) => unknown[]) {
  return (values: Values) =>
    stmt
      .raw()
      .all(...bind(values))
      .map(read)
}

function valueAt(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return given(param.name)
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param
  const { encoder } = param
  const value = given(param.value.name)
  return (values) => encoder.mapToDriverValue(value(values))
}

function given(name: string) {
  return (values: Values) => {
    if (!(name in values)) throw new Error(`a statement was given no "${name}"`)
    return values[name]
  }
}

interface Cell {
  name: string
  at: number
  decode: (value: unknown) => unknown
}

/** A part of the answer: what of a row becomes one object. */
interface Part {
  /** Undefined for what is at the top. */
  name: string | undefined
  cells: Cell[]
  /** The column that tells whether a joined row is there at all; without it, it is. */
  toldBy?: number
}

function readerOf(fields: Field[], always: Record<string, boolean> | undefined): (row: Row) => unknown {
  const parts = partsOf(fields, always)
  return (row) => {
    const read: Record<string, unknown> = {}
    for (const { name, cells, toldBy } of parts) {
      if (name === undefined) fill(read, cells, row)
      else read[name] = toldBy !== undefined && row[toldBy] === null ? null : fill({}, cells, row)
    }
    return read
  }
}

function fill(object: Record<string, unknown>, cells: Cell[], row: Row) {
  for (const { name, at, decode } of cells) {
    const value = row[at]
    object[name] = value === null ? null : decode(value)
  }
  return object
}

function partsOf(fields: Field[], always: Record<string, boolean> | undefined): Part[] {
  const numbered = fields.map((field, at) => ({ ...field, at }))
  const byObject = Map.groupBy(numbered, ({ path }) => (path.length > 1 ? path[0] : undefined))
  return Array.from(byObject, ([name, own]) => {
    const cells = own.map(({ path, field, at }) => ({ name: path.at(-1)!, at, decode: decoderOf(field) }))
    const columns = own.flatMap(({ field, at }) =>
      is(field, Column) ? [{ at, table: getTableName(field.table) }] : [],
    )
    const [first] = columns
    const mayLack =
      always && first && !always[first.table] && columns.every(({ table }) => table === first.table)
    return { name, cells, ...(mayLack && { toldBy: first.at }) }
  })
}

function decoderOf(field: Field['field']): (value: unknown) => unknown {
  const decoder = (is(field, Column) ? field : innerDecoder(field)) as DriverValueDecoder<unknown, unknown>
  return (value) => decoder.mapFromDriverValue(value)
}

/** Of an expression, what it was said to be mapped with. Drizzle shows it to itself only. */
function innerDecoder(field: SQL | SQL.Aliased) {
  const { decoder } = (is(field, SQL) ? field : field.sql) as unknown as { decoder: unknown }
  return decoder
}
