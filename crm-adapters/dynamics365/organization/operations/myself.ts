/** Who asks, and of what organization. */
import { referenceIn } from '../rows.ts'
import { apiOf, json } from '../webapi/exchange.ts'
import type { Fn } from './asked.ts'

export const WhoAmI: Fn = ({ world, caller: { user } }) =>
  json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: referenceIn(user, 'businessunitid')?.id,
    UserId: user.id,
    OrganizationId: world.organizationId,
  })

export const RetrieveCurrentOrganization: Fn = ({ world }) =>
  json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Microsoft.Dynamics.CRM.RetrieveCurrentOrganizationResponse`,
    Detail: {
      OrganizationId: world.organizationId,
      FriendlyName: world.friendlyName,
      OrganizationVersion: world.onPremises ? '9.1.32.12' : '9.2.25081.240',
      EnvironmentId: world.environmentId,
      DatacenterId: 'd36507d1-0000-4000-8000-0000000007d1',
      Geo: 'EMEA',
      TenantId: world.onPremises ? '00000000-0000-0000-0000-000000000000' : world.tenantId,
      UrlName: world.uniqueName,
      UniqueName: world.uniqueName,
      State: 'Enabled',
      Endpoints: {
        Count: 2,
        IsReadOnly: false,
        Keys: ['WebApplication', 'OrganizationDataService'],
        Values: [`${world.origin}/`, `${world.origin}/XRMServices/2011/OrganizationData.svc`],
      },
    },
  })
