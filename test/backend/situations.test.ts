/** Something comes up: who is called, what is settled, what is to be done. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownSituations, Situation } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { message } from './matters-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let admin: Visitor
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    admin = await atHome(w, people.admin)
  })
  afterEach(() => w.stop())

  const open = (more = {}, id = newId()) =>
    sergey.put(`/api/situations/${id}`, {
      ...{ situation: 'customs_nuance', language: 'ru', thread: sergey.team, topic: false },
      text: 'Нужна помощь таможни. Вопрос: код для насоса',
      ...more,
    })
  const item = (id: string, number: number, thread = sergey.team) =>
    `/api/threads/${thread}/messages/${id}/checklist/${number}`
  const shown = async (): Promise<ShownSituations> =>
    (await admin.call('GET', '/api/company/situations')).body
  const save = (situations: Situation[], version: string) =>
    admin.call('PUT', '/api/company/situations', { situations, version })

  test('opened, it calls those on duty and says what is to be done, in the language of whoever opened it', async () => {
    const { status, body } = await open()
    expect(status).toBe(201)
    expect(body).toMatchObject({
      mentions: ['role:customs'],
      called: { customs: [people.customs] },
      situation: { title: 'Таможенный вопрос', checklist: [{ text: 'Уточнить код ТН ВЭД' }, {}, {}, {}] },
    })
    const inEnglish = await open({ language: 'en' })
    expect(inEnglish.body.situation.title).toBe('A customs question')
  })

  test('it may have a topic of its own; opened twice it is one', async () => {
    const [thread, id] = [newId(), newId()]
    const wanted = { thread, topic: true, situation: 'route_and_dates' }
    expect((await open(wanted, id)).status).toBe(201)
    expect((await open(wanted, id)).status).toBe(200)
    const { threads } = (await sergey.get('/api/card')).body
    const topic = threads.filter((one: { id: string }) => one.id === thread)
    expect(topic).toMatchObject([{ kind: 'topic', title: 'Маршрут и сроки', lastSeq: 1 }])
    expect(topic[0].members.sort()).toEqual([people.manager, people.logistics, '21', '16'].sort())
  })

  test('a role nobody answers for holds up nothing', async () => {
    const { body } = await open({ situation: 'incident' })
    expect(body.mentions).toEqual(['role:head', 'role:logistics'])
  })

  test('lines are ticked by anybody, with who and when, and unticked', async () => {
    const { id } = (await open()).body
    const dmytro = await w.open(people.logistics)
    expect((await dmytro.put(item(id, 1))).status).toBe(200)
    expect((await sergey.put(item(id, 1))).status).toBe(200)
    const { checklist } = (await message(w, id)).situation!
    expect(checklist[1]).toMatchObject({ doneBy: people.logistics, doneAt: w.clock.now().toISOString() })
    expect((await sergey.delete(item(id, 1))).body.situation.checklist[1]).not.toHaveProperty('doneAt')
    expect((await sergey.put(item(id, 9))).status).toBe(404)
    expect((await sergey.put(item(newId(), 0))).status).toBe(404)
  })

  test('what there is not is not opened, and nothing is said', async () => {
    expect((await open({ situation: 'flood' })).status).toBe(400)
    expect((await open({ thread: newId(), topic: true, text: ' ' })).body.error.reason).toBe('text_empty')
    const { threads } = (await sergey.get('/api/card')).body
    expect(threads).toMatchObject([{ kind: 'team', lastSeq: 0 }])
  })

  test('an administrator writes his own; what was opened before keeps its words', async () => {
    const { id } = (await open()).body
    const { situations, version } = await shown()
    const [first, ...others] = situations
    const mine = { ...first!, title: { ru: 'Нет бумаги', uk: 'Немає папера', en: 'No paper' } }
    const kept = others.filter((one) => one.id !== 'customs_nuance')
    expect((await save([mine, ...kept], version)).body).toMatchObject({
      situations: [{ title: { ru: 'Нет бумаги' } }, {}, {}],
      changed: { by: { id: people.admin } },
    })
    const offered = (await sergey.get('/api/situations')).body.situations
    expect(offered.map((one: Situation) => one.id)).not.toContain('customs_nuance')
    expect((await open()).status).toBe(400)
    expect((await message(w, id)).situation!.title).toBe('Таможенный вопрос')
    expect((await save(situations, version)).body.error.reason).toBe('changed_meanwhile')
  })

  test('a situation that calls a role there is not is refused', async () => {
    const { situations, version } = await shown()
    expect((await save([{ ...situations[0]!, roles: ['juggler'] }], version)).status).toBe(400)
    expect((await save([situations[0]!, situations[0]!], version)).status).toBe(400)
    expect((await shown()).version).toBe(version)
  })
})
