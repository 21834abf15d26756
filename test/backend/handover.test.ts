/** A card that has come to another, and somebody who is away: the new one knows what was promised. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { HandoverBrief, ShownAbsence, ShownMessage } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { expectOk, post, say } from '../documents.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const DAY = 24 * 60 * 60_000

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person
  let next: Person

  beforeEach(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
    next = await w.open(people.head)
  })
  afterEach(() => w?.stop())

  /** The host says that another is responsible now. */
  async function handTo(person: string) {
    await w.portal.change(Number(deals.daisy), { responsible: person }, people.admin)
    await w.portal.delivered()
    await w.parts.inboxIdle()
  }
  const brief = async (by: Person): Promise<HandoverBrief> => (await by.get('/api/card/handover')).body
  const messagesOf = async (by: Person): Promise<ShownMessage[]> =>
    (await by.get(`/api/threads/${by.team}/messages`)).body.messages

  async function beAway(
    visitor: Visitor,
    substitute: string,
    more: { since?: number; until?: number; person?: string; id?: string } = {},
  ) {
    const { since = 0, until = 7 * DAY, person, id = newId() } = more
    const at = (after: number) => new Date(w.clock.now().getTime() + after).toISOString()
    const answer = await visitor.call('PUT', `/api/absences/${id}`, {
      substitute,
      since: at(since),
      until: at(until),
      ...(person && { person }),
    })
    return { id, ...answer, absence: answer.body as ShownAbsence }
  }

  test('whoever is responsible now reads what was promised, every line with its message', async () => {
    const question = newId()
    await trade.put(`/api/threads/${trade.team}/questions/${question}`, {
      text: 'Какой срок поставки?',
      to: { person: people.manager },
      deadline: 'hour',
    })
    const pinned = await manager.say('Реквизиты новые')
    await manager.put(`/api/threads/${manager.team}/messages/${pinned.id}/pin`)
    const fact = newId()
    await manager.put(`/api/facts/${fact}`, {
      thread: manager.team,
      message: pinned.id,
      text: 'Платит через ВЭД-банк',
    })
    const last = await trade.say('Так что со сроком?')
    await handTo(people.head)

    const given = await brief(next)
    expect(given).toMatchObject({ from: { id: people.manager }, why: 'responsible' })
    expect(given.questions).toMatchObject([{ message: question, people: [people.manager] }])
    expect(given.unanswered.map(({ message }) => message)).toEqual([last.id])
    expect(given.pins.map(({ message }) => message)).toEqual([pinned.id])
    expect(given.facts.map(({ text }) => text)).toEqual(['Платит через ВЭД-банк'])
    expect(given.people.map(({ person }) => person.id)).toContain(people.trade)
    expect(given.dates.some(({ what }) => what === 'question')).toBe(true)
    expect((await next.get('/api/card')).body.handover).toMatchObject({ from: people.manager })
  })

  test('of a document the version that holds is among the files, and none it has replaced', async () => {
    const first = await post(w, manager, 'Договор.txt')
    const second = await post(w, manager, 'Договор, правки.txt', { content: 'новое' })
    expectOk(await say(manager, second.id, { replaces: first.id }))
    const alone = await post(w, manager, 'Счёт.txt')
    await handTo(people.head)
    expect((await brief(next)).files.map(({ file }) => file)).toEqual([alone.id, second.id])
  })

  test('others read none of it, and after 30 days nobody does', async () => {
    await handTo(people.head)
    expect((await trade.get('/api/card/handover')).status).toBe(404)
    expect((await next.get('/api/card/handover')).status).toBe(200)
    w.clock.advance(31 * DAY)
    next = await w.open(people.head)
    expect((await next.get('/api/card/handover')).status).toBe(404)
    expect((await next.get('/api/card')).body.handover).toBeUndefined()
  })

  test('what was said in a private thread he is not in is in no brief', async () => {
    const secret = newId()
    await manager.post('/api/threads', {
      id: secret,
      kind: 'private',
      title: 'Скидка',
      people: [people.trade],
    })
    await trade.say('Отдаём за полцены?', { thread: secret })
    await handTo(people.head)
    expect(JSON.stringify(await brief(next))).not.toContain('полцены')
  })

  test('the heir of somebody dismissed reads it as well', async () => {
    await trade.say('Ждём ответа по срокам')
    const admin = await atHome(w, people.admin)
    const { body } = await admin.call('GET', `/api/company/leaving/people/${people.manager}`)
    const heirs = Object.fromEntries(body.groups.map(({ id }: { id: string }) => [id, people.head]))
    await admin.call('PUT', `/api/company/leaving/${newId()}`, {
      person: people.manager,
      heirs,
      sponsor: null,
    })
    expect(await brief(next)).toMatchObject({ from: { id: people.manager }, why: 'left' })
  })

  test('whoever stands in is called with the one who is away, and it is said once', async () => {
    const logistics = await w.open(people.logistics)
    await beAway(await atHome(w, people.manager), people.logistics)
    const asked = await trade.say('Сергей, подтвердите', { mentions: [people.manager] })
    await trade.say('И ещё одно', { mentions: [people.manager] })
    await w.parts.heard()
    const lines = (await messagesOf(trade)).filter(({ happened }) => happened?.what === 'stands_in')
    expect(lines.map(({ happened }) => happened)).toEqual([
      expect.objectContaining({ person: people.logistics, absent: people.manager }),
    ])
    const card = (await logistics.get('/api/card')).body
    expect(card.threads[0]).toMatchObject({ mentioned: true })
    const calls = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.calling))
    expect(
      calls
        .filter(({ seq }) => seq === asked.seq)
        .map(({ person }) => person)
        .sort(),
    ).toEqual([people.logistics, people.manager].sort())
  })

  test('a question to somebody away is answered by whoever stands in', async () => {
    const logistics = await w.open(people.logistics)
    await beAway(await atHome(w, people.manager), people.logistics)
    const question = newId()
    await trade.put(`/api/threads/${trade.team}/questions/${question}`, {
      text: 'Когда отгрузка?',
      to: { person: people.manager },
      deadline: 'hour',
    })
    await logistics.say('В среду', { replyTo: question })
    const asked = (await messagesOf(trade)).find(({ id }) => id === question)
    expect(asked?.question?.answer).toMatchObject({ by: people.logistics })
  })

  test('in a private thread nobody stands in', async () => {
    await beAway(await atHome(w, people.manager), people.logistics)
    const secret = newId()
    await trade.post('/api/threads', {
      id: secret,
      kind: 'private',
      title: 'Скидка',
      people: [people.manager],
    })
    await trade.say('Сергей?', { thread: secret, mentions: [people.manager] })
    await w.parts.heard()
    const members = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.member))
    expect(members.filter(({ thread, person }) => thread === secret && person === people.logistics)).toEqual(
      [],
    )
  })

  test('a chain leads to whoever is there, and comes back by itself', async () => {
    await w.open(people.logistics)
    await beAway(await atHome(w, people.manager), people.logistics, { until: 10 * DAY })
    await beAway(await atHome(w, people.logistics), people.head, { until: 3 * DAY })
    await trade.say('Кто ответит?', { mentions: [people.manager] })
    await w.parts.heard()
    expect((await next.get('/api/card')).body.threads[0].mentioned).toBe(true)
    const { mine } = (await (await atHome(w, people.manager)).call('GET', '/api/absences')).body
    expect(mine[0]).toMatchObject({ state: 'now', instead: { id: people.head } })

    w.clock.advance(4 * DAY)
    const manager2 = await atHome(w, people.manager)
    const then = (await manager2.call('GET', '/api/absences')).body.mine[0]
    expect(then).toMatchObject({ state: 'now', substitute: { id: people.logistics } })
    expect(then.instead).toBeUndefined()
    w.clock.advance(7 * DAY)
    const over = (await (await atHome(w, people.manager)).call('GET', '/api/absences')).body.mine[0]
    expect(over.state).toBe('over')
  })

  test('the substitute reads the brief of cards whose responsible is away, until he is back', async () => {
    await handTo(people.manager)
    const home = await atHome(w, people.manager)
    const { id } = await beAway(home, people.head)
    expect(await brief(next)).toMatchObject({ why: 'away', from: { id: people.manager } })
    expect((await home.call('DELETE', `/api/absences/${id}`)).body.state).toBe('over')
    expect((await next.get('/api/card/handover')).status).toBe(404)
  })

  test('back again, one reads what has changed meanwhile', async () => {
    await manager.say('Ухожу в отпуск')
    w.clock.advance(1000)
    const home = await atHome(w, people.manager)
    const { id } = await beAway(home, people.head)
    w.clock.advance(DAY)
    trade = await w.open(people.trade)
    await trade.say('Груз на таможне')
    await w.portal.change(Number(deals.daisy), { amount: 2_000_000 }, people.admin)
    await w.portal.delivered()
    await w.parts.inboxIdle()
    w.clock.advance(7 * DAY)
    const back = await atHome(w, people.manager)
    const { rows } = (await back.call('GET', `/api/absences/${id}/diary`)).body
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ messages: 1, last: { text: 'Груз на таможне' } })
    expect(rows[0].happened.map(({ happened }: { happened: { what: string } }) => happened.what)).toContain(
      'amount',
    )
    const other = await atHome(w, people.trade)
    expect((await other.call('GET', `/api/absences/${id}/diary`)).status).toBe(404)
  })

  test('and not what his standing is not shown of a deal', async () => {
    const home = await atHome(w, people.manager)
    const { id } = await beAway(home, people.head)
    const admin = await atHome(w, people.admin)
    const { version, hidden } = (await admin.call('GET', '/api/company/standings')).body
    const less = { version, hidden: { ...hidden, manager: ['amount'] } }
    expectOk(await admin.call('PUT', '/api/company/standings/hidden', less))
    await w.portal.change(Number(deals.daisy), { amount: 2_000_000, stage: 'UC_CUSTOMS' }, people.admin)
    await w.portal.delivered()
    await w.parts.inboxIdle()
    w.clock.advance(8 * DAY)
    const back = await atHome(w, people.manager)
    const { rows } = expectOk(await back.call('GET', `/api/absences/${id}/diary`)).body
    expect(rows[0].happened.map(({ happened }: { happened: { what: string } }) => happened.what)).toEqual([
      'stage',
    ])
    expect(JSON.stringify(rows)).not.toContain('2000000')
  })

  test.each<[string, { substitute?: string; since?: number; until?: number }, number, string]>([
    ['oneself', { substitute: people.manager }, 400, 'bad_request'],
    ['nobody known', { substitute: '4711' }, 422, 'not_a_member'],
    ['an end before its beginning', { since: 2 * DAY, until: DAY }, 400, 'bad_request'],
    ['what is over', { since: -3 * DAY, until: -DAY }, 400, 'bad_request'],
  ])('refused: %s', async (_, { substitute = people.logistics, ...when }, status, reason) => {
    const answer = await beAway(await atHome(w, people.manager), substitute, when)
    expect([answer.status, answer.body.error.reason]).toEqual([status, reason])
  })

  test('two do not stand in for each other, nobody is away twice, and only administrators send others away', async () => {
    const home = await atHome(w, people.manager)
    const first = await beAway(home, people.logistics)
    expect((await beAway(home, people.logistics, { id: first.id })).status).toBe(200)
    expect((await beAway(home, people.customs)).status).toBe(400)
    const other = await beAway(await atHome(w, people.logistics), people.manager)
    expect([other.status, other.body.error.reason]).toEqual([422, 'stands_in_for_each_other'])
    expect((await beAway(home, people.customs, { person: people.trade })).status).toBe(404)
    const admin = await atHome(w, people.admin)
    expect((await beAway(admin, people.customs, { person: people.trade })).status).toBe(200)
  })
})
