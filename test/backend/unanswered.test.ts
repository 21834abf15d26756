/** Unread and unanswered are two things. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { atHome } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let alina: Person
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterEach(() => w.stop())

  async function team(person = alina) {
    await w.parts.heard()
    const { body } = await person.get('/api/card')
    return body.threads.find(({ id }: { id: string }) => id === person.team)
  }

  const call = (text: string) => sergey.say(text, { mentions: [people.trade] })

  test('reading leaves a call unanswered; "no answer needed" ends that and marks nothing read', async () => {
    const first = await call('Подтвердите вес')
    const second = await call('И упаковку')
    expect(await team()).toMatchObject({ unread: 2, unanswered: 2 })
    await alina.put(`/api/threads/${alina.team}/read`, { seq: first.seq })
    expect(await team()).toMatchObject({ unread: 1, unanswered: 2 })
    const { body } = await alina.put(`/api/threads/${alina.team}/answered`, { seq: first.seq })
    expect(body).toEqual({ unanswered: 1 })
    await alina.put(`/api/threads/${alina.team}/answered`, { seq: second.seq })
    const shown = await team()
    expect(shown).toMatchObject({ unread: 1 })
    expect(shown).not.toHaveProperty('unanswered')
  })

  test('only whom it calls is waited for', async () => {
    await call('Подтвердите вес')
    expect(await team(sergey)).not.toHaveProperty('unanswered')
  })

  test('a reaction answers the message it is put on, and nothing else', async () => {
    const { id } = await call('Подтвердите вес')
    await call('И упаковку')
    await w.parts.heard()
    await alina.put(`/api/threads/${alina.team}/messages/${id}/reactions/👍`)
    expect(await team()).toMatchObject({ unanswered: 1 })
  })

  test('each window of mine is told at once how many wait, and nobody else is', async () => {
    const { position } = (await alina.get('/api/card')).body
    await call('Подтвердите вес')
    await w.parts.heard()
    await alina.say('Подтверждаю')
    await w.parts.heard()
    const told = async (person: Person) =>
      (await person.get(`/api/events?after=${position}`)).body.events
        .filter(({ topic }: { topic: string }) => topic === 'thread.awaits')
        .map(({ data }: { data: { unanswered: number } }) => data.unanswered)
    expect(await told(alina)).toEqual([1, 0])
    expect(await told(sergey)).toEqual([])
  })

  test('they are counted over all cards, apart from what is unread', async () => {
    const there = await w.open(people.manager, deals.long)
    await there.say('Кто встречает машину?', { mentions: [people.trade] })
    const { seq } = await call('Подтвердите вес')
    await w.parts.heard()
    const home = await atHome(w, people.trade)
    const counts = async () => (await home.call('GET', '/api/inbox/counts')).body
    expect(await counts()).toEqual({ unread: 2, unanswered: 2 })
    await alina.put(`/api/threads/${alina.team}/read`, { seq })
    expect(await counts()).toEqual({ unread: 1, unanswered: 2 })
    const { rows } = await home.inbox('?filter=unanswered')
    const row = rows.find(({ record }) => record.id === deals.long)
    await home.call('PUT', `/api/inbox/${row!.thread.id}/answered`, { seq: row!.lastSeq })
    expect(await counts()).toEqual({ unread: 1, unanswered: 1 })
    w.portal.faults.deny(people.trade, 1204)
    w.clock.advance(61_000)
    expect(await counts()).toEqual({ unread: 1, unanswered: 0 })
  })

  test('a discussion of somebody else is none of mine to settle', async () => {
    const other = await w.open(people.finance, deals.long)
    expect((await alina.put(`/api/threads/${other.team}/answered`, { seq: 1 })).status).toBe(404)
  })

  test('two nodes that hear the same count it once', async () => {
    await call('Подтвердите вес')
    await Promise.all([w.parts.hear(w.company), w.parts.hear(w.company)])
    expect(await team()).toMatchObject({ unanswered: 1 })
  })
})
