import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ServerFrame, ShownMessage } from '../../backend/shown.ts'
import { liveSocket, type TestSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

type Ack = Extract<ServerFrame, { ack: unknown }>['ack']
type Refused = Extract<ServerFrame, { refused: unknown }>['refused']
type Sent = { id?: string; thread?: string; text?: unknown; replyTo?: string }

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
      socket.raw.resume()
      socket.close()
      await socket.closed
    }
  })
  afterAll(() => w?.stop())

  async function seat(person: Person): Promise<TestSocket> {
    const { position } = (await person.get('/api/card')).body
    const socket = await liveSocket(origin, { token: person.token, after: position })
    open.push(socket)
    await socket.until((frame): frame is ServerFrame => 'present' in frame)
    return socket
  }

  /** Sends to his team thread; answers as the socket does. */
  async function send(
    person: Person,
    socket: TestSocket,
    sent: Sent,
  ): Promise<{ ack: Ack } | { refused: Refused }> {
    const { id = newId(), thread = person.team, text = 'Слот держим', ...more } = sent
    const heard = socket.frames.length
    socket.say(JSON.stringify({ send: { id, thread, text, ...more } }))
    return answerTo(socket, id, heard)
  }

  function answerTo(socket: TestSocket, id: string, from = 0) {
    const isMine = (frame: ServerFrame) =>
      ('ack' in frame && frame.ack.id === id) || ('refused' in frame && frame.refused.id === id)
    return socket.until(
      (frame): frame is { ack: Ack } | { refused: Refused } =>
        socket.frames.indexOf(frame) >= from && isMine(frame),
    )
  }

  const page = async (thread: string, query = 'limit=100'): Promise<ShownMessage[]> =>
    (await trade.get(`/api/threads/${thread}/messages?${query}`)).body.messages

  test('a message sent over the socket is stored, acknowledged by its number and told to a colleague', async () => {
    const [mine, theirs] = [await seat(manager), await seat(trade)]
    const asked = await trade.say('Держим?')
    const id = newId()
    const answer = await send(manager, mine, { id, text: 'Держим до пятницы', replyTo: asked.id })
    expect(answer).toEqual({ ack: { id, seq: asked.seq + 1 } })
    const [stored] = await page(trade.team, 'limit=1')
    expect(stored).toMatchObject({ id, text: 'Держим до пятницы', author: people.manager, replyTo: asked.id })
    expect((await theirs.event('message.sent', 2)).data).toEqual({ message: stored })
  })

  test('the same message sent again, there or by HTTP, is one message and answered the same', async () => {
    const socket = await seat(manager)
    const id = newId()
    const first = await send(manager, socket, { id })
    expect(await send(manager, socket, { id, text: 'что-то другое' })).toEqual(first)
    const again = await manager.put(`/api/threads/${manager.team}/messages/${id}`, { text: 'и третье' })
    expect(again).toMatchObject({ status: 200, body: { id, text: 'Слот держим' } })
    expect(first).toEqual({ ack: { id, seq: again.body.seq } })
  })

  test('however many are sent without waiting, all are stored in the order in which they were sent', async () => {
    const thread = newId()
    await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Перенос' })
    const socket = await seat(manager)
    const ids = Array.from({ length: 300 }, () => newId())
    for (const [n, id] of ids.entries()) socket.say({ send: { id, thread, text: `строка ${n + 1}` } })
    await Promise.all(ids.map((id) => answerTo(socket, id)))
    const stored = [1, 101, 201].map((after) => page(thread, `limit=100&after=${after - 1}`))
    expect((await Promise.all(stored)).flat().map(({ id }) => id)).toEqual(ids)
  })

  test('what HTTP refuses is refused by the same name, and the socket stays', async () => {
    const socket = await seat(manager)
    const closed = newId()
    await manager.post('/api/threads', { id: closed, kind: 'topic', title: 'Решено' })
    await manager.put(`/api/threads/${closed}/closed`, {})
    const { id: taken } = await trade.say('Первое')
    const wrong: Sent[] = [
      { text: '' },
      { text: 'ж'.repeat(20_001) },
      { text: 'до\0после' },
      { text: 7 },
      { thread: newId() },
      { thread: closed },
      { id: taken },
      { replyTo: newId() },
      { replyTo: 'никакой' },
    ]
    for (const { id = newId(), thread = manager.team, text = 'Да', ...more } of wrong) {
      const { status, body } = await manager.put(`/api/threads/${thread}/messages/${id}`, { text, ...more })
      const answer = await send(manager, socket, { id, thread, text, ...more })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(answer).toEqual({ refused: { id, reason: body.error.reason } })
    }
    expect(await send(manager, socket, {})).toHaveProperty('ack')
  })

  test('where a name stands twice, neither of the two is taken', async () => {
    const socket = await seat(manager)
    const id = newId()
    socket.say(`{"send":{"id":"${id}","thread":"${manager.team}","text":"да","text":"нет"}}`)
    expect(await answerTo(socket, id)).toEqual({ refused: { id, reason: 'bad_request' } })
  })

  test('a message without an id nobody can be told about closes the socket by name', async () => {
    const socket = await seat(manager)
    socket.say(JSON.stringify({ send: { thread: manager.team, text: 'Да' } }))
    expect(await socket.closed).toBe(4400)
  })

  test('it is in the log as what is sent by HTTP is, and so is what was denied', async () => {
    const socket = await seat(manager)
    const stranger = await w.open(people.head, '1205')
    const logged = async (act: 'message.sent' | 'denied', does: () => Promise<unknown>) => {
      await w.parts.looks.tellRepeated()
      await does()
      const entries = await w.parts.store.read(w.company, ({ db, t }) =>
        db
          .select()
          .from(t.entry)
          .where(and(eq(t.entry.company, w.company), eq(t.entry.act, act))),
      )
      return entries.sort((a, b) => a.position - b.position).at(-1)!
    }
    const same = ({ act, by, record, thread, about }: Awaited<ReturnType<typeof logged>>) => ({
      act,
      by,
      record,
      thread,
      about,
    })

    const sentThere = await logged('message.sent', () => send(manager, socket, {}))
    const sentByHttp = await logged('message.sent', () => manager.say('Слот держим'))
    expect(same(sentThere)).toEqual(same(sentByHttp))
    expect(sentThere.kept?.from).toBeDefined()

    const deniedThere = await logged('denied', () => send(manager, socket, { thread: stranger.team }))
    const deniedByHttp = await logged('denied', () =>
      manager.put(`/api/threads/${stranger.team}/messages/${newId()}`, { text: 'Да' }),
    )
    expect(deniedThere.position).toBeLessThan(deniedByHttp.position)
    expect(same(deniedThere)).toEqual(same(deniedByHttp))
  })

  test('whoever does not read what he is told has all stored that he sends', async () => {
    const socket = await seat(manager)
    const thread = newId()
    await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Не читает' })
    socket.raw.pause()
    for (let n = 1; n <= 60; n += 1) socket.say({ send: { id: newId(), thread, text: `строка ${n}` } })
    await expect.poll(async () => (await page(thread)).length).toBe(60)
  })

  test('whoever may no longer see the card, or has no session any more, sends nothing', async () => {
    const logistics = await w.open(people.logistics)
    const socket = await seat(logistics)
    w.portal.faults.deny(people.logistics, Number(deals.daisy))
    w.parts.access.forget({ company: w.company })
    const id = newId()
    expect(await send(logistics, socket, { id })).toEqual({ refused: { id, reason: 'not_found' } })
    const finance = await w.open(people.finance)
    const late = await seat(finance)
    w.clock.advance(16 * 60_000)
    const another = newId()
    expect(await send(finance, late, { id: another })).toEqual({
      refused: { id: another, reason: 'session_over' },
    })
    expect(await late.closed).toBe(4401)
    const stored = await w.parts.store.read(w.company, ({ db, t }) =>
      db.$count(t.message, eq(t.message.author, people.logistics)),
    )
    expect(Number(stored)).toBe(0)
  })
})
