import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownThread } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person
  let thread: string
  beforeAll(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  beforeEach(async () => {
    thread = newId()
    await manager.post('/api/threads', {
      id: thread,
      kind: 'topic',
      title: 'Отгрузка',
      people: [people.trade],
    })
  })
  afterAll(() => w?.stop())

  test('unread is what others wrote since I read; my own does not count', async () => {
    await manager.say('раз', { thread })
    await manager.say('два', { thread })
    expect(await seen(trade)).toMatchObject({ lastSeq: 2, readSeq: 0, unread: 2 })
    expect(await seen(manager)).toMatchObject({ lastSeq: 2, readSeq: 2, unread: 0 })

    expect((await trade.put(`/api/threads/${thread}/read`, { seq: 1 })).body).toEqual({
      readSeq: 1,
      unread: 1,
    })
    expect(await seen(trade)).toMatchObject({ readSeq: 1, unread: 1 })
    expect((await seen(manager)).reads).toEqual({ [people.manager]: 2, [people.trade]: 1 })
  })

  test('what was sent from a queue after others had written reads nothing for its author', async () => {
    await manager.say('раз', { thread })
    await manager.say('два', { thread })
    await trade.say('писал без связи', { thread })
    expect(await seen(trade)).toMatchObject({ lastSeq: 3, readSeq: 0, unread: 2 })
    expect((await trade.put(`/api/threads/${thread}/read`, { seq: 3 })).body).toEqual({
      readSeq: 3,
      unread: 0,
    })
  })

  test('reading never goes back by itself, nor past the last message', async () => {
    for (const text of ['раз', 'два', 'три']) await manager.say(text, { thread })
    await trade.put(`/api/threads/${thread}/read`, { seq: 3 })
    expect((await trade.put(`/api/threads/${thread}/read`, { seq: 1 })).body).toEqual({
      readSeq: 3,
      unread: 0,
    })
    expect((await trade.put(`/api/threads/${thread}/read`, { seq: 999 })).body).toEqual({
      readSeq: 3,
      unread: 0,
    })
  })

  test('unread from here puts the divider there, my own messages after it not counted', async () => {
    await manager.say('раз', { thread })
    await trade.say('два', { thread })
    await manager.say('три', { thread })
    await trade.put(`/api/threads/${thread}/read`, { seq: 3 })
    expect((await trade.put(`/api/threads/${thread}/unread`, { seq: 1 })).body).toEqual({
      readSeq: 0,
      unread: 2,
    })
    expect(await seen(trade)).toMatchObject({ readSeq: 0, unread: 2 })
    expect((await trade.put(`/api/threads/${thread}/unread`, { seq: 9 })).body.error.reason).toBe(
      'bad_request',
    )
  })

  test('whoever opens the card for the first time has nothing unread and sees all that was said', async () => {
    const early = await w.open(people.manager, deals.long)
    await early.say('до вас')
    const late = await w.open(people.logistics, deals.long)
    const [team] = late.bootstrap.card.threads
    expect(team).toMatchObject({ kind: 'team', unread: 0, lastSeq: 1 })
    expect(late.bootstrap.page.messages.map((message) => message.text)).toEqual(['до вас'])
    await early.say('при вас')
    const { body } = await late.get('/api/card')
    expect(body.threads[0]).toMatchObject({ unread: 1 })
  })

  test('a draft is kept for its author only, and goes when it is emptied', async () => {
    const text = 'Скидку даём, если '
    expect((await manager.put(`/api/threads/${thread}/draft`, { text })).status).toBe(204)
    expect((await seen(manager)).draft).toEqual({ text })
    expect((await seen(trade)).draft).toBeUndefined()
    await manager.put(`/api/threads/${thread}/draft`, { text: '' })
    expect((await seen(manager)).draft).toBeUndefined()
  })

  test('a muted thread is muted for me alone', async () => {
    await trade.put(`/api/threads/${thread}/level`, { level: 'none' })
    expect((await seen(trade)).mutedAt).toEqual(expect.any(String))
    expect((await seen(manager)).mutedAt).toBeUndefined()
    await trade.put(`/api/threads/${thread}/level`, { level: null })
    expect((await seen(trade)).mutedAt).toBeUndefined()
  })

  test('the last message is previewed on one line, a deleted one without its text', async () => {
    const { id } = await manager.say(`Первая строка\nвторая ${'длинная '.repeat(40)}`, { thread })
    const { lastMessage } = await seen(trade)
    expect(lastMessage?.text.startsWith('Первая строка вторая длинная')).toBe(true)
    expect(lastMessage!.text.length).toBeLessThanOrEqual(120)
    await manager.delete(`/api/threads/${thread}/messages/${id}`)
    expect((await seen(trade)).lastMessage).toMatchObject({ text: '', deletedAt: expect.any(String) })
  })

  async function seen(person: Person): Promise<ShownThread> {
    const { body } = await person.get('/api/card')
    return body.threads.find((one: ShownThread) => one.id === thread)
  }
})
