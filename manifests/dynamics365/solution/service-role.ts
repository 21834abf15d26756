/**
 * The role of our application user, as small as it can be. It reads widely, because people are shown only what they may see
 * themselves: every call is made in a person's name, and then counts what both may.
 *
 * Only rights every environment knows: one that lacks Sales or Service would refuse the whole solution for naming a right it
 * does not have. Those of the tables an organisation does have are added when it is connected (INSTALL.md lists them).
 */
import { guidOf } from '../../../crm-adapters/dynamics365/guid-of.ts'
import { roleName } from '../../../crm-adapters/dynamics365/solution.ts'

const read = [
  'Account',
  'Contact',
  'Activity',
  'Note',
  'User',
  'Team',
  'BusinessUnit',
  'Role',
  'Organization',
  'TransactionCurrency',
]

const privileges = [
  ...read.map((table) => `prvRead${table}`),
  // A task or a note made from a message.
  'prvCreateActivity',
  'prvWriteActivity',
  'prvAppendActivity',
  'prvCreateNote',
  'prvAppendNote',
  'prvAppendToAccount',
  'prvAppendToContact',
  'prvAppendToUser',
  // Calls in a person's name.
  'prvActOnBehalfOfAnotherUser',
]

export function serviceRole(): string {
  const rights = privileges.map((name) => `\n        <RolePrivilege name="${name}" level="Global" />`)
  return `
    <Role id="{${guidOf(roleName)}}" name="${roleName}" isinherited="1">
      <IsCustomizable>1</IsCustomizable>
      <RolePrivileges>${rights.join('')}
      </RolePrivileges>
    </Role>`
}
