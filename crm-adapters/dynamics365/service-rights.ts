/**
 * Rights our application's role needs besides those it comes with: of tables an organization may be without, so that the
 * package cannot name them. docs: "AddPrivilegesRole action". What counts for a person is what he and this role both may.
 */
import { text } from '../json.ts'
import type { Answer } from '../port.ts'
import type { Dataverse } from './dataverse.ts'
import { query } from './odata.ts'

const read = [
  'Opportunity',
  'OpportunityProduct',
  'Lead',
  'Incident',
  'Quote',
  'SalesOrder',
  'Invoice',
  'UoM',
  'Post',
]
const under = ['Opportunity', 'Lead', 'Incident']

const wanted = [
  ...read.map((table) => `prvRead${table}`),
  ...under.map((table) => `prvAppendTo${table}`),
  'prvCreatePost',
  'prvAppendPost',
  'prvReadAppNotification',
  'prvCreateAppNotification',
  'prvDeleteAppNotification',
]

/** Gives the role those of them the organization knows, over all of it; safe to repeat. */
export async function addRights(dataverse: Dataverse, role: string): Promise<Answer<unknown>> {
  const filter = wanted.map((name) => `name eq '${name}'`).join(' or ')
  const known = await dataverse.list(
    query('privileges', { select: 'privilegeid,name', filter }),
    wanted.length,
  )
  if (!known.ok) return known
  const Privileges = known.value.map((row) => ({ PrivilegeId: text(row.privilegeid), Depth: 'Global' }))
  if (Privileges.length === 0) return { ok: true, value: null }
  return dataverse.perform(`roles(${role})/Microsoft.Dynamics.CRM.AddPrivilegesRole`, { Privileges })
}
