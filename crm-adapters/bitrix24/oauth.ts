/**
 * Bitrix24's OAuth servers: the only ones who can say whose a token is, and the only ones who learn our secret.
 * Which they are is a setting; a form may choose among them, never name another.
 */
import { LRUCache } from 'lru-cache'
import type { Answer, CrmRefusal, Grant, Portal } from '../port.ts'
import { mayReach, type Send } from './outbound.ts'
import { ask, type Json, object, refusal } from './rest.ts'

export interface OAuthOptions {
  clientId: string
  clientSecret: string
  /** Host names, or origins such as `http://127.0.0.1:4100` where loopback is allowed. */
  oauthHosts: string[]
  allowLoopback: boolean
  now: () => Date
}

/** What an OAuth server says about a token. */
export interface Owner {
  portal: Portal
  /** Host of the portal as registered, perhaps with a port. */
  domain: string
  person: string
  scopes: string[]
  expiresAt: Date
}

export interface OAuth {
  /** Whose this access token is; `forged` when it is nobody's or another application's. `server` is a hint only. */
  owner(access: string, server: string | null): Promise<Answer<Owner>>
  /** A new pair for a refresh token, which dies with it; `expired` when it is no longer good. */
  refresh(portal: Portal, token: string): Promise<Answer<Grant>>
}

export function oauth(send: Send, options: OAuthOptions): OAuth {
  const { clientId, clientSecret, now } = options
  const servers = options.oauthHosts.map((host) => serverAt(host, options.allowLoopback))
  const homes = new LRUCache<string, string>({ max: 10_000 })

  async function owner(access: string, server: string | null): Promise<Answer<Owner>> {
    const hinted = server && URL.canParse(server) ? new URL(server).origin : undefined
    const answer = await firstToKnow(preferring(hinted), (origin) => {
      const url = new URL('/rest/app.info/', origin)
      url.searchParams.set('auth', access)
      return ask(send, { method: 'GET', url }, 'app.info', ofAnUnknownToken)
    })
    if (!answer.ok) return answer
    const info = object(answer.value.result)
    if (info.client_id !== clientId) return refusal('forged', 'app.info: a token of another application')
    const found = ownerIn(info, options)
    if (!found) return refusal('broken', 'app.info: not as documented')
    homes.set(found.portal.company, answer.origin)
    return { ok: true, value: found }
  }

  async function refresh(portal: Portal, token: string): Promise<Answer<Grant>> {
    const body = {
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: token,
      }).toString(),
    }
    const answer = await firstToKnow(preferring(homes.get(portal.company)), (origin) =>
      ask(send, { method: 'POST', url: new URL('/oauth/token/', origin), body }, 'oauth/token', ofADeadToken),
    )
    if (!answer.ok) return answer
    homes.set(portal.company, answer.origin)
    const { member_id, access_token, refresh_token, expires_in } = answer.value
    if (String(member_id).toLowerCase() !== portal.company)
      return refusal('forged', 'oauth/token: a token of another portal')
    if (typeof access_token !== 'string' || typeof refresh_token !== 'string')
      return refusal('broken', 'oauth/token: not as documented')
    const expiresAt = new Date(now().getTime() + (Number(expires_in) || 3600) * 1000)
    return { ok: true, value: { access: access_token, refresh: refresh_token, expiresAt } }
  }

  function preferring(origin: string | undefined): string[] {
    return [...servers].sort((a, b) => Number(b === origin) - Number(a === origin))
  }

  return { owner, refresh }
}

const ofAnUnknownToken: Record<string, CrmRefusal> = {
  NO_AUTH_FOUND: 'forged',
  INVALID_CREDENTIALS: 'forged',
  invalid_token: 'forged',
  invalid_client: 'forged',
}

const ofADeadToken: Record<string, CrmRefusal> = { invalid_grant: 'expired' }

/**
 * Regions have their own servers, and none is documented to know another's tokens: each is asked until one does.
 * While one is silent the others' "unknown" proves nothing.
 */
async function firstToKnow(
  servers: string[],
  question: (origin: string) => Promise<Answer<Json>>,
): Promise<(Answer<Json> & { ok: false }) | { ok: true; value: Json; origin: string }> {
  const refusals: (Answer<Json> & { ok: false })[] = []
  for (const origin of servers) {
    const answer = await question(origin)
    if (answer.ok) return { ...answer, origin }
    refusals.push(answer)
  }
  const silent = refusals.find(({ reason }) => reason === 'unreachable' || reason === 'limited')
  const knowing = refusals.find(({ reason }) => reason !== 'forged' && reason !== 'broken')
  return silent ?? knowing ?? refusals[0] ?? { ok: false, reason: 'broken', message: 'no OAuth host is set' }
}

function ownerIn(info: Json, { now, allowLoopback }: OAuthOptions): Owner | undefined {
  const install = object(info.install)
  const { member_id, domain, client_endpoint } = install
  const person = String(info.user_id ?? '')
  if (typeof member_id !== 'string' || typeof domain !== 'string' || typeof client_endpoint !== 'string')
    return undefined
  if (!URL.canParse(client_endpoint) || !/^[0-9a-f]{32}$/i.test(member_id) || !/^\d{1,12}$/.test(person))
    return undefined
  const endpoint = new URL(client_endpoint)
  if (!mayReach(endpoint, allowLoopback) || endpoint.username || endpoint.password) return undefined
  if (!endpoint.pathname.endsWith('/')) endpoint.pathname += '/'
  return {
    portal: { company: member_id.toLowerCase(), origin: endpoint.origin, endpoint: endpoint.href },
    domain: domain.toLowerCase(),
    person,
    scopes: String(info.scope ?? '')
      .split(/[,\s]+/)
      .filter(Boolean),
    expiresAt: expiry(info.expires, now()),
  }
}

// A token lives an hour; what the server says may only be sooner.
function expiry(said: unknown, now: Date): Date {
  const latest = now.getTime() + 3_600_000
  const told = Date.parse(String(said))
  return new Date(Number.isNaN(told) ? latest : Math.min(told, latest))
}

function serverAt(host: string, allowLoopback: boolean): string {
  const plain = new URL(`http://${host.replace(/^https?:\/\//, '')}`)
  // A name alone is of a server with TLS; only on this machine there is none.
  const scheme = mayReach(plain, allowLoopback) ? 'http' : 'https'
  const url = new URL(host.includes('://') ? host : `${scheme}://${host}`)
  if (!mayReach(url, allowLoopback)) throw new Error(`${host} cannot be an OAuth host: https only`)
  return url.origin
}
