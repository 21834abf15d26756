import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Field, ShownStandings, Standing } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { liveSocket, type TestSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let manager: Person
  let address: string
  beforeAll(async () => {
    w = await world(stores)
    address = await w.listen()
  })
  beforeEach(async () => {
    admin = await atHome(w, people.admin)
    manager = await w.open(people.manager)
  })
  afterAll(() => w?.stop())

  const rights = async () => (await admin.call('GET', '/api/company/standings')).body as ShownStandings
  const set = (person: string, standing: Standing | null, more: object = {}) =>
    admin.call('PUT', `/api/company/standings/people/${person}`, {
      standing,
      reach: 'all',
      documents: true,
      ...more,
    })
  const hide = async (standing: Standing, fields: Field[]) => {
    const { hidden, version } = await rights()
    return admin.call('PUT', '/api/company/standings/hidden', {
      hidden: { ...hidden, [standing]: fields },
      version,
    })
  }
  const one = async (person: string) => (await rights()).people.find(({ person: { id } }) => id === person)

  test('without any setting an administrator of the CRM is one here, who leads is a head, everybody else a manager', async () => {
    expect(await one(people.admin)).toMatchObject({
      standing: 'administrator',
      asItComes: true,
      reach: 'all',
    })
    expect(await one(people.head)).toMatchObject({ standing: 'head', asItComes: true })
    expect(await one(people.logistics)).toMatchObject({
      standing: 'manager',
      asItComes: true,
      documents: true,
    })
    const { body } = await manager.get('/api/card')
    expect(body.rights).toEqual({
      standing: 'manager',
      write: true,
      documents: true,
      invite: true,
      inviteGuests: true,
      supervise: false,
    })
  })

  test('only administrators see and change rights', async () => {
    const visitor = await atHome(w, people.manager)
    expect((await visitor.call('GET', '/api/company/standings')).status).toBe(404)
    const wanted = { standing: 'administrator', reach: 'all', documents: true }
    expect(
      (await visitor.call('PUT', `/api/company/standings/people/${people.manager}`, wanted)).status,
    ).toBe(404)
  })

  test('an administrator of the CRM cannot be made less, so that nobody is locked out', async () => {
    expect((await set(people.admin, 'observer')).body.error.reason).toBe('not_allowed')
  })

  test('an observer reads what the CRM shows him, writes nothing, and is counted nowhere', async () => {
    const before = await w.open(people.finance)
    await before.say('Счёт выставлен')
    await set(people.finance, 'observer')
    const finance = await w.open(people.finance)
    const { id } = await manager.say('Видно?')
    expect((await finance.get(`/api/threads/${finance.team}/messages`)).body.messages.at(-1).text).toBe(
      'Видно?',
    )
    const team = `/api/threads/${finance.team}`
    const refused = [
      await finance.put(`${team}/messages/${newId()}`, { text: 'пишу' }),
      await finance.put(`${team}/messages/${id}/reactions/%F0%9F%91%8D`),
      await finance.put(`${team}/messages/${id}/pin`),
      await finance.put(`${team}/draft`, { text: 'черновик' }),
      await finance.post('/api/threads', { id: newId(), kind: 'topic', title: 'Тема' }),
    ]
    for (const { status, body } of refused) expect([status, body.error.reason]).toEqual([403, 'read_only'])
    expect((await finance.put(`${team}/read`, { seq: 99 })).body).toMatchObject({ unread: 0 })

    const { body } = await manager.get('/api/card')
    expect(body.threads[0].members).not.toContain(people.finance)
    const seen = await finance.get('/api/card')
    expect(seen.body.threads[0]).toMatchObject({ unread: 0 })
    expect(seen.body.rights).toMatchObject({ standing: 'observer', write: false, invite: false })
    expect((await atHome(w, people.finance)).home.inbox.rows).toEqual([])
    await set(people.finance, null)
  })

  test('who sees only his own sees cards he answers for and threads he is in, in every way of looking', async () => {
    const { body: mine } = await manager.post('/api/threads', {
      id: newId(),
      kind: 'topic',
      title: 'С логистом',
      people: [people.trade],
    })
    await manager.say('Внутри темы', { thread: mine.id })
    await manager.say('В общем обсуждении')
    await set(people.trade, 'manager', { reach: 'own' })
    const token = tokenIn(await (await w.page(people.trade, deals.daisy)).text())
    const call = async (path: string) => {
      const answer = await w.http.request(path, { headers: { Authorization: `Bearer ${token}` } })
      return { status: answer.status, text: await answer.text() }
    }
    const opened = JSON.parse((await call('/api/card')).text)
    expect(opened.threads.map(({ id }: { id: string }) => id)).toEqual([mine.id])
    expect((await call(`/api/threads/${manager.team}/messages`)).status).toBe(404)
    for (const path of ['/api/search?q=обсуждении&scope=all', '/api/events?limit=500'])
      expect((await call(path)).text).not.toContain('В общем')
    await set(people.trade, null)
  })

  test('a card none of whose talk is his does not open', async () => {
    await set(people.logistics, 'manager', { reach: 'own' })
    expect((await w.page(people.logistics, deals.daisy)).status).toBe(403)
    await set(people.logistics, null)
  })

  test('without the right to documents one sees that there is a file, and may not open it', async () => {
    const file = newId()
    const put = await w.http.request(`/api/files/${file}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${manager.token}`,
        'Content-Type': 'text/plain',
        'X-File-Name': "UTF-8''smeta.txt",
        'X-Thread': manager.team,
      },
      body: 'Смета',
    })
    expect(put.status).toBe(201)
    const { id } = await manager.say('Смета', { files: [file] })
    await set(people.head, 'head', { documents: false })
    const head = await w.open(people.head)
    const { body } = await head.get(`/api/threads/${manager.team}/messages`)
    expect(body.messages.find((message: { id: string }) => message.id === id).files).toMatchObject([
      { name: 'smeta.txt' },
    ])
    for (const path of [`/api/files/${file}`, `/api/files/${file}?preview=1`]) {
      const { status, body: answer } = await head.get(path)
      expect([status, answer.error.reason]).toEqual([403, 'documents_closed'])
    }
    await set(people.head, null)
    expect((await head.get(`/api/files/${file}`)).status).toBe(200)
  })

  test('what a standing is not shown of a deal is nowhere: not beside the chat, not in what happened', async () => {
    expect((await hide('manager', ['amount', 'paid'])).status).toBe(200)
    const { body } = await manager.get('/api/card')
    expect(body.context).toMatchObject({ amount: null, currency: null })
    expect(body.context.stage).not.toBeNull()
    expect((await manager.get('/api/card/panel')).body.paid).toBeNull()
    const head = await w.open(people.head)
    expect(head.bootstrap.card.context.amount).not.toBeNull()
    await hide('manager', [])
  })

  test('two administrators do not overwrite each other unseen', async () => {
    const { hidden, version } = await rights()
    await hide('observer', ['amount'])
    const late = await admin.call('PUT', '/api/company/standings/hidden', {
      hidden: { ...hidden, head: ['paid'] },
      version,
    })
    expect(late.body.error.reason).toBe('changed_meanwhile')
    await hide('observer', [])
  })

  test('an open window learns at once that its person sees something else now', async () => {
    const logistics = await w.open(people.logistics)
    const looking = await liveSocket(address, { token: logistics.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    await set(people.logistics, 'observer')
    await looking.until((frame): frame is Extract<typeof frame, { stale: true }> => 'stale' in frame)
    expect(await looking.closed).toBe(1012)
    await set(people.logistics, null)
  })

  test('compliance reads a private thread for a stated reason, which the thread shows, and writes nothing there', async () => {
    const { body: closed } = await manager.post('/api/threads', {
      id: newId(),
      kind: 'private',
      title: 'Наедине',
      people: [people.head],
    })
    await manager.say('Только между нами', { thread: closed.id })
    await set(people.finance, 'compliance')
    const finance = await w.open(people.finance)
    expect((await finance.get(`/api/threads/${closed.id}/messages`)).status).toBe(404)
    const listed = (await finance.get('/api/supervising')).body.threads
    expect(listed).toMatchObject([
      { id: closed.id, title: 'Наедине', members: [{ id: people.head }, { id: people.manager }] },
    ])
    expect(JSON.stringify(listed)).not.toContain('между нами')

    const silent = await finance.post(`/api/supervising/${closed.id}`, { id: newId(), reason: 'надо' })
    expect(silent.body.error.reason).toBe('text_empty')
    const reason = 'Жалоба клиента №17 на скидку'
    const id = newId()
    const begun = await finance.post(`/api/supervising/${closed.id}`, { id, reason })
    expect(begun.body).toMatchObject({ id: closed.id, supervised: true, unread: 0 })
    const { body } = await finance.get(`/api/threads/${closed.id}/messages`)
    expect(body.messages.map(({ text }: { text: string }) => text)).toContain('Только между нами')
    const writing = await finance.put(`/api/threads/${closed.id}/messages/${newId()}`, { text: 'и я' })
    expect([writing.status, writing.body.error.reason]).toEqual([403, 'read_only'])

    const looking = await liveSocket(address, {
      token: finance.token,
      after: finance.bootstrap.card.position,
    })
    await manager.say('И это', { thread: closed.id })
    await looking.event('message.sent', 2)
    expect(textsIn(looking)).toContain('И это')

    const seen = await manager.get(`/api/threads/${closed.id}/messages`)
    expect(seen.body.messages.at(-2).happened).toEqual({
      what: 'supervised',
      words: reason,
      by: people.finance,
    })
    const { body: card } = await manager.get('/api/card')
    expect(card.threads.find(({ id }: { id: string }) => id === closed.id).members).not.toContain(
      people.finance,
    )

    w.clock.advance(61 * 60_000)
    await w.parts.supervising.endDue(w.company)
    await looking.closed
    expect(looking.frames.at(-1)).toEqual({ stale: true })
    const later = await w.open(people.finance)
    const again = await later.post(`/api/supervising/${closed.id}`, { id, reason })
    expect([again.status, again.body.error.reason]).toEqual([409, 'id_taken'])
    expect((await later.get(`/api/threads/${closed.id}/messages`)).status).toBe(404)
    const still = await liveSocket(address, {
      token: later.token,
      after: finance.bootstrap.card.position,
    })
    manager = await w.open(people.manager)
    await manager.say('Уже без вас', { thread: closed.id })
    await manager.say('Это всем')
    await still.event('message.sent')
    expect(textsIn(still)).toEqual(['Это всем'])
    await set(people.finance, null)
  })

  test('nobody else may ask to read a private thread', async () => {
    const head = await w.open(people.head)
    expect((await head.get('/api/supervising')).status).toBe(404)
    const { body: closed } = await manager.post('/api/threads', {
      id: newId(),
      kind: 'private',
      title: 'Вдвоём',
      people: [people.trade],
    })
    const asked = await head.post(`/api/supervising/${closed.id}`, {
      id: newId(),
      reason: 'Хочу посмотреть, что там',
    })
    expect(asked.status).toBe(404)
  })
})

function textsIn({ events }: TestSocket): string[] {
  return events.flatMap(({ topic, data }) => (topic === 'message.sent' ? [data.message.text] : []))
}

function tokenIn(html: string): string {
  return JSON.parse(/<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html)![1]!)
    .session.token
}
