/** An organization as it is when it starts. */
import { company, domain, people as staff } from './data/people.ts'
import { allow } from './entra/consent.ts'
import type { Entra, Tenant } from './entra/world.ts'
import { gateOf } from './entra-gate.ts'
import { trouble } from './faults.ts'
import { guidNamed, guidOf, objectIdOf } from './ids.ts'
import type { OrganizationOptions } from './organization.ts'
import { copyOf, noRows, put, rowsIn } from './rows.ts'
import { sowPlatform } from './seed/platform.ts'
import { sowService, sowStaff } from './seed/staff.ts'
import { sowTrade } from './seed/trade.ts'
import { tablesAtFirst } from './tables/tables.ts'
import type { World } from './world.ts'

export function newWorld(options: OrganizationOptions, origin: string, entra: Entra): World {
  const { now = () => new Date(), seed, name = 'contoso', app } = options
  const tenant = tenantFor(options, entra, origin)
  const rows = noRows()
  const tables = tablesAtFirst()
  const world: World = {
    origin,
    // The same at every start, so that the demo's data finds its company again.
    organizationId: options.organizationId ?? guidNamed(`organization ${name}`),
    environmentId: guidNamed(`environment ${name}`),
    tenantId: tenant.id,
    onPremises: options.onPremises !== undefined,
    uniqueName: `unq${guidNamed(name).slice(0, 8)}`,
    friendlyName: company,
    entra,
    now,
    born: now(),
    tables,
    rows,
    languages: new Map(staff.map(({ number, language }) => [guidOf('systemuser', number), language])),
    controls: new Map(),
    faults: trouble(
      {
        now,
        expireTokens() {
          entra.expiredUpTo = entra.serial
        },
        skewTokens(seconds) {
          entra.skew = seconds
        },
        disable(at) {
          world.disabledAt = at
        },
      },
      seed,
    ),
    plugIns: [],
    requests: [],
    reach: options.reach ?? fetch,
    sent: [],
    underway: new Set(),
  }
  entra.gate ??= gateOf(world)
  sowPlatform(world, world.organizationId, tables)
  sowStaff(world)
  sowTrade(world)
  if (options.onPremises) {
    for (const { values } of rowsIn(rows, 'systemuser')) {
      values.activedirectoryguid = values.azureactivedirectoryobjectid ?? null
      values.azureactivedirectoryobjectid = null
    }
    const { name: account } = options.onPremises
    const objectId = guidNamed(`account ${account}`)
    tenant.accounts.push({ objectId, name: app.name, username: account, admin: false })
    sowService(world, { account, name: app.name })
  } else if (options.installed !== false) {
    const servicePrincipal = allow(tenant, app.clientId)
    sowService(world, { application: { clientId: app.clientId, servicePrincipal }, name: app.name })
  }
  return world
}

/** A copy of an environment carries everything along, webhooks too; only its own id is another. */
export function copyInto(world: World, from: World): void {
  world.rows = copyOf(from.rows)
  const [settings] = rowsIn(world.rows, 'organization')
  world.rows.tables.delete('organization')
  put(world.rows, { table: 'organization', id: world.organizationId }, settings?.values ?? {})
  world.tables = from.tables
  world.controls = new Map(from.controls)
}

/** The company's own, or one that is there already and has another organization. */
function tenantFor({ tenantId }: OrganizationOptions, entra: Entra, origin: string): Tenant {
  const id = tenantId ?? guidNamed('tenant of the forwarder')
  const known = entra.tenants.find((tenant) => tenant.id === id)
  known?.resources.add(origin)
  if (known) return known
  const tenant: Tenant = {
    id,
    name: company,
    domain,
    accounts: staff.map(({ number, firstName, lastName, account, roles, disabled }) => ({
      objectId: objectIdOf(number, id),
      name: `${firstName} ${lastName}`,
      username: account,
      admin: roles.includes('System Administrator'),
      ...(disabled && { disabledAt: entra.now() }),
    })),
    consents: new Map(),
    resources: new Set([origin]),
  }
  entra.tenants.push(tenant)
  return tenant
}
