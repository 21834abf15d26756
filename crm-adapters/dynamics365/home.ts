/** Which organization answers at an address, and whose it is. */
import { LRUCache } from 'lru-cache'
import { number, object, text } from '../json.ts'
import type { Answer, Portal } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Addresses } from './clouds.ts'
import type { Dataverse } from './dataverse.ts'
import { languageOf } from './languages.ts'
import { guid } from './passed.ts'

export interface Home {
  /** Of the organization; a copy of an environment has another. */
  organization: string
  /** Entra's; null on premises. */
  tenant: string | null
  name: string
  /** Where people reach it; null when that is nowhere we would ask. */
  origin: string | null
}

const QUESTION =
  "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
const KEPT = 10 * 60_000

export async function homeAt(dataverse: Dataverse, addresses: Addresses): Promise<Answer<Home>> {
  const asked = await dataverse.read(QUESTION)
  if (!asked.ok) return asked
  const detail = object(asked.value.Detail)
  const organization = guid(text(detail.OrganizationId) ?? '')
  const tenant = guid(text(detail.TenantId) ?? '') ?? null
  if (!organization) return refusal('broken', 'RetrieveCurrentOrganization: not as documented')
  const origin = addresses.organization(webApplicationIn(object(detail.Endpoints)) ?? '')?.origin ?? null
  return { ok: true, value: { organization, tenant, origin, name: text(detail.FriendlyName) ?? '' } }
}

/** BCP 47 tag of the language an organization was made in; null when it does not say. */
export async function languageAt(dataverse: Dataverse, { company }: Portal): Promise<string | null> {
  const asked = await dataverse.read(`organizations(${company})?$select=languagecode`)
  const lcid = asked.ok ? number(asked.value.languagecode) : null
  return lcid === null ? null : languageOf(lcid)
}

/** The same as `homeAt`, remembered for minutes. */
export function homes(ask: (portal: Portal) => Dataverse, addresses: Addresses) {
  const kept = new LRUCache<string, Home>({ max: 10_000, ttl: KEPT })
  return async (portal: Portal): Promise<Answer<Home>> => {
    const known = kept.get(portal.endpoint)
    if (known) return { ok: true, value: known }
    const asked = await homeAt(ask(portal), addresses)
    if (asked.ok) kept.set(portal.endpoint, asked.value)
    return asked
  }
}

/**
 * That it is the very organization we were installed in. A copied or reset environment carries our steps, our user and
 * perhaps the address of the first, but not its id.
 */
export function sameOrganization({ organization }: Home, { company }: Portal): Answer<null> {
  return organization === company
    ? { ok: true, value: null }
    : refusal('forged', 'another organization answers there: a copy, or one that was reset')
}

// Two lists side by side, as .NET writes a dictionary.
function webApplicationIn({ Keys, Values }: Record<string, unknown>): string | null {
  const [keys, values] = [Keys, Values].map((one) => (Array.isArray(one) ? one : []))
  return text(values?.[keys?.indexOf('WebApplication') ?? -1])
}
