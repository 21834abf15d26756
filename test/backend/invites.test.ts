import { isNull } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { colleagueIn, inviteColleague, inviteGuest, tryInvite, visit } from '../invited.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { asked, pass } from './matters-fixture.ts'

const DAY = 24 * 60 * 60_000
const NOT_FOUND = { status: 404, body: { error: { reason: 'not_found', message: 'not_found' } } }

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let address: string
  beforeAll(async () => {
    w = await world(stores)
    address = await w.listen()
    manager = await w.open(people.manager)
    await manager.say('Маржа 14 %, клиенту не говорим')
  })
  afterAll(() => w?.stop())
  afterEach(async () => {
    manager = await w.open(people.manager)
    const living = await w.parts.store.read(w.company, ({ db, t }) =>
      db.select({ id: t.invite.id }).from(t.invite).where(isNull(t.invite.endedAt)),
    )
    for (const { id } of living) await manager.delete(`/api/invites/${id}`)
  })

  /** A topic of the deal with some talk in it. */
  async function topic(...texts: string[]) {
    const { body } = await manager.post('/api/threads', { id: newId(), kind: 'topic', title: 'Таможня' })
    const said = []
    for (const text of texts) said.push(await manager.say(text, { thread: body.id }))
    return { thread: body.id as string, said }
  }

  test('row 7: a colleague without rights to the deal opens from its tab the thread he was invited to, and nothing else', async () => {
    expect((await w.page(people.customs, deals.daisy)).status).toBe(403)
    const { thread } = await topic('Нужен сертификат?')
    const invite = await inviteColleague(manager, people.customs, { thread, fields: ['title', 'stage'] })
    expect(invite).toMatchObject({
      state: 'pending',
      person: { id: people.customs },
      sponsor: { id: people.manager },
    })
    expect(Date.parse(invite.until) - w.clock.now().getTime()).toBe(14 * DAY)

    const waiting = await visit(w, people.customs)
    expect(waiting.bootstrap.card).toMatchObject({
      threads: [],
      invited: [{ id: invite.id, thread: { id: thread } }],
    })
    expect(await waiting.messages(thread)).toMatchObject(NOT_FOUND)
    const accepted = await waiting.call('POST', '/api/invites/accept', { id: invite.id })
    expect(accepted.body.invites).toMatchObject([{ id: invite.id, acceptedAt: expect.any(String) }])

    const customs = await visit(w, people.customs)
    const { card, page } = customs.bootstrap
    expect(card.threads.map(({ id }) => id)).toEqual([thread])
    expect(page.messages.map(({ text }) => text)).toContain('Нужен сертификат?')
    expect(card.context).toMatchObject({ amount: null, client: null, responsible: null })
    expect(card.context.title).not.toBe('')
    expect(card.context.stage).not.toBeNull()
    expect(JSON.stringify(customs.bootstrap)).not.toContain('Маржа')
    expect(await customs.messages(manager.team)).toMatchObject(NOT_FOUND)
    expect((await customs.say(thread, 'Да, и декларация')).status).toBe(201)
    expect((await customs.call('GET', '/api/card/panel')).body).toMatchObject({ paid: null, tasks: null })
    expect((await customs.call('GET', '/api/search?q=маржа&scope=all')).body).toMatchObject({
      hits: [],
      total: 0,
    })
  })

  test('whoever is invited finds it on our own page too, and may decline with a reason', async () => {
    const { thread } = await topic('Вопрос по складу')
    const invite = await inviteColleague(manager, people.customs, { thread })
    const home = await atHome(w, people.customs)
    const mine = await home.call('GET', '/api/invites/mine')
    expect(mine.body.invites.map(({ id }: { id: string }) => id)).toContain(invite.id)
    const declined = await home.call('POST', `/api/invites/${invite.id}/declined`, { reason: 'Это к складу' })
    expect(declined.body.invites.map(({ id }: { id: string }) => id)).not.toContain(invite.id)

    const { body } = await manager.get(`/api/threads/${thread}/invites`)
    expect(body.invites).toMatchObject([
      { state: 'declined', reason: 'Это к складу', endedBy: people.customs },
    ])
    const page = await manager.get(`/api/threads/${thread}/messages`)
    expect(page.body.messages.at(-1).happened).toEqual({
      what: 'declined',
      words: 'Это к складу',
      by: people.customs,
    })
    const late = await home.call('POST', '/api/invites/accept', { id: invite.id })
    expect([late.status, late.body.error.reason]).toEqual([410, 'invite_ended'])
  })

  test('from a chosen message on: nothing earlier is read, quoted, pinned, counted, found or downloaded', async () => {
    const { thread, said } = await topic('Себестоимость 900 000', 'Клиенту: срок две недели')
    const [earlier, later] = said as [(typeof said)[0], (typeof said)[0]]
    await manager.put(`/api/threads/${thread}/messages/${earlier!.id}/pin`)
    await inviteColleague(manager, people.customs, { thread, fromSeq: later!.seq })
    const customs = await colleagueIn(w, people.customs)

    const quoting = await manager.say('Держим её', { thread, replyTo: earlier!.id })
    const { body } = await customs.messages(thread)
    expect(body.messages.map(({ id }: { id: string }) => id)).not.toContain(earlier!.id)
    expect(body.messages.find(({ id }: { id: string }) => id === quoting.id)).not.toHaveProperty('quote')
    const { body: card } = await customs.call('GET', '/api/card')
    expect(card.threads[0]).toMatchObject({ pins: [], fromSeq: later!.seq })
    const { body: found } = await customs.call('GET', '/api/search?q=себестоимость')
    expect(found).toMatchObject({ hits: [], total: 0 })
    const { body: events } = await customs.call('GET', '/api/events?limit=500')
    expect(JSON.stringify(events)).not.toContain('Себестоимость')
    for (const [method, path] of [
      ['PUT', `/api/threads/${thread}/messages/${earlier!.id}/reactions/%F0%9F%91%8D`],
      ['GET', `/api/threads/${thread}/messages/${earlier!.id}/versions`],
    ] as const)
      expect(await customs.call(method, path)).toMatchObject(NOT_FOUND)
    const answering = await customs.call('PUT', `/api/threads/${thread}/messages/${newId()}`, {
      text: 'сколько?',
      replyTo: earlier!.id,
    })
    expect(answering.body.error.reason).toBe('bad_request')
  })

  test('taken back, it is over at once: the window is closed and nothing more is told', async () => {
    const { thread } = await topic('Смотрите сюда')
    const invite = await inviteColleague(manager, people.customs, { thread })
    const customs = await colleagueIn(w, people.customs)
    const looking = await liveSocket(address, { token: customs.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)

    const revoked = await manager.delete(`/api/invites/${invite.id}`)
    expect(revoked.body).toMatchObject({ state: 'revoked', endedBy: people.manager })
    await manager.say('Теперь без таможни', { thread })
    expect(await looking.closed).toBe(4403)
    expect(JSON.stringify(looking.frames)).not.toContain('Теперь без таможни')
    expect((await customs.messages(thread)).status).toBe(401)
    // Taking back what is over changes nothing.
    expect((await manager.delete(`/api/invites/${invite.id}`)).status).toBe(200)
    expect((await w.page(people.customs, deals.daisy)).status).toBe(403)
  })

  test('whoever leaves says what came of it: the result is pinned, and the thread is its people’s again', async () => {
    const { thread } = await topic('Какие документы?')
    const invite = await inviteColleague(manager, people.customs, { thread })
    const customs = await colleagueIn(w, people.customs)
    const silent = await customs.call('POST', `/api/invites/${invite.id}/left`, {
      message: newId(),
      text: ' ',
    })
    expect(silent.body.error.reason).toBe('text_empty')

    const result = { message: newId(), text: 'Хватит декларации и сертификата' }
    expect((await customs.call('POST', `/api/invites/${invite.id}/left`, result)).status).toBe(200)
    const { body } = await manager.get('/api/card')
    const shown = body.threads.find(({ id }: { id: string }) => id === thread)
    expect(shown.pins).toMatchObject([{ id: result.message, text: result.text, author: people.customs }])
    expect(shown.members).not.toContain(people.customs)
    const page = await manager.get(`/api/threads/${thread}/messages`)
    expect(page.body.messages.at(-1).happened).toMatchObject({
      what: 'left',
      message: result.message,
      by: people.customs,
    })
    expect((await customs.messages(thread)).status).toBe(401)
  })

  test('a day before its end whoever answers for it is asked, once; renewed it goes on, else it is over', async () => {
    const { thread } = await topic('На три дня')
    const until = new Date(w.clock.now().getTime() + 3 * DAY)
    const invite = await inviteColleague(manager, people.customs, { thread, until })
    await colleagueIn(w, people.customs)
    const lines = async () => {
      const { body } = await (await w.open(people.manager)).get(`/api/threads/${thread}/messages`)
      return body.messages.flatMap(({ happened }: { happened?: { what: string } }) => happened?.what ?? [])
    }
    w.clock.advance(2 * DAY)
    await w.parts.lookAtInvites(w.company)
    await w.parts.lookAtInvites(w.company)
    expect((await lines()).filter((what: string) => what === 'invite_ends')).toHaveLength(1)

    manager = await w.open(people.manager)
    const longer = new Date(w.clock.now().getTime() + 5 * DAY).toISOString()
    expect((await manager.put(`/api/invites/${invite.id}/until`, { until: longer })).body.until).toBe(longer)
    w.clock.advance(2 * DAY)
    const customs = await visit(w, people.customs)
    expect((await customs.messages(thread)).status).toBe(200)

    w.clock.advance(3 * DAY)
    // The clock decides at once, whoever looks after it later.
    expect((await w.page(people.customs, deals.daisy)).status).toBe(403)
    await w.parts.lookAtInvites(w.company)
    expect(await lines()).toContain('invite_ended')
  })

  test('whoever is on duty for a role that is called is invited by that, though the CRM does not show him the deal', async () => {
    const { thread } = await topic()
    await manager.say('Какие документы нужны?', { thread, mentions: ['role:customs'] })
    await w.parts.heard()
    w.clock.advance(30_000)
    await w.parts.ring(w.company)
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    const customs = await colleagueIn(w, people.customs)
    expect(customs.bootstrap.card.threads.map(({ id }) => id)).toEqual([thread])
    expect((await customs.say(thread, 'Декларация')).status).toBe(201)
    expect(await customs.messages(manager.team)).toMatchObject(NOT_FOUND)
  })

  test('called before he has ever come to us, he finds the invitation on our own page', async () => {
    const { thread } = await topic()
    const storekeeper = '16'
    w.portal.faults.deny(storekeeper, Number(deals.daisy))
    await manager.say('Когда примете груз?', { thread, mentions: ['role:warehouse'] })
    const home = await atHome(w, storekeeper)
    const { invites } = (await home.call('GET', '/api/invites/mine')).body
    expect(invites).toMatchObject([{ thread: { id: thread }, sponsor: { id: people.manager } }])
  })

  test('whom the clock calls to a question not answered in time is invited by that: whoever asked answers for him', async () => {
    const finance = await w.open(people.finance)
    w.portal.faults.deny(people.head, Number(deals.daisy))
    const { body: about } = await finance.post('/api/threads', { id: newId(), kind: 'topic', title: 'Счёт' })
    await asked(finance, { to: { person: people.manager }, thread: about.id })
    await pass(w, 60 * 60_000)
    await pass(w, 60 * 60_000)
    const head = await colleagueIn(w, people.head)
    w.portal.faults.allow(people.head, Number(deals.daisy))
    expect(head.bootstrap.card.threads.map(({ id }) => id)).toEqual([about.id])
    const later = await w.open(people.finance)
    const { invites } = (await later.get(`/api/threads/${about.id}/invites`)).body
    expect(invites).toMatchObject([{ person: { id: people.head }, sponsor: { id: people.finance } }])
  })

  test('nobody is invited into a private thread, nor widens it', async () => {
    const { body: closed } = await manager.post('/api/threads', {
      id: newId(),
      kind: 'private',
      title: 'Наедине',
      people: [people.head],
    })
    expect(
      (await tryInvite(manager, { person: people.customs }, { thread: closed.id })).body.error.reason,
    ).toBe('thread_private')
    const guest = await tryInvite(manager, { guest: { name: 'Анна' } }, { thread: closed.id })
    expect([guest.status, guest.body.error.reason]).toEqual([409, 'thread_private'])
  })

  test.each([
    ['a stranger to the company', { person: 'nobody' }, 'not_a_member'],
    ['himself', { person: people.manager }, 'bad_request'],
    ['a guest without a name', { guest: { name: '  ' } }, 'text_empty'],
  ])('inviting %s is refused', async (_, who, reason) => {
    expect((await tryInvite(manager, who)).body.error.reason).toBe(reason)
  })

  test('the same invite sent twice is one; a second one to the same thread is refused', async () => {
    const { thread } = await topic('Раз')
    const wanted = { id: newId(), who: { person: people.customs } }
    const path = `/api/threads/${thread}/invites`
    expect([(await manager.post(path, wanted)).status, (await manager.post(path, wanted)).status]).toEqual([
      201, 200,
    ])
    expect((await tryInvite(manager, wanted.who, { thread })).body.error.reason).toBe('already_invited')
    const head = await w.open(people.head)
    expect((await head.post(path, wanted)).body.error.reason).toBe('id_taken')
  })

  test('only whoever sponsors it, a head or an administrator takes it back', async () => {
    const { thread } = await topic('Чья отмена')
    const invite = await inviteColleague(manager, people.customs, { thread })
    const trade = await w.open(people.trade)
    expect((await trade.delete(`/api/invites/${invite.id}`)).body.error.reason).toBe('not_allowed')
    const head = await w.open(people.head)
    expect((await head.delete(`/api/invites/${invite.id}`)).body.state).toBe('revoked')
  })

  test('whoever was invited calls in nobody, opens nothing and lets nobody in', async () => {
    const { thread } = await topic('Только по делу')
    await inviteColleague(manager, people.customs, { thread })
    const customs = await colleagueIn(w, people.customs)
    const calling = await customs.call('PUT', `/api/threads/${thread}/messages/${newId()}`, {
      text: 'зову',
      mentions: [people.finance],
    })
    expect(calling.body.error.reason).toBe('not_a_member')
    for (const [method, path, body] of [
      ['POST', '/api/threads', { id: newId(), kind: 'topic', title: 'Своё' }],
      ['POST', `/api/threads/${thread}/invites`, { id: newId(), who: { guest: { name: 'Друг' } } }],
      ['PUT', `/api/threads/${thread}/closed`, undefined],
    ] as const)
      expect((await customs.call(method, path, body)).body.error.reason).toBe('not_allowed')
  })

  test('the one who sponsors it is told by the bell of a decline, the one invited that he is', async () => {
    const { thread } = await topic('Звонок')
    const invite = await inviteColleague(manager, people.customs, { thread })
    await w.parts.workErrands(w.company)
    const home = await atHome(w, people.customs)
    await home.call('POST', `/api/invites/${invite.id}/declined`, { reason: '' })
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.errand))
    const told = rows.flatMap(({ deed }) =>
      deed.do === 'notice' && deed.tag.includes(invite.id) ? [deed.to] : [],
    )
    expect(told.sort()).toEqual([people.customs, people.manager].sort())
  })

  test('a guest invited to the thread is shown to colleagues as one, with who answers for him', async () => {
    const { thread } = await topic('С гостем')
    const { invite, link } = await inviteGuest(manager, 'Анна Коваль', { thread })
    expect(invite).toMatchObject({ guest: true, person: { name: 'Анна Коваль', sponsor: people.manager } })
    expect(link).toMatchObject({ code: null, secret: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/) })
    const { body } = await manager.get('/api/card')
    expect(body.people.map(({ id }: { id: string }) => id)).not.toContain(invite.person.id)
  })
})
