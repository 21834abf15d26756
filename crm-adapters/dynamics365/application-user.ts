/**
 * The user our application acts as in an organization, and his role. In the cloud he is made for our application; on premises
 * he is whoever the organization takes our own token for.
 */
import { type Json, list, text } from '../json.ts'
import type { Answer, Portal } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { guidOf } from './guid-of.ts'
import { query, rowsOf } from './odata.ts'
import { guid } from './passed.ts'
import { needed } from './service-role.ts'
import { roleName } from './solution.ts'

export interface Application {
  /** Of our application in Entra. */
  clientId: string
  /** The organization as our application itself asks it; only on premises. */
  byItself: Dataverse | undefined
}

export interface Standing {
  user: boolean
  role: boolean
  /** Rights the role is without, of those the organization knows; by the platform's names. */
  lacking: string[]
}

/** How our user stands there, as an administrator sees it. */
export async function standingOf(dataverse: Dataverse, application: Application): Promise<Answer<Standing>> {
  const user = await ourUser(dataverse, application)
  if (!user.ok) return user
  const borne = rolesOf(user.value).find(({ name }) => name === roleName)
  const lacking = borne ? await lackedBy(dataverse, String(borne.roleid)) : { ok: true as const, value: [] }
  if (!lacking.ok) return lacking
  return {
    ok: true,
    value: {
      user: user.value !== undefined && user.value.isdisabled !== true,
      role: borne !== undefined,
      lacking: lacking.value.map(({ name }) => String(name)),
    },
  }
}

/** Makes the user where that is ours to do, and gives him his role with all its rights; safe to repeat. */
export async function admit(
  dataverse: Dataverse,
  portal: Portal,
  application: Application,
): Promise<Answer<null>> {
  const root = await rootOf(dataverse)
  if (!root.ok) return root
  const known = await ourUser(dataverse, application)
  if (!known.ok) return known
  if (!known.value && application.byItself)
    return refusal('not_installed', 'our account is no user of the organization')
  const user = text(known.value?.systemuserid) ?? guidOf(`${portal.company} application user`)
  if (!known.value) {
    const row = {
      applicationid: application.clientId,
      'businessunitid@odata.bind': `/businessunits(${root.value})`,
    }
    const made = await dataverse.create('systemusers', 'systemuserid', user, row)
    if (!made.ok) return made
  }
  if (known.value?.isdisabled === true) {
    const woken = await dataverse.change(`systemusers(${user})`, { isdisabled: false })
    if (!woken.ok) return woken
  }
  const unit = text(known.value?._businessunitid_value) ?? root.value
  const role = await roleIn(dataverse, unit)
  if (!role.ok) return role
  const may = await addRights(dataverse, role.value)
  if (!may.ok) return may
  if (rolesOf(known.value).some(({ name }) => name === roleName)) return { ok: true, value: null }
  const tied = await dataverse.perform(`systemusers(${user})/systemuserroles_association/$ref`, {
    '@odata.id': new URL(`roles(${role.value})`, portal.endpoint).href,
  })
  return tied.ok ? { ok: true, value: null } : tied
}

async function ourUser(
  dataverse: Dataverse,
  { clientId, byItself }: Application,
): Promise<Answer<Json | undefined>> {
  const filter = byItself ? await itself(byItself) : `applicationid eq ${clientId}`
  if (!filter) return { ok: true, value: undefined }
  const asked = await dataverse.read(
    query('systemusers', {
      select: 'systemuserid,isdisabled,_businessunitid_value',
      filter,
      expand: 'systemuserroles_association($select=roleid,name)',
    }),
  )
  return asked.ok ? { ok: true, value: rowsOf(asked.value)[0] } : asked
}

/** Undefined when the organization does not take our token for anybody's: the administrator is told that there is no user. */
async function itself(byItself: Dataverse): Promise<string | undefined> {
  const asked = await byItself.read('WhoAmI')
  const id = asked.ok ? guid(text(asked.value.UserId) ?? '') : undefined
  return id && `systemuserid eq ${id}`
}

const rolesOf = (user: Json | undefined): Json[] => list(user?.systemuserroles_association)

/** The business unit everything is below; where an application works in all of it. */
async function rootOf(dataverse: Dataverse): Promise<Answer<string>> {
  const filter = '_parentbusinessunitid_value eq null'
  const asked = await dataverse.read(query('businessunits', { select: 'businessunitid', filter }))
  if (!asked.ok) return asked
  const root = text(rowsOf(asked.value)[0]?.businessunitid)
  return root ? { ok: true, value: root } : refusal('broken', 'no root business unit')
}

async function roleIn(dataverse: Dataverse, unit: string): Promise<Answer<string>> {
  const filter = `name eq '${roleName}' and _businessunitid_value eq ${unit}`
  const asked = await dataverse.read(query('roles', { select: 'roleid', filter }))
  if (!asked.ok) return asked
  const role = text(rowsOf(asked.value)[0]?.roleid)
  return role
    ? { ok: true, value: role }
    : refusal('missing', 'the role comes with the package, which is not there')
}

/** docs: "AddPrivilegesRole action". */
async function addRights(dataverse: Dataverse, role: string): Promise<Answer<unknown>> {
  const lacked = await lackedBy(dataverse, role)
  if (!lacked.ok) return lacked
  const Privileges = lacked.value.map((row) => ({ PrivilegeId: text(row.privilegeid), Depth: 'Global' }))
  if (Privileges.length === 0) return { ok: true, value: null }
  return dataverse.perform(`roles(${role})/Microsoft.Dynamics.CRM.AddPrivilegesRole`, { Privileges })
}

/** Rights we need which the organization knows and the role is without. */
async function lackedBy(dataverse: Dataverse, role: string): Promise<Answer<Json[]>> {
  const filter = needed.map((name) => `name eq '${name}'`).join(' or ')
  const [known, held] = await Promise.all([
    dataverse.list(query('privileges', { select: 'privilegeid,name', filter }), needed.length),
    dataverse.read(
      query(`roles(${role})`, {
        select: 'roleid',
        expand: 'roleprivileges_association($select=privilegeid)',
      }),
    ),
  ])
  if (!known.ok) return known
  if (!held.ok) return held
  const has = new Set(list(held.value.roleprivileges_association).map(({ privilegeid }) => privilegeid))
  return { ok: true, value: known.value.filter(({ privilegeid }) => !has.has(privilegeid)) }
}
