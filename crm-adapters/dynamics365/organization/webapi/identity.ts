/** Who asks: the user of the token, and the one he acts for. */

import { ACT_FOR_OTHERS } from '../data/roles.ts'
import { readToken } from '../entra/tokens.ts'
import { type Caller, mayImpersonate } from '../rights/caller.ts'
import { type Row, rowsIn, textIn } from '../rows.ts'
import type { World } from '../world.ts'
import { ApiRefusal, refusals } from './refused.ts'

/** The user a bearer token belongs to; without a good one the answer is 401 with an empty body. */
export async function userOf(world: World, headers: Headers): Promise<Row> {
  const [, token] = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '') ?? []
  if (world.onPremises) return userOnPremises(world, token ?? '')
  const claims = token ? await readToken(world.entra, token, world.origin) : undefined
  if (claims?.tid !== world.tenantId) throw unauthorized(world)
  const user = userBy(world, 'azureactivedirectoryobjectid', String(claims.oid))
  if (!user) throw refusals.notMember()
  if (user.values.isdisabled) throw refusals.disabledUser(user.id)
  return user
}

/** On premises a user is known by the name Active Directory lets him sign in by. */
async function userOnPremises(world: World, token: string): Promise<Row> {
  const claims = token ? await readToken(world.entra, token, `${world.origin}/`) : undefined
  if (!claims) throw unauthorized(world)
  const user = userBy(world, 'domainname', String(claims.upn))
  if (!user) throw refusals.notMember()
  if (user.values.isdisabled) throw refusals.disabledUser(user.id)
  return user
}

/** `CallerObjectId` names him by his id in Entra, `MSCRMCallerID` by his id here. */
export function callerFor(world: World, real: Row, headers: Headers): Caller {
  // Nobody on premises has heard of it.
  const objectId = world.onPremises ? null : headers.get('callerobjectid')
  const userId = headers.get('mscrmcallerid')
  if (!objectId && !userId) return { user: real, real }
  if (!mayImpersonate(world, real)) throw refusals.missingPrivilege(real, ACT_FOR_OTHERS)
  const user = objectId
    ? userBy(world, 'azureactivedirectoryobjectid', objectId)
    : rowsIn(world.rows, 'systemuser').find(({ id }) => id === userId?.toLowerCase())
  if (!user) throw refusals.notMember()
  if (user.values.isdisabled) throw refusals.disabledUser(user.id)
  return { user, real }
}

export function unauthorized({ entra, tenantId, origin, onPremises }: World): ApiRefusal {
  const own = onPremises ? 'adfs' : tenantId
  const where = `Bearer authorization_uri=${entra.origin}/${own}/oauth2/authorize, resource_id=${origin}/`
  return new ApiRefusal(401, '', '', { 'WWW-Authenticate': where })
}

function userBy(world: World, column: string, value: string): Row | undefined {
  return rowsIn(world.rows, 'systemuser').find(
    (row) => textIn(row, column).toLowerCase() === value.toLowerCase(),
  )
}
