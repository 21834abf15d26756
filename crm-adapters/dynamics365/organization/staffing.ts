/** What happens to people: they come, leave, move, and are given roles. */
import { domain, SERVICE } from './data/people.ts'
import { roleCalled } from './data/roles.ts'
import { allow } from './entra/consent.ts'
import { guidOf, objectIdOf } from './ids.ts'
import type { LocalOrganization, PersonHere, Who } from './organization.ts'
import { carryOut } from './records/act.ts'
import { createRow, updateRow } from './records/change.ts'
import { type Reference, type Row, referenceIn, rowsIn, same, takeAway } from './rows.ts'
import { callerOf, numbered, principalOf, unknown } from './seats.ts'
import { at } from './seed/sown.ts'
import { roleOf, sowService } from './seed/staff.ts'
import type { World } from './world.ts'

const ADMINISTRATOR = 1

type Staffing = Pick<
  LocalOrganization,
  | 'hire'
  | 'disable'
  | 'enable'
  | 'giveRole'
  | 'takeRole'
  | 'takePrivilege'
  | 'moveTo'
  | 'formTeam'
  | 'joinTeam'
  | 'leaveTeam'
  | 'addApplicationUser'
  | 'removeApplicationUser'
>

export function staffing(world: World): Staffing {
  const untie = (through: string, one: Reference, other: Reference) => {
    world.rows.ties = world.rows.ties.filter(
      (tied) => !(tied.through === through && same(tied.ends[0], one) && same(tied.ends[1], other)),
    )
  }
  const tie = (through: string, one: Reference, other: Reference) => {
    untie(through, one, other)
    world.rows.ties.push({ through, ends: [one, other] })
  }
  const write = (who: Who, values: Row['values']) => {
    const user = numbered(world, 'systemuser', who)
    carryOut(world, callerOf(world, ADMINISTRATOR), (act) => updateRow(act, user, values))
  }
  const unitOf = (who: Who) => {
    const unit = referenceIn(numbered(world, 'systemuser', who), 'businessunitid')
    return Number(unit?.id.slice(-12))
  }
  const team = (number: number) => at('team', number)

  return {
    hire({ firstName, lastName, title = 'Менеджер', unit = 3, roles = ['Salesperson'] }) {
      const number = Math.max(...numbersOf(world)) + 1
      const username = `person${number}@${domain}`
      const objectId = objectIdOf(number, world.tenantId)
      const accounts = world.entra.tenants.find(({ id }) => id === world.tenantId)?.accounts
      accounts?.push({ objectId, name: `${firstName} ${lastName}`, username, admin: false })
      const values = {
        firstname: firstName,
        lastname: lastName,
        domainname: username,
        internalemailaddress: username,
        windowsliveid: username,
        azureactivedirectoryobjectid: objectId,
        isdisabled: false,
        accessmode: 0,
        islicensed: true,
        title,
        jobtitle: title,
        businessunitid: at('businessunit', unit),
      }
      const id = guidOf('systemuser', number)
      const administrator = callerOf(world, ADMINISTRATOR)
      const row = carryOut(world, administrator, (act) => createRow(act, 'systemuser', values, id))
      for (const role of roles) tie('systemuserroles', principalOf(world, id), roleOf(role, unit))
      tie('teammembership', principalOf(world, id), team(unit))
      return personFrom(row)
    },
    disable: (who) => write(who, { isdisabled: true }),
    enable: (who) => write(who, { isdisabled: false }),
    giveRole(who, role) {
      if (!roleCalled(role)) unknown(role)
      tie('systemuserroles', principalOf(world, who), roleOf(role, unitOf(who)))
    },
    takeRole: (who, role) => untie('systemuserroles', principalOf(world, who), roleOf(role, unitOf(who))),
    takePrivilege(role, privilege) {
      const named = (table: string, name: string) =>
        rowsIn(world.rows, table).filter(({ values }) => values.name === name)
      for (const one of named('role', role))
        for (const other of named('privilege', privilege)) untie('roleprivileges', one, other)
    },
    // Whoever moves to another unit keeps his records and loses his roles, which were that unit's.
    moveTo(who, unit) {
      const user = principalOf(world, who)
      world.rows.ties = world.rows.ties.filter(
        ({ through, ends }) => !(through === 'systemuserroles' && same(ends[0], user)),
      )
      untie('teammembership', user, team(unitOf(who)))
      write(who, { businessunitid: at('businessunit', unit) })
      tie('teammembership', user, team(unit))
    },
    formTeam({ name, administrator, members = [], roles = [] }) {
      const administratorid = principalOf(world, administrator)
      const unit = unitOf(administrator)
      const values = {
        name,
        teamtype: 0,
        isdefault: false,
        administratorid,
        businessunitid: at('businessunit', unit),
      }
      const made = carryOut(world, callerOf(world, ADMINISTRATOR), (act) => createRow(act, 'team', values))
      for (const one of members) tie('teammembership', principalOf(world, one), made)
      for (const role of roles) tie('teamroles', made, roleOf(role, unit))
      return { table: 'team', id: made.id }
    },
    joinTeam: (who, number) => tie('teammembership', principalOf(world, who), team(number)),
    leaveTeam: (who, number) => untie('teammembership', principalOf(world, who), team(number)),

    addApplicationUser() {
      const [app] = world.entra.apps
      const tenant = world.entra.tenants.find(({ id }) => id === world.tenantId)
      if (!app || !tenant) return
      const { clientId, name } = app
      sowService(world, { application: { clientId, servicePrincipal: allow(tenant, clientId) }, name })
    },
    removeApplicationUser: () => takeAway(world.rows, at('systemuser', SERVICE)),
  }
}

export function personFrom({ id, values }: Row): PersonHere {
  return {
    id,
    objectId: String(values.azureactivedirectoryobjectid ?? values.activedirectoryguid),
    number: Number(id.slice(-12)),
    name: String(values.fullname),
    title: String(values.title ?? ''),
    account: String(values.domainname),
    disabled: values.isdisabled === true,
  }
}

/** Whom the story numbers; ids made over the Web API are no numbers. */
function numbersOf(world: World): number[] {
  return rowsIn(world.rows, 'systemuser')
    .map(({ id }) => Number(id.slice(-12)))
    .filter((number) => number < SERVICE)
}
