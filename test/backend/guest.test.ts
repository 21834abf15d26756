import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { ask, comeIn, guestIn, inviteColleague, inviteGuest, sitting } from '../invited.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const HOUR = 60 * 60_000
const NOT_FOUND = { status: 404, body: { error: { reason: 'not_found', message: 'not_found' } } }

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let address: string
  beforeAll(async () => {
    w = await world(stores, { env: { TRUSTED_PROXIES: '1' } })
    address = await w.listen()
    manager = await w.open(people.manager)
    await manager.say('Внутреннее: маржа 14 %')
  })
  afterAll(() => w?.stop())

  async function shared(...texts: string[]) {
    manager = await w.open(people.manager)
    const { body } = await manager.post('/api/threads', { id: newId(), kind: 'topic', title: 'С клиентом' })
    for (const text of texts) await manager.say(text, { thread: body.id })
    return body.id as string
  }
  const reasonOf = ({ status, body }: { status: number; body: { error?: { reason: string } } }) => [
    status,
    body.error?.reason,
  ]

  test('a guest comes in by his link and sees the one thread: names, nothing of the CRM, nothing of others', async () => {
    const thread = await shared('Добрый день, договор во вложении')
    const { link } = await inviteGuest(manager, 'Анна Коваль', { thread, fields: ['title'] })
    const anna = await guestIn(w, link)
    const { card, page } = anna.bootstrap
    expect(card.threads.map(({ id }) => id)).toEqual([thread])
    expect(page.messages.map(({ text }) => text)).toContain('Добрый день, договор во вложении')
    expect(card.me).toMatchObject({ name: 'Анна Коваль', sponsor: people.manager })
    for (const one of card.people) expect([one.position, one.role, one.photo]).toEqual([null, null, null])
    expect(card.people.map(({ id }) => id).sort()).toEqual([card.me.id, people.manager].sort())
    expect(card.context).toMatchObject({ amount: null, stage: null, client: null })
    expect(JSON.stringify(anna.bootstrap)).not.toMatch(/маржа|\/crm\//)

    expect((await anna.say(thread, 'Спасибо, читаю')).status).toBe(201)
    expect(await anna.messages(manager.team)).toMatchObject(NOT_FOUND)
    expect(await anna.messages(newId())).toMatchObject(NOT_FOUND)
    const seen = await manager.get(`/api/threads/${thread}/messages`)
    expect(seen.body.messages.at(-1)).toMatchObject({ text: 'Спасибо, читаю', author: card.me.id })
  })

  test('the page of guests knows nothing, is framed by nobody, is kept by no search engine and asks no third party', async () => {
    const page = await ask(w, 'GET', '/guest')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("default-src 'none'")
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(String(page.body)).not.toMatch(/https?:\/\//)
  })

  test('a link is used once; a look at the page uses nothing up, and the browser that came comes back', async () => {
    const thread = await shared('Раз')
    const { link } = await inviteGuest(manager, 'Олег', { thread })
    for (const agent of ['TelegramBot', 'facebookexternalhit/1.1'])
      await w.http.request('/guest', { headers: { 'User-Agent': agent } })
    const oleg = await guestIn(w, link)
    expect(reasonOf(await comeIn(w, link))).toEqual([410, 'invite_used'])
    w.clock.advance(16 * 60_000)
    expect((await oleg.messages(thread)).status).toBe(401)
    const back = await ask(w, 'POST', '/api/invites/accept', { body: { token: oleg.key } })
    expect((await sitting(w, back.body.bootstrap).messages(thread)).status).toBe(200)
  })

  test('a link lies unused for 72 hours at most; the guest asks for another and his sponsor makes one', async () => {
    const thread = await shared('Два')
    const { invite, link } = await inviteGuest(manager, 'Пётр', { thread })
    expect(Date.parse(link.until) - w.clock.now().getTime()).toBe(72 * HOUR)
    w.clock.advance(72 * HOUR)
    expect(reasonOf(await comeIn(w, link))).toEqual([410, 'invite_expired'])

    expect((await ask(w, 'POST', '/api/invites/wanted', { body: { token: link.secret } })).status).toBe(202)
    expect((await ask(w, 'POST', '/api/invites/wanted', { body: { token: link.secret } })).status).toBe(202)
    manager = await w.open(people.manager)
    const { body } = await manager.get(`/api/threads/${thread}/invites`)
    expect(body.invites[0].link.wantedAt).toBeDefined()
    const notices = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.errand))
    expect(notices.filter(({ deed }) => deed.do === 'notice' && deed.tag.includes(invite.id))).toHaveLength(1)

    const again = await manager.post(`/api/invites/${invite.id}/link`, {})
    expect((await comeIn(w, again.body.link)).status).toBe(200)
    expect(await comeIn(w, link)).toMatchObject(NOT_FOUND)
  })

  test('a code told another way is asked for, and five wrong ones void the link', async () => {
    const thread = await shared('Три')
    const { link } = await inviteGuest(manager, 'Ирина', { thread, coded: true })
    expect(link.code).toMatch(/^\d{6}$/)
    expect(reasonOf(await comeIn(w, { ...link, code: null }))).toEqual([422, 'code_needed'])
    expect((await comeIn(w, link)).status).toBe(200)

    const { link: other } = await inviteGuest(manager, 'Ирина вторая', { thread, coded: true })
    const wrong = { ...other, code: other.code === '000000' ? '000001' : '000000' }
    for (let tried = 0; tried < 5; tried++)
      expect(reasonOf(await comeIn(w, wrong))).toEqual([422, 'code_wrong'])
    expect(reasonOf(await comeIn(w, other))).toEqual([410, 'invite_expired'])
  })

  test('taken back, a guest is out within the moment: window, session, link and key', async () => {
    const thread = await shared('Четыре')
    const { invite, link } = await inviteGuest(manager, 'Уходящий', { thread })
    const guest = await guestIn(w, link)
    const looking = await liveSocket(address, { token: guest.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    await manager.delete(`/api/invites/${invite.id}`)
    await manager.say('Без него', { thread })
    expect(await looking.closed).toBe(4403)
    expect(JSON.stringify(looking.frames)).not.toContain('Без него')
    expect((await guest.messages(thread)).status).toBe(401)
    for (const token of [link.secret, guest.key])
      expect(await ask(w, 'POST', '/api/invites/accept', { body: { token } })).toMatchObject(NOT_FOUND)
  })

  test('a guest is not told who else looks at the deal, nor that somebody writes elsewhere', async () => {
    const thread = await shared('Пять')
    const { link } = await inviteGuest(manager, 'Тихий', { thread })
    const guest = await guestIn(w, link)
    const colleague = await liveSocket(address, { token: manager.token, after: 0 })
    const looking = await liveSocket(address, { token: guest.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    const head = await w.open(people.head)
    const third = await liveSocket(address, { token: head.token, after: 0 })
    await colleague.until(
      (frame): frame is Extract<typeof frame, { presence: object }> => 'presence' in frame,
    )
    third.say({ typing: { thread: manager.team, on: true } })
    third.say({ typing: { thread, on: true } })
    await head.say('В общем', { thread: manager.team })
    await head.say('Здесь', { thread })
    await looking.event('message.sent')
    expect(JSON.stringify(looking.frames)).not.toMatch(/presen|В общем/)
    expect(JSON.stringify(looking.frames)).not.toContain(manager.team)
    for (const socket of [colleague, looking, third]) socket.close()
  })

  test('what is learnt in his thread is kept on the card, and told to no guest', async () => {
    const thread = await shared('Пять с половиной')
    const { link } = await inviteGuest(manager, 'Слушающий', { thread })
    const guest = await guestIn(w, link)
    const looking = await liveSocket(address, { token: guest.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    const { id: message } = await manager.say('Оплатим в пятницу', { thread })
    const fact = newId()
    const kept = await manager.put(`/api/facts/${fact}`, { thread, message, text: 'Платит всегда поздно' })
    expect(kept.status).toBe(201)
    await manager.patch(`/api/facts/${fact}`, { text: 'Платит всегда поздно, просить аванс' })
    await manager.say('Хорошо', { thread })
    await looking.event('message.sent', 2)
    const caught = await guest.call('GET', '/api/events?after=0&limit=500')
    for (const told of [looking.frames, caught.body, (await guest.call('GET', '/api/card')).body]) {
      expect(JSON.stringify(told)).not.toContain('поздно')
      expect(JSON.stringify(told)).not.toContain(fact)
    }
    looking.close()
  })

  test('a guest cannot decide about his own invite for others, nor about another’s', async () => {
    const thread = await shared('Шесть')
    const { invite, link } = await inviteGuest(manager, 'Один', { thread })
    const other = await inviteColleague(manager, people.customs, { thread })
    const guest = await guestIn(w, link)
    expect(await guest.call('POST', '/api/invites/accept', { id: other.id })).toMatchObject(NOT_FOUND)
    expect(await guest.call('POST', `/api/invites/${other.id}/declined`, {})).toMatchObject(NOT_FOUND)
    for (const [method, path] of [
      ['DELETE', `/api/invites/${invite.id}`],
      ['GET', `/api/threads/${thread}/invites`],
    ] as const)
      expect(reasonOf(await guest.call(method, path))).toEqual([403, 'not_allowed'])
    await manager.delete(`/api/invites/${other.id}`)
  })

  test('100 000 guessed links open nothing, are soon not listened to, and hinder nobody with a true one', async () => {
    const thread = await shared('Семь')
    const { link } = await inviteGuest(manager, 'Настоящий', { thread })
    const guess = () => `${w.company}.${randomBytes(32).toString('base64url')}`
    const { guests } = w.parts
    const came = new Map<string, number>()
    for (let tried = 0; tried < 100_000; tried++) {
      const answer = await guests
        .comeIn({ token: guess(), from: { address: '203.0.113.7', device: '' } })
        .then(() => 'in')
        .catch((error: { reason: string }) => error.reason)
      came.set(answer, (came.get(answer) ?? 0) + 1)
    }
    expect([...came.keys()].sort()).toEqual(['not_found', 'too_many_requests'])
    expect(came.get('not_found')).toBeLessThan(100)
    expect(reasonOf(await comeIn(w, link, '203.0.113.7'))).toEqual([429, 'too_many_requests'])
    expect((await comeIn(w, link, '198.51.100.4')).status).toBe(200)
    // From where it was guessed, too, once a while has passed.
    const { link: second } = await inviteGuest(manager, 'Сосед', { thread })
    w.clock.advance(60_000)
    expect((await comeIn(w, second, '203.0.113.7')).status).toBe(200)
  }, 60_000)

  test('secrets are nowhere in the database', async () => {
    const thread = await shared('Восемь')
    const { link } = await inviteGuest(manager, 'Скрытый', { thread, coded: true })
    const guest = await guestIn(w, link)
    const rows = await w.parts.store.read(w.company, async ({ db, t }) =>
      JSON.stringify([
        await db.select().from(t.invite),
        await db.select().from(t.session),
        await db.select().from(t.event),
      ]),
    )
    for (const secret of [link.secret, guest.key, guest.token])
      expect(rows).not.toContain(secret.split('.')[1])
  })
})
