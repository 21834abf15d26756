/** Whoever looks at what is not his is told of, whichever way he looks; so is whoever is not let in, and where people came from. */
import { and, eq, gt } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Act } from '../../backend/audit/acts.ts'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { liveSocket } from '../socket.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

let w: World
let manager: Person
let auditor: Person
let secret: string
let said: string
let origin: string

beforeAll(async () => {
  w = await world(sqliteStores())
  origin = await w.listen()
  manager = await w.open(people.manager)
  await w.open(people.finance)
  const admin = await atHome(w, people.admin)
  const rights = { standing: 'compliance', reach: 'all', documents: true }
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, rights)
  auditor = await w.open(people.finance)
  secret = newId()
  const wanted = { id: secret, kind: 'private', title: 'Между нами', people: [people.head] }
  await manager.post('/api/threads', wanted)
  said = (await manager.say('Об этом молчим', { thread: secret })).id
  const reason = { id: newId(), reason: 'Проверка по обращению клиента' }
  await auditor.post(`/api/supervising/${secret}`, reason)
})
afterAll(() => w.stop())

/** What the log tells of it that it did not tell before. */
async function news(act: Act, does: () => Promise<unknown>) {
  await w.parts.looks.tellRepeated()
  const before = await lastPosition()
  await does()
  return told(act, before)
}

const lastPosition = () =>
  w.parts.store.read(w.company, async ({ db, t }) => Number(await db.$count(t.entry)))

const told = (act: Act, after: number) =>
  w.parts.store.read(w.company, ({ db, t }) =>
    db
      .select()
      .from(t.entry)
      .where(and(eq(t.entry.company, w.company), eq(t.entry.act, act), gt(t.entry.position, after))),
  )

const reading = { by: people.finance, record: `deal:${deals.daisy}` }

test.each([
  ['the page of its messages', () => auditor.get(`/api/threads/${secret}/messages`)],
  ['what a message said before', () => auditor.get(`/api/threads/${secret}/messages/${said}/versions`)],
  ['what has happened there', () => auditor.get('/api/events?after=0&limit=500')],
])('supervised reading is told of: %s', async (_, looks) => {
  const [entry] = await news('supervision.read', looks)
  expect(entry).toMatchObject({ ...reading, thread: secret })
})

test('supervised reading is told of: what is said while he looks on', async () => {
  const { position } = (await auditor.get('/api/card')).body
  const socket = await liveSocket(origin, { token: auditor.token, after: position })
  await socket.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
  await w.parts.looks.tellRepeated()
  const before = await lastPosition()
  await manager.say('И об этом тоже', { thread: secret })
  await socket.event('message.sent')
  socket.close()
  await expect
    .poll(() => told('supervision.read', before))
    .toContainEqual(expect.objectContaining({ ...reading, thread: secret }))
})

test('whoever the CRM shows a card no more is told of when he comes back to it', async () => {
  const logistics = await w.open(people.logistics)
  w.portal.faults.deny(people.logistics, Number(deals.daisy))
  w.parts.access.forget({ company: w.company })
  const [entry] = await news('denied', async () => {
    const { status, body } = await logistics.get('/api/card')
    expect([status, body]).toEqual([404, { error: { reason: 'not_found', message: 'not_found' } }])
  })
  expect(entry).toMatchObject({ by: people.logistics, record: `deal:${deals.daisy}` })
  expect(entry?.kept?.from).toBeDefined()
})

test('a session that is proven anew says where it was', async () => {
  const proof = w.portal.tokenFor(people.manager).AUTH_ID
  const [entry] = await news('session.begun', () => manager.post('/api/session', { proof }))
  expect(entry).toMatchObject({ by: people.manager })
  expect(entry?.kept?.from).toBeDefined()
})
