/** A JSON body as values of columns: types are checked, `x@odata.bind` becomes a reference. */
import { isGuid } from '../ids.ts'
import { type Reference, rowAt, type Value } from '../rows.ts'
import type { Column } from '../tables/column.ts'
import type { Table } from '../tables/table.ts'
import { tableOfSet, type World } from '../world.ts'
import { apiOf } from './exchange.ts'
import { lookupCalled } from './property.ts'
import { refusals } from './refused.ts'

export interface Written {
  values: Record<string, Value>
  /** The primary key, where the client chose it. */
  id?: string
}

export function objectIn(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>
  } catch {
    // Refused below, as whatever else is no object.
  }
  throw refusals.badBody('', 'An object is expected.')
}

export function writtenIn(world: World, table: Table, given: Record<string, unknown>): Written {
  const written: Written = { values: {} }
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('@odata.')) continue
    const bound = /^(.+)@odata\.bind$/.exec(name)?.[1]
    if (bound) {
      const found = lookupCalled(table, bound)
      if (!found || table.columns[found.column]?.computed) throw unknown(table, bound)
      written.values[found.column] =
        value === null ? null : boundTo(world, table, bound, found.targets, value)
    } else if (name === table.key) {
      if (!isGuid(value)) throw refusals.badBody(table.set, `'${name}' is no Guid.`)
      written.id = value.toLowerCase()
    } else written.values[name] = checkedValue(table, name, value)
  }
  return written
}

/** `/opportunities(id)`, with or without the slash or the whole address before it. */
export function referenceAt(world: World, address: string): Reference | undefined {
  const [, set = '', id = ''] = /^\/?(\w+)\(([^)]+)\)$/.exec(address.replace(apiOf(world), '')) ?? []
  const table = tableOfSet(world, set)
  return table && isGuid(id) ? { table: table.name, id: id.toLowerCase() } : undefined
}

function boundTo(world: World, table: Table, name: string, targets: string[], value: unknown): Reference {
  const reference = typeof value === 'string' ? referenceAt(world, value) : undefined
  if (!reference || !targets.includes(reference.table)) {
    throw refusals.badBody(table.set, `'${String(value)}' is no target of '${name}'.`)
  }
  if (!rowAt(world.rows, reference)) throw refusals.gone(reference.table, reference.id)
  return reference
}

function checkedValue(table: Table, name: string, value: unknown): Value {
  const column = table.columns[name]
  if (!column || column.kind === 'lookup') throw unknown(table, name)
  if (column.computed) throw refusals.badBody(table.set, `'${name}' cannot be written.`)
  if (value === null) return null
  const fits = checks[column.kind]
  if (!fits(value, column)) throw refusals.badBody(table.set, `The value of '${name}' does not fit its type.`)
  return value as Value
}

const isMoment = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))

const checks: Record<Exclude<Column['kind'], 'lookup'>, (value: unknown, column: Column) => boolean> = {
  guid: isGuid,
  number: (value) => typeof value === 'number',
  money: (value) => typeof value === 'number',
  yesno: (value) => typeof value === 'boolean',
  time: isMoment,
  day: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  text: (value, column) => typeof value === 'string' && column.kind === 'text' && value.length <= column.max,
  choice: (value, column) =>
    column.kind === 'choice' && column.choices.some((choice) => choice.value === value),
  object: (value) => typeof value === 'object',
}

const unknown = (table: Table, name: string) =>
  refusals.badBody(
    table.set,
    `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.${table.name}'.`,
  )
