/** A yes or a no, asked with the deal's numbers as they were, and decided for all to see. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { HOUR, lines, message, pass } from './matters-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let marina: Person
  beforeEach(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    sergey = await w.open(people.manager)
    marina = await w.open(people.head)
  })
  afterEach(() => w.stop())

  const path = (id: string) => `/api/threads/${sergey.team}/approvals/${id}`
  const request = (id = newId(), more = {}, who = sergey) =>
    who.put(path(id), { text: 'Скидка 7 %?', ...more })
  async function requested(more = {}): Promise<ShownMessage> {
    const { status, body } = await request(newId(), more)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const decide = (who: Person, of: string, yes: boolean, words = '', id = newId()) =>
    who.put(`${path(of)}/decisions/${id}`, { yes, words })
  const numbers = async (who: Person, id: string) => (await who.get(`${path(id)}/numbers`)).body

  test('a head is asked unless somebody is named', async () => {
    expect((await requested()).approval).toEqual({
      to: { role: 'head', people: [people.head] },
      decisions: [],
    })
    const named = await requested({ to: { person: people.finance } })
    expect(named.approval).toMatchObject({ to: { people: [people.finance] } })
    const waiting = await (await atHome(w, people.head)).inbox('?filter=questions')
    expect(waiting.rows.map(({ thread }) => thread.id)).toEqual([sergey.team])
  })

  test('a head has nobody above to ask, unless by name', async () => {
    expect((await request(newId(), {}, marina)).body.error.reason).toBe('nobody_answers')
    expect((await request(newId(), { to: { person: people.manager } }, marina)).status).toBe(201)
  })

  test('the decision is a line of the thread, and calls whoever asked', async () => {
    const { id, seq } = await requested()
    const decided = await decide(marina, id, true, 'До конца месяца')
    expect(decided.body.approval.decisions).toMatchObject([
      { yes: true, words: 'До конца месяца', by: people.head },
    ])
    expect(await lines(w, sergey.team)).toEqual([
      { what: 'decided', message: id, seq, yes: true, words: 'До конца месяца', by: people.head },
    ])
    expect((await sergey.get('/api/card')).body.threads[0].mentioned).toBe(true)
    await pass(w, HOUR)
    const bell = w.portal.notifications(people.manager).map(({ text }) => text)
    expect(bell).toEqual([expect.stringContaining('По вашему запросу решили в обсуждении «Общее».')])
  })

  test('decided twice under one id it is decided once; another decision takes its place', async () => {
    const { id } = await requested()
    const decision = newId()
    await decide(marina, id, true, 'да', decision)
    expect((await decide(marina, id, false, 'передумала', decision)).body.approval.decisions).toHaveLength(1)
    w.clock.advance(1000)
    await decide(marina, id, false, 'Маржа просела')
    expect((await message(w, id)).approval!.decisions).toMatchObject([{ yes: true }, { yes: false }])
    expect(await lines(w, sergey.team)).toMatchObject([{ yes: true }, { yes: false }])
  })

  test('what was decided stays as it was asked: neither edited nor deleted nor withdrawn', async () => {
    const { id } = await requested()
    await decide(marina, id, true)
    const about = `/api/threads/${sergey.team}/messages/${id}`
    for (const answer of [
      await sergey.patch(about, { text: 'Скидка 17 %?' }),
      await sergey.delete(about),
      await sergey.delete(path(id)),
    ])
      expect([answer.status, answer.body.error.reason]).toEqual([409, 'decided'])
  })

  test('only who was asked decides, and nobody once it is withdrawn', async () => {
    const { id } = await requested()
    const alina = await w.open(people.trade)
    expect((await decide(alina, id, true)).body.error.reason).toBe('not_asked')
    expect((await decide(sergey, id, true)).body.error.reason).toBe('not_asked')
    expect((await alina.delete(path(id))).body.error.reason).toBe('not_author')
    expect((await sergey.delete(path(id))).body.approval).toHaveProperty('withdrawnAt')
    expect((await decide(marina, id, true)).body.error.reason).toBe('withdrawn')
  })

  test('the deal’s numbers are kept as they were, and shown beside those of today', async () => {
    const { id } = await requested()
    const before = await numbers(marina, id)
    expect(before.asked).toMatchObject({
      amount: 1_840_000,
      currency: expect.any(String),
      stage: expect.any(String),
    })
    expect(before.asked).toEqual(before.now)
    await w.portal.change(Number(deals.daisy), { amount: 1_500_000 }, people.manager)
    await w.parts.inboxIdle()
    w.clock.advance(2 * 60_000)
    const after = await numbers(marina, id)
    expect(after.asked).toEqual(before.asked)
    expect(after.now.amount).toBe(1_500_000)
  })

  test('numbers whoever asked was not shown are not there for anybody', async () => {
    w.portal.faults.fail('insufficient_scope', 1, 'crm.item.payment.list')
    const { id } = await requested()
    expect((await numbers(marina, id)).asked.paid).toBeNull()
  })

  test('the margin an administrator has named is frozen as whoever asks is shown it, and hidden from those it is hidden from', async () => {
    const admin = await atHome(w, people.admin)
    const { fields } = (await admin.call('GET', '/api/company/choices/numbers')).body
    expect(fields).toEqual([{ type: 'deal', field: 'ufCrmMargin', name: 'Маржа', money: true }])
    const { choices, version } = (await admin.call('GET', '/api/company/choices')).body
    const margin = { deal: { field: 'ufCrmMargin', name: 'Маржа', money: true } }
    const chosen = { choices: { ...choices, margin }, version }
    expect((await admin.call('PUT', '/api/company/choices', chosen)).status).toBe(200)

    const earned = { name: 'Маржа', amount: 349_600, currency: 'RUB' }
    expect((await sergey.get('/api/card/panel')).body.margin).toEqual(earned)
    const { id } = await requested()
    expect((await numbers(marina, id)).asked.margin).toEqual(earned)

    const alina = await w.open(people.trade)
    const as = { standing: 'specialist', reach: 'all', documents: true }
    await admin.call('PUT', `/api/company/standings/people/${people.trade}`, as)
    expect((await alina.get('/api/card/panel')).body.margin).toBeNull()
    const { asked, now } = await numbers(alina, id)
    expect([asked.margin, now.margin]).toEqual([null, null])
    expect(asked.amount).toBe(1_840_000)
  })

  test('nobody outside the thread learns of it', async () => {
    const thread = newId()
    await sergey.post('/api/threads', { id: thread, kind: 'private', title: 'Маржа', people: [people.trade] })
    const id = newId()
    const hidden = `/api/threads/${thread}/approvals/${id}`
    expect((await sergey.put(hidden, { text: '?', to: { person: people.trade } })).status).toBe(201)
    const nothing = await marina.get(`/api/threads/${newId()}/approvals/${id}/numbers`)
    expect(nothing.status).toBe(404)
    expect((await marina.get(`${hidden}/numbers`)).body).toEqual(nothing.body)
    expect((await marina.put(`${hidden}/decisions/${newId()}`, { yes: true })).status).toBe(404)
  })
})
