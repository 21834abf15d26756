import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ServerFrame, ShownEvent } from '../../backend/shown.ts'
import { liveSocket, type TestSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  let origin: string
  let manager: Person
  let trade: Person
  const open: TestSocket[] = []

  beforeAll(async () => {
    w = await world(stores)
    origin = await w.listen()
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  afterEach(async () => {
    for (const socket of open.splice(0)) {
      socket.close()
      await socket.closed
    }
  })
  afterAll(() => w?.stop())

  async function watch(person: Person, after?: number): Promise<TestSocket> {
    const position = after ?? (await person.get('/api/card')).body.position
    const socket = await liveSocket(origin, { token: person.token, after: position })
    open.push(socket)
    await socket.until(isPresent)
    return socket
  }

  test('a message reaches a colleague who looks at the card, whole', async () => {
    const socket = await watch(trade)
    const sent = await manager.say('Слот держим до пятницы')
    const event = await socket.event('message.sent')
    expect(event.data).toEqual({ message: sent })
  })

  test('a socket that comes back is told what it missed, in order and once', async () => {
    const first = await watch(trade)
    await manager.say('при тебе')
    const seen = await first.event('message.sent')
    first.close()
    await first.closed
    for (const text of ['раз', 'два', 'три']) await manager.say(text)
    const again = await watch(trade, seen.position)
    await again.event('message.sent', 3)
    await manager.say('четыре')
    await again.event('message.sent', 4)
    expect(texts(again.events)).toEqual(['раз', 'два', 'три', 'четыре'])
    expect(ascending(again.events)).toBe(true)
  })

  test('HTTP tells the same events as the socket', async () => {
    const { body: card } = await trade.get('/api/card')
    const socket = await watch(trade, card.position)
    const { id } = await manager.say('одно')
    await manager.put(`/api/threads/${manager.team}/messages/${id}/pin`)
    await trade.put(`/api/threads/${trade.team}/draft`, { text: 'начал' })
    await socket.event('draft.saved')
    const { body } = await trade.get(`/api/events?after=${card.position}`)
    expect(body.events.map(named)).toEqual(socket.events.map(named))
    expect(body.head).toBe(socket.events.at(-1)!.position)
  })

  test('what is deleted meanwhile is told as deleted: its text reaches nobody any more', async () => {
    const { body: card } = await trade.get('/api/card')
    const { id } = await manager.say('Себестоимость 812 000')
    await manager.delete(`/api/threads/${manager.team}/messages/${id}`)
    const { body } = await trade.get(`/api/events?after=${card.position}`)
    expect(JSON.stringify(body)).not.toContain('Себестоимость')
    expect(body.events.map((event: ShownEvent) => event.topic)).toEqual(['message.sent', 'message.deleted'])
  })

  test('a private thread is told to its people only', async () => {
    const mine = await watch(manager)
    const theirs = await watch(trade)
    const thread = newId()
    await manager.post('/api/threads', { id: thread, kind: 'private', title: 'Маржа', people: [people.head] })
    await manager.say('14 %', { thread })
    await manager.say('всем')
    await mine.event('message.sent', 2)
    await theirs.event('message.sent')
    expect(mine.events.map((event) => event.topic)).toContain('thread.opened')
    expect(JSON.stringify(theirs.frames)).not.toContain(thread)
  })

  test('drafts and mutes are told to the person they concern, in every window of his', async () => {
    const mine = await watch(manager)
    const other = await watch(manager)
    const theirs = await watch(trade)
    await manager.put(`/api/threads/${manager.team}/draft`, { text: 'Черновик' })
    await manager.say('после')
    expect((await other.event('draft.saved')).data).toEqual({
      thread: manager.team,
      draft: { text: 'Черновик' },
    })
    await mine.event('message.sent')
    await theirs.event('message.sent')
    expect(theirs.events.map((event) => event.topic)).not.toContain('draft.saved')
    await manager.put(`/api/threads/${manager.team}/draft`, { text: '' })
  })

  test('another card is not heard here', async () => {
    const socket = await watch(trade)
    const elsewhere = await w.open(people.manager, deals.long)
    await elsewhere.say('в другой сделке')
    await manager.say('здесь')
    await socket.event('message.sent')
    expect(texts(socket.events)).toEqual(['здесь'])
  })

  test('who looks at the card and who is writing is told, and forgotten', async () => {
    const mine = await watch(manager)
    const colleague = await w.open(people.logistics)
    const theirs = await watch(colleague)
    expect(await mine.until((frame): frame is Presence => 'presence' in frame)).toEqual({
      presence: { person: people.logistics, online: true },
    })
    const present = await theirs.until(isPresent)
    expect(present.present).toContain(people.manager)
    theirs.say({ typing: { thread: colleague.team, on: true } })
    expect(await mine.until((frame): frame is Typing => 'typing' in frame)).toEqual({
      typing: { thread: colleague.team, person: people.logistics, on: true },
    })
    expect(theirs.frames.some((frame) => 'typing' in frame)).toBe(false)
  })

  test('typing in a thread I may not see closes nothing and tells nobody', async () => {
    const mine = await watch(manager)
    const theirs = await watch(trade)
    theirs.say({ typing: { thread: newId(), on: true } })
    theirs.say({ typing: { thread: trade.team, on: false } })
    expect(await mine.until((frame): frame is Typing => 'typing' in frame)).toMatchObject({
      typing: { on: false },
    })
  })

  test('a socket without a session, or with nonsense, is closed by name', async () => {
    const wrong = await liveSocket(origin, { token: `${w.company}.${'x'.repeat(43)}`, after: 0 })
    expect(await wrong.closed).toBe(4401)
    const nonsense = await liveSocket(origin, '{"token":')
    expect(await nonsense.closed).toBe(4400)
    const big = await liveSocket(origin, JSON.stringify({ token: 'x'.repeat(70_000), after: 0 }))
    expect(await big.closed).toBe(1009)
  })

  test('the eleventh window of a person is refused', async () => {
    for (let n = 0; n < 10; n++) await watch(trade)
    const eleventh = await liveSocket(origin, { token: trade.token, after: 0 })
    expect(await eleventh.closed).toBe(4429)
  })

  test('somebody far behind is told to take a fresh snapshot instead', async () => {
    const card = (await manager.get('/api/card')).body
    await w.parts.store.write(w.company, async (writing) => {
      for (let n = 0; n < 2100; n++) {
        await writing.emit('thread.reopened', {
          record: `deal:${deals.daisy}`,
          thread: manager.team,
          data: { thread: manager.team },
        })
      }
    })
    const socket = await watch(trade, card.position)
    expect(socket.frames[0]).toEqual({ stale: true })
    await manager.say('дальше как обычно')
    await socket.event('message.sent')
  })

  test('somebody who knows more than there is, since an older database came back, is told to take a fresh snapshot', async () => {
    const card = (await manager.get('/api/card')).body
    const socket = await watch(trade, card.position + 50)
    expect(socket.frames[0]).toEqual({ stale: true })
    await manager.say('дальше как обычно')
    await socket.event('message.sent')
  })

  test('where another event stands under the number of the last one told, everybody takes a fresh snapshot', async () => {
    const socket = await watch(trade)
    await manager.say('стоит и в базе, которая отстала')
    const { position } = await socket.event('message.sent')
    // A database that was behind has taken the place of the lost one, and has come further since.
    await w.parts.store.write(w.company, ({ company, db, t }) =>
      db
        .update(t.event)
        .set({ at: new Date(0) })
        .where(and(eq(t.event.company, company), eq(t.event.position, position))),
    )
    await manager.say('сказано после потери')
    expect(await socket.closed).toBe(1012)
    expect(socket.frames.at(-1)).toEqual({ stale: true })
    expect(texts(socket.events)).toEqual(['стоит и в базе, которая отстала'])
  })

  test('a socket that does not read is closed instead of remembered for, and resumes', async () => {
    const { body: card } = await trade.get('/api/card')
    const socket = await watch(trade, card.position)
    socket.raw.pause()
    const sent = 300
    for (let n = 0; n < sent; n += 50) {
      await Promise.all(Array.from({ length: 50 }, () => manager.say('🚢'.repeat(20_000))))
    }
    socket.raw.resume()
    expect([1006, 4408]).toContain(await socket.closed)
    const again = await watch(trade, card.position)
    await again.event('message.sent', sent)
    expect(ascending(again.events)).toBe(true)
  }, 30_000)

  test('losing the deal closes the socket while nobody asks', async () => {
    const finance = await w.open(people.finance)
    const socket = await watch(finance)
    w.portal.faults.deny(people.finance, Number(deals.daisy))
    w.clock.advance(MINUTE)
    await w.parts.askAgain()
    expect(await socket.closed).toBe(4403)
  })

  test('even when the CRM was asked just before he lost it', async () => {
    const logistics = await w.open(people.logistics)
    const socket = await watch(logistics)
    w.clock.advance(10_000)
    w.portal.faults.deny(people.logistics, Number(deals.daisy))
    await w.parts.askAgain()
    w.portal.faults.allow(people.logistics, Number(deals.daisy))
    expect(await socket.closed).toBe(4403)
  })

  test('of several windows of a person the CRM is asked by one', async () => {
    const logistics = await w.open(people.logistics)
    for (let n = 0; n < 3; n += 1) await watch(logistics)
    w.clock.advance(10_000)
    const before = w.portal.requests.length
    await w.parts.askAgain()
    const asked = w.portal.requests.slice(before).filter(({ person }) => person === people.logistics)
    expect(asked).toHaveLength(1)
  })

  test('where the first of them has no session any more, by the next', async () => {
    const first = await w.open(people.logistics)
    const windows = [await watch(first), await watch(await w.open(people.logistics))]
    const hash = createHash('sha256').update(first.token.split('.')[1]!).digest('hex')
    await w.parts.store.write(w.company, ({ company, db, t, now }) =>
      db
        .update(t.session)
        .set({ endedAt: now })
        .where(and(eq(t.session.company, company), eq(t.session.hash, hash))),
    )
    w.clock.advance(11_000)
    w.portal.faults.deny(people.logistics, Number(deals.daisy))
    await w.parts.askAgain()
    w.portal.faults.allow(people.logistics, Number(deals.daisy))
    expect(await Promise.all(windows.map(({ closed }) => closed))).toEqual([4401, 4403])
  })

  test('a heartbeat tells every window how far the company has come', async () => {
    const windows = [await watch(manager), await watch(trade)]
    await manager.say('до удара')
    const { position } = await windows[0]!.event('message.sent')
    await windows[1]!.event('message.sent')
    for (const { frames } of windows) frames.length = 0
    await w.parts.hub.beat()
    const told = (frame: ServerFrame): frame is { head: number } => 'head' in frame && !('events' in frame)
    for (const window of windows) expect((await window.until(told)).head).toBeGreaterThanOrEqual(position)
  })

  test('whoever comes while the CRM is silent and nothing is known of him comes again, and has lost nothing', async () => {
    const { position } = (await manager.get('/api/card')).body
    w.parts.access.forget({ company: w.company })
    w.portal.faults.hang = true
    try {
      const socket = await liveSocket(origin, { token: manager.token, after: position })
      expect(await socket.closed).toBe(1013)
    } finally {
      w.portal.faults.hang = false
    }
    await expect.poll(async () => (await manager.get('/api/card')).status, { timeout: 20_000 }).toBe(200)
  })

  test('of many who look, those go who have lost the deal, the first and the last, and nobody else', async () => {
    const first = await watch(await w.open(people.logistics))
    const staying = [await watch(manager), await watch(manager), await watch(manager)]
    const last = await watch(trade)
    const { faults } = w.portal
    const lost = [people.logistics, people.trade]
    for (const person of lost) faults.deny(person, Number(deals.daisy))
    w.clock.advance(MINUTE)
    // Spread over some time, several at a look.
    await w.parts.askAgain(500)
    for (const person of lost) faults.allow(person, Number(deals.daisy))
    expect([await first.closed, await last.closed]).toEqual([4403, 4403])
    const { id } = await manager.say('для оставшихся')
    for (const socket of staying)
      expect(await socket.event('message.sent')).toMatchObject({ data: { message: { id } } })
  })

  test('a session that is over closes its socket', async () => {
    const late = await w.open(people.logistics)
    const socket = await watch(late)
    w.clock.advance(16 * MINUTE)
    await w.parts.askAgain()
    expect(await socket.closed).toBe(4401)
  })
})

type Typing = Extract<ServerFrame, { typing: unknown }>
type Presence = Extract<ServerFrame, { presence: unknown }>
type Present = Extract<ServerFrame, { present: unknown }>

const isPresent = (frame: ServerFrame): frame is Present => 'present' in frame

function texts(events: ShownEvent[]): string[] {
  return events.flatMap((event) => (event.topic === 'message.sent' ? event.data.message.text : []))
}

const named = ({ position, topic }: ShownEvent) => [position, topic]

function ascending(events: ShownEvent[]): boolean {
  return events.every((event, n) => n === 0 || event.position > events[n - 1]!.position)
}
