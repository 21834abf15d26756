import type { Answer, RecordContext, RecordRef } from '../port.ts'
import { BATCH, type Command, type GivenBy, type Json, list, object, type Rest, refusal } from './rest.ts'

/** Bitrix24's numbers for the records whose cards have our tab, and where each kind keeps its stages. */
const kinds = new Map<string, { entityTypeId: number; stages?: string }>([
  ['lead', { entityTypeId: 1, stages: 'STATUS' }],
  ['deal', { entityTypeId: 2, stages: 'DEAL_STAGE' }],
  ['contact', { entityTypeId: 3 }],
  ['company', { entityTypeId: 4 }],
])

/** Commands of one batch that read a record with all its card shows; undefined for a kind we have no tab in. */
export function reading({ type, id }: RecordRef): Reading | undefined {
  const kind = kinds.get(type)
  if (!kind || !/^\d{1,12}$/.test(id)) return undefined
  const { entityTypeId, stages } = kind
  const field = (name: string) => `$result[item][item][${name}]`
  const get = (of: number, one: string) => ({ method: 'crm.item.get', params: { entityTypeId: of, id: one } })
  const statuses = (ENTITY_ID: string) => ({
    method: 'crm.status.list',
    params: { filter: { ENTITY_ID }, order: { SORT: 'ASC' } },
  })
  return {
    item: get(entityTypeId, id),
    ...(stages && { stages: statuses(stages) }),
    // Every funnel but the first has its stages under its own name.
    ...(type === 'deal' && {
      funnelStages: statuses(`DEAL_STAGE_${field('categoryId')}`),
      funnels: { method: 'crm.category.list', params: { entityTypeId } },
    }),
    ...(type !== 'company' && { company: get(4, field('companyId')) }),
    ...((type === 'deal' || type === 'lead') && { contact: get(3, field('contactId')) }),
  }
}

type Surroundings = 'stages' | 'funnelStages' | 'funnels' | 'company' | 'contact'
type Reading = { item: Command } & { [Key in Surroundings]?: Command }

/** What the card shows. Only the record itself must be readable: what surrounds it may be closed to this person. */
export function recordIn(record: RecordRef, given: Partial<GivenBy<Reading>>): Answer<RecordContext> {
  if (!given.item) return refusal('broken', 'crm.item.get: no answer')
  if (!given.item.ok) return given.item
  const item = object(object(given.item.value.value).item)
  if (String(item.id) !== record.id) return refusal('broken', 'crm.item.get: another record')
  const value = (key: Surroundings) => (given[key]?.ok ? given[key].value.value : undefined)
  const inFunnel = Number(item.categoryId) > 0
  return {
    ok: true,
    value: {
      record,
      title: titleOf(item),
      amount: number(item.opportunity),
      currency: text(item.currencyId),
      stage: stageOf(item, list(value(inFunnel ? 'funnelStages' : 'stages'))),
      funnel: funnelOf(item, list(object(value('funnels')).categories)),
      responsible: Number(item.assignedById) > 0 ? String(item.assignedById) : null,
      client:
        clientOf('company', object(object(value('company')).item)) ??
        clientOf('contact', object(object(value('contact')).item)),
      closeDate: /^\d{4}-\d{2}-\d{2}/.exec(text(item.closedate) ?? '')?.[0] ?? null,
    },
  }
}

/** Which of the records this person may see: the lists of a portal hold nothing else. */
export async function visible(rest: Rest, refs: RecordRef[]): Promise<Answer<RecordRef[]>> {
  const asked = lists(refs)
  const seen: RecordRef[] = []
  for (let start = 0; start < asked.length; start += BATCH) {
    const batch = asked.slice(start, start + BATCH)
    const answer = await rest.batch(Object.fromEntries(batch.map(({ command }, n) => [`list${n}`, command])))
    if (!answer.ok) return answer
    for (const [n, { refs: among }] of batch.entries()) {
      const found = answer.value[`list${n}`]
      if (!found?.ok && found?.reason !== 'denied')
        return found ?? refusal('broken', 'crm.item.list: no answer')
      const ids = new Set(
        found.ok ? list(object(found.value.value).items).map((item) => String(item.id)) : [],
      )
      seen.push(...among.filter(({ id }) => ids.has(id)))
    }
  }
  return { ok: true, value: seen }
}

const PAGE = 50

function lists(refs: RecordRef[]): { command: Command; refs: RecordRef[] }[] {
  return [...kinds].flatMap(([type, { entityTypeId }]) => {
    const ours = refs.filter((ref) => ref.type === type && /^\d{1,12}$/.test(ref.id))
    return Array.from({ length: Math.ceil(ours.length / PAGE) }, (_, n) => {
      const some = ours.slice(n * PAGE, (n + 1) * PAGE)
      const params = { entityTypeId, filter: { '@id': some.map(({ id }) => id) }, select: ['id'], start: -1 }
      return { refs: some, command: { method: 'crm.item.list', params } }
    })
  })
}

function stageOf(item: Json, statuses: Json[]): RecordContext['stage'] {
  const current = statuses.find(({ STATUS_ID }) => STATUS_ID === item.stageId)
  if (!current) return null
  const outcome = outcomes.get(String(item.stageSemanticId ?? semanticsOf(current))) ?? 'open'
  const open = statuses.filter((status) => semanticsOf(status) === 'P')
  const place = open.indexOf(current) + 1
  return { name: String(current.NAME), step: place || open.length, steps: open.length, outcome }
}

const outcomes = new Map<string, 'won' | 'lost'>([
  ['S', 'won'],
  ['F', 'lost'],
])

// Open stages come without semantics.
function semanticsOf(status: Json): string {
  return text(status.SEMANTICS) ?? 'P'
}

function funnelOf(item: Json, categories: Json[]): string | null {
  return text(categories.find(({ id }) => Number(id) === Number(item.categoryId))?.name)
}

function clientOf(type: 'company' | 'contact', item: Json): RecordContext['client'] {
  if (!(Number(item.id) > 0)) return null
  return { name: titleOf(item), url: `/crm/${type}/details/${item.id}/` }
}

function titleOf(item: Json): string {
  const names = [item.name, item.lastName].map(text).filter(Boolean)
  return text(item.title) ?? (names.join(' ') || `#${item.id}`)
}

function number(value: unknown): number | null {
  return value === null || value === undefined || value === '' || !Number.isFinite(Number(value))
    ? null
    : Number(value)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
