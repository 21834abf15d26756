import { afterEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { liveSocket } from '../socket.ts'
import { sqliteStores } from '../stores.ts'
import type { Answered, Person, World, WorldOptions } from '../world.ts'
import { people, world } from '../world.ts'

const stores = sqliteStores()
let w: World
afterEach(() => w?.stop())

async function paced(env: WorldOptions['env'] = {}) {
  w = await world(stores, { env: { RATE_PERSON: '12/3', RATE_COMPANY: '20/6', ...env } })
  return w
}

/** Asks until he is told to wait; answers with how often he was served, and what he was told. */
async function untilRefused(ask: () => Promise<Answered>): Promise<{ served: number; told: Answered }> {
  for (let served = 0; served < 100; served += 1) {
    const answer = await ask()
    if (answer.status === 429) return { served, told: answer }
    expect(answer.status).toBeLessThan(300)
  }
  throw new Error('nobody was refused')
}

const reading = (person: Person) => untilRefused(() => person.get('/api/card'))
const writing = (person: Person) =>
  untilRefused(() => person.put(`/api/threads/${person.team}/messages/${newId()}`, { text: 'Ещё раз' }))

test('whoever asks without end is told when to go on, and may then', async () => {
  const { clock } = await paced()
  const manager = await w.open(people.manager)
  const { served, told } = await reading(manager)
  expect(served).toBe(12)
  expect(told.body.error.reason).toBe('too_many_requests')
  expect(told.headers.get('retry-after')).toBe('1')
  clock.advance(1000)
  expect((await reading(manager)).served).toBe(3)
})

test('what changes something is counted three times as strictly, and a refused message may be sent again', async () => {
  const { clock } = await paced()
  const manager = await w.open(people.manager)
  const { served, told } = await writing(manager)
  expect([served, told.headers.get('retry-after')]).toEqual([4, '1'])
  expect((await manager.get('/api/card')).status).toBe(200)
  clock.advance(1000)
  expect(await manager.say('Теперь можно')).toMatchObject({ seq: 5 })
})

test('one person who is too fast takes nothing from his colleagues', async () => {
  await paced()
  const manager = await w.open(people.manager)
  const colleague = await w.open(people.trade)
  await reading(manager)
  for (let again = 0; again < 30; again += 1) await manager.get('/api/card')
  expect((await reading(colleague)).served).toBe(8)
})

test('a company that is too fast takes nothing from another', async () => {
  await paced()
  for (const person of [people.manager, people.trade]) await reading(await w.open(person))
  expect((await (await w.open(people.finance)).get('/api/card')).status).toBe(429)
  expect(() => w.parts.pace.ask({ company: 'another', person: people.finance }, 'reading')).not.toThrow()
})

test('what is not proven is refused as such, and counted on nobody', async () => {
  await paced()
  const manager = await w.open(people.manager)
  for (let again = 0; again < 50; again += 1) {
    const answer = await w.http.request('/api/card', {
      headers: { Authorization: `Bearer ${w.company}.${'x'.repeat(43)}` },
    })
    expect(answer.status).toBe(401)
  }
  expect((await reading(manager)).served).toBe(12)
})

test('sockets that say more than anybody types are closed, and the person may come back', async () => {
  const { clock } = await paced()
  const manager = await w.open(people.manager)
  const url = await w.listen()
  const greeting = { token: manager.token, after: 0 }
  const loud = await liveSocket(url, greeting)
  await loud.until((frame): frame is typeof frame => 'head' in frame || 'events' in frame)
  for (let again = 0; again < 10_000; again += 1) loud.say({ ping: true })
  expect(await loud.closed).toBe(4429)
  expect(await (await liveSocket(url, greeting)).closed).toBe(4429)
  clock.advance(10_000)
  const back = await liveSocket(url, greeting)
  await manager.say('Слышно?')
  await back.event('message.sent')
  back.close()
})

test('what is sent over a socket is counted as if it came by HTTP, and may be sent again', async () => {
  const { clock } = await paced()
  const manager = await w.open(people.manager)
  const socket = await liveSocket(await w.listen(), { token: manager.token, after: 0 })
  await socket.until((frame): frame is typeof frame => 'present' in frame)
  const ids = Array.from({ length: 5 }, () => newId())
  for (const id of ids) socket.say({ send: { id, thread: manager.team, text: 'Ещё раз' } })
  const refused = { refused: { id: ids[4], reason: 'too_many_requests', after: 1 } }
  expect(await socket.until((frame): frame is typeof frame => 'refused' in frame)).toEqual(refused)
  expect(socket.frames.flatMap((frame) => ('ack' in frame ? frame.ack.seq : []))).toEqual([1, 2, 3, 4])
  expect((await writing(manager)).served).toBe(0)
  clock.advance(1000)
  socket.say({ send: { id: ids[4]!, thread: manager.team, text: 'Ещё раз' } })
  await socket.until((frame): frame is typeof frame => 'ack' in frame && frame.ack.seq === 5)
  socket.close()
})

test('every call of the API that needs a session is counted', async () => {
  await paced({ RATE_PERSON: '1/1', RATE_COMPANY: '1000/1000' })
  const card = await w.open(people.manager)
  const home = await atHome(w, people.admin)
  const calls = w.http.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && !unproven.includes(path))
    .map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+(\{[^}]*\})?/g, newId()) }))
  const ask = ({ method, path }: { method: string; path: string }, token: string) =>
    w.http.request(path, { method, headers: { Authorization: `Bearer ${token}` } })
  await ask(calls[0]!, card.token)
  await home.call('GET', '/api/inbox')

  const counted = await Promise.all(
    calls.map(async (call) => {
      const answers = await Promise.all([card.token, home.token].map((token) => ask(call, token)))
      return answers.some(({ status }) => status === 429)
    }),
  )
  expect(calls.length).toBeGreaterThan(100)
  expect(calls.filter((_, place) => !counted[place])).toEqual([])
})

/** Who comes by them has no session yet, or says so in the socket; they are counted in other ways. */
const unproven = [
  '/api/openapi.json',
  '/api/live',
  '/api/inbox/live',
  '/api/session',
  '/api/invites/accept',
  '/api/invites/wanted',
]

test('where a name stands twice, neither of the two is taken', async () => {
  w = await world(stores)
  const manager = await w.open(people.manager)
  const put = (body: string) => {
    const headers = { Authorization: `Bearer ${manager.token}`, 'Content-Type': 'application/json' }
    return w.http.request(`/api/threads/${manager.team}/messages/${newId()}`, {
      method: 'PUT',
      headers,
      body,
    })
  }
  for (const body of [
    '{"text":"да","text":"нет"}',
    '{"text":"да", "te\\u0078t" : "нет"}',
    '{"text":"\\"}","text":"нет"}',
    '{"text":"да","mentions":[],"mentions":["9"]}',
  ]) {
    const answer = await put(body)
    expect([body, answer.status, (await answer.json()).error?.reason]).toEqual([body, 400, 'bad_request'])
  }
  const { status } = await put('{"text":"\\"text\\":1,\\"text\\":2 {}","mentions":[]}')
  expect(status).toBe(201)
})

test('what is nested deeper than anybody means it is a malformed request, and costs nobody anything', async () => {
  w = await world(stores)
  const manager = await w.open(people.manager)
  const nested = (open: string, close: string) => open.repeat(40_000) + close.repeat(40_000)
  const path = `/api/threads/${manager.team}/messages/${newId()}`
  for (const body of [
    nested('[', ']'),
    `{"text":${nested('[', ']')}}`,
    `{"text":${nested('{"a":', '}').replace('}', '1}')}}`,
  ]) {
    const headers = { Authorization: `Bearer ${manager.token}`, 'Content-Type': 'application/json' }
    const answer = await w.http.request(path, { method: 'PUT', headers, body })
    expect(answer.status).toBe(400)
  }
})
