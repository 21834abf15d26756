/** Users of an organization as colleagues, and one of them found by what Entra calls him. */
import { type Json, list, object, text } from '../json.ts'
import type { Answer, CrmPerson } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { query, rowsOf } from './odata.ts'
import { guid } from './passed.ts'

const columns = 'systemuserid,fullname,title,isdisabled,photourl,internalemailaddress'
const unit = 'businessunitid($select=name,_parentbusinessunitid_value)'
/** People we read at most. */
const MOST = 20_000

/** The template of the role System Administrator: the same in every organization, whatever the role is called there. */
const ADMINISTRATOR = '627090ff-40a3-4053-8790-584edc5be201'

/** `denied` when he is no user there, `dismissed` when he is one no longer. */
export async function personCalled(dataverse: Dataverse, object: string): Promise<Answer<CrmPerson>> {
  if (guid(object) !== object) return refusal('denied', 'not an id')
  const he = `${dataverse.calledBy} eq ${object}`
  const [asked, teams] = await Promise.all([
    dataverse.read(
      query('systemusers', {
        select: columns,
        filter: he,
        expand: 'systemuserroles_association($select=name,_roletemplateid_value)',
      }),
    ),
    dataverse.read(
      query('teams', {
        select: 'teamid',
        filter: `teammembership_association/any(u:u/${he}) and teamroles_association/any(r:r/_roletemplateid_value eq ${ADMINISTRATOR})`,
      }),
    ),
  ])
  if (!asked.ok) return asked
  const [user] = rowsOf(asked.value)
  if (!user) return refusal('denied', 'no user of the organization')
  if (user.isdisabled === true) return refusal('dismissed', 'the user is disabled')
  const roles = list(user.systemuserroles_association)
  // What an organization does not tell of its teams makes nobody an administrator.
  const byTeam = teams.ok && rowsOf(teams.value).length > 0
  return { ok: true, value: { ...person(user), admin: byTeam || roles.some(isAdministrator) } }
}

/** Everybody who signs in there as a person, those who were disabled included. */
export async function people(dataverse: Dataverse): Promise<Answer<CrmPerson[]>> {
  // Support users and delegated administrators are Microsoft's and partners' people, not colleagues.
  const filter = 'applicationid eq null and accessmode ne 3 and accessmode ne 4 and accessmode ne 5'
  const [users, administrators, teams] = await Promise.all([
    dataverse.list(query('systemusers', { select: columns, filter, expand: unit }), MOST),
    administratorsOf(dataverse),
    teamsOf(dataverse),
  ])
  if (!users.ok) return users
  const all = users.value.map(person).map((one) => {
    const his = teams.filter(({ members }) => members.has(one.id))
    const named = his.flatMap(({ name }) => name ?? [])
    const admin = administrators && (administrators.has(one.id) || his.some(({ admin }) => admin))
    return {
      ...one,
      admin,
      ...(one.departments && { departments: [...new Set([...one.departments, ...named])] }),
    }
  })
  // Somebody who joins while we read may turn up on two pages.
  return { ok: true, value: [...new Map(all.map((one) => [one.id, one])).values()] }
}

interface Team {
  /** Null of a unit's own team, which says no more than the unit does. */
  name: string | null
  /** Whoever is in it is an administrator. */
  admin: boolean
  members: Set<string>
}

/** Teams people work in; none when the organization does not tell. */
async function teamsOf(dataverse: Dataverse): Promise<Team[]> {
  const asked = await dataverse.read(
    query('teams', {
      select: 'name,isdefault',
      // Access teams are made by the platform, one for each record that is shared.
      filter: 'teamtype ne 1',
      expand:
        'teammembership_association($select=systemuserid),teamroles_association($select=_roletemplateid_value)',
    }),
  )
  if (!asked.ok) return []
  return rowsOf(asked.value).map((team) => ({
    name: team.isdefault === true ? null : text(team.name),
    admin: list(team.teamroles_association).some(isAdministrator),
    members: new Set(list(team.teammembership_association).map(({ systemuserid }) => String(systemuserid))),
  }))
}

/** Null when the organization does not tell. */
async function administratorsOf(dataverse: Dataverse): Promise<Set<string> | null> {
  const asked = await dataverse.read(
    query('roles', {
      select: 'roleid',
      filter: `_roletemplateid_value eq ${ADMINISTRATOR}`,
      expand: 'systemuserroles_association($select=systemuserid)',
    }),
  )
  if (!asked.ok) return null
  const bearers = rowsOf(asked.value).flatMap((role) => list(role.systemuserroles_association))
  return new Set(bearers.map(({ systemuserid }) => String(systemuserid)))
}

function isAdministrator(role: Json): boolean {
  return role._roletemplateid_value === ADMINISTRATOR
}

function person(user: Json): CrmPerson {
  const id = String(user.systemuserid)
  const photo = text(user.photourl)
  return {
    id,
    name: text(user.fullname) ?? text(user.internalemailaddress) ?? `#${id.slice(0, 8)}`,
    position: text(user.title),
    email: text(user.internalemailaddress),
    ...departmentsOf(user),
    photo: photo?.startsWith('https://') ? photo : null,
    admin: null,
    active: user.isdisabled !== true,
  }
}

/** His business unit is his department, unless it is the one above all, the company itself; what was not asked for is not told. */
function departmentsOf(user: Json): Pick<CrmPerson, 'departments'> {
  if (!user.businessunitid) return {}
  const { name, _parentbusinessunitid_value: above } = object(user.businessunitid)
  return { departments: text(name) && text(above) ? [String(name)] : [] }
}
