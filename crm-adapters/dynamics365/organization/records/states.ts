/** Which status reasons belong to which state. */
import type { Row, Value } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { refusals } from '../webapi/refused.ts'

/** Both columns, whichever of them was given; a state without a reason gets its first one. */
export function statesOf(
  table: Table,
  given: Record<string, Value>,
  before: Row | undefined,
): Record<string, Value> {
  const reasons = table.columns.statuscode
  if (reasons?.kind !== 'choice') return {}
  const isSet = 'statecode' in given || 'statuscode' in given
  if (before && !isSet) return {}
  const asked = given.statuscode
  const known = reasons.choices.find(({ value }) => value === asked)
  const state = given.statecode ?? known?.state ?? before?.values.statecode ?? firstState(table)
  const reason = asked ?? reasons.choices.find((choice) => choice.state === state)?.value
  if (!reasons.choices.some((choice) => choice.value === reason && choice.state === state))
    throw refusals.badState()
  return { statecode: state, statuscode: reason ?? null }
}

function firstState({ columns: { statecode } }: Table): number {
  return statecode?.kind === 'choice' ? (statecode.choices[0]?.value ?? 0) : 0
}
