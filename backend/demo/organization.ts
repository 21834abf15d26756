/** The local organization of Dynamics 365: nobody has consented to us there yet, and nothing of ours is in it. */
import {
  type LocalOrganization,
  startOrganization,
} from '../../crm-adapters/dynamics365/organization/organization.ts'

export const application = {
  clientId: '1d0a11ed-0000-4000-8000-000000000365',
  clientSecret: 'known to everybody: it is a demo, too',
}

export interface Ports {
  organization: number
  entra: number
}

/** @param address ours, where Entra sends people back to */
export function openOrganization(ports: Ports, address: string): Promise<LocalOrganization> {
  const redirectUris = ['/dynamics/signed-in', '/dynamics/setup']
  return startOrganization({
    port: ports.organization,
    entraPort: ports.entra,
    installed: false,
    app: {
      ...application,
      name: 'Dealthread',
      redirectUris: redirectUris.map((path) => new URL(path, address).href),
    },
  })
}
