/** Opportunities won and lost, leads qualified, clients merged: what the platform has verbs of its own for. */
import { MERGE } from '../data/roles.ts'
import { carryOut } from '../records/act.ts'
import { close } from '../records/close.ts'
import { merge } from '../records/merge.ts'
import { qualify } from '../records/qualify.ts'
import type { Values } from '../records/worked-out.ts'
import { holds } from '../rights/caller.ts'
import { isReference } from '../rows.ts'
import { writtenIn } from '../webapi/body.ts'
import { type Answer, apiOf, json, nothing } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { mustHold, mustReach } from '../webapi/write.ts'
import { tableCalled } from '../world.ts'
import { type Action, type ActionAsked, existing, given, recordGiven } from './asked.ts'

export const WinOpportunity: Action = (asked) => closed(asked, 'Win')
export const LoseOpportunity: Action = (asked) => closed(asked, 'Lose')

function closed(asked: ActionAsked, message: 'Win' | 'Lose'): Answer {
  const { world, caller } = asked
  const { OpportunityClose, Status } = given(asked)
  const details = (OpportunityClose ?? {}) as Record<string, unknown>
  const { values } = writtenIn(world, tableCalled(world, 'opportunityclose'), details)
  if (!isReference(values.opportunityid ?? null))
    throw refusals.badArgument('OpportunityClose has no opportunity.')
  const row = existing(world, values.opportunityid as { table: string; id: string })
  mustReach(asked, 'Write', row)
  carryOut(world, caller, (act) => close(act, message, row, values, typeof Status === 'number' ? Status : -1))
  return nothing()
}

export const QualifyLead: Action = (asked) => {
  const { world, caller, bound } = asked
  if (bound?.table !== 'lead') throw refusals.noSegment('QualifyLead')
  const wanted = given(asked)
  mustReach(asked, 'Write', bound)
  if (wanted.CreateOpportunity) mustHold(asked, 'Create', tableCalled(world, 'opportunity'))
  const made = carryOut(world, caller, (act) =>
    qualify(act, bound, {
      account: wanted.CreateAccount === true,
      contact: wanted.CreateContact === true,
      opportunity: wanted.CreateOpportunity === true,
      ...(typeof wanted.Status === 'number' && { status: wanted.Status }),
    }),
  )
  return json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Collection(crmbaseentity)`,
    value: made.map(({ table, id }) => ({
      '@odata.type': `#Microsoft.Dynamics.CRM.${table}`,
      [tableCalled(world, table).key]: id,
    })),
  })
}

export const Merge: Action = (asked) => {
  const { world, caller } = asked
  const { Target, Subordinate, UpdateContent } = given(asked)
  const [into, subordinate] = [recordGiven(world, Target), recordGiven(world, Subordinate)]
  if (!holds(world, caller, MERGE)) throw refusals.missingPrivilege(caller.user, MERGE)
  mustReach(asked, 'Write', into)
  mustReach(asked, 'Write', subordinate)
  const table = tableCalled(world, into.table)
  const { [table.key]: _, ...content } = (UpdateContent ?? {}) as Record<string, unknown>
  const values: Values = writtenIn(world, table, content).values
  carryOut(world, caller, (act) => merge(act, into, subordinate, values))
  return nothing()
}
