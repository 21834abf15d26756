/** What a portal has and what of ours is bound there: self-hosted ones lag behind, and plans differ. */
import type { Answer, Capabilities } from '../port.ts'
import { isItsOwn, tabOfKind } from './kinds.ts'
import { methods } from './methods.ts'
import { BATCH, type Command, type Given, type Json, list, object, type Rest } from './rest.ts'

export interface Probed extends Pick<Capabilities, 'scopes' | 'missing' | 'features' | 'plan'> {
  /** Placements bound now, as `placement.get` lists them. */
  bound: Json[]
  /** Online events bound now, as `event.get` lists them. */
  heard: Json[]
  /** Codes of every placement the portal knows. */
  known: string[]
  /** `entityTypeId` of the portal's own kinds of record. */
  kinds: number[]
}

const FEATURES = ['rest_offline_extended', 'rest_auth_connector']

const questions = {
  bound: { method: 'placement.get' },
  heard: { method: 'event.get' },
  known: { method: 'placement.list', params: { FULL: true } },
  kinds: { method: 'crm.type.list' },
  scope: { method: 'scope' },
  application: { method: 'app.info' },
} satisfies Record<string, Command>

/** Only what is bound must be told; of the rest an old portal may know nothing. */
export async function probe(rest: Rest): Promise<Answer<Probed>> {
  const asked = await inBatches(rest, {
    ...questions,
    ...Object.fromEntries(
      FEATURES.map((CODE) => [`feature.${CODE}`, { method: 'feature.get', params: { CODE } }]),
    ),
    ...Object.fromEntries(
      Object.keys(methods).map((name) => [`method.${name}`, { method: 'method.get', params: { name } }]),
    ),
  })
  if (!asked.ok) return asked
  const { bound, heard } = asked.value
  if (bound && !bound.ok) return bound
  if (heard && !heard.ok && heard.reason !== 'unsupported') return heard
  const value = (key: string) => {
    const given = asked.value[key]
    return given?.ok ? given.value.value : undefined
  }
  return {
    ok: true,
    value: {
      bound: list(value('bound')),
      // Offline ones are a queue of their own, not ours to unbind.
      heard: list(value('heard')).filter(({ offline }) => !Number(offline)),
      known: strings(value('known')),
      kinds: list(object(value('kinds')).types).map(({ entityTypeId }) => Number(entityTypeId)),
      scopes: strings(value('scope')),
      features: FEATURES.filter((code) => object(value(`feature.${code}`)).value === 'Y'),
      missing: Object.keys(methods).filter((name) => {
        const { isExisting, isAvailable } = object(value(`method.${name}`))
        return isExisting === false || isAvailable === false
      }),
      plan: planIn(object(value('application'))),
    },
  }
}

/** Tabs of the portal's own kinds of record, its smart processes. The list of kinds is cut at fifty, that of placements is not. */
export function kindsOf({ kinds, known }: Probed): string[] {
  const placed = known
    .flatMap((code) => /^CRM_DYNAMIC_(\d{3,9})_DETAIL_TAB$/.exec(code)?.[1] ?? [])
    .map(Number)
  return [...new Set([...kinds, ...placed])].filter(isItsOwn).map(tabOfKind)
}

async function inBatches(
  rest: Rest,
  commands: Record<string, Command>,
): Promise<Answer<Record<string, Answer<Given> | undefined>>> {
  const all = Object.entries(commands)
  const given: Record<string, Answer<Given> | undefined> = {}
  for (let start = 0; start < all.length; start += BATCH) {
    const answer = await rest.batch(Object.fromEntries(all.slice(start, start + BATCH)))
    if (!answer.ok) return answer
    Object.assign(given, answer.value)
  }
  return { ok: true, value: given }
}

function planIn({ LICENSE, LICENSE_FAMILY }: Json): string | null {
  return (
    [LICENSE, LICENSE_FAMILY].find((plan): plan is string => typeof plan === 'string' && plan !== '') ?? null
  )
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
