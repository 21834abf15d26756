/** The CRMs this server is set up for. */
import { bitrix24, dynamics365 } from '../crm-adapters/index.ts'
import type { Crm, HostCall } from '../crm-adapters/port.ts'
import { dynamicsIn } from './dynamics.ts'
import type { Settings } from './settings.ts'

export interface Means {
  /** Told of every call to a host when it is over. */
  told(call: HostCall): void
  /** Told what time it is where a host is, with each of its answers. */
  dated?: (at: Date) => void
  /** What time it is. */
  now?: () => Date
  /** A secret of ours that is always the same for its purpose. */
  secretFor(of: { company: string; purpose: string }): string
}

export function openCrms(settings: Settings, { told, secretFor, dated, now }: Means): Crm[] {
  const { ALLOW_LOOPBACK_PORTALS: allowLoopback } = settings
  const crms: Crm[] = [
    bitrix24({
      told,
      ...(dated && { dated }),
      ...(now && { now }),
      clientId: settings.BITRIX24_CLIENT_ID ?? '',
      clientSecret: settings.BITRIX24_CLIENT_SECRET ?? '',
      oauthHosts: settings.BITRIX24_OAUTH_HOSTS,
      allowLoopback,
      limits: () => settings.BITRIX24_RATE,
    }),
  ]
  const dynamics = dynamicsIn(settings)
  if (dynamics) {
    crms.push(
      dynamics365({
        told,
        ...(dated && { dated }),
        ...(now && { now }),
        ...dynamics,
        webhookSecret: (company) => secretFor({ company, purpose: 'webhook' }),
        allowLoopback,
      }),
    )
  }
  return crms
}
