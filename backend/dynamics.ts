/** How this server is set up for Dynamics 365: the application in Entra, and organizations that companies run by themselves. */
import { readFileSync } from 'node:fs'
import { certificateIn, cloudCalled } from '../crm-adapters/index.ts'
import type { Settings } from './settings.ts'

/** Undefined when nothing of Dynamics is set up. Throws a sentence that names the setting when a file cannot be used. */
export function dynamicsIn(settings: Settings) {
  const { DYNAMICS_CLIENT_ID, DYNAMICS_CLIENT_SECRET, DYNAMICS_CERTIFICATE, DYNAMICS_ON_PREMISES } = settings
  if (!DYNAMICS_CLIENT_ID && DYNAMICS_ON_PREMISES.length === 0) return undefined
  const cloud = cloudCalled(settings.DYNAMICS_CLOUD)
  return {
    clientId: DYNAMICS_CLIENT_ID ?? '',
    credential: credentialOf('DYNAMICS_CERTIFICATE', DYNAMICS_CLIENT_SECRET, DYNAMICS_CERTIFICATE),
    // Without an application in Entra no organization of the cloud is ever asked.
    cloud: DYNAMICS_CLIENT_ID ? cloud : { authority: cloud.authority, hosts: [] },
    onPremises: DYNAMICS_ON_PREMISES.map(
      ({ adfs, issuer, person: object, clientSecret, certificate, ...own }) => ({
        ...own,
        adfs: { origin: adfs, issuer, object },
        credential: credentialOf('DYNAMICS_ON_PREMISES', clientSecret, certificate),
      }),
    ),
  }
}

function credentialOf(setting: string, secret = '', file?: string) {
  if (!file) return { secret }
  try {
    return { certificate: certificateIn(readFileSync(file, 'utf8')) }
  } catch (error) {
    throw new Error(`${setting}: ${file} can't be used: ${error instanceof Error ? error.message : error}`)
  }
}
