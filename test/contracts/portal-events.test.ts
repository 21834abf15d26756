import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, alina, igor, romashka, sergey, type Visit, visit } from './portal-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

test('a changed deal is told to whoever has bound it, as a form with the token of who changed it', async () => {
  await v.listens('ONCRMDEALUPDATE')
  const [delivery] = await v.portal.change(romashka, { amount: 2_000_000 }, sergey)
  expect(delivery).toMatchObject({ event: 'ONCRMDEALUPDATE', status: 200 })

  const form = v.heard[0] ?? new URLSearchParams()
  expect(Object.fromEntries(form)).toMatchObject({
    event: 'ONCRMDEALUPDATE',
    'data[FIELDS][ID]': '1204',
    ts: String(v.now().getTime() / 1000),
    'auth[member_id]': v.portal.memberId,
    'auth[application_token]': v.portal.applicationToken,
    'auth[user_id]': sergey,
    'auth[client_endpoint]': v.portal.restEndpoint,
  })
  expect(form.has('auth[refresh_token]')).toBe(false)
  const token = form.get('auth[access_token]') ?? ''
  expect(await v.call('crm.item.get', { entityTypeId: 2, id: romashka }, token)).toMatchObject({
    result: { item: { opportunity: 2_000_000, updatedBy: 7, updatedTime: '2026-11-20T12:00:00+03:00' } },
  })
})

test('what a robot does carries no token, and a handler bound for one person always carries theirs', async () => {
  await v.listens('ONCRMDEALUPDATE')
  await v.portal.change(romashka, { title: 'Иначе' }, null)
  expect([...(v.heard[0]?.keys() ?? [])].filter((key) => key.startsWith('auth'))).toEqual([
    'auth[domain]',
    'auth[server_endpoint]',
    'auth[client_endpoint]',
    'auth[member_id]',
    'auth[application_token]',
  ])

  await v.callAs(admin, 'event.bind', {
    event: 'ONCRMDEALDELETE',
    handler: v.handlerUrl,
    auth_type: sergey,
  })
  await v.portal.remove(1205, null)
  expect(v.heard.at(-1)?.get('auth[user_id]')).toBe(sergey)
})

test('nothing is sent before the installation is finished, and the end of it is told with both tokens', async () => {
  await v.callAs(admin, 'event.bind', { event: 'ONCRMDEALUPDATE', handler: v.handlerUrl })
  await v.callAs(admin, 'event.bind', { event: 'ONAPPINSTALL', handler: v.handlerUrl })
  await v.portal.change(romashka, { title: 'Рано' }, sergey)
  expect(v.heard).toEqual([])
  await v.portal.finishInstallation()
  expect(v.names()).toEqual(['ONAPPINSTALL'])
  expect(v.heard[0]?.get('auth[refresh_token]')).toBeTruthy()
})

test('a deal taken to another funnel is not told as updated', async () => {
  await v.listens('ONCRMDEALUPDATE', 'ONCRMDEALMOVETOCATEGORY')
  await v.portal.move(romashka, 'EXECUTING', sergey)
  await v.portal.move(romashka, 'C3:NEW', sergey)
  expect(v.names()).toEqual(['ONCRMDEALUPDATE', 'ONCRMDEALMOVETOCATEGORY'])
  expect(v.heard[1]?.get('data[FIELDS][CATEGORY_ID]')).toBe('3')
  const history = { entityTypeId: 2, filter: { OWNER_ID: romashka }, order: { ID: 'ASC' } }
  const { items } = await v.resultAs<{ items: { TYPE_ID: number }[] }>(
    sergey,
    'crm.stagehistory.list',
    history,
  )
  expect(items.map(({ TYPE_ID }) => TYPE_ID).sort()).toEqual([1, 2, 2, 5])
})

test('a merge is told as one update and deletions, a converted lead as a new deal and an update', async () => {
  await v.listens('ONCRMDEALADD', 'ONCRMDEALUPDATE', 'ONCRMDEALDELETE', 'ONCRMLEADUPDATE')
  await v.portal.merge(romashka, [1205], admin)
  expect(v.names().sort()).toEqual(['ONCRMDEALDELETE', 'ONCRMDEALUPDATE'])
  expect(await v.callAs(admin, 'crm.item.get', { entityTypeId: 2, id: 1205 })).toMatchObject({
    error: 'NOT_FOUND',
  })

  v.heard.length = 0
  const deal = await v.portal.convertLead(301, sergey)
  expect(v.names().sort()).toEqual(['ONCRMDEALADD', 'ONCRMLEADUPDATE'])
  expect(await v.callAs(sergey, 'crm.item.get', { entityTypeId: 2, id: deal.id })).toMatchObject({
    result: { item: { leadId: 301, title: 'Перевозка кофейных автоматов из Милана' } },
  })
})

test('smart processes are told under a common name and under their own', async () => {
  await v.listens('ONCRMDYNAMICITEMUPDATE', 'ONCRMDYNAMICITEMUPDATE_183')
  await v.portal.change({ kind: 183, id: 601 }, { title: 'Рейс перенесён' }, igor)
  expect(v.names()).toEqual(['ONCRMDYNAMICITEMUPDATE', 'ONCRMDYNAMICITEMUPDATE_183'])
  expect(v.heard[0]?.get('data[FIELDS][ENTITY_TYPE_ID]')).toBe('183')
})

test('an event can be lost, doubled, late or forged, and is never sent again', async () => {
  await v.listens('ONCRMDEALUPDATE')
  const data = { FIELDS: { ID: romashka } }
  expect(await v.portal.emit('ONCRMDEALUPDATE', data, { lost: true })).toMatchObject([{ status: 'lost' }])
  expect(v.heard).toEqual([])
  await v.portal.emit('ONCRMDEALUPDATE', data, { twice: true, delayMs: 5 })
  expect(v.heard).toHaveLength(2)
  await v.portal.emit('ONCRMDEALUPDATE', data, { token: 'forged' })
  expect(v.heard.at(-1)?.get('auth[application_token]')).toBe('forged')

  v.portal.faults.loseEvents(1)
  await v.portal.change(romashka, { amount: 1 }, sergey)
  v.portal.faults.calm()
  v.portal.faults.doubleEvents(1)
  await v.portal.change(romashka, { amount: 2 }, sergey)
  expect(v.portal.sent.map(({ status }) => status)).toEqual(['lost', 200, 200, 200, 'lost', 200, 200])
})

test('a hired employee is told of, a dismissed one is only found by asking', async () => {
  await v.listens('ONUSERADD')
  v.passes(60)
  const newcomer = await v.portal.hire({ name: 'Лев', lastName: 'Титов', extranet: true })
  expect(v.heard[0]?.get('data[ID]')).toBe(newcomer.id)
  v.passes(60)
  v.portal.dismiss(alina)
  expect(v.heard).toHaveLength(1)

  const since = new Date(v.now().getTime() - 30_000).toISOString()
  const changed = await v.resultAs(admin, 'user.get', { FILTER: { '>TIMESTAMP_X': since } })
  expect(changed).toMatchObject([{ ID: alina, ACTIVE: false, TIMESTAMP_X: {} }])
  expect(await v.callAs(newcomer.id, 'crm.item.get', { entityTypeId: 2, id: romashka })).toMatchObject({
    error: 'allowed_only_intranet_user',
  })
})

test('offline events wait, the latest of each object, until they are taken and cleared', async () => {
  await v.portal.finishInstallation()
  const bound = { event: 'ONCRMDEALUPDATE', event_type: 'offline', auth_connector: 'chat' }
  expect(await v.callAs(sergey, 'event.bind', bound)).toMatchObject({ error: 'ACCESS_DENIED' })
  await v.callAs(admin, 'event.bind', bound)
  await v.listens('ONOFFLINEEVENT')
  for (const amount of [1, 2]) await v.portal.change(romashka, { amount }, sergey)
  const update = { entityTypeId: 2, id: 1205, fields: { opportunity: 5 } }
  await v.callAs(sergey, 'crm.item.update', { ...update, auth_connector: 'chat' })
  await v.portal.delivered()
  expect(v.names()).toEqual(['ONOFFLINEEVENT', 'ONOFFLINEEVENT'])

  const taking = { clear: 0, auth_connector: 'chat' }
  const { process_id, events } = await v.resultAs<{ process_id: string; events: { MESSAGE_ID: string }[] }>(
    admin,
    'event.offline.get',
    taking,
  )
  expect(events).toMatchObject([{ EVENT_NAME: 'ONCRMDEALUPDATE', EVENT_DATA: { FIELDS: { ID: romashka } } }])
  expect(await v.resultAs(admin, 'event.offline.get', taking)).toMatchObject({ events: [] })
  const ids = events.map(({ MESSAGE_ID }) => MESSAGE_ID)
  expect(await v.resultAs(admin, 'event.offline.clear', { process_id, message_id: ids })).toBe(true)
  expect(await v.resultAs(admin, 'event.offline.list')).toEqual([])
})

test('an application may try the way of events out', async () => {
  await v.listens('ONAPPTEST')
  await v.callAs(admin, 'event.test', { any: 'thing' })
  await v.portal.delivered()
  expect(v.heard[0]?.get('data[QUERY][any]')).toBe('thing')
})
