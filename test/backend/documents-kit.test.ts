/** What a deal needs of documents: asked for, come, wrong, put right, accepted. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { KitState, KitStep, ShownKit, ShownKitItem } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { expectOk, post, say } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

let w: World
let manager: Person
let trade: Person

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  trade = await w.open(people.trade)
})
afterAll(() => w?.stop())

async function item(kind: string, who = manager): Promise<ShownKitItem> {
  const kit: ShownKit = expectOk(await who.get('/api/documents/kit')).body
  return kit.items.find((one) => one.kind === kind)!
}

const step = async (kind: string, what: object, who = manager) =>
  who.put(`/api/documents/kit/${kind}/${(await item(kind)).steps + 1}`, what)

test('a document goes from asked for to accepted, by the hours the company works', async () => {
  expect(await item('invoice')).toMatchObject({ state: 'needed', steps: 0 })
  const message = newId()
  const asked = { to: { person: people.trade }, thread: manager.team, message, text: 'Нужен инвойс' }
  expectOk(await step('invoice', { step: 'request', asked }))
  // Friday noon in Moscow: six of eight working hours are left of the day.
  expect(await item('invoice')).toMatchObject({
    state: 'requested',
    asked: { person: people.trade, message },
    deadline: '2026-11-23T08:00:00.000Z',
  })
  const { body } = await trade.get(`/api/threads/${trade.team}/messages`)
  expect(body.messages.find(({ id }: { id: string }) => id === message).question.to.people).toEqual([
    people.trade,
  ])

  const came = await post(w, trade, 'инвойс.txt', { about: { kind: 'invoice' } })
  expect(await item('invoice')).toMatchObject({
    state: 'received',
    by: people.trade,
    file: { file: { id: came.id } },
  })
  expect((await step('invoice', { step: 'reject', reason: ' ' })).body.error.reason).toBe('text_empty')
  expectOk(await step('invoice', { step: 'reject', reason: 'Не та валюта' }))
  expect(await item('invoice')).toMatchObject({ state: 'wrong', reason: 'Не та валюта' })
  const corrected = await post(w, trade, 'инвойс.txt')
  expect(await item('invoice')).toMatchObject({ state: 'corrected', file: { file: { id: corrected.id } } })
  expectOk(await step('invoice', { step: 'accept' }))
  expect(await item('invoice')).toMatchObject({ state: 'accepted' })
  await post(w, trade, 'инвойс.txt')
  expect(await item('invoice')).toMatchObject({ state: 'corrected' })
})

test('who was asked for a document is waited for no longer once it has come, by whatever way', async () => {
  const isAsked = async (message: string) => {
    const { body } = expectOk(await trade.get(`/api/threads/${trade.team}/messages?limit=100`))
    return body.messages.find(({ id }: { id: string }) => id === message).question
  }
  const request = async (text: string) => {
    const message = newId()
    const asked = { to: { person: people.trade }, thread: manager.team, message, text }
    expectOk(await step('declaration', { step: 'request', asked }))
    return message
  }
  const first = await request('Нужна декларация')
  const again = await request('Декларация всё ещё нужна')
  const { message } = await post(w, trade, 'декларация.txt', { about: { kind: 'declaration' } })
  for (const id of [first, again])
    expect(await isAsked(id)).toMatchObject({ answer: { message: message.id, by: people.trade } })

  expectOk(await step('declaration', { step: 'reject', reason: 'Нет подписи' }))
  const onPaper = await request('Нужна подписанная')
  expectOk(await step('declaration', { step: 'correct' }))
  expect(await isAsked(onPaper)).toMatchObject({ withdrawnAt: expect.any(String) })
})

test('what everybody is to see does not come from a private discussion', async () => {
  const thread = newId()
  await manager.post('/api/threads', { id: thread, kind: 'private', title: 'Личное', people: [people.head] })
  const { id } = await post(w, manager, 'cmr.txt', { thread, about: { kind: 'cmr' } })
  expect(await item('cmr')).toMatchObject({ state: 'needed' })
  expect((await step('cmr', { step: 'receive', file: id })).body.error.reason).toBe('other_readers')
})

test('two who take a step at once take one, and the same again changes nothing', async () => {
  await post(w, trade, 'договор.txt', { about: { kind: 'contract' } })
  const number = (await item('contract')).steps + 1
  const path = `/api/documents/kit/contract/${number}`
  expectOk(await manager.put(path, { step: 'accept' }))
  expectOk(await manager.put(path, { step: 'accept' }))
  const late = await trade.put(path, { step: 'reject', reason: 'Нет подписи' })
  expect(late.body.error.reason).toBe('changed_meanwhile')
  expect(await item('contract')).toMatchObject({ state: 'accepted', steps: number })
})

test('a file that is called so later counts too', async () => {
  const { id } = await post(w, trade, 'скан 1.txt')
  expect(await item('packing_list')).toMatchObject({ state: 'needed' })
  expectOk(await say(manager, id, { kind: 'packing_list' }))
  expect(await item('packing_list')).toMatchObject({ state: 'received', file: { file: { id } } })
})

test('only what comes next can be done, whatever came before', async () => {
  const next: Record<KitState, Partial<Record<KitStep, KitState>>> = {
    needed: { request: 'requested', receive: 'received' },
    requested: { request: 'requested', receive: 'received' },
    received: { receive: 'received', accept: 'accepted', reject: 'wrong' },
    wrong: { request: 'wrong', correct: 'corrected' },
    corrected: { correct: 'corrected', accept: 'accepted', reject: 'wrong' },
    accepted: { correct: 'corrected', reject: 'wrong' },
  }
  const wanted: Record<KitStep, object> = {
    request: { step: 'request', asked: { client: true } },
    receive: { step: 'receive' },
    reject: { step: 'reject', reason: 'Не то' },
    correct: { step: 'correct' },
    accept: { step: 'accept' },
  }
  const names = Object.keys(wanted) as KitStep[]
  let state = (await item('certificate')).state
  for (let n = 0; n < 60; n++) {
    const name = names[(n * 7 + n ** 2) % names.length]!
    const { status, body } = await step('certificate', wanted[name])
    const expected = next[state][name]
    expect([state, name, status, body.error?.reason]).toEqual(
      expected ? [state, name, 200, undefined] : [state, name, 409, 'wrong_step'],
    )
    state = expected ?? state
    expect((await item('certificate')).state).toBe(state)
  }
})

test('an administrator says what deals of a funnel need', async () => {
  const admin = await atHome(w, people.admin)
  const { filing, version } = expectOk(await admin.call('GET', '/api/company/documents')).body
  const words = (text: string) => ({ ru: text, uk: text, en: text })
  const kits = [{ id: 'own', title: words('Свои'), funnels: [], items: [{ kind: 'act', hours: 4 }] }]
  const put = (to: object, from = version) =>
    admin.call('PUT', '/api/company/documents', { filing: { ...filing, ...to }, version: from })
  expect((await put({ kits: [{ ...kits[0], items: [{ kind: 'nothing', hours: 4 }] }] })).status).toBe(400)
  expectOk(await put({ kits }))
  expect((await put({ kits: [] })).body.error.reason).toBe('changed_meanwhile')
  const kit: ShownKit = (await manager.get('/api/documents/kit')).body
  expect(kit.items.map(({ kind }) => kind)).toEqual(['act'])
  expect((await manager.put('/api/documents/kit/invoice/1', { step: 'receive' })).status).toBe(404)
})
