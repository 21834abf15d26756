/** Our application's own tokens, one for each organization: kept in memory until shortly before their end, fetched once for all who wait. */
import { LRUCache } from 'lru-cache'
import { text as textOf } from '../json.ts'
import { type Noting, noting } from '../noting.ts'
import { type Send, Unreachable } from '../outbound.ts'
import type { Answer, CrmRefusal, Portal } from '../port.ts'
import { refusal } from '../refusal.ts'
import { proving } from './credential.ts'
import type { Entrance } from './entrance.ts'
import { parsed } from './exchange.ts'
import { guid } from './passed.ts'
import { refusedBy } from './refusals.ts'
import { requestTokens } from './token-request.ts'

/** Milliseconds before its end that a token is no longer shown. */
const SHORTLY = 5 * 60_000

/** What a refusal can mean where no person is involved. */
const OURS = new Set<CrmRefusal>(['not_installed', 'not_granted', 'unreachable', 'limited'])

export interface ServiceDeps extends Noting {
  send: Send
  entrance(tenant: string): Entrance
  /** Whether a company runs that organization by itself: its own origin then stands for the tenant. */
  onPremises(portal: Pick<Portal, 'endpoint'>): boolean
}

export interface Service {
  /** A token our application shows at this organization. `not_installed` when its tenant does not know us. */
  token(portal: Portal): Promise<Answer<string>>
  /** The organization has refused this token: the next one is new. */
  forget(portal: Portal, token: string): void
  /** Entra's tenant of an organization, as the organization says to whoever asks without a token; on premises its own origin. */
  tenant(portal: Pick<Portal, 'endpoint'>): Promise<Answer<string>>
}

interface Kept {
  token: string
  until: number
}

export function service({ send, entrance, onPremises, ...log }: ServiceDeps): Service {
  const tokens = new LRUCache<string, Kept>({ maxSize: 50_000, sizeCalculation: () => 1 })
  const tenants = new LRUCache<string, string>({ maxSize: 50_000, sizeCalculation: () => 1 })
  const flights = new Map<string, Promise<Answer<string>>>()

  async function fetchToken(portal: Portal): Promise<Answer<string>> {
    const tenant = await tenantOf(portal)
    if (!tenant.ok) return tenant
    const { provider, clientId, credential, ourselves } = entrance(tenant.value)
    const tell = noting(log)
    const asked = await requestTokens(send, provider.token, {
      ...(await proving(clientId, credential, provider, log.now())),
      ...ourselves(new URL(portal.endpoint).origin),
    })
    tell(
      { company: portal.company, method: 'oauth2/token', person: null, record: null },
      { ...asked, retried: 0 },
    )
    const { answer } = asked
    if (!answer.ok) return OURS.has(answer.reason) ? answer : { ...answer, reason: 'broken' }
    const token = textOf(answer.value.access_token)
    if (!token) return refusal('broken', 'token: none came')
    const lasts = (Number(answer.value.expires_in) || 3600) * 1000
    // One that ends too soon to be kept is still good for the question that asked for it.
    tokens.set(portal.endpoint, { token, until: log.now().getTime() + Math.max(lasts - SHORTLY, 0) })
    return { ok: true, value: token }
  }

  async function tenantOf({ endpoint }: Pick<Portal, 'endpoint'>): Promise<Answer<string>> {
    if (onPremises({ endpoint })) return { ok: true, value: new URL(endpoint).origin }
    const known = tenants.get(endpoint)
    if (known) return { ok: true, value: known }
    const asked = await challenge(send, endpoint)
    if (asked.ok) tenants.set(endpoint, asked.value)
    return asked
  }

  return {
    tenant: tenantOf,

    async token(portal) {
      const kept = tokens.get(portal.endpoint)
      if (kept && kept.until > log.now().getTime()) return { ok: true, value: kept.token }
      const flight =
        flights.get(portal.endpoint) ?? fetchToken(portal).finally(() => flights.delete(portal.endpoint))
      flights.set(portal.endpoint, flight)
      return flight
    },

    forget({ endpoint }, token) {
      if (tokens.get(endpoint)?.token !== token) return
      tokens.delete(endpoint)
      // It may have moved to another tenant, whose tokens it takes now.
      tenants.delete(endpoint)
    },
  }
}

/**
 * Asks without a token; the refusal names the tenant. It decides only where at the cloud's own authority our application
 * proves itself: that the organization belongs to that tenant is proven by its taking the token.
 */
async function challenge(send: Send, endpoint: string): Promise<Answer<string>> {
  try {
    const { status, headers, text } = await send({ method: 'GET', url: new URL('WhoAmI', endpoint) })
    const said = /authorization_uri="?([^",\s]+)/.exec(String(headers['www-authenticate'] ?? ''))?.[1]
    const tenant = said && URL.canParse(said) ? guid(new URL(said).pathname.split('/')[1] ?? '') : undefined
    if (status === 401 && tenant) return { ok: true, value: tenant }
    const refused = refusedBy(status, parsed(text), { method: 'GET WhoAmI', impersonating: false })
    if (refused && refused.code !== '') return refused.answer
    const reason = status >= 500 ? 'unreachable' : 'broken'
    return refusal(reason, `GET WhoAmI: HTTP ${status} without the name of a tenant`)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return refusal('unreachable', error.message)
  }
}
