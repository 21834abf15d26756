import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, head, igor, romashka, sergey, type Visit, visit } from './portal-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

test('what has changed since a moment is found by it, in whatever zone it is written', async () => {
  v.passes(60)
  await v.portal.change(romashka, { amount: 1_900_000 }, sergey)
  const listing = (since: string) => ({
    entityTypeId: 2,
    filter: { '>updatedTime': since },
    order: { id: 'ASC' },
    select: ['id', 'opportunity'],
    start: -1,
  })
  const found = { items: [{ id: romashka, opportunity: 1_900_000 }] }
  expect(await v.resultAs(head, 'crm.item.list', listing('2026-11-20T09:00:30Z'))).toEqual(found)
  expect(await v.resultAs(head, 'crm.item.list', listing('2026-11-20T12:00:30+03:00'))).toEqual(found)
  expect(await v.resultAs(head, 'crm.item.list', listing('2026-11-20T12:02:00+03:00'))).toEqual({ items: [] })
})

test('leads, quotes, invoices and shipments are read by those who are in them or in their deal', async () => {
  const ids = async (person: string, entityTypeId: number) => {
    const { items } = await v.resultAs<{ items: { id: number }[] }>(person, 'crm.item.list', { entityTypeId })
    return items.map(({ id }) => id)
  }
  expect(await ids(admin, 1)).toEqual([301, 302])
  expect(await ids(sergey, 1)).toEqual([301])
  expect(await ids(sergey, 7)).toEqual([401])
  expect(await ids(sergey, 183)).toEqual([601])
  expect(await ids(igor, 31)).toEqual([])
  const invoices = { entityTypeId: 31, filter: { parentId2: romashka } }
  expect(await v.resultAs(sergey, 'crm.item.list', invoices)).toMatchObject({
    items: [{ id: 501, parentId2: romashka }],
  })
  expect(await v.callAs(sergey, 'crm.item.get', { entityTypeId: 5, id: 1 })).toMatchObject({
    error: 'NOT_FOUND',
  })
})

test('an application adds, changes and deletes records, each told once, to itself too', async () => {
  await v.listens('ONCRMLEADADD', 'ONCRMLEADUPDATE', 'ONCRMLEADDELETE')
  const fields = { title: 'Обращение из чата', originatorId: 'dealthread', originId: 'thread-1' }
  const { item } = await v.resultAs<{ item: { id: number } }>(sergey, 'crm.item.add', {
    entityTypeId: 1,
    fields,
  })
  const same = { entityTypeId: 1, filter: { '=originId': 'thread-1' } }
  expect(await v.resultAs(sergey, 'crm.item.list', same)).toMatchObject({
    items: [{ id: item.id, ...fields }],
  })

  const seat = { entityTypeId: 1, id: item.id }
  expect(
    await v.callAs(sergey, 'crm.item.update', { ...seat, fields: { stageId: 'NO_SUCH' } }),
  ).toMatchObject({
    error: 'INVALID_ARG_VALUE',
  })
  const changed = { ...seat, fields: { stageId: 'IN_PROCESS', utmSource: 'chat' } }
  expect(await v.resultAs(sergey, 'crm.item.update', changed)).toMatchObject({
    item: { stageId: 'IN_PROCESS', utmSource: 'chat', assignedById: 7 },
  })
  expect(await v.resultAs(sergey, 'crm.item.delete', seat)).toEqual([])
  await v.portal.delivered()
  expect(v.names()).toEqual(['ONCRMLEADADD', 'ONCRMLEADUPDATE', 'ONCRMLEADDELETE'])
  expect(
    await v.callAs(igor, 'crm.item.update', { entityTypeId: 2, id: romashka, fields: {} }),
  ).toMatchObject({
    error: 'ACCESS_DENIED',
  })
})

test('products and payments of a deal are shown to its people only', async () => {
  const rows = { filter: { '=ownerType': 'D', '=ownerId': romashka } }
  const { productRows } = await v.resultAs<{ productRows: { price: number; quantity: number }[] }>(
    sergey,
    'crm.item.productrow.list',
    rows,
  )
  expect(productRows.reduce((sum, { price, quantity }) => sum + price * quantity, 0)).toBe(1_840_000)
  expect(await v.callAs(igor, 'crm.item.productrow.list', rows)).toMatchObject({ error: 'ACCESS_DENIED' })
  const payments = { entityTypeId: 2, entityId: romashka }
  expect(await v.resultAs(sergey, 'crm.item.payment.list', payments)).toMatchObject([
    { paid: 'Y', sum: 920_000, currency: 'RUB' },
    { paid: 'N', datePaid: null },
  ])
})

test('stages of every kind have names, and codes of placements are told', async () => {
  const entity = (ENTITY_ID: string) => ({ filter: { ENTITY_ID }, order: { SORT: 'ASC' } })
  for (const name of [
    'STATUS',
    'DEAL_STAGE_3',
    'QUOTE_STATUS',
    'SMART_INVOICE_STAGE_1',
    'DYNAMIC_183_STAGE_5',
  ]) {
    expect(await v.resultAs<unknown[]>(sergey, 'crm.status.list', entity(name))).not.toEqual([])
  }
  expect(await v.resultAs(sergey, 'placement.list', { FULL: true })).toEqual(
    expect.arrayContaining(['CRM_LEAD_DETAIL_TAB', 'CRM_DYNAMIC_183_DETAIL_TAB', 'LEFT_MENU']),
  )
  expect(await v.resultAs(sergey, 'feature.get', { CODE: 'rest_auth_connector' })).toEqual({ value: 'Y' })
  v.portal.features.rest_auth_connector = false
  expect(await v.resultAs(sergey, 'feature.get', { CODE: 'rest_auth_connector' })).toEqual({ value: 'N' })
})
