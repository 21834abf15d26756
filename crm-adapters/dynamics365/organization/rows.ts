/** The organization's rows, the ties between them and what has been deleted: all that a transaction may undo. */
import type { Right } from './data/roles.ts'

export interface Reference {
  table: string
  id: string
}

export type Value = string | number | boolean | null | Reference | object

/** Never changed in place: another one takes its place. */
export interface Row extends Reference {
  /** Rises with every write in the organization. */
  version: number
  values: Record<string, Value>
}

/** Rows tied through an intersect table. */
export interface Tie {
  through: string
  ends: [Reference, Reference]
}

export interface Share {
  record: Reference
  principal: Reference
  rights: Right[]
}

export interface Deleted extends Reference {
  version: number
}

export interface Rows {
  tables: Map<string, Map<string, Row>>
  ties: Tie[]
  shares: Share[]
  deleted: Deleted[]
  version: number
}

export function noRows(): Rows {
  return { tables: new Map(), ties: [], shares: [], deleted: [], version: 700_000 }
}

export function copyOf(rows: Rows): Rows {
  return {
    tables: new Map([...rows.tables].map(([name, table]) => [name, new Map(table)])),
    ties: [...rows.ties],
    shares: [...rows.shares],
    deleted: [...rows.deleted],
    version: rows.version,
  }
}

export function rowAt(rows: Rows, { table, id }: Reference): Row | undefined {
  return rows.tables.get(table)?.get(id.toLowerCase())
}

export function rowsIn(rows: Rows, table: string): Row[] {
  return [...(rows.tables.get(table)?.values() ?? [])]
}

export function put(rows: Rows, { table, id }: Reference, values: Record<string, Value>): Row {
  rows.version += 1
  const row = { table, id, version: rows.version, values }
  const known = rows.tables.get(table) ?? new Map<string, Row>()
  rows.tables.set(table, known.set(id, row))
  return row
}

export function takeAway(rows: Rows, gone: Reference): void {
  rows.version += 1
  rows.tables.get(gone.table)?.delete(gone.id)
  rows.deleted.push({ table: gone.table, id: gone.id, version: rows.version })
  rows.ties = rows.ties.filter(({ ends }) => !ends.some((end) => same(end, gone)))
  rows.shares = rows.shares.filter(({ record, principal }) => !same(record, gone) && !same(principal, gone))
}

export function tiedTo(rows: Rows, through: string, one: Reference, table: string): Row[] {
  return rows.ties.flatMap((tie) => {
    if (tie.through !== through || !tie.ends.some((end) => same(end, one))) return []
    const other = tie.ends.find((end) => end.table === table && !same(end, one))
    return (other && rowAt(rows, other)) ?? []
  })
}

export function isReference(value: Value | undefined): value is Reference {
  return typeof value === 'object' && value !== null && 'table' in value && 'id' in value
}

export function referenceIn(row: Row, column: string): Reference | undefined {
  const value = row.values[column]
  return isReference(value) ? value : undefined
}

export function textIn(row: Row, column: string): string {
  const value = row.values[column]
  return typeof value === 'string' ? value : ''
}

export function same(one: Reference | undefined, other: Reference | undefined): boolean {
  return one !== undefined && other !== undefined && one.table === other.table && one.id === other.id
}
