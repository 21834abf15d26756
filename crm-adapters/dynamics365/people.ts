/** Users of an organization as colleagues, and one of them found by what Entra calls him. */
import { type Json, list, object, text } from '../json.ts'
import type { Answer, CrmPerson } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { query, rowsOf } from './odata.ts'
import { guid } from './passed.ts'

const columns = 'systemuserid,fullname,title,isdisabled,photourl,internalemailaddress'
const unit = 'businessunitid($select=name)'
/** People we read at most. */
const MOST = 20_000

/** The template of the role System Administrator: the same in every organization, whatever the role is called there. */
const ADMINISTRATOR = '627090ff-40a3-4053-8790-584edc5be201'

/** `denied` when he is no user there, `dismissed` when he is one no longer. */
export async function personCalled(dataverse: Dataverse, object: string): Promise<Answer<CrmPerson>> {
  if (guid(object) !== object) return refusal('denied', 'not an object id of Entra')
  const asked = await dataverse.read(
    query('systemusers', {
      select: columns,
      filter: `azureactivedirectoryobjectid eq ${object}`,
      expand: 'systemuserroles_association($select=name,_roletemplateid_value)',
    }),
  )
  if (!asked.ok) return asked
  const [user] = rowsOf(asked.value)
  if (!user) return refusal('denied', 'no user of the organization')
  if (user.isdisabled === true) return refusal('dismissed', 'the user is disabled')
  const roles = list(user.systemuserroles_association)
  return { ok: true, value: { ...person(user), admin: roles.some(isAdministrator) } }
}

/** Everybody who signs in there as a person, those who were disabled included. */
export async function people(dataverse: Dataverse): Promise<Answer<CrmPerson[]>> {
  // Support users and delegated administrators are Microsoft's and partners' people, not colleagues.
  const filter = 'applicationid eq null and accessmode ne 3 and accessmode ne 4 and accessmode ne 5'
  const [users, administrators] = await Promise.all([
    dataverse.list(query('systemusers', { select: columns, filter, expand: unit }), MOST),
    administratorsOf(dataverse),
  ])
  if (!users.ok) return users
  const all = users.value.map(person).map((one) => ({ ...one, admin: administrators?.has(one.id) ?? null }))
  // Somebody who joins while we read may turn up on two pages.
  return { ok: true, value: [...new Map(all.map((one) => [one.id, one])).values()] }
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

/** His business unit is his department; what was not asked for is not told. */
function departmentsOf(user: Json): Pick<CrmPerson, 'departments'> {
  if (!user.businessunitid) return {}
  const name = text(object(user.businessunitid).name)
  return { departments: name ? [name] : [] }
}
