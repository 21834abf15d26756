/** Records as a list of cards names them: one request for the records, and one more where their stages are not known yet. */
import { LRUCache } from 'lru-cache'
import { type Json, list, text } from '../json.ts'
import type { Answer, Glance, RecordRef } from '../port.ts'
import { entityTypeIdOf } from './kinds.ts'
import { inLists, stagesOf, titleOf } from './records.ts'
import { BATCH, type Rest } from './rest.ts'

/** Milliseconds the names of stages are remembered: an administrator renames one once in a year. */
const REMEMBERED = 10 * 60_000

export type Glancing = (rest: Rest, company: string, refs: RecordRef[]) => Promise<Answer<Glance[]>>

export function glancing(): Glancing {
  const known = new LRUCache<string, Map<string, string>>({ max: 10_000, ttl: REMEMBERED })

  /** The names of these stages, as far as the portal tells them: a list without them is still a list. */
  async function learn(rest: Rest, company: string, entities: string[]) {
    const unknown = entities.filter((entity) => !known.has(`${company} ${entity}`)).slice(0, BATCH)
    if (unknown.length === 0) return
    const asked = await rest.batch(
      Object.fromEntries(
        unknown.map((ENTITY_ID) => [
          ENTITY_ID,
          { method: 'crm.status.list', params: { filter: { ENTITY_ID } } },
        ]),
      ),
    )
    if (!asked.ok) return
    for (const [entity, given] of Object.entries(asked.value)) {
      if (!given.ok) continue
      const names = list(given.value.value).map(
        ({ STATUS_ID, NAME }) => [String(STATUS_ID), text(NAME) ?? ''] as const,
      )
      known.set(`${company} ${entity}`, new Map(names))
    }
  }

  return async (rest, company, refs) => {
    // A kind of record that the portal has dropped hides nothing of the others.
    const found = await inLists(rest, refs, fieldsOf, ['denied', 'missing', 'unsupported'])
    if (!found.ok) return found
    const entities = found.value.flatMap(({ ref, item }) => stagesIn(ref, item) ?? [])
    await learn(rest, company, [...new Set(entities)])
    const glance = (ref: RecordRef, item: Json): Glance => {
      const names = known.get(`${company} ${stagesIn(ref, item)}`)
      return { ref, title: titleOf(item), stage: names?.get(String(item.stageId)) || null }
    }
    return { ok: true, value: found.value.map(({ ref, item }) => glance(ref, item)) }
  }
}

/** A field a kind does not have refuses the whole list. */
function fieldsOf(type: RecordRef['type']): string[] {
  if (type === 'contact') return ['id', 'name', 'lastName']
  if (type === 'company') return ['id', 'title']
  return ['id', 'title', 'stageId', ...(type === 'lead' || type === 'quote' ? [] : ['categoryId'])]
}

/** Where the names of a record's stages are kept. */
function stagesIn({ type }: RecordRef, { stageId, categoryId }: Json): string | undefined {
  const entityTypeId = entityTypeIdOf(type)
  if (!entityTypeId || !stageId) return undefined
  // Every funnel of deals but the first has its stages under its own name.
  if (type === 'deal' && Number(categoryId) > 0) return `DEAL_STAGE_${categoryId}`
  return stagesOf(entityTypeId, String(categoryId ?? ''))
}
