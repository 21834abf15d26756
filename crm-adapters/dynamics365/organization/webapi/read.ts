/** Rows of a table, one by one or in pages: those the caller may read. */
import { may } from '../rights/access.ts'
import { privileged } from '../rights/caller.ts'
import { type Row, rowAt, rowsIn, tiedTo } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { tableCalled, type World } from '../world.ts'
import { changesSince } from './delta.ts'
import { type Answer, apiOf, json, type Question } from './exchange.ts'
import { expansions } from './expand.ts'
import { filterOf, order } from './filter.ts'
import { page } from './paging.ts'
import { literalAt } from './property.ts'
import { ApiRefusal, refusals } from './refused.ts'
import { etagOf, selected, shown } from './shown.ts'

const OPTIONS = ['$select', '$filter', '$orderby', '$top', '$count', '$expand', '$skiptoken', '$deltatoken']

export function readMany(question: Question, table: Table): Answer {
  const { world, query, prefers } = question
  known(query)
  mustHold(question, table)
  if (prefers.trackChanges || query.has('$deltatoken')) return changesSince(question, table)
  return listed(question, table, allRows(world, table))
}

/** Rows tied to one: `systemusers(id)/systemuserroles_association`. */
export function readTied(question: Question, row: Row, name: string): Answer {
  const { world, query } = question
  const collection = tableCalled(world, row.table).collections?.[name]
  if (!collection) throw refusals.noSegment(name)
  known(query)
  const table = tableCalled(world, collection.table)
  mustHold(question, table)
  return listed(question, table, tiedTo(world.rows, collection.through, row, table.name))
}

export function count(question: Question, table: Table): Answer {
  mustHold(question, table)
  const rows = seen(question, table, allRows(question.world, table))
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(Math.min(rows.length, 5000)) }
}

export function readOne(question: Question, table: Table, id: string): Answer {
  const { query, headers, prefers } = question
  known(query)
  const row = theRow(question, table, id)
  const etag = etagOf(row)
  // A conditional read of the plain row; anything added to it may have changed by itself.
  const conditional = !query.has('$expand') && !prefers.annotations
  if (conditional && headers.get('if-none-match') === etag) return { status: 304, headers: { ETag: etag } }
  const columns = selected(table, query.get('$select'))
  const body = {
    '@odata.context': contextOf(question, table, '/$entity'),
    ...shown(question, row, columns),
    ...expansions(question, table, query.get('$expand'))(row),
  }
  return json(200, body, { ETag: etag, ...appliedOf(question) })
}

/** The row, if there is one and the caller may read it. */
export function theRow(question: Question, table: Table, id: string): Row {
  const { world, caller } = question
  mustHold(question, table)
  const row = rowAt(world.rows, { table: table.name, id }) ?? pointerTo(world, table, id)
  if (!row) throw refusals.gone(table.name, id)
  if (!may(world, caller, 'Read', row)) throw refusals.noAccess(caller.user, 'Read', row)
  return row
}

export function contextOf({ world, query }: Question, table: Table, end = ''): string {
  const select = query.get('$select')
  return `${apiOf(world)}$metadata#${table.set}${select ? `(${select})` : ''}${end}`
}

export function mustHold({ world, caller }: Question, table: Table): void {
  if (privileged(world, caller, 'Read', table.name)) return
  throw refusals.missingPrivilege(caller.user, `prvRead${capital(table.name)}`, table.name)
}

/** Activities of all kinds are also rows of `activitypointer`. */
export function allRows(world: World, table: Table): Row[] {
  if (table.name !== 'activitypointer') return rowsIn(world.rows, table.name)
  const kinds = world.tables.filter(({ activity }) => activity)
  return kinds.flatMap(({ name }) => rowsIn(world.rows, name).map(asPointer))
}

export function appliedOf({ headers }: Question): Record<string, string> {
  const prefer = headers.get('prefer')
  return prefer ? { 'Preference-Applied': prefer } : {}
}

function listed(question: Question, table: Table, rows: Row[]): Answer {
  const { query } = question
  const found = sorted(question, table, seen(question, table, rows))
  const columns = selected(table, query.get('$select'))
  const expanded = expansions(question, table, query.get('$expand'))
  const { here, next } = page(question, table, found)
  const body = {
    '@odata.context': contextOf(question, table),
    ...(query.get('$count') === 'true' && { '@odata.count': Math.min(found.length, 5000) }),
    value: here.map((row) => ({ ...shown(question, row, columns), ...expanded(row) })),
    ...(next && { '@odata.nextLink': next }),
  }
  return json(200, body, appliedOf(question))
}

function seen({ world, caller, query }: Question, table: Table, rows: Row[]): Row[] {
  const filter = query.get('$filter')
  const fits = filter ? filterOf(world, table, filter) : () => true
  return rows.filter((row) => fits(row) && may(world, caller, 'Read', row))
}

function sorted({ world, query }: Question, table: Table, rows: Row[]): Row[] {
  const keys = (query.get('$orderby') ?? '').split(',').filter(Boolean)
  const ways = keys.map((key) => {
    const [name = '', direction = 'asc'] = key.trim().split(/\s+/)
    return { read: literalAt(world, table, name), sign: direction === 'desc' ? -1 : 1 }
  })
  return rows.toSorted((one, other) => {
    for (const { read, sign } of ways) {
      const way = order(read(one), read(other)) * sign
      if (way !== 0) return way
    }
    return one.id < other.id ? -1 : 1
  })
}

function pointerTo(world: World, table: Table, id: string): Row | undefined {
  if (table.name !== 'activitypointer') return undefined
  return allRows(world, table).find((row) => row.id === id)
}

function asPointer(row: Row): Row {
  return { ...row, table: 'activitypointer', values: { ...row.values, activitytypecode: row.table } }
}

function known(query: URLSearchParams): void {
  for (const option of query.keys()) {
    if (option.startsWith('$') && !OPTIONS.includes(option)) {
      throw new ApiRefusal(501, '0x80060888', `The query option '${option}' is not supported.`)
    }
  }
}

export const capital = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1)
