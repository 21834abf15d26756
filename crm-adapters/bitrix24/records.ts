import { number, text } from '../json.ts'
import type { Answer, CrmRefusal, RecordContext, RecordRef } from '../port.ts'
import { entityTypeIdOf, isItsOwn } from './kinds.ts'
import { BATCH, type Command, type GivenBy, type Json, list, object, type Rest, refusal } from './rest.ts'

/** Commands of one batch that read a record with all its card shows; undefined for a kind we have no tab in. */
export function reading({ type, id }: RecordRef): Reading | undefined {
  const entityTypeId = entityTypeIdOf(type)
  if (!entityTypeId || !/^\d{1,12}$/.test(id)) return undefined
  const field = (name: string) => `$result[item][item][${name}]`
  const get = (of: number, one: string) => ({ method: 'crm.item.get', params: { entityTypeId: of, id: one } })
  const statuses = (ENTITY_ID: string) => ({
    method: 'crm.status.list',
    params: { filter: { ENTITY_ID }, order: { SORT: 'ASC' } },
  })
  const stages = stagesOf(entityTypeId, field('categoryId'))
  const client = type === 'contact' || type === 'company'
  return {
    item: get(entityTypeId, id),
    ...(stages && { stages: statuses(stages) }),
    // Every funnel of deals but the first has its stages under its own name.
    ...(type === 'deal' && { funnelStages: statuses(`DEAL_STAGE_${field('categoryId')}`) }),
    ...((type === 'deal' || isItsOwn(entityTypeId)) && {
      funnels: { method: 'crm.category.list', params: { entityTypeId } },
    }),
    ...(type !== 'company' && { company: get(4, field('companyId')) }),
    ...(!client && { contact: get(3, field('contactId')) }),
    ...(type === 'lead' && {
      madeDeal: madeFrom(id, 2),
      madeContact: madeFrom(id, 3),
      madeCompany: madeFrom(id, 4),
    }),
  }
}

/** What a conversion has made of a lead: in records of these kinds its number stays. */
function madeFrom(lead: string, entityTypeId: number): Command {
  const params = { entityTypeId, filter: { leadId: lead }, order: { id: 'ASC' }, select: ['id'], start: -1 }
  return { method: 'crm.item.list', params }
}

/** `ENTITY_ID` under which a kind of record keeps its stages; undefined when it has none. */
export function stagesOf(entityTypeId: number, funnel: string): string | undefined {
  if (isItsOwn(entityTypeId)) return `DYNAMIC_${entityTypeId}_STAGE_${funnel}`
  if (entityTypeId === SMART_INVOICE) return `SMART_INVOICE_STAGE_${funnel}`
  return stagesByKind.get(entityTypeId)
}

const SMART_INVOICE = 31
const stagesByKind = new Map([
  [1, 'STATUS'],
  [2, 'DEAL_STAGE'],
  [7, 'QUOTE_STATUS'],
])

type Surroundings =
  | 'stages'
  | 'funnelStages'
  | 'funnels'
  | 'company'
  | 'contact'
  | 'madeDeal'
  | 'madeContact'
  | 'madeCompany'
type Reading = { item: Command } & { [Key in Surroundings]?: Command }

/** What the card shows. Only the record itself must be readable: what surrounds it may be closed to this person. */
export function recordIn(record: RecordRef, given: Partial<GivenBy<Reading>>): Answer<RecordContext> {
  if (!given.item) return refusal('broken', 'crm.item.get: no answer')
  if (!given.item.ok) return given.item
  const item = object(object(given.item.value.value).item)
  if (String(item.id) !== record.id) return refusal('broken', 'crm.item.get: another record')
  const value = (key: Surroundings) => (given[key]?.ok ? given[key].value.value : undefined)
  const inFunnel = record.type === 'deal' && Number(item.categoryId) > 0
  const madeOf = (key: Surroundings) => number(list(object(value(key)).items)[0]?.id)
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
        clientOf('contact', object(object(value('contact')).item)) ??
        itself(record, item),
      closeDate: /^\d{4}-\d{2}-\d{2}/.exec(text(item.closedate) ?? '')?.[0] ?? null,
      ...(record.type === 'deal' && Number(item.leadId) > 0 && { madeFrom: ref('lead', item.leadId) }),
      ...(record.type === 'lead' && item.stageSemanticId === 'S' && convertedTo(madeOf)),
    },
  }
}

/** A conversion makes a deal, a contact, a company or several of them: the deal is what people go on working with. */
function convertedTo(madeOf: (key: Surroundings) => number | null): Pick<RecordContext, 'convertedTo'> {
  const [deal, contact, company] = [madeOf('madeDeal'), madeOf('madeContact'), madeOf('madeCompany')]
  if (deal) return { convertedTo: ref('deal', deal) }
  if (contact) return { convertedTo: ref('contact', contact) }
  return company ? { convertedTo: ref('company', company) } : {}
}

const ref = (type: string, id: unknown): RecordRef => ({ type, id: String(id) })

/** Which of the records this person may see: the lists of a portal hold nothing else. */
export async function visible(rest: Rest, refs: RecordRef[]): Promise<Answer<RecordRef[]>> {
  const found = await revisions(rest, refs)
  return found.ok ? { ok: true, value: found.value.map(({ ref }) => ref) } : found
}

/** The records this person finds, with the time each was changed last. */
export async function revisions(rest: Rest, refs: RecordRef[]): Promise<Answer<Revision[]>> {
  const found = await inLists(rest, refs, () => ['id', 'updatedTime'])
  if (!found.ok) return found
  const revision = ({ ref, item }: Listed) => ({ ref, revision: text(item.updatedTime) ?? '' })
  return { ok: true, value: found.value.map(revision) }
}

interface Revision {
  ref: RecordRef
  revision: string
}

interface Listed {
  ref: RecordRef
  item: Json
}

/** Those of the records this person finds, each with the fields selected for its kind; `none` means an empty list. */
export async function inLists(
  rest: Rest,
  refs: RecordRef[],
  select: (type: RecordRef['type']) => string[],
  none: CrmRefusal[] = ['denied'],
): Promise<Answer<Listed[]>> {
  const asked = lists(refs, select)
  const seen: Listed[] = []
  for (let start = 0; start < asked.length; start += BATCH) {
    const batch = asked.slice(start, start + BATCH)
    const answer = await rest.batch(Object.fromEntries(batch.map(({ command }, n) => [`list${n}`, command])))
    if (!answer.ok) return answer
    for (const [n, { refs: among }] of batch.entries()) {
      const found = answer.value[`list${n}`]
      if (!found) return refusal('broken', 'crm.item.list: no answer')
      if (!found.ok && !none.includes(found.reason)) return found
      const items = found.ok ? list(object(found.value.value).items) : []
      const byId = new Map(items.map((item) => [String(item.id), item]))
      seen.push(...among.flatMap((ref) => (byId.has(ref.id) ? [{ ref, item: byId.get(ref.id)! }] : [])))
    }
  }
  return { ok: true, value: seen }
}

const PAGE = 50

function lists(
  refs: RecordRef[],
  select: (type: RecordRef['type']) => string[],
): { command: Command; refs: RecordRef[] }[] {
  return [...new Set(refs.map(({ type }) => type))].flatMap((type) => {
    const entityTypeId = entityTypeIdOf(type)
    if (!entityTypeId) return []
    const ours = refs.filter((ref) => ref.type === type && /^\d{1,12}$/.test(ref.id))
    return Array.from({ length: Math.ceil(ours.length / PAGE) }, (_, n) => {
      const some = ours.slice(n * PAGE, (n + 1) * PAGE)
      const params = {
        entityTypeId,
        filter: { '@id': some.map(({ id }) => id) },
        select: select(type),
        start: -1,
      }
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

/** A company is a client itself, and so is a contact of none. */
function itself({ type }: RecordRef, item: Json): RecordContext['client'] {
  const isClient = type === 'company' || (type === 'contact' && !(Number(item.companyId) > 0))
  return isClient ? clientOf(type, item) : null
}

function clientOf(type: 'company' | 'contact', item: Json): RecordContext['client'] {
  if (!(Number(item.id) > 0)) return null
  return { name: titleOf(item), url: `/crm/${type}/details/${item.id}/` }
}

export function titleOf(item: Json): string {
  const names = [item.name, item.lastName].map(text).filter(Boolean)
  return text(item.title) ?? (names.join(' ') || `#${item.id}`)
}
