import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person
  beforeAll(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  afterAll(() => w?.stop())

  test('a message is numbered, kept as written and shown to a colleague', async () => {
    const text = 'Скидка 10 % <b>до пятницы</b>\n\tпредоплата — 50 % 🙏'
    const sent = await manager.say(text)
    expect(sent).toMatchObject({ author: people.manager, text, files: [], reactions: [], mentions: [] })
    const { body } = await trade.get(`/api/threads/${trade.team}/messages`)
    expect(body.messages.at(-1)).toEqual(sent)
  })

  test('the same message sent again, even five times at once, is one message', async () => {
    const id = newId()
    const path = `/api/threads/${manager.team}/messages/${id}`
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => manager.put(path, { text: 'Держим слот?' })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 201])
    expect(new Set(answers.map((answer) => answer.body.seq)).size).toBe(1)
    const again = await manager.put(path, { text: 'something else' })
    expect(again).toMatchObject({ status: 200, body: { text: 'Держим слот?' } })
  })

  test("a colleague's id cannot be taken", async () => {
    const { id } = await manager.say('Первое')
    const stolen = await trade.put(`/api/threads/${trade.team}/messages/${id}`, { text: 'Чужое' })
    expect(stolen).toMatchObject({ status: 409, body: { error: { reason: 'id_taken' } } })
  })

  test('pages go both ways by seq, newest last, without gaps', async () => {
    const thread = await topic(manager, 'Страницы')
    for (let n = 1; n <= 12; n++) await manager.say(`строка ${n}`, { thread })
    const page = async (query: string) => {
      const { body } = await manager.get(`/api/threads/${thread}/messages?${query}`)
      return body.messages.map((message: ShownMessage) => message.seq)
    }
    expect(await page('limit=5')).toEqual([8, 9, 10, 11, 12])
    expect(await page('limit=5&before=8')).toEqual([3, 4, 5, 6, 7])
    expect(await page('limit=5&before=3')).toEqual([1, 2])
    expect(await page('limit=5&after=3')).toEqual([4, 5, 6, 7, 8])
    expect(await page('after=12')).toEqual([])
  })

  test('sent at the same time by many, messages still have one order without gaps', async () => {
    const thread = await topic(manager, 'Толкучка')
    await Promise.all(
      Array.from({ length: 80 }, (_, n) => (n % 2 ? manager : trade).say(`сообщение ${n}`, { thread })),
    )
    const { body } = await trade.get(`/api/threads/${thread}/messages?limit=100`)
    expect(body.messages.map((message: ShownMessage) => message.seq)).toEqual(
      Array.from({ length: 80 }, (_, n) => n + 1),
    )
  })

  test.each([
    ['nothing at all', '', 422, 'text_empty'],
    ['blanks only', ' \n\t\u00a0', 422, 'text_empty'],
    ['20,001 characters', 'ж'.repeat(20_001), 413, 'text_too_long'],
    ['a NUL', 'до\0после', 400, 'bad_request'],
    ['half an emoji', 'x\ud83d', 400, 'bad_request'],
  ])('%s is refused by name', async (_, text, status, reason) => {
    const answer = await manager.put(`/api/threads/${manager.team}/messages/${newId()}`, { text })
    expect(answer).toMatchObject({ status, body: { error: { reason } } })
  })

  test('20,000 characters are kept to the last, emoji counted as one each', async () => {
    const text = '🚢'.repeat(20_000)
    const { id } = await manager.say(text)
    const { body } = await trade.get(`/api/threads/${trade.team}/messages?limit=1`)
    expect(body.messages[0]).toMatchObject({ id, text })
  })

  test('a thread that does not exist, a foreign one and a private one of others answer the very same 404', async () => {
    const stranger = await w.open(people.head, '1205')
    const secret = newId()
    const made = await manager.post('/api/threads', {
      id: secret,
      kind: 'private',
      title: 'Маржа',
      people: [people.head],
    })
    expect(made.status).toBe(201)
    const paths = [newId(), stranger.team, secret].map((thread) => `/api/threads/${thread}/messages`)
    const answers = await Promise.all(paths.map((path) => trade.get(path)))
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 404,
        body: { error: { reason: 'not_found', message: 'not_found' } },
      })
    }
  })

  test('its author may edit for 15 minutes; what it said before is kept', async () => {
    const { id } = await manager.say('Отгрузка 28.11')
    const path = `/api/threads/${manager.team}/messages/${id}`
    w.clock.advance(14 * MINUTE)
    expect(await manager.patch(path, { text: 'Отгрузка 29.11' })).toMatchObject({
      status: 200,
      body: { text: 'Отгрузка 29.11', editedAt: expect.any(String) },
    })
    expect(await trade.patch(path, { text: 'Отгрузка вчера' })).toMatchObject({
      status: 403,
      body: { error: { reason: 'not_author' } },
    })
    w.clock.advance(2 * MINUTE)
    expect(await manager.patch(path, { text: 'Отгрузка 30.11' })).toMatchObject({
      status: 403,
      body: { error: { reason: 'edit_window_over' } },
    })
    const { body } = await trade.get(`${path}/versions`)
    expect(body.versions).toEqual([{ text: 'Отгрузка 28.11', until: expect.any(String), by: people.manager }])
  })

  test('a deleted message leaves a tombstone in its place and nothing of its text', async () => {
    const { id, seq } = await manager.say('Себестоимость 812 000')
    const path = `/api/threads/${manager.team}/messages/${id}`
    expect((await trade.delete(path)).body.error.reason).toBe('not_author')
    const { body } = await manager.delete(path)
    expect(body).toMatchObject({
      id,
      seq,
      text: '',
      deletedAt: expect.any(String),
      deletedBy: people.manager,
    })
    expect((await trade.get(`${path}/versions`)).body.versions).toEqual([])
    expect((await manager.patch(path, { text: 'x' })).body.error.reason).toBe('already_deleted')
    const page = await trade.get(`/api/threads/${trade.team}/messages?limit=5`)
    expect(JSON.stringify(page.body)).not.toContain('Себестоимость')
  })

  test('a reply carries its quote, and the quote follows the fate of what it quotes', async () => {
    const asked = await trade.say('Держим слот на складе до пятницы?')
    const reply = await manager.say('Да, до 18:00', { replyTo: asked.id })
    expect(reply).toMatchObject({
      replyTo: asked.id,
      quote: { id: asked.id, seq: asked.seq, author: people.trade, text: asked.text },
    })
    await trade.delete(`/api/threads/${trade.team}/messages/${asked.id}`)
    const { body } = await manager.get(`/api/threads/${manager.team}/messages?limit=1`)
    expect(body.messages[0].quote).toMatchObject({ text: '', deletedAt: expect.any(String) })
  })

  test('an answer to a message of another thread is refused', async () => {
    const elsewhere = await manager.say('В другой теме', { thread: await topic(manager, 'Другая') })
    const answer = await manager.put(`/api/threads/${manager.team}/messages/${newId()}`, {
      text: 'Ответ',
      replyTo: elsewhere.id,
    })
    expect(answer).toMatchObject({ status: 400, body: { error: { reason: 'bad_request' } } })
  })

  test('a reaction is counted once per person and can be taken back', async () => {
    const { id } = await manager.say('Сертификат пришёл')
    const path = `/api/threads/${manager.team}/messages/${id}/reactions/${encodeURIComponent('👍')}`
    await trade.put(path)
    await trade.put(path)
    w.clock.advance(1000)
    expect((await manager.put(path)).body.reactions).toEqual([
      { emoji: '👍', people: [people.trade, people.manager] },
    ])
    expect((await trade.delete(path)).body.reactions).toEqual([{ emoji: '👍', people: [people.manager] }])
    const word = `/api/threads/${manager.team}/messages/${id}/reactions/ok`
    expect((await trade.put(word)).body.error.reason).toBe('bad_request')
  })

  test('pinned messages stand in the card, newest pin first', async () => {
    const thread = await topic(manager, 'Закреплённое')
    const first = await manager.say('Предоплата 50 %', { thread })
    const second = await manager.say('Склад Химки', { thread })
    for (const { id } of [first, second]) {
      w.clock.advance(1000)
      await trade.put(`/api/threads/${thread}/messages/${id}/pin`)
    }
    expect(await pins(manager, thread)).toEqual([second.id, first.id])
    await manager.delete(`/api/threads/${thread}/messages/${second.id}/pin`)
    expect(await pins(trade, thread)).toEqual([first.id])
  })

  test('calling a role calls whoever answers for it and brings him into the thread', async () => {
    const finance = await w.open(people.finance)
    const thread = await topic(manager, 'Оплата')
    await manager.say('@Финансы предоплата пришла?', { thread, mentions: ['role:finance'] })
    const { body } = await finance.get('/api/card')
    const seen = body.threads.find((one: { id: string }) => one.id === thread)
    expect(seen).toMatchObject({ unread: 1, mentioned: true })
    expect(seen.members).toContain(people.finance)
  })

  test('a private thread is not widened by calling somebody into it', async () => {
    const thread = newId()
    await manager.post('/api/threads', {
      id: thread,
      kind: 'private',
      title: 'Скидка',
      people: [people.head],
    })
    const answer = await manager.put(`/api/threads/${thread}/messages/${newId()}`, {
      text: '@Алина глянь',
      mentions: [people.trade],
    })
    expect(answer).toMatchObject({ status: 422, body: { error: { reason: 'not_a_member' } } })
    expect((await trade.get(`/api/threads/${thread}/messages`)).status).toBe(404)
  })

  test('nothing is written in a closed thread, all of it is read', async () => {
    const thread = await topic(manager, 'Закрытая')
    const { id } = await manager.say('Итог: отгрузили', { thread })
    await manager.put(`/api/threads/${thread}/closed`)
    const answer = await trade.put(`/api/threads/${thread}/messages/${newId()}`, { text: 'ещё одно' })
    expect(answer).toMatchObject({ status: 409, body: { error: { reason: 'thread_closed' } } })
    // A repeat of what was stored before is not something new.
    const repeat = await manager.put(`/api/threads/${thread}/messages/${id}`, { text: 'Итог: отгрузили' })
    expect(repeat.status).toBe(200)
    await manager.delete(`/api/threads/${thread}/closed`)
    expect((await trade.say('снова открыто', { thread })).seq).toBe(2)
  })

  async function topic(person: Person, title: string): Promise<string> {
    const id = newId()
    const { status } = await person.post('/api/threads', { id, kind: 'topic', title })
    expect(status).toBe(201)
    return id
  }

  async function pins(person: Person, thread: string): Promise<string[]> {
    const { body } = await person.get('/api/card')
    const found = body.threads.find((one: { id: string }) => one.id === thread)
    return found.pins.map((message: ShownMessage) => message.id)
  }
})
