/** Scope `crm`: stages and funnels, a deal's way through them, what it sells and what was paid. */
import { DEAL, kindOf } from '../data/kinds.ts'
import { payments, productRows } from '../data/money.ts'
import type { StageMove } from '../data/moves.ts'
import { funnels, furtherStages, type Stage } from '../data/stages.ts'
import { dealsOf } from '../rights.ts'
import { momentOf, type World, written } from '../world.ts'
import { openRecord } from './crm.ts'
import { fits, type Row, sorted } from './filter.ts'
import { type Call, type Method, page } from './method.ts'
import { asParams, number, text } from './params.ts'

export const stages: Record<string, Method> = {
  'crm.status.list'({ params }) {
    const ofDeals = funnels.flatMap(({ id, entity, stages }) =>
      stages.map((stage, place) => status(entity, id, stage, place)),
    )
    const ofOthers = furtherStages.flatMap(({ kind, entity, stages }) =>
      stages.map((stage, place) => ({ ...status(entity, kind * 10, stage, place), CATEGORY_ID: null })),
    )
    const all: Row[] = [...ofDeals, ...ofOthers]
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
    const open = new Set(dealsOf(world, person).map(({ id }) => id))
    const items = number(params.entityTypeId) === DEAL ? world.moves : []
    const found = items
      .filter(({ deal }) => open.has(deal))
      .map((one) => moveItem(world, one))
      .filter((item) => fits(item, asParams(params.filter)))
    const order = Object.keys(asParams(params.order)).length > 0 ? asParams(params.order) : { ID: 'ASC' }
    const { rows, ...counts } = page(sorted(found, order), number(params.start))
    return { result: { items: rows }, ...counts }
  },

  'crm.item.productrow.list'(call) {
    const filter = asParams(call.params.filter)
    const id = number(filter['=ownerId'] ?? filter.ownerId)
    const letter = text(filter['=ownerType'] ?? filter.ownerType)
    if (letter !== kindOf(DEAL)?.letter) return { result: { productRows: [] }, total: 0 }
    openRecord(ofDeal(call, id))
    const rows = productRows.filter(({ deal }) => deal === id).map((one, place) => productItem(one, place))
    return { result: { productRows: rows }, total: rows.length }
  },

  'crm.item.payment.list'(call) {
    const id = number(call.params.entityId)
    openRecord({ ...call, params: { entityTypeId: call.params.entityTypeId, id } })
    const { currency } = call.world.deals.find((deal) => deal.id === id) ?? { currency: 'RUB' }
    const found = payments.filter(({ deal }) => deal === id && number(call.params.entityTypeId) === DEAL)
    return {
      result: found.map(({ id, number: accountNumber, sum, paid }) => ({
        id,
        accountNumber,
        paid: paid === undefined ? 'N' : 'Y',
        datePaid: paid === undefined ? null : momentOf(call.world, -paid, 12),
        empPaidId: paid === undefined ? null : 14,
        paySystemId: 6,
        sum,
        currency,
        paySystemName: 'Безналичный расчёт',
      })),
    }
  },
}

function ofDeal(call: Call, id: number): Call {
  return { ...call, params: { entityTypeId: DEAL, id } }
}

function moveItem(world: World, { id, deal, type, at, funnel, stage }: StageMove): Row {
  const stages = funnels.find((one) => one.id === funnel)?.stages ?? []
  return {
    ID: id,
    TYPE_ID: type,
    OWNER_ID: deal,
    CREATED_TIME: typeof at === 'number' ? momentOf(world, -at, type === 1 ? 10 : 15) : written(at),
    CATEGORY_ID: funnel,
    STAGE_SEMANTIC_ID: stages.find(({ code }) => code === stage)?.semantics ?? 'P',
    STAGE_ID: stage,
  }
}

function productItem(
  { id, deal, name, price, quantity, measure }: (typeof productRows)[number],
  place: number,
) {
  return {
    id,
    ownerId: deal,
    ownerType: 'D',
    productId: id + 8000,
    productName: name,
    price,
    priceAccount: price,
    priceExclusive: price,
    priceNetto: price,
    priceBrutto: price,
    quantity,
    discountTypeId: 2,
    discountRate: 0,
    discountSum: 0,
    taxRate: null,
    taxIncluded: 'N',
    customized: 'Y',
    measureCode: 796,
    measureName: measure,
    sort: (place + 1) * 10,
    xmlId: '',
    type: 4,
    storeId: null,
  }
}

function status(entity: string, group: number, stage: Stage, place: number): Row {
  const named: Record<string, string> = { S: 'success', F: 'failure' }
  return {
    ID: text(group * 100 + place + 100),
    ENTITY_ID: entity,
    STATUS_ID: stage.code,
    NAME: stage.name,
    NAME_INIT: '',
    SORT: text((place + 1) * 10),
    SYSTEM: 'N',
    COLOR: stage.color,
    SEMANTICS: stage.semantics ?? null,
    CATEGORY_ID: text(group),
    EXTRA: { SEMANTICS: named[stage.semantics ?? ''] ?? 'process', COLOR: stage.color },
  }
}
