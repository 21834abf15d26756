/**
 * Bitrix24's OAuth servers: the only ones who can say whose a token is, and the only ones who learn our secret.
 * Which they are is a setting; a form may choose among them, never name another.
 */
import { LRUCache } from 'lru-cache'
import { type Noting, noting } from '../noting.ts'
import { mayReach, type Send } from '../outbound.ts'
import type { Answer, CrmRefusal, Grant, Portal } from '../port.ts'
import { ask, type Exchange, type Json, object, refusal } from './rest.ts'

export interface OAuthOptions extends Noting {
  clientId: string
  clientSecret: string
  /** Host names, or origins such as `http://127.0.0.1:4100` where loopback is allowed. */
  oauthHosts: string[]
  allowLoopback: boolean
}

/** What an OAuth server says about a token. */
export interface Owner {
  portal: Portal
  /** Host of the portal as registered, perhaps with a port. */
  domain: string
  person: string
  scopes: string[]
  expiresAt: Date
  /** False before the installer has finished, and once we have been uninstalled. */
  installed: boolean
}

export interface OAuth {
  /** Whose this access token is; `forged` when it is nobody's or another application's. `server` is a hint only. */
  owner(access: string, server: string | null): Promise<Answer<Owner>>
  /** A new pair for a refresh token, which dies with it; `expired` when it is no longer good. */
  refresh(portal: Portal, grant: Refreshable): Promise<Answer<Grant>>
}

type Refreshable = Pick<Grant, 'person'> & { refresh: string }

export function oauth(send: Send, options: OAuthOptions): OAuth {
  const { clientId, clientSecret, now } = options
  const servers = options.oauthHosts.map((host) => serverAt(host, options.allowLoopback))
  const homes = new LRUCache<string, string>({ max: 10_000 })

  async function owner(access: string, server: string | null): Promise<Answer<Owner>> {
    const hinted = server && URL.canParse(server) ? new URL(server).origin : undefined
    const tell = noting(options)
    const asked = await firstToKnow(preferring(hinted), (origin) => {
      const url = new URL('/rest/app.info/', origin)
      url.searchParams.set('auth', access)
      return ask(send, { method: 'GET', url }, 'app.info', ofAnUnknownToken)
    })
    const { answer } = asked
    if (!answer.ok) return answer
    const info = object(answer.value.result)
    if (info.client_id !== clientId) return refusal('forged', 'app.info: a token of another application')
    const found = ownerIn(info, options)
    if (!found) return refusal('broken', 'app.info: not as documented')
    const { person, portal } = found
    homes.set(portal.company, asked.origin)
    // Whose log a refusal would belong to, nobody knows.
    tell({ company: portal.company, method: 'app.info', person, record: null }, { ...asked, retried: 0 })
    return { ok: true, value: found }
  }

  async function refresh(
    { company }: Portal,
    { refresh: token, person }: Refreshable,
  ): Promise<Answer<Grant>> {
    const body = {
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: token,
      }).toString(),
    }
    const tell = noting(options)
    const asked = await firstToKnow(preferring(homes.get(company)), (origin) =>
      ask(send, { method: 'POST', url: new URL('/oauth/token/', origin), body }, 'oauth/token', ofADeadToken),
    )
    tell({ company, method: 'oauth/token', person: person ?? null, record: null }, { ...asked, retried: 0 })
    const { answer } = asked
    if (!answer.ok) return answer
    homes.set(company, asked.origin)
    const { member_id, access_token, refresh_token, expires_in } = answer.value
    if (String(member_id).toLowerCase() !== company)
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
  question: (origin: string) => Promise<Exchange>,
): Promise<Known> {
  const refused: Known[] = []
  for (const origin of servers) {
    const { answer, status } = await question(origin)
    if (answer.ok) return { answer, status, origin }
    // That these servers have moved would be news from nobody we know.
    const reason = answer.reason === 'moved' ? 'unreachable' : answer.reason
    refused.push({ answer: refusal(reason, answer.message), status, origin })
  }
  const because = ({ answer }: Known) => (answer.ok ? undefined : answer.reason)
  const silent = refused.find((one) => because(one) === 'unreachable' || because(one) === 'limited')
  const knowing = refused.find((one) => because(one) !== 'forged' && because(one) !== 'broken')
  const none: Known = { answer: refusal('broken', 'no OAuth host is set'), status: null, origin: '' }
  return silent ?? knowing ?? refused[0] ?? none
}

interface Known extends Pick<Exchange, 'answer' | 'status'> {
  origin: string
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
    portal: {
      host: 'bitrix24',
      company: member_id.toLowerCase(),
      origin: endpoint.origin,
      endpoint: endpoint.href,
    },
    domain: domain.toLowerCase(),
    person,
    scopes: String(info.scope ?? '')
      .split(/[,\s]+/)
      .filter(Boolean),
    expiresAt: expiry(info.expires, now()),
    installed: install.installed !== false,
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
