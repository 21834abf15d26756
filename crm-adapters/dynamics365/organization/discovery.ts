/** The list of organizations somebody may see, at Microsoft's own address: every one of his tenant whose user he is. */
import { Hono } from 'hono'
import { decodeJwt } from 'jose'
import { readToken } from './entra/tokens.ts'
import type { Entra } from './entra/world.ts'
import { isAdministrator } from './rights/caller.ts'
import { rowsIn, textIn } from './rows.ts'
import type { World } from './world.ts'

/** `worlds` are all there are at the moment of asking. */
export function discovery(entra: Entra, worlds: () => World[]): Hono {
  return new Hono().get('/api/discovery/v2.0/Instances', async (c) => {
    const [, token = ''] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? []
    const claims = token ? await readToken(entra, token, entra.origin) : undefined
    if (!claims) return c.body(null, 401)
    const { tid, oid } = decodeJwt(token)
    const value = worlds().flatMap((world) => {
      const user = rowsIn(world.rows, 'systemuser').find(
        (row) => textIn(row, 'azureactivedirectoryobjectid') === oid,
      )
      if (world.tenantId !== tid || !user || user.values.isdisabled) return []
      return {
        Id: world.organizationId,
        UniqueName: world.uniqueName,
        UrlName: world.uniqueName,
        FriendlyName: world.friendlyName,
        State: world.disabledAt ? 1 : 0,
        Version: '9.2.25081.240',
        Url: world.origin,
        ApiUrl: world.origin,
        TenantId: world.tenantId,
        EnvironmentId: world.environmentId,
        IsUserSysAdmin: isAdministrator(world, user),
        OrganizationType: 0,
      }
    })
    return c.json({ '@odata.context': `${entra.origin}/api/discovery/v2.0/$metadata#Instances`, value })
  })
}
