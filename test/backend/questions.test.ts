/** Questions to specialists: asked, answered, overdue, withdrawn. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { CardMatters } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { ask, asked, HOUR, lines, MINUTE, message, pass } from './matters-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let alina: Person
  // Friday noon in Moscow, where the company's clock hangs.
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterEach(() => w.stop())

  const about = (id: string, thread = sergey.team) => `/api/threads/${thread}/questions/${id}`
  const matters = async (person: Person): Promise<CardMatters> => (await person.get('/api/matters')).body
  const waiting = async (person: string) =>
    (await (await atHome(w, person)).inbox('?filter=questions')).rows.map(({ thread }) => thread.id)

  test('a question to a role waits for whoever is on duty, an hour of working time', async () => {
    const question = await asked(sergey)
    expect(question).toMatchObject({
      text: 'Какие документы нужны?',
      mentions: ['role:trade'],
      called: { trade: [people.trade] },
      question: { to: { role: 'trade', people: [people.trade] }, deadline: '2026-11-20T10:00:00.000Z' },
    })
    expect((await matters(await w.open(people.trade))).questions.map(({ id }) => id)).toEqual([question.id])
    expect(await waiting(people.trade)).toEqual([sergey.team])
    expect(await waiting(people.manager)).toEqual([])
  })

  test.each([
    ['fourHours', '2026-11-20T13:00:00.000Z'],
    ['noon', '2026-11-23T09:00:00.000Z'],
    ['2026-11-21T08:30:00+03:00', '2026-11-21T05:30:00.000Z'],
  ])('its deadline may be %s', async (deadline, due) => {
    expect((await asked(sergey, { deadline })).question!.deadline).toBe(due)
  })

  test('asked twice under one id it is one question', async () => {
    const id = newId()
    expect((await ask(sergey, { id })).status).toBe(201)
    const again = await ask(sergey, { id, text: 'Другое' })
    expect([again.status, again.body.text]).toEqual([200, 'Какие документы нужны?'])
    const said = await sergey.say('не вопрос')
    expect(await ask(sergey, { id: said.id })).toMatchObject({
      status: 409,
      body: { error: { reason: 'id_taken' } },
    })
  })

  test.each([
    ['an empty role', { to: { role: 'legal' } }, 422, 'nobody_answers'],
    ['a role there is not', { to: { role: 'juggler' } }, 400, 'bad_request'],
    ['somebody who has left', { to: { person: '25' } }, 422, 'not_a_member'],
    ['oneself', { to: { person: people.manager } }, 422, 'nobody_answers'],
    ['nothing', { text: ' ' }, 422, 'text_empty'],
    ['until yesterday', { deadline: '2026-11-19T09:00:00Z' }, 400, 'bad_request'],
    ['until the next century', { deadline: '2126-11-19T09:00:00Z' }, 400, 'bad_request'],
    ['until who knows when', { deadline: 'soon' }, 400, 'bad_request'],
  ])('asking %s is refused, and nothing is said', async (_, wanted, status, reason) => {
    expect(await ask(sergey, wanted)).toMatchObject({ status, body: { error: { reason } } })
    expect((await sergey.get(`/api/threads/${sergey.team}/messages`)).body.messages).toEqual([])
  })

  test('a reply of whoever was asked is the answer', async () => {
    const { id } = await asked(sergey)
    w.clock.advance(5 * MINUTE)
    await sergey.say('это про упаковку', { replyTo: id })
    expect((await message(w, id)).question).not.toHaveProperty('answer')
    const reply = await alina.say('Инвойс и сертификат', { replyTo: id })
    expect(reply.answers).toBe(id)
    expect((await message(w, id)).question!.answer).toEqual({
      message: reply.id,
      seq: reply.seq,
      by: people.trade,
      at: w.clock.now().toISOString(),
      markedBy: people.trade,
    })
    expect(await waiting(people.trade)).toEqual([])
    await pass(w, 3 * HOUR)
    expect(await lines(w, sergey.team)).toEqual([])
  })

  test('any later message can be said to answer it, and taken back', async () => {
    const { id } = await asked(sergey)
    const first = await alina.say('Инвойс', { replyTo: id })
    const better = await alina.say('И упаковочный лист')
    expect((await sergey.put(`${about(id)}/answer`, { message: better.id })).status).toBe(200)
    expect((await message(w, id)).question!.answer).toMatchObject({
      message: better.id,
      markedBy: people.manager,
    })
    expect(await message(w, first.id)).not.toHaveProperty('answers')
    expect((await message(w, better.id)).answers).toBe(id)
    expect((await sergey.delete(`${about(id)}/answer`)).body.question).not.toHaveProperty('answer')
    expect(await message(w, better.id)).not.toHaveProperty('answers')
    expect(await waiting(people.trade)).toEqual([sergey.team])
  })

  test('only who asked, who was asked and a head say what answers it', async () => {
    const earlier = await sergey.say('раньше')
    const { id } = await asked(sergey)
    const reply = await alina.say('Инвойс')
    const dmytro = await w.open(people.logistics)
    const mark = (who: Person, of = reply.id) => who.put(`${about(id)}/answer`, { message: of })
    expect(await mark(dmytro)).toMatchObject({ status: 403, body: { error: { reason: 'not_asked' } } })
    expect((await mark(sergey, earlier.id)).status).toBe(400)
    expect((await mark(sergey, id)).status).toBe(400)
    expect((await mark(await w.open(people.head))).status).toBe(200)
  })

  test('withdrawn it waits for nobody, and is answered no more', async () => {
    const { id } = await asked(sergey)
    expect(await alina.delete(about(id))).toMatchObject({
      status: 403,
      body: { error: { reason: 'not_author' } },
    })
    expect((await sergey.delete(about(id))).body.question).toHaveProperty('withdrawnAt')
    expect((await sergey.delete(about(id))).status).toBe(200)
    expect(await waiting(people.trade)).toEqual([])
    expect((await alina.say('поздно', { replyTo: id })).answers).toBeUndefined()
    await pass(w, 3 * HOUR)
    expect(await lines(w, sergey.team)).toEqual([])
  })

  test('not answered in time it calls whoever was asked, then a head, then everybody of the role', async () => {
    const second = await nameFor('trade', [people.trade, people.finance])
    const { id, seq } = await asked(sergey)
    await pass(w, HOUR)
    const step = (name: string, called: string[]) => ({
      ...{ what: 'overdue', message: id, seq, step: name, people: called, by: null },
    })
    expect(await lines(w, sergey.team)).toEqual([step('person', [people.trade, second])])
    await pass(w, HOUR)
    expect((await lines(w, sergey.team)).at(-1)).toEqual(step('head', [people.head]))
    expect((await message(w, id)).question!.overdue).toMatchObject({ step: 'head' })
    expect(await waiting(people.head)).toEqual([sergey.team])
    await pass(w, 30 * HOUR)
    expect(await lines(w, sergey.team)).toHaveLength(2)
    expect(bell(people.head)).toEqual([expect.stringContaining('От вас ждут ответа в обсуждении «Общее».')])
  })

  test('everybody of the role is called when one of them was on duty', async () => {
    const bohdan = '21'
    await asked(sergey, { to: { role: 'logistics' } })
    await change((role) => {
      if (role.id === 'logistics')
        role.rota = { weekly: [{ days: [5], from: '09:00', until: '18:00', person: bohdan }], dated: [] }
    })
    const { id } = await asked(sergey, { to: { role: 'logistics' } })
    for (let hour = 0; hour < 4; hour++) await pass(w, HOUR)
    const steps = (await lines(w, sergey.team)).filter((line) => 'message' in line && line.message === id)
    expect(steps).toMatchObject([
      { step: 'person', people: [bohdan] },
      { step: 'head', people: [people.head] },
      { step: 'pool', people: [people.logistics] },
    ])
  })

  test('overdue on two nodes at once it takes one step', async () => {
    await asked(sergey)
    w.clock.advance(HOUR)
    await Promise.all([w.parts.callNext(w.company), w.parts.callNext(w.company)])
    expect(await lines(w, sergey.team)).toHaveLength(1)
  })

  test('what is asked on Friday evening is not overdue before Monday', async () => {
    w.clock.advance(5.5 * HOUR)
    sergey = await w.open(people.manager)
    const { question } = await asked(sergey)
    expect(question!.deadline).toBe('2026-11-23T06:30:00.000Z')
    await pass(w, 60 * HOUR)
    expect(await lines(w, sergey.team)).toEqual([])
  })

  test('deleted, it waits for nobody', async () => {
    const { id } = await asked(sergey)
    await sergey.delete(`/api/threads/${sergey.team}/messages/${id}`)
    await pass(w, 3 * HOUR)
    expect(await lines(w, sergey.team)).toEqual([])
    expect(await waiting(people.trade)).toEqual([])
    expect((await matters(await w.open(people.manager))).questions).toEqual([])
  })

  test('in a private thread nobody from outside is asked, nor called when it is overdue', async () => {
    const thread = newId()
    await sergey.post('/api/threads', {
      id: thread,
      kind: 'private',
      title: 'Маржа',
      people: [people.trade],
    })
    expect((await ask(sergey, { thread, to: { role: 'logistics' } })).body.error.reason).toBe(
      'nobody_answers',
    )
    const { id } = await asked(sergey, { thread })
    for (let hour = 0; hour < 4; hour++) await pass(w, HOUR)
    expect(await lines(w, thread)).toMatchObject([{ step: 'person' }])
    const head = await w.open(people.head)
    expect((await matters(head)).questions).toEqual([])
    expect((await head.put(`${about(id, thread)}/answer`, { message: id })).status).toBe(404)
    expect((await matters(await w.open(people.trade))).questions.map((one) => one.id)).toEqual([id])
  })

  test('open questions stand before answered ones, by their deadline', async () => {
    const late = await asked(sergey, { text: 'потом', deadline: 'noon' })
    const soon = await asked(sergey, { text: 'сейчас' })
    const done = await asked(sergey, { text: 'уже' })
    await alina.say('вот', { replyTo: done.id })
    expect((await matters(sergey)).questions.map(({ text }) => text)).toEqual(['сейчас', 'потом', 'уже'])
    expect([late.id, soon.id]).toHaveLength(2)
  })

  test('whoever looks sees it change', async () => {
    const { position } = (await alina.get('/api/card')).body
    const { id } = await asked(sergey)
    await alina.say('вот', { replyTo: id })
    const { events } = (await alina.get(`/api/events?after=${position}`)).body
    const last = events
      .filter((event: { data: { message?: { id: string } } }) => event.data.message?.id === id)
      .at(-1)
    expect(last).toMatchObject({ topic: 'matter.changed', data: { message: { question: { answer: {} } } } })
  })

  const bell = (person: string) => w.portal.notifications(person).map(({ text }) => text)

  /** Names these people for a role, besides what their titles tell. */
  async function nameFor(id: string, named: string[]) {
    await change((role) => {
      if (role.id === id) role.people = named
    })
    return named.at(-1)!
  }

  async function change(each: (role: import('../../backend/shown.ts').Role) => void) {
    const admin = await atHome(w, people.admin)
    const { roles, hours, roleless, version } = (await admin.call('GET', '/api/company/roles')).body
    roles.forEach(each)
    const directory = { roles, hours, roleless }
    expect((await admin.call('PUT', '/api/company/roles', { directory, version })).status).toBe(200)
  }
})
