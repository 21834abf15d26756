import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CardSnapshot, ShownMessage, ShownThread } from '../../backend/shown.ts'
import { apply } from '../../widget/card/apply.ts'
import { guestIn, inviteGuest } from '../invited.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const LEAD = { kind: 1, id: 301 }
const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  beforeEach(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
  })
  afterEach(() => w?.stop())

  test('row 22: of two deals merged both talks are in the survivor’s card, each whole', async () => {
    const { first, second } = await twoDeals()
    await anchored()
    await w.portal.merge(1204, [1205], people.manager)
    await w.parts.inboxIdle()

    const [team, former, price] = await threads(first)
    expect(await said(first, team)).toEqual(['О первой сделке', 'took_over'])
    expect(former).toMatchObject({ title: 'Чат сделки «Станки из Ганновера, сборный груз» до объединения' })
    expect(former?.closedAt).toBeTruthy()
    expect(await said(first, former)).toEqual(['О второй сделке', 'Жду ответа'])
    expect(price).toMatchObject({ title: 'Цена', kind: 'topic' })
    expect(price?.closedAt).toBeUndefined()
    expect(await found(first, 'второй')).toEqual(['О второй сделке'])

    // Whoever still has the other card open is told where to go on.
    const [sign, ...rest] = await threads(second)
    expect(rest).toEqual([])
    expect(await messages(second, sign)).toMatchObject([
      { happened: { what: 'continued', how: 'merged', record: { type: 'deal', id: '1204' } } },
    ])
    expect(sign?.closedAt).toBeTruthy()
    // What stood for the other chat at the portal stands for nothing any more.
    await shown()
    expect(w.portal.activities(1204)).toMatchObject([{ completedAt: expect.any(Date) }])
  })

  test('row 22: without an event the comparison with the portal finds the merge', async () => {
    const { first } = await twoDeals()
    await anchored()
    w.portal.faults.loseEvents(1)
    await w.portal.merge(1204, [1205], people.manager)
    await w.parts.inboxIdle()
    expect((await threads(first)).length).toBe(1)
    await w.parts.reconcileCards(w.company, undefined)
    expect((await threads(first)).length).toBe(3)
  })

  test('a private talk of a merged deal stays its people’s, unread and read as it was', async () => {
    const { first, second } = await twoDeals()
    const trade = await w.open(people.trade)
    const told = { id: crypto.randomUUID(), kind: 'private', title: 'Скидка', people: [people.head] }
    await second.post('/api/threads', told)
    await second.say('Не больше пяти процентов', { thread: told.id })
    await anchored()
    await w.portal.merge(1204, [1205], people.manager)
    await w.parts.inboxIdle()
    const named = (all: ShownThread[]) => all.find(({ id }) => id === told.id)
    const head = await w.open(people.head)
    expect(named(await threads(head))).toMatchObject({ unread: 1 })
    expect(named(await threads(first))).toMatchObject({ unread: 0 })
    expect(named(await threads(trade))).toBeUndefined()
    expect((await trade.get(`/api/threads/${told.id}/messages`)).status).toBe(404)
    const { body } = await trade.get('/api/events?after=0&limit=500')
    expect(JSON.stringify(body)).not.toContain('Скидка')
  })

  test('whoever looks at either card sees the talk move', async () => {
    const { first, second } = await twoDeals()
    const before = await Promise.all([first, second].map(card))
    await anchored()
    await w.portal.merge(1204, [1205], people.manager)
    await w.parts.inboxIdle()
    await first.say('Теперь всё здесь')
    for (const [n, person] of [first, second].entries()) {
      const { body } = await person.get(`/api/events?after=${before[n]!.position}&limit=500`)
      const told = body.events.reduce(apply, before[n]!)
      expect(told.threads.toSorted(byId)).toEqual((await card(person)).threads.toSorted(byId))
    }
  })

  test('a lead’s talk opens in the deal it has become, and the lead’s card says where it is', async () => {
    const lead = await w.open(people.manager, LEAD)
    await lead.say('Просит перезвонить после трёх')
    const deal = await w.portal.convertLead(LEAD.id, people.manager)
    await w.parts.inboxIdle()

    const manager = await w.open(people.manager, String(deal.id))
    expect(await said(manager, manager.bootstrap.card.threads[0])).toEqual([
      'Просит перезвонить после трёх',
      'stage',
      'took_over',
    ])
    await manager.say('Перезвонили, ждёт счёт')
    const again = await w.open(people.manager, LEAD)
    expect(again.bootstrap.card.threads).toMatchObject([{ kind: 'team', closedAt: expect.any(String) }])
    expect(again.bootstrap.page.messages).toMatchObject([
      { happened: { what: 'continued', how: 'converted', record: { type: 'deal', id: String(deal.id) } } },
    ])
  })

  test('a guest of the lead goes along: his window comes again, and he writes in the deal', async () => {
    const address = await w.listen()
    const lead = await w.open(people.manager, LEAD)
    const thread = crypto.randomUUID()
    await lead.post('/api/threads', { id: thread, kind: 'topic', title: 'С клиентом' })
    const { link } = await inviteGuest(lead, 'Анна', { thread, fields: ['title'] })
    const guest = await guestIn(w, link)
    const looking = await liveSocket(address, { token: guest.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    const deal = await w.portal.convertLead(LEAD.id, people.manager)
    await w.parts.inboxIdle()
    expect(await looking.closed).toBe(1012)

    const { body } = await guest.call('GET', '/api/card')
    expect(body.record).toEqual({ type: 'deal', id: String(deal.id) })
    expect(body.threads.map(({ id }: { id: string }) => id)).toEqual([thread])
    expect((await guest.say(thread, 'Я ещё здесь')).status).toBe(201)
    const manager = await w.open(people.manager, String(deal.id))
    const { messages } = (await manager.get(`/api/threads/${thread}/messages`)).body
    expect(messages.at(-1).text).toBe('Я ещё здесь')
  })

  test('who opens the new deal before the portal has told of it finds the lead’s talk there', async () => {
    const lead = await w.open(people.manager, LEAD)
    await lead.say('Просит перезвонить после трёх')
    w.portal.faults.loseEvents(1)
    const deal = await w.portal.convertLead(LEAD.id, people.manager)
    const manager = await w.open(people.manager, String(deal.id))
    expect(await said(manager, manager.bootstrap.card.threads[0])).toEqual([
      'Просит перезвонить после трёх',
      'took_over',
    ])
    // Told late or found by comparison, nothing happens twice.
    await w.parts.reconcileCards(w.company, undefined)
    expect((await threads(manager)).length).toBe(1)
  })

  test('a lead converted long ago says at its first opening where people go on', async () => {
    const deal = await w.portal.convertLead(LEAD.id, people.manager)
    await w.parts.inboxIdle()
    const lead = await w.open(people.manager, LEAD)
    expect(lead.bootstrap.page.messages).toMatchObject([
      { happened: { what: 'continued', record: { id: String(deal.id) } } },
    ])
    expect((await w.open(people.manager, String(deal.id))).bootstrap.page.messages).toEqual([])
  })

  test('row 22: where the portal cannot tell, whoever answers for the deal says where its talk goes on', async () => {
    const { first, second } = await twoDeals()
    await w.portal.change(1204, { title: 'Станки из Ганновера, сборный груз' }, people.manager)
    await w.portal.remove(1205, people.manager)
    await w.parts.inboxIdle()
    w.clock.advance(2 * MINUTE)
    expect((await second.get('/api/card')).body).toMatchObject({ mayContinue: true })

    const offered = { record: { type: 'deal', id: '1205' }, title: 'Станки из Ганновера, сборный груз' }
    expect((await first.get('/api/card')).body.leftBehind).toMatchObject([offered])
    const trade = await w.open(people.trade)
    expect((await trade.get('/api/card')).body).not.toHaveProperty('leftBehind')
    const move = { from: 'deal:1205', to: 'deal:1204' }
    expect((await trade.put('/api/card/continued', move)).status).toBe(404)
    expect((await first.put('/api/card/continued', { ...move, to: 'deal:1214' })).status).toBe(404)

    expect((await first.put('/api/card/continued', move)).status).toBe(200)
    expect((await threads(first)).map(({ title }) => title)).toEqual([
      '',
      'Чат сделки «Станки из Ганновера, сборный груз» до объединения',
      'Цена',
    ])
    expect((await first.get('/api/card')).body).not.toHaveProperty('leftBehind')
    expect((await first.put('/api/card/continued', move)).status).toBe(404)
  })

  test('from the card that is left behind it goes on only where the portal lets that person in', async () => {
    const { second } = await twoDeals()
    await w.portal.remove(1205, people.manager)
    await w.parts.inboxIdle()
    w.clock.advance(2 * MINUTE)
    const to = (deal: number) => second.put('/api/card/continued', { from: 'deal:1205', to: `deal:${deal}` })
    w.portal.faults.deny(people.manager, 1207)
    expect((await to(1207)).status).toBe(404)
    expect((await to(999_999)).status).toBe(404)
    expect((await to(1204)).status).toBe(200)
  })

  test('a record that comes back has a talk of its own again', async () => {
    const lead = await w.open(people.manager, LEAD)
    await lead.say('Просит перезвонить')
    await w.portal.convertLead(LEAD.id, people.manager)
    await w.parts.inboxIdle()
    await w.portal.change(LEAD, { stage: 'IN_PROCESS' }, people.manager)
    await w.parts.inboxIdle()
    const again = await w.open(people.manager, LEAD)
    await again.say('Передумал, начинаем заново')
  })

  /** The manager’s two deals, something said in both, and a topic in the second. */
  async function twoDeals() {
    const first = await w.open(people.manager)
    const second = await w.open(people.manager, '1205')
    await first.say('О первой сделке')
    await second.say('О второй сделке')
    const topic = { id: crypto.randomUUID(), kind: 'topic', title: 'Цена' }
    await second.post('/api/threads', topic)
    await w.parts.lookAgain(w.company, 'deal:1204', null)
    return { first, second }
  }

  /** A colleague waits for an answer in the second deal, which its activity at the portal shows. */
  async function anchored() {
    await (await w.open(people.trade, '1205')).say('Жду ответа')
    await shown()
    expect(w.portal.activities(1205)).toMatchObject([{ completedAt: undefined }])
  }

  /** Lets a minute pass as the schedule would. */
  async function shown() {
    await w.parts.heard()
    w.clock.advance(MINUTE)
    while (await w.parts.hear(w.company));
    while (await w.parts.showWaiting(w.company));
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
  }

  async function threads(person: Person): Promise<ShownThread[]> {
    const { body } = await person.get('/api/card')
    return body.threads.toSorted((a: ShownThread, b: ShownThread) => rank(a) - rank(b))
  }

  const rank = ({ kind, closedAt }: ShownThread) => (kind === 'team' ? 0 : closedAt ? 1 : 2)

  async function messages(person: Person, thread: ShownThread | undefined): Promise<ShownMessage[]> {
    const { body } = await person.get(`/api/threads/${thread?.id}/messages`)
    return body.messages
  }

  async function said(person: Person, thread: ShownThread | undefined): Promise<string[]> {
    return (await messages(person, thread)).map(({ text, happened }) => happened?.what ?? text)
  }

  async function found(person: Person, q: string): Promise<string[]> {
    const { body } = await person.get(`/api/search?q=${encodeURIComponent(q)}`)
    return body.hits.map((hit: { message: ShownMessage }) => hit.message.text)
  }

  async function card(person: Person): Promise<CardSnapshot> {
    return (await person.get('/api/card')).body
  }
})

const byId = (a: ShownThread, b: ShownThread) => (a.id < b.id ? -1 : 1)
