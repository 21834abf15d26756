/** Facts: what is worth keeping in sight on the card, taken from its talk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownFact } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let alina: Person
  beforeAll(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterAll(() => w?.stop())

  const facts = async (person: Person): Promise<ShownFact[]> => (await person.get('/api/matters')).body.facts
  async function kept(text: string, id = newId()) {
    const said = await alina.say('Нужны инвойс и СТ-1')
    const answer = await sergey.put(`/api/facts/${id}`, { thread: said.thread, message: said.id, text })
    return { id, said, answer }
  }

  test('a fact says what, from where, by whom and when; kept twice it is one', async () => {
    const { id, said, answer } = await kept('Документы: инвойс, СТ-1')
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      ...{ id, text: 'Документы: инвойс, СТ-1', thread: said.thread, message: said.id, seq: said.seq },
      ...{ by: people.manager, at: w.clock.now().toISOString() },
    })
    const again = await sergey.put(`/api/facts/${id}`, {
      thread: said.thread,
      message: said.id,
      text: 'иначе',
    })
    expect([again.status, again.body]).toEqual([200, answer.body])
    expect((await facts(alina)).filter((fact) => fact.id === id)).toEqual([answer.body])
  })

  test('its author or a head says it differently, or takes it away; others see that at once', async () => {
    const { id } = await kept('Срок 40 дней')
    expect((await alina.patch(`/api/facts/${id}`, { text: 'нет' })).body.error.reason).toBe('not_author')
    const head = await w.open(people.head)
    const { position } = (await alina.get('/api/card')).body
    expect((await head.patch(`/api/facts/${id}`, { text: 'Срок 45 дней' })).body).toMatchObject({
      ...{ text: 'Срок 45 дней', by: people.manager, editedBy: people.head },
    })
    expect((await sergey.delete(`/api/facts/${id}`)).status).toBe(204)
    expect((await facts(alina)).map((fact) => fact.id)).not.toContain(id)
    expect((await sergey.delete(`/api/facts/${id}`)).status).toBe(404)
    const { events } = (await alina.get(`/api/events?after=${position}`)).body
    const told = events.filter(({ topic }: { topic: string }) => topic === 'fact.changed')
    expect(told.at(-1).data).toEqual({ id })
  })

  test('nothing of a private thread becomes a fact of the card', async () => {
    const thread = newId()
    await sergey.post('/api/threads', { id: thread, kind: 'private', title: 'Маржа', people: [people.trade] })
    const said = await sergey.say('маржа 12 %', { thread })
    const answer = await sergey.put(`/api/facts/${newId()}`, { thread, message: said.id, text: 'маржа 12 %' })
    expect([answer.status, answer.body.error.reason]).toEqual([400, 'bad_request'])
  })

  test('with its message deleted it is gone', async () => {
    const { id, said } = await kept('Ставка 5 %')
    await alina.delete(`/api/threads/${said.thread}/messages/${said.id}`)
    expect((await facts(sergey)).map((fact) => fact.id)).not.toContain(id)
  })

  test.each([
    ['', 422],
    ['x'.repeat(501), 413],
    ['\ud800', 400],
  ])('a fact of %j is refused', async (text, status) => {
    expect((await kept(text)).answer.status).toBe(status)
  })

  test('another card has facts of its own', async () => {
    const { id } = await kept('Только здесь')
    const elsewhere = await w.open(people.manager, deals.long)
    expect((await facts(elsewhere)).map((fact) => fact.id)).not.toContain(id)
    expect((await elsewhere.delete(`/api/facts/${id}`)).status).toBe(404)
  })
})
