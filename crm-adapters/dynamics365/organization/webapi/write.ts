/** Rows are created, changed and deleted through the Web API, by whom and how it allows. */
import { randomUUID } from 'node:crypto'
import type { Right } from '../data/roles.ts'
import { carryOut } from '../records/act.ts'
import { createRow, removeRow, updateRow } from '../records/change.ts'
import { mayChange } from '../records/close.ts'
import type { Values } from '../records/worked-out.ts'
import { may, parentOf } from '../rights/access.ts'
import { privileged } from '../rights/caller.ts'
import { isReference, type Row, rowAt, rowsIn, same, textIn } from '../rows.ts'
import { drawnChanges } from '../solutions/forms.ts'
import { removeSolution } from '../solutions/import.ts'
import type { Table } from '../tables/table.ts'
import { tableCalled } from '../world.ts'
import { objectIn, referenceAt, writtenIn } from './body.ts'
import { type Answer, apiOf, json, nothing, type Question } from './exchange.ts'
import { appliedOf, capital, contextOf } from './read.ts'
import { ApiRefusal, refusals } from './refused.ts'
import { etagOf, selected, shown } from './shown.ts'

export function create(question: Question, table: Table, id?: string): Answer {
  const { world, caller, headers, body } = question
  const written = writtenIn(world, table, objectIn(body))
  mustHold(question, 'Create', table)
  mustAppend(question, table, written.values)
  if (headers.get('mscrm.suppressduplicatedetection') === 'false') mustBeNew(question, table, written.values)
  const chosen = id ?? written.id ?? randomUUID()
  const row = carryOut(world, caller, (act) => createRow(act, table.name, written.values, chosen))
  return answered(question, table, row, 201)
}

/** Without a condition a `PATCH` of what is not there creates it. */
export function update(question: Question, table: Table, id: string): Answer {
  const { world, caller, headers, body } = question
  const row = rowAt(world.rows, { table: table.name, id })
  const [ifMatch, ifNoneMatch] = [headers.get('if-match'), headers.get('if-none-match')]
  if (!row) {
    if (ifMatch) throw refusals.gone(table.name, id)
    return create(question, table, id)
  }
  if (ifNoneMatch === '*') throw refusals.exists()
  if (ifMatch && ifMatch !== '*' && ifMatch !== etagOf(row)) throw refusals.versionMismatch()
  if (table.unchangeable) throw new ApiRefusal(400, '', `'${table.name}' cannot be updated.`)
  mustReach(question, 'Write', row)
  const { values } = writtenIn(world, table, objectIn(body))
  if ('ownerid' in values) mustReach(question, 'Assign', row)
  if (!mayChange(row, values)) throw refusals.closed()
  mustCloseByAction(table, row, values)
  mustAppend(question, table, values)
  const changed = carryOut(world, caller, (act) => updateRow(act, row, drawnChanges(world, row, values)))
  return answered(question, table, changed, 200)
}

export function remove(question: Question, table: Table, id: string): Answer {
  const { world, caller, headers } = question
  const row = rowAt(world.rows, { table: table.name, id })
  if (!row) throw refusals.gone(table.name, id)
  const ifMatch = headers.get('if-match')
  if (ifMatch && ifMatch !== '*' && ifMatch !== etagOf(row)) throw refusals.versionMismatch()
  mustReach(question, 'Delete', row)
  carryOut(world, caller, (act) =>
    table.name === 'solution' ? removeSolution(act, row) : removeRow(act, row),
  )
  return nothing()
}

/** `POST …/systemuserroles_association/$ref` with the other's address. */
export function tie(question: Question, row: Row, name: string): Answer {
  const { world, body } = question
  const { through, target } = ends(question, row, name)
  const other = referenceAt(world, String(objectIn(body)['@odata.id']))
  if (!other || other.table !== target || !rowAt(world.rows, other))
    throw refusals.badBody(name, 'No such record.')
  mustReach(question, 'Write', row)
  const known = world.rows.ties.some(
    ({ through: way, ends: [a, b] }) =>
      way === through && (same(a, other) || same(b, other)) && (same(a, row) || same(b, row)),
  )
  if (!known) world.rows.ties.push({ through, ends: [{ table: row.table, id: row.id }, other] })
  return nothing()
}

/** `DELETE …/systemuserroles_association(id)/$ref`. */
export function untie(question: Question, row: Row, name: string, argument: string | undefined): Answer {
  const { world } = question
  const { through, target } = ends(question, row, name)
  mustReach(question, 'Write', row)
  const other = { table: target, id: argument ?? '' }
  world.rows.ties = world.rows.ties.filter(
    ({ through: way, ends }) =>
      !(way === through && ends.some((end) => same(end, row)) && ends.some((end) => same(end, other))),
  )
  return nothing()
}

export function mustHold({ world, caller }: Question, right: Right, table: Table): void {
  if (privileged(world, caller, right, table.name)) return
  throw refusals.missingPrivilege(caller.user, `prv${right}${capital(table.name)}`, table.name)
}

/** Privilege first, then access to the very record: they are refused with different codes. */
export function mustReach(question: Question, right: Right, row: Row): void {
  mustHold(question, right, tableCalled(question.world, row.table))
  if (!may(question.world, question.caller, right, row))
    throw refusals.noAccess(question.caller.user, right, row)
}

// A note is appended, the record it lies under is appended to; each needs its right.
function mustAppend(question: Question, table: Table, values: Values): void {
  const { world } = question
  const lies = table.under && isReference(values[table.under] ?? null)
  if (!lies) return
  const parent = parentOf(world, { table: table.name, id: '', version: 0, values })
  if (!parent) return
  if (table.ownership === 'user') mustHold(question, 'Append', table)
  mustReach(question, 'AppendTo', parent)
}

function mustBeNew({ world }: Question, table: Table, values: Values): void {
  const taken = table.duplicates?.some((column) => {
    const value = values[column]
    return (
      typeof value === 'string' &&
      rowsIn(world.rows, table.name).some((row) => textIn(row, column).toLowerCase() === value.toLowerCase())
    )
  })
  if (taken) throw refusals.duplicate()
}

// Won and lost are actions of their own, which also write down how it ended.
function mustCloseByAction({ name }: Table, row: Row, { statecode }: Values): void {
  if (name === 'opportunity' && row.values.statecode === 0 && statecode !== undefined && statecode !== 0) {
    throw refusals.badState()
  }
}

function ends({ world }: Question, row: Row, name: string): { through: string; target: string } {
  const known = tableCalled(world, row.table).collections?.[name]
  if (!known) throw refusals.noSegment(name)
  return { through: known.through, target: known.table }
}

function answered(question: Question, table: Table, row: Row, status: number): Answer {
  const { world, prefers, query } = question
  const address = `${apiOf(world)}${table.set}(${row.id})`
  const headers = { 'OData-EntityId': address, ...(status === 201 && { Location: address }) }
  if (!prefers.representation) return nothing(headers)
  const body = {
    '@odata.context': contextOf(question, table, '/$entity'),
    ...shown(question, row, selected(table, query.get('$select'))),
  }
  return json(status, body, { ...headers, ETag: etagOf(row), ...appliedOf(question) })
}
