/**
 * The role of our application user, with what every environment knows of its rights. Those of tables an organisation may be
 * without are added when it is connected (INSTALL.md lists them).
 */
import { guidOf } from '../../../crm-adapters/dynamics365/guid-of.ts'
import { packaged } from '../../../crm-adapters/dynamics365/service-role.ts'
import { roleName } from '../../../crm-adapters/dynamics365/solution.ts'

export function serviceRole(): string {
  const rights = packaged.map((name) => `\n        <RolePrivilege name="${name}" level="Global" />`)
  return `
    <Role id="{${guidOf(roleName)}}" name="${roleName}" isinherited="1">
      <IsCustomizable>1</IsCustomizable>
      <RolePrivileges>${rights.join('')}
      </RolePrivileges>
    </Role>`
}
