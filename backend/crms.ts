/** The CRMs this server is set up for. */
import { bitrix24, cloudCalled, dynamics365 } from '../crm-adapters/index.ts'
import type { Crm, HostCall } from '../crm-adapters/port.ts'
import type { SecretOf } from './secrets.ts'
import type { Settings } from './settings.ts'

export interface Means {
  /** Told of every call to a host when it is over. */
  told(call: HostCall): void
  /** A secret of ours that is always the same for its purpose. */
  secretFor(purpose: SecretOf): string
}

export function openCrms(settings: Settings, { told, secretFor }: Means): Crm[] {
  const { DYNAMICS_CLIENT_ID, DYNAMICS_CLIENT_SECRET, ALLOW_LOOPBACK_PORTALS: allowLoopback } = settings
  const crms: Crm[] = [
    bitrix24({
      told,
      clientId: settings.BITRIX24_CLIENT_ID ?? '',
      clientSecret: settings.BITRIX24_CLIENT_SECRET ?? '',
      oauthHosts: settings.BITRIX24_OAUTH_HOSTS,
      allowLoopback,
      limits: () => settings.BITRIX24_RATE,
    }),
  ]
  if (DYNAMICS_CLIENT_ID && DYNAMICS_CLIENT_SECRET) {
    crms.push(
      dynamics365({
        told,
        clientId: DYNAMICS_CLIENT_ID,
        credential: { secret: DYNAMICS_CLIENT_SECRET },
        cloud: cloudCalled(settings.DYNAMICS_CLOUD),
        webhookSecret: (company) => secretFor({ company, purpose: 'webhook' }),
        allowLoopback,
      }),
    )
  }
  return crms
}
