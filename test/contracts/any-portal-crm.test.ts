/** What we rely on in every portal's CRM. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AnyPortal, anyPortal, asApplication, DEAL, withColleague, withPower } from './any-portal.ts'

const LEAD = 1
const SECOND = 1000

let p: AnyPortal
beforeEach(async () => {
  p = await anyPortal()
})
afterEach(() => p.leave())

type Items = { items: Record<string, unknown>[] }

test('a record is read with the fields we show, and what is not there is NOT_FOUND', async () => {
  const id = await p.make(DEAL, { title: 'Проверка чата', opportunity: 1500, currencyId: 'RUB' })
  const { item } = await p.result<{ item: object }>('crm.item.get', { entityTypeId: DEAL, id })
  expect(item).toMatchObject({
    id,
    title: 'Проверка чата',
    opportunity: 1500,
    currencyId: 'RUB',
    categoryId: expect.any(Number),
    stageId: expect.any(String),
    stageSemanticId: 'P',
    assignedById: expect.any(Number),
    updatedTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
  })
  await p.result('crm.item.delete', { entityTypeId: DEAL, id })
  expect(await p.call('crm.item.get', { entityTypeId: DEAL, id })).toMatchObject({ error: 'NOT_FOUND' })
})

test('what has changed since a moment is found by it, in whatever zone it is written', async () => {
  const id = await p.make(DEAL, { title: 'Проверка чата' })
  const { item } = await p.result<{ item: { updatedTime: string } }>('crm.item.get', {
    entityTypeId: DEAL,
    id,
  })
  const at = Date.parse(item.updatedTime)
  const since = async (moment: string) => {
    const filter = { id, '>updatedTime': moment }
    const listing = { entityTypeId: DEAL, filter, select: ['id', 'updatedTime'], start: -1 }
    return (await p.result<Items>('crm.item.list', listing)).items.map((one) => one.id)
  }
  const before = new Date(at - 2 * SECOND)
  expect(await since(before.toISOString())).toEqual([id])
  expect(await since(inZone(before, 3))).toEqual([id])
  expect(await since(inZone(new Date(at + 2 * SECOND), -5))).toEqual([])
})

test('records are found by their ids, and by the mark of whoever has made them', async () => {
  const originId = `check-${crypto.randomUUID()}`
  const fields = { title: 'Обращение из чата', originatorId: 'dealthread', originId }
  const id = await p.make(LEAD, fields)
  const listing = {
    entityTypeId: LEAD,
    filter: { '=originId': originId },
    select: ['id', 'title'],
    start: -1,
  }
  expect((await p.result<Items>('crm.item.list', listing)).items).toMatchObject([{ id, title: fields.title }])
  const among = { ...listing, filter: { '@id': [id, 999_999_999] } }
  expect((await p.result<Items>('crm.item.list', among)).items.map((one) => one.id)).toEqual([id])
  const changed = { entityTypeId: LEAD, id, fields: { title: 'Другое имя' } }
  expect(await p.result('crm.item.update', changed)).toMatchObject({ item: { title: 'Другое имя' } })
})

test('a batch uses what it has read, and one refused command leaves the others standing', async () => {
  const id = await p.make(DEAL, { title: 'Проверка чата' })
  const cmd = {
    item: `crm.item.get?entityTypeId=${DEAL}&id=${id}`,
    again: `crm.item.get?entityTypeId=${DEAL}&id=$result[item][item][id]`,
    missing: `crm.item.get?entityTypeId=${DEAL}&id=999999999`,
  }
  const { result, result_error } = await p.result('batch', { halt: 0, cmd })
  expect(result).toMatchObject({ item: { item: { id } }, again: { item: { id } } })
  expect(result_error).toMatchObject({ missing: { error: 'NOT_FOUND' } })
})

test('stages and funnels have names', async () => {
  const statuses = (ENTITY_ID: string) => ({ filter: { ENTITY_ID }, order: { SORT: 'ASC' } })
  for (const entity of ['STATUS', 'DEAL_STAGE', 'QUOTE_STATUS']) {
    const [first] = await p.result<object[]>('crm.status.list', statuses(entity))
    expect(first).toMatchObject({ STATUS_ID: expect.any(String), NAME: expect.any(String) })
  }
  const { categories } = await p.result<{ categories: object[] }>('crm.category.list', { entityTypeId: DEAL })
  expect(categories[0]).toMatchObject({ id: expect.any(Number), name: expect.any(String) })
})

withColleague('a record is refused to who may not see it, and left out of his lists', async () => {
  const id = await p.make(DEAL, { title: 'Проверка чата' })
  expect(await p.call('crm.item.get', { entityTypeId: DEAL, id }, 'colleague')).toMatchObject({
    error: 'ACCESS_DENIED',
  })
  const listing = { entityTypeId: DEAL, filter: { '@id': [id] }, select: ['id'], start: -1 }
  expect(await p.call('crm.item.list', listing, 'colleague')).toMatchObject({ result: { items: [] } })
})

asApplication('of merged records the first survives, with the activities of the others', async () => {
  const [kept, gone] = [await p.make(DEAL, { title: 'Первая' }), await p.make(DEAL, { title: 'Вторая' })]
  const originId = `check-${crypto.randomUUID()}`
  const text = { type: 'text', properties: { value: 'Чат' } }
  const { activity } = await p.result<{ activity: { id: number } }>('crm.activity.configurable.add', {
    ownerTypeId: DEAL,
    ownerId: gone,
    fields: { typeId: 'CONFIGURABLE', originatorId: 'dealthread', originId },
    layout: {
      icon: { code: 'comment' },
      header: { title: 'Чат' },
      body: { logo: { code: 'comment' }, blocks: { text } },
    },
  })
  const params = { entityTypeId: DEAL, entityIds: [kept, gone] }
  expect(await p.result('crm.entity.mergeBatch', { params })).toMatchObject({ STATUS: 'SUCCESS' })
  const filter = { ORIGINATOR_ID: 'dealthread', ORIGIN_ID: originId }
  expect(await p.result('crm.activity.list', { filter })).toMatchObject([
    { ID: String(activity.id), OWNER_TYPE_ID: String(DEAL), OWNER_ID: String(kept) },
  ])
})

withPower('a portal that is full says so by a code, and answers again', async () => {
  p.own.faults.fail('OPERATION_TIME_LIMIT', 1, 'crm.item.list')
  const listing = { entityTypeId: DEAL, start: -1 }
  expect(await p.call('crm.item.list', listing)).toMatchObject({ error: 'OPERATION_TIME_LIMIT' })
  expect(await p.call('crm.item.list', listing)).toMatchObject({ result: { items: expect.any(Array) } })
})

/** The moment as a clock of that zone shows it. */
function inZone(at: Date, hours: number): string {
  const shown = new Date(at.getTime() + hours * 3_600_000).toISOString().slice(0, 19)
  return `${shown}${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`
}
