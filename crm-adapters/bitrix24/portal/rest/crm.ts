/** Scope `crm`. */
import { companies, contacts } from '../data/clients.ts'
import { funnels, type Stage } from '../data/stages.ts'
import { mayRead } from '../rights.ts'
import { momentOf } from '../world.ts'
import { fits, type Row, selected, sorted } from './filter.ts'
import { COMPANY, CONTACT, DEAL, itemsOf } from './items.ts'
import { type Call, type Method, page, RestError } from './method.ts'
import { asParams, number, text } from './params.ts'

export const crm: Record<string, Method> = {
  'crm.item.get'(call) {
    const id = number(call.params.id)
    const item = readable(call).find((one) => one.id === id)
    if (item) return { result: { item } }
    throw exists(call, id)
      ? new RestError('ACCESS_DENIED', 'You do not have permission to view this item')
      : new RestError('NOT_FOUND', 'Element not found')
  },

  'crm.item.list'(call) {
    const { filter, order, select, start } = call.params
    const found = readable(call).filter((item) => fits(item, asParams(filter)))
    const { rows, ...counts } = page(sorted(found, asParams(order)), number(start))
    return { result: { items: rows.map((row) => selected(row, select)) }, ...counts }
  },

  'crm.status.list'({ params }) {
    const all = funnels.flatMap(({ id, entity, stages }) =>
      stages.map((stage, place) => status(entity, id, stage, place)),
    )
    const found = sorted(
      all.filter((one) => fits(one, asParams(params.filter))),
      asParams(params.order),
    )
    return { result: found, total: found.length }
  },

  'crm.category.list'({ params }) {
    const categories = funnels.map(({ id, name }, place) => ({
      id,
      name,
      sort: (place + 1) * 100,
      entityTypeId: DEAL,
      isDefault: id === 0 ? 'Y' : 'N',
      originId: '',
      originatorId: '',
    }))
    const ofDeals = number(params.entityTypeId) === DEAL
    return { result: { categories: ofDeals ? categories : [] }, total: ofDeals ? categories.length : 0 }
  },

  'crm.stagehistory.list'({ world, person, params }) {
    const items = world.deals
      .filter((deal) => mayRead(world, person, deal))
      .flatMap(({ id, funnel, stage, begun, moved }) => {
        const first = { OWNER_ID: id, CATEGORY_ID: funnel, STAGE_SEMANTIC_ID: 'P' }
        return [
          {
            ...first,
            ID: id * 10,
            TYPE_ID: 1,
            CREATED_TIME: momentOf(world, -begun, 10),
            STAGE_ID: firstStage(funnel),
          },
          {
            ...first,
            ID: id * 10 + 1,
            TYPE_ID: 2,
            CREATED_TIME: momentOf(world, -moved, 15),
            STAGE_ID: stage,
          },
        ]
      })
      .filter((item) => fits(item, asParams(params.filter)))
    return { result: { items }, total: items.length }
  },
}

function firstStage(funnel: number): string | undefined {
  return funnels.find(({ id }) => id === funnel)?.stages[0]?.code
}

function readable({ world, person, params }: Call): Row[] {
  const items = itemsOf(world, person, number(params.entityTypeId))
  if (!items) throw new RestError('NOT_FOUND', 'Entity type not found')
  return items
}

function exists({ world, params }: Call, id: number): boolean {
  const all: Record<number, { id: number }[]> = {
    [DEAL]: world.deals,
    [CONTACT]: contacts,
    [COMPANY]: companies,
  }
  return Boolean(all[number(params.entityTypeId)]?.some((one) => one.id === id))
}

function status(entity: string, funnel: number, stage: Stage, place: number): Row {
  const named: Record<string, string> = { S: 'success', F: 'failure' }
  return {
    ID: text(funnel * 100 + place + 100),
    ENTITY_ID: entity,
    STATUS_ID: stage.code,
    NAME: stage.name,
    NAME_INIT: '',
    SORT: text((place + 1) * 10),
    SYSTEM: 'N',
    COLOR: stage.color,
    SEMANTICS: stage.semantics ?? null,
    CATEGORY_ID: text(funnel),
    EXTRA: { SEMANTICS: named[stage.semantics ?? ''] ?? 'process', COLOR: stage.color },
  }
}
