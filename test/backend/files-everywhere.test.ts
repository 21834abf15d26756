/** A file is found by its name wherever it was sent, by whoever may see it there, and by nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownDocument } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import { inviteColleague } from '../invited.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let elsewhere: Person

  beforeAll(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
    elsewhere = await w.open(people.manager, deals.long)
    await post(w, elsewhere, 'Сертификат качества.txt')
  })
  afterAll(() => w?.stop())

  const named = (files: ShownDocument[] = []) => files.map(({ file }) => file.name)
  const q = encodeURIComponent('сертификаты')
  const fromCard = async (who: Person) => named((await who.get(`/api/search?scope=all&q=${q}`)).body.files)
  async function fromHome(person: string) {
    const { body } = await (await atHome(w, person)).call('GET', `/api/inbox/files?q=${q}`)
    return body.files as ShownDocument[]
  }

  test('from another card and from our own page, with the name of its card', async () => {
    expect(await fromCard(manager)).toEqual(['Сертификат качества.txt'])
    const { title } = w.portal.deals.find(({ id }) => id === Number(deals.long))!
    expect(await fromHome(people.manager)).toMatchObject([
      { file: { name: 'Сертификат качества.txt' }, title, record: { type: 'deal', id: deals.long } },
    ])
    expect(named((await manager.get(`/api/search?scope=card&q=${q}`)).body.files)).toEqual([])
  })

  test('not by whom the portal does not show that deal', async () => {
    const other = await w.open(people.trade)
    await w.portal.change(Number(deals.long), { observers: [people.trade] }, people.manager)
    expect(await fromCard(other)).toEqual(['Сертификат качества.txt'])
    await w.portal.change(Number(deals.long), { observers: [] }, people.manager)
    expect([await fromCard(other), await fromHome(people.trade)]).toEqual([[], []])
  })

  test('nor from a private discussion by whoever is not in it', async () => {
    const thread = newId()
    const made = await elsewhere.post('/api/threads', {
      id: thread,
      kind: 'private',
      title: 'Цены',
      people: [],
    })
    expect(made.status).toBe(201)
    await post(w, elsewhere, 'Сертификат в тайне.txt', { thread })
    expect(await fromCard(manager)).toHaveLength(2)
    expect(named(await fromHome(people.manager))).toHaveLength(2)
    const head = await w.open(people.head, deals.long)
    await head.say('вижу')
    expect(await fromCard(head)).toEqual(['Сертификат качества.txt'])
    expect(named(await fromHome(people.head))).toEqual(['Сертификат качества.txt'])
  })

  test('nor over other cards by somebody who was invited to one discussion', async () => {
    await inviteColleague(manager, people.logistics, {})
    expect(await fromHome(people.logistics)).toEqual([])
  })

  test('a file that was deleted is found by nobody', async () => {
    const posted = await post(w, manager, 'Сертификат старый.txt')
    await manager.delete(`/api/threads/${manager.team}/messages/${posted.message.id}`)
    expect(await fromCard(manager)).not.toContain('Сертификат старый.txt')
    expect(named(await fromHome(people.manager))).not.toContain('Сертификат старый.txt')
  })
})
