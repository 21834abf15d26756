/** An operation of the Web API as it is called: bound to a row or not. */
import type { Reference, Row } from '../rows.ts'
import { rowAt } from '../rows.ts'
import { objectIn, referenceAt } from '../webapi/body.ts'
import type { Answer, Question } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { tableCalled, type World } from '../world.ts'

export type ActionAsked = Question & { bound: Row | undefined }
export type FunctionAsked = ActionAsked & { parameters: Map<string, string> }

export type Action = (asked: ActionAsked) => Answer
export type Fn = (asked: FunctionAsked) => Answer

/** `{'@odata.id':'opportunities(id)'}`, as a function takes a record. */
export function recordIn(world: World, parameter: string | undefined): Row {
  const [, address = ''] = /['"]@odata\.id['"]\s*:\s*['"]([^'"]+)['"]/.exec(parameter ?? '') ?? []
  const reference = referenceAt(world, address)
  if (!reference) throw refusals.badArgument('The target is no record.')
  return existing(world, reference)
}

/** `{"opportunityid": id, "@odata.type": "Microsoft.Dynamics.CRM.opportunity"}`, as an action takes one. */
export function recordGiven(world: World, value: unknown): Row {
  if (typeof value !== 'object' || value === null) throw refusals.badArgument('A record is expected.')
  const given = value as Record<string, unknown>
  const name = String(given['@odata.type'] ?? '').replace(/^#?Microsoft\.Dynamics\.CRM\./, '')
  const table = world.tables.find((one) => one.name === name)
  if (!table) throw refusals.badArgument('A record needs its @odata.type.')
  return existing(world, { table: name, id: String(given[table.key]).toLowerCase() })
}

export function existing(world: World, reference: Reference): Row {
  const row = rowAt(world.rows, reference)
  if (!row) throw refusals.gone(tableCalled(world, reference.table).name, reference.id)
  return row
}

export const given = (asked: ActionAsked) => objectIn(asked.body || '{}')
