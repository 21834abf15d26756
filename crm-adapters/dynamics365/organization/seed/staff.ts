/** Users, units, teams and roles as they are on the first day. */
import { people, SERVICE, units } from '../data/people.ts'
import { roles } from '../data/roles.ts'
import { guidNamed, guidOf, objectIdOf } from '../ids.ts'
import type { Reference } from '../rows.ts'
import { at, type Sowing, sow } from './sown.ts'

export function sowStaff(sowing: Sowing): void {
  for (const { number, name, parent } of units) sowUnit(sowing, number, name, parent)
  for (const person of people) {
    const [firstname, lastname] = [person.firstName, person.lastName]
    sow(sowing, 'systemuser', guidOf('systemuser', person.number), {
      ...named(firstname, lastname, person.account),
      azureactivedirectoryobjectid: objectIdOf(person.number, sowing.tenantId),
      applicationid: null,
      isdisabled: Boolean(person.disabled),
      accessmode: 0,
      islicensed: !person.disabled,
      title: person.title,
      jobtitle: person.title,
      photourl: null,
      businessunitid: at('businessunit', person.unit),
      parentsystemuserid: person.manager ? at('systemuser', person.manager) : null,
    })
    for (const role of person.roles)
      tie(sowing, 'systemuserroles', at('systemuser', person.number), roleOf(role, person.unit))
    if (!person.disabled)
      tie(sowing, 'teammembership', at('systemuser', person.number), at('team', person.unit))
  }
}

export interface Serving {
  name: string
  application?: { clientId: string; servicePrincipal: string }
  /** On premises, where applications are users like any. */
  account?: string
}

/** The application user an administrator adds: in the root unit, named with a `#`. */
export function sowService(sowing: Sowing, { application, account, name }: Serving): void {
  const user = at('systemuser', SERVICE)
  sow(sowing, 'systemuser', user.id, {
    ...named('#', name, account ?? `${application?.clientId}@applications`),
    azureactivedirectoryobjectid: application?.servicePrincipal ?? null,
    applicationid: application?.clientId ?? null,
    isdisabled: false,
    accessmode: 4,
    islicensed: false,
    businessunitid: at('businessunit', 1),
    parentsystemuserid: null,
  })
  tie(sowing, 'systemuserroles', user, roleOf('Dealthread Service', 1))
}

/** Each unit has a copy of every role with an id of its own; the root's is where they come from. */
export function roleOf(name: string, unit: number): Reference {
  return { table: 'role', id: guidNamed(`role/${name}/${unit}`) }
}

function sowUnit(sowing: Sowing, number: number, name: string, parent: number | undefined): void {
  const unit = at('businessunit', number)
  sow(sowing, 'businessunit', unit.id, {
    name,
    isdisabled: false,
    parentbusinessunitid: parent ? at('businessunit', parent) : null,
  })
  for (const role of roles) {
    sow(sowing, 'role', roleOf(role.name, number).id, {
      name: role.name,
      businessunitid: unit,
      parentrootroleid: roleOf(role.name, 1),
      roletemplateid: role.template ? { table: 'roletemplate', id: role.template } : null,
      parentroleid: parent ? roleOf(role.name, parent) : null,
    })
  }
  // The default team of a unit, which everybody of the unit is in.
  sow(sowing, 'team', at('team', number).id, {
    name,
    teamtype: 0,
    isdefault: true,
    description: null,
    administratorid: at('systemuser', 1),
    businessunitid: unit,
  })
  tie(sowing, 'teamroles', at('team', number), roleOf('Deal Participant', number))
}

function named(firstname: string, lastname: string, account: string) {
  return {
    firstname,
    lastname,
    fullname: `${firstname} ${lastname}`,
    domainname: account,
    internalemailaddress: account,
    windowsliveid: account,
  }
}

function tie({ rows }: Sowing, through: string, one: Reference, other: Reference): void {
  rows.ties.push({ through, ends: [one, other] })
}
