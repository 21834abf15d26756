/** Confirming that one has read. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { HOUR, lines, MINUTE, message, pass } from './matters-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let alina: Person
  let said: ShownMessage
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
    said = await sergey.say('Отгрузка переносится на 1 декабря')
  })
  afterEach(() => w.stop())

  const about = (id = said.id) => `/api/threads/${sergey.team}/messages/${id}/acknowledgement`
  const request = (wanted: object, who = sergey) => who.put(about(), wanted)
  const shown = async () => (await message(w, said.id)).acknowledgement!

  test('people and roles are asked, each once, and it shows who has confirmed', async () => {
    const asking = await request({ people: [people.trade], roles: ['logistics', 'trade'] })
    expect(asking.status).toBe(201)
    expect(asking.body.acknowledgement.people.map(({ person }: { person: string }) => person).sort()).toEqual(
      [...[people.logistics, '21', people.trade].sort()],
    )
    expect((await alina.put(`${about()}/mine`)).status).toBe(200)
    expect((await alina.put(`${about()}/mine`)).status).toBe(200)
    const { people: asked } = await shown()
    expect(asked.filter(({ at }) => at)).toEqual([{ person: people.trade, at: w.clock.now().toISOString() }])
  })

  test('asked again, only whoever was not asked before is added', async () => {
    await request({ people: [people.trade] })
    await alina.put(`${about()}/mine`)
    expect((await request({ people: [people.trade, people.customs] })).status).toBe(200)
    const asked = new Map((await shown()).people.map(({ person, at }) => [person, at]))
    expect([...asked.keys()].sort()).toEqual([people.customs, people.trade].sort())
    expect(asked.get(people.trade)).toBeDefined()
  })

  test('whoever has not confirmed is reminded by hand, and by the clock after a working day', async () => {
    await request({ people: [people.trade, people.customs] })
    await alina.put(`${about()}/mine`)
    const reminder = () => sergey.put(`${about()}/reminder`)
    expect((await reminder()).status).toBe(200)
    expect((await reminder()).body.error.reason).toBe('too_many_requests')
    expect(await lines(w, sergey.team)).toEqual([
      { what: 'reminded', message: said.id, seq: said.seq, people: [people.customs], by: people.manager },
    ])
    for (let day = 0; day < 8; day++) await pass(w, 24 * HOUR)
    const byClock = (await lines(w, sergey.team)).filter(({ by }) => by === null)
    expect(byClock).toHaveLength(3)
    expect(w.portal.notifications(people.customs).map(({ text }) => text)).toEqual([
      expect.stringContaining('ждут'),
    ])
  })

  test('once all have confirmed nobody is reminded', async () => {
    await request({ people: [people.trade] })
    await alina.put(`${about()}/mine`)
    expect((await sergey.put(`${about()}/reminder`)).status).toBe(200)
    for (let day = 0; day < 4; day++) await pass(w, 24 * HOUR)
    expect(await lines(w, sergey.team)).toEqual([])
  })

  test('only whoever asked reminds and asks more people; only who was asked confirms', async () => {
    await request({ people: [people.trade] })
    w.clock.advance(11 * MINUTE)
    expect((await alina.put(`${about()}/reminder`)).body.error.reason).toBe('not_author')
    expect((await request({ people: [people.customs] }, alina)).body.error.reason).toBe('not_author')
    expect((await sergey.put(`${about()}/mine`)).body.error.reason).toBe('not_asked')
  })

  test.each([
    ['nobody', {}, 422, 'nobody_answers'],
    ['an empty role', { roles: ['legal'] }, 422, 'nobody_answers'],
    ['a role there is not', { roles: ['juggler'] }, 400, 'bad_request'],
    ['somebody who has left', { people: ['25'] }, 422, 'not_a_member'],
    ['only its author', { people: [people.manager] }, 422, 'nobody_answers'],
  ])('asking %s is refused', async (_, wanted, status, reason) => {
    expect(await request(wanted)).toMatchObject({ status, body: { error: { reason } } })
    expect(await message(w, said.id)).not.toHaveProperty('acknowledgement')
  })

  test('what was not asked for is not there', async () => {
    expect((await alina.put(`${about()}/mine`)).status).toBe(404)
    expect((await alina.put(`${about(newId())}/mine`)).status).toBe(404)
  })

  test('a private thread is not widened by asking', async () => {
    const thread = newId()
    await sergey.post('/api/threads', { id: thread, kind: 'private', title: 'Маржа', people: [people.trade] })
    const secret = await sergey.say('12 %', { thread })
    const path = `/api/threads/${thread}/messages/${secret.id}/acknowledgement`
    expect((await sergey.put(path, { people: [people.customs] })).body.error.reason).toBe('not_a_member')
    const { body } = await sergey.put(path, { roles: ['trade', 'customs'] })
    expect(body.acknowledgement.people).toEqual([{ person: people.trade }])
  })
})
