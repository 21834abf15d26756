/** Two records of one client become one: the other is left inactive, and all that led to it leads to the first. */
import type { Reference, Row } from '../rows.ts'
import { refusals } from '../webapi/refused.ts'
import { type Act, happens, inside } from './act.ts'
import { redirect, updateRow } from './change.ts'
import type { Values } from './worked-out.ts'

/** The status a merged record is left with. */
const left: Record<string, { statecode: number; statuscode: number }> = {
  account: { statecode: 1, statuscode: 2 },
  contact: { statecode: 1, statuscode: 2 },
  lead: { statecode: 2, statuscode: 7 },
  incident: { statecode: 2, statuscode: 2000 },
}

export function merge(act: Act, into: Row, subordinate: Row, content: Values = {}): void {
  const state = left[into.table]
  if (!state || subordinate.table !== into.table || subordinate.id === into.id) {
    throw refusals.badArgument(`A ${subordinate.table} cannot be merged into a ${into.table}.`)
  }
  const target: Reference = { table: into.table, id: into.id }
  const deeper = inside(act, 'Merge', into.table)
  redirect(deeper, subordinate, into, ['masterid'])
  if (Object.keys(content).length > 0) updateRow(deeper, into, content)
  updateRow(deeper, subordinate, { ...state, merged: true, masterid: target })
  happens(act, {
    message: 'Merge',
    table: into.table,
    id: into.id,
    further: { SubordinateId: subordinate.id },
  })
}
