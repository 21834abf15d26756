/** Keeping, sending anew and writing into the CRM's history lead nobody to a file that he is not to have. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { expectOk, post, say, upload } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

let w: World
let manager: Person
/** Sees the deal, and not what is in its files. */
let reader: Person

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  const admin = await atHome(w, people.admin)
  await w.open(people.trade)
  const rights = { standing: 'manager', reach: 'all', documents: false }
  expectOk(await admin.call('PUT', `/api/company/standings/people/${people.trade}`, rights))
  reader = await w.open(people.trade)
})
afterAll(() => w?.stop())

async function settled() {
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

const atPortal = (name: string) => w.portal.disk(Number(deals.daisy)).filter((file) => file.name === name)

test('whoever may not open files does not come to one by having the CRM keep it', async () => {
  const { id } = await post(w, manager, 'смета.txt')
  expect((await reader.get(`/api/files/${id}`)).body.error.reason).toBe('documents_closed')
  const asked = await reader.put(`/api/files/${id}/kept`)
  expect([asked.status, asked.body.error?.reason]).toEqual([403, 'documents_closed'])
  await settled()
  expect(atPortal('смета.txt')).toEqual([])
})

test('nor is he among the readers of one that a colleague has kept', async () => {
  const thread = newId()
  const who = [people.head, reader.id]
  await manager.post('/api/threads', { id: thread, kind: 'private', title: 'Скидка', people: who })
  const { id } = await post(w, manager, 'скидка.txt', { thread })
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  const [kept] = atPortal('скидка.txt')
  expect(kept!.readers).toEqual(expect.arrayContaining([`U${manager.id}`, `U${people.head}`]))
  expect(kept!.readers).not.toContain(`U${reader.id}`)
})

test('the record’s history does not name a kept file that has a class', async () => {
  const open = await post(w, manager, 'договор.txt')
  const closed = await post(w, manager, 'себестоимость Ромашки.txt', { about: { class: 'cost' } })
  for (const { id } of [open, closed]) expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  await settled()
  expect(atPortal('себестоимость Ромашки.txt')).toHaveLength(1)
  const history = JSON.stringify(w.portal.timeline(Number(deals.daisy)))
  expect(history).toContain('договор.txt')
  expect(history).not.toContain('себестоимость Ромашки')
})

test('a new version of what was closed to the client meanwhile is not sent to him', async () => {
  const thread = newId()
  await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Клиент' })
  await w.parts.store.write(w.company, ({ db, t }) =>
    db.update(t.thread).set({ audience: 'client' }).where(eq(t.thread.id, thread)),
  )
  const first = await post(w, manager, 'расчёт.txt', { thread })
  expectOk(await say(manager, first.id, { class: 'margin' }))
  const second = await upload(w, manager, 'расчёт.txt', thread)
  const path = `/api/threads/${thread}/messages/${newId()}`
  const sent = await manager.put(path, { text: 'Вот новый', files: [second] })
  expect([sent.status, sent.body.error?.reason]).toEqual([422, 'class_refused'])
  // It is still his, to be sent where it may be.
  expectOk(await manager.get(`/api/files/${second}`))
})
