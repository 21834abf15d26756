/** What a closed topic leaves in the record's history at the host. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { choose, shownChoices } from '../../backend/companies/choices.ts'
import { newId } from '../../backend/ids.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { MINUTE } from './errands-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
  })
  afterEach(() => w.stop())

  const history = () => w.portal.timeline(Number(deals.daisy)).filter(({ kind }) => kind === 'log')

  async function opened(kind: 'topic' | 'private', title: string): Promise<string> {
    const id = newId()
    await sergey.post('/api/threads', { id, kind, title })
    await sergey.say('Секретная сумма', { thread: id })
    return id
  }

  test('its title and who closed it, once, in the language of the company', async () => {
    const topic = await opened('topic', 'Таможня')
    await sergey.put(`/api/threads/${topic}/closed`)
    await sergey.put(`/api/threads/${topic}/closed`)
    await w.parts.errands.idle()
    expect(history()).toMatchObject([{ title: 'Чат: тема «Таможня» закрыта', author: people.admin }])
    expect(history()[0]?.text).toMatch(/^Кто закрыл: \S+ \S+ · #\S{9}$/)
    expect(JSON.stringify(history())).not.toContain('Секретная')

    await sergey.delete(`/api/threads/${topic}/closed`)
    w.clock.advance(MINUTE)
    await sergey.put(`/api/threads/${topic}/closed`)
    await w.parts.errands.idle()
    expect(history()).toHaveLength(2)
  })

  test('nothing of a private thread, and nothing where the company does not wish it', async () => {
    await sergey.put(`/api/threads/${await opened('private', 'Наценка')}/closed`)
    await w.parts.store.write(w.company, async (write) => {
      const { choices, version } = await shownChoices(write)
      const without = { ...choices, mirror: { ...choices.mirror, topics: false } }
      await choose(write, { company: write.company, person: people.admin }, { choices: without, version })
    })
    await sergey.put(`/api/threads/${await opened('topic', 'Склад')}/closed`)
    await w.parts.errands.idle()
    expect(history()).toEqual([])
  })

  test('closing does not wait for the host, and the note is written when it is back', async () => {
    const topic = await opened('topic', 'Таможня')
    w.portal.faults.dropAnswers(1, 'crm.timeline.logmessage.add')
    w.portal.faults.hang = true
    const closed = await sergey.put(`/api/threads/${topic}/closed`)
    expect(closed.status).toBe(200)
    expect(history()).toEqual([])
    w.portal.faults.hang = false
    await w.parts.errands.idle()
    w.portal.faults.calm()
    w.clock.advance(2 * MINUTE)
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    expect(history()).toHaveLength(1)
  })
})
