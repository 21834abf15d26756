/**
 * How an administrator lets our application into his tenant. docs: "Admin consent on the Microsoft identity platform".
 * What he comes back with is a claim like any query: who he is, and of which tenant, signing in proves.
 */
import type { Answer } from '../port.ts'
import { refusal } from '../refusal.ts'
import { guid } from './passed.ts'

/** Dataverse as Entra knows it, in every cloud and for every organization. */
const DATAVERSE = '00000007-0000-0000-c000-000000000000'

export interface Consent {
  /** A GUID, or `organizations`. */
  tenant: string
  redirectUri: string
  state: string
}

export function consentUrl(
  authority: string,
  clientId: string,
  { tenant, redirectUri, state }: Consent,
): string {
  const url = new URL(`/${tenant}/v2.0/adminconsent`, authority)
  const asked = {
    client_id: clientId,
    scope: `openid profile ${DATAVERSE}/user_impersonation`,
    redirect_uri: redirectUri,
    state,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

export function consentedIn(state: string, query: Record<string, string>): Answer<string> {
  if (query.state !== state) return refusal('forged', 'consent: another state')
  if (query.error !== undefined) {
    const denied = query.error === 'access_denied' || query.error === 'consent_required'
    return refusal(denied ? 'denied' : 'broken', `consent: ${query.error.replace(/\W/g, '').slice(0, 60)}`)
  }
  const tenant = guid(query.tenant ?? '')
  if (query.admin_consent?.toLowerCase() !== 'true' || !tenant)
    return refusal('malformed', 'consent: not an answer of Entra')
  return { ok: true, value: tenant }
}
