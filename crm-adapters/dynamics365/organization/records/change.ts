/** Rows are created, changed and removed; whoever forbids it, forbids all that was asked with it. */
import { randomUUID } from 'node:crypto'
import { askPlugIns } from '../plugins.ts'
import { put, type Reference, type Row, referenceIn, rowAt, rowsIn, same, takeAway } from '../rows.ts'
import { refusals } from '../webapi/refused.ts'
import { tableCalled } from '../world.ts'
import { type Act, happens, inside } from './act.ts'
import { statesOf } from './states.ts'
import { applicationUser, ownership, stamped, type Values, workedOut } from './worked-out.ts'

/** With the id given or a new one. */
export function createRow(act: Act, name: string, given: Values, id: string = randomUUID()): Row {
  const { world, caller } = act
  const table = tableCalled(world, name)
  if (rowAt(world.rows, { table: name, id })) throw refusals.exists()
  const states = statesOf(table, given, undefined)
  const values = {
    ...Object.fromEntries(Object.keys(table.columns).map((column) => [column, null])),
    ...given,
    ...(name === 'systemuser' && applicationUser(world, given)),
    ...states,
    ...ownership(world, table, given.ownerid, caller),
    ...stamped(world, caller, 'created'),
    ...stamped(world, caller, 'modified'),
  }
  tooLarge(act, given)
  askPlugIns(world, name, 'Create', { values: given })
  const after = put(world.rows, { table: name, id }, { ...values, ...workedOut(table, values) })
  const { ownerid, createdon } = after.values
  const written = {
    ...given,
    ...states,
    ...(ownerid && { ownerid }),
    createdon: createdon ?? null,
    [table.key]: id,
  }
  happens(act, { message: 'Create', table: name, id, written, after })
  return after
}

export function updateRow(act: Act, before: Row, given: Values): Row {
  const { world, caller } = act
  const table = tableCalled(world, before.table)
  const current = rowAt(world.rows, before) ?? before
  const states = statesOf(table, given, current)
  tooLarge(act, given)
  askPlugIns(world, table.name, 'Update', { before: current, values: { ...given, ...states } })
  const stamp = stamped(world, caller, 'modified')
  const values = {
    ...current.values,
    ...given,
    ...states,
    ...('ownerid' in given && ownership(world, table, given.ownerid, caller)),
    ...stamp,
    ...(table.activity && states.statecode === 1 && { actualend: stamp.modifiedon ?? null }),
  }
  const after = put(world.rows, current, { ...values, ...workedOut(table, values) })
  const written = { ...given, ...states, [table.key]: current.id }
  happens(act, { message: 'Update', table: table.name, id: current.id, written, before: current, after })
  return after
}

/** With it goes what lies under it: notes, posts, lines; activities stay without what they were about. */
export function removeRow(act: Act, row: Row): void {
  const { world } = act
  askPlugIns(world, row.table, 'Delete', { before: row, values: {} })
  const deeper = inside(act, 'Delete', row.table)
  for (const child of childrenOf(act, row)) {
    const { activity, under = '' } = tableCalled(world, child.table)
    if (activity && child.table !== 'opportunityclose') updateRow(deeper, child, { [under]: null })
    else removeRow(deeper, child)
  }
  takeAway(world.rows, row)
  happens(act, { message: 'Delete', table: row.table, id: row.id, before: row })
}

/** Every lookup that leads to one record leads to another from now on. */
export function redirect(act: Act, from: Reference, to: Reference, except: string[]): void {
  const target: Reference = { table: to.table, id: to.id }
  for (const { name, columns } of act.world.tables) {
    const lookups = Object.keys(columns).filter(
      (column) => columns[column]?.kind === 'lookup' && !except.includes(column),
    )
    for (const row of rowsIn(act.world.rows, name)) {
      const leading = lookups.filter((column) => same(referenceIn(row, column), from))
      if (leading.length > 0)
        updateRow(act, row, Object.fromEntries(leading.map((column) => [column, target])))
    }
  }
}

function childrenOf({ world }: Act, parent: Row): Row[] {
  return world.tables.flatMap(({ name, under }) =>
    under && name !== 'activitypointer'
      ? rowsIn(world.rows, name).filter((row) => same(referenceIn(row, under), parent))
      : [],
  )
}

function tooLarge({ world }: Act, { documentbody }: Values): void {
  const limit = Number(rowsIn(world.rows, 'organization')[0]?.values.maxuploadfilesize)
  if (typeof documentbody === 'string' && Buffer.byteLength(documentbody, 'base64') > limit)
    throw refusals.tooBig()
}
