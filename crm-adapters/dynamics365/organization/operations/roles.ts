/** Privileges are added to a role. How far each reaches is not modelled: roles come with their own reach. */
import { isGuid } from '../ids.ts'
import { isAdministrator } from '../rights/caller.ts'
import { rowAt } from '../rows.ts'
import { nothing } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { type Action, given } from './asked.ts'

const depths = ['Basic', 'Local', 'Deep', 'Global']

export const AddPrivilegesRole: Action = (asked) => {
  const { world, caller, bound } = asked
  if (!isAdministrator(world, caller.user)) throw refusals.missingPrivilege(caller.user, 'prvWriteRole')
  if (bound?.table !== 'role') throw refusals.badArgument('AddPrivilegesRole is bound to a role.')
  const { Privileges } = given(asked)
  if (!Array.isArray(Privileges)) throw refusals.badArgument('Privileges are expected.')
  const role = { table: 'role', id: bound.id }
  for (const { PrivilegeId, Depth } of Privileges) {
    const privilege = { table: 'privilege', id: String(PrivilegeId) }
    if (!isGuid(privilege.id) || !rowAt(world.rows, privilege)) throw refusals.gone('privilege', privilege.id)
    if (!depths.includes(Depth)) throw refusals.badArgument(`'${Depth}' is no depth.`)
    const known = world.rows.ties.some(
      ({ through, ends: [a, b] }) =>
        through === 'roleprivileges' && a.id === role.id && b.id === privilege.id,
    )
    if (!known) world.rows.ties.push({ through: 'roleprivileges', ends: [role, privilege] })
  }
  return nothing()
}
