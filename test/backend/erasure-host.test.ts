/** Whoever is forgotten here is forgotten in the copies that we have brought to the CRM, whenever they came there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ErasureStatement, ShownErasure } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { expectOk, post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { asOffered, decideAll, look, orderIt } from './erasure-fixture.ts'

let w: World
let manager: Person
let admin: Visitor

beforeAll(async () => {
  w = await world(sqliteStores())
  await w.portal.finishInstallation()
  manager = await w.open(people.manager)
  admin = await atHome(w, people.admin)
})
afterAll(() => w?.stop())

const atPortal = (name: string) => w.portal.disk(Number(deals.daisy)).filter((file) => file.name === name)

async function settled() {
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

async function hostIn(id: string): Promise<string[]> {
  const { body } = await admin.call('GET', `/api/erasures/${id}/certificate`)
  const { host } = JSON.parse(body.statement) as ErasureStatement
  return host.map(({ what, state }) => `${what} ${state}`)
}

test('a kept file goes with the message it came with, whatever it is called', async () => {
  const { id, message } = await post(w, manager, 'скан 17.txt')
  const path = `/api/threads/${message.thread}/messages/${message.id}`
  expectOk(await manager.patch(path, { text: 'Паспорт Лукьяна Сомова' }))
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  expect(atPortal('скан 17.txt')).toHaveLength(1)
  const preview = await look(admin, [{ kind: 'name', text: 'Лукьян Сомов' }])
  await orderIt(w, admin, await decideAll(admin, preview, asOffered))
  expect(atPortal('скан 17.txt')).toEqual([])
  expect(await hostIn(preview.id)).toEqual(expect.arrayContaining(['file gone']))
})

test('a file that is on its way to the CRM when he is forgotten does not stay there', async () => {
  const { id } = await post(w, manager, 'Анкета Мирона Галкина.txt')
  w.portal.faults.dropAnswers(1, 'disk.folder.uploadFile')
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await w.parts.errands.idle()
  expect(atPortal('Анкета Мирона Галкина.txt')).toHaveLength(1)
  const preview = await look(admin, [{ kind: 'name', text: 'Мирон Галкин' }])
  await orderIt(w, admin, await decideAll(admin, preview, asOffered))
  const { erasures } = (await admin.call('GET', '/api/erasures')).body
  expect(erasures.find((one: ShownErasure) => one.id === preview.id)).toMatchObject({ state: 'doing' })
  w.portal.faults.calm()
  w.clock.advance(2 * 60_000)
  for (let n = 0; n < 2; n += 1) {
    await settled()
    while (await w.parts.carryOutErasures(w.company));
  }
  expect(atPortal('Анкета Мирона Галкина.txt')).toEqual([])
  admin = await atHome(w, people.admin)
  expect(await hostIn(preview.id)).toEqual(expect.arrayContaining(['file gone']))
  expect((await manager.get(`/api/files/${id}`)).status).not.toBe(200)
})
