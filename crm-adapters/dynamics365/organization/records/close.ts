/** An opportunity is won or lost, and what was closed is read-only until it is opened again. */
import type { Row } from '../rows.ts'
import { refusals } from '../webapi/refused.ts'
import { type Act, happens, inside } from './act.ts'
import { createRow, updateRow } from './change.ts'
import type { Values } from './worked-out.ts'

const outcomes = { Win: { statecode: 1, statuscode: 3 }, Lose: { statecode: 2, statuscode: 4 } }

/** `details` are columns of the opportunity close activity; a status of -1 takes the usual one. */
export function close(
  act: Act,
  message: 'Win' | 'Lose',
  opportunity: Row,
  details: Values = {},
  status = -1,
): Row {
  if (opportunity.values.statecode !== 0) throw refusals.closed()
  const state = outcomes[message]
  const deeper = inside(act, message, 'opportunityclose')
  const usual = message === 'Win' ? (opportunity.values.estimatedvalue ?? null) : 0
  const revenue = details.actualrevenue ?? usual
  const target = { table: 'opportunity', id: opportunity.id }
  const written = { subject: null, ...details, actualrevenue: revenue, opportunityid: target, statecode: 1 }
  const closing = createRow(deeper, 'opportunityclose', written)
  const closed = updateRow(deeper, opportunity, {
    statecode: state.statecode,
    statuscode: status === -1 ? state.statuscode : status,
    actualvalue: revenue,
    actualclosedate: details.actualend ?? act.world.now().toISOString().slice(0, 10),
  })
  happens(act, { message, table: 'opportunityclose', id: closing.id })
  return closed
}

/** Whether a person may write these columns of it as it stands. */
export function mayChange(row: Row, given: Values): boolean {
  if (row.table !== 'opportunity' || row.values.statecode === 0) return true
  return given.statecode === 0
}
