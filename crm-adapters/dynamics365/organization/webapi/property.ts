/** A property of a row by the name a query gives it: `name`, `_ownerid_value`, `customerid_account/name`. */
import { isReference, type Row, rowAt } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { tableCalled, type World } from '../world.ts'
import { refusals } from './refused.ts'

export type Literal = string | number | boolean | null

/** How the value is read off a row; refuses a name the table does not have. */
export function literalAt(world: World, table: Table, name: string): (row: Row) => Literal {
  const [navigation = '', ...rest] = name.split('/')
  if (rest.length > 0) return throughLookup(world, table, navigation, rest.join('/'))
  if (name === table.key) return (row) => row.id
  const column = columnCalled(table, name)
  if (!column || table.columns[column]?.secret) throw refusals.noProperty(name, table.name)
  if (column === 'versionnumber') return (row) => row.version
  return (row) => {
    const value = row.values[column] ?? null
    if (isReference(value)) return value.id
    return typeof value === 'object' ? null : value
  }
}

/** The column a name of the Web API stands for: lookups are read as `_x_value`, all others as they are called. */
export function columnCalled(table: Table, name: string): string | undefined {
  const [, looked] = /^_(.+)_value$/.exec(name) ?? []
  if (looked) return table.columns[looked]?.kind === 'lookup' ? looked : undefined
  const column = table.columns[name]
  return column && column.kind !== 'lookup' ? name : undefined
}

/** The lookup a navigation property belongs to, and the table it leads to. */
export function lookupCalled(
  table: Table,
  navigation: string,
): { column: string; targets: string[] } | undefined {
  for (const [column, definition] of Object.entries(table.columns)) {
    if (definition.kind !== 'lookup') continue
    const targets = Object.keys(definition.to).filter((target) => definition.to[target] === navigation)
    if (targets.length > 0) return { column, targets }
  }
  return undefined
}

function throughLookup(world: World, table: Table, navigation: string, rest: string): (row: Row) => Literal {
  const found = lookupCalled(table, navigation)
  const target = found?.targets[0]
  if (!found || !target) throw refusals.noProperty(navigation, table.name)
  const read = literalAt(world, tableCalled(world, target), rest)
  return (row) => {
    const reference = row.values[found.column]
    const next =
      isReference(reference) && reference.table === target ? rowAt(world.rows, reference) : undefined
    return next ? read(next) : null
  }
}
