import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { SearchHit } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  beforeAll(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
    await manager.say('Выставляем счёт на предоплату')
    const elsewhere = await w.open(people.manager, '1205')
    await elsewhere.say('Счета по станкам оплачены')
    const secret = newId()
    await manager.post('/api/threads', {
      id: secret,
      kind: 'private',
      title: 'Скидка',
      people: [people.head],
    })
    await manager.say('Счёт без скидки', { thread: secret })
  })
  afterAll(() => w?.stop())

  test('a word in any form is found in the card, newest first', async () => {
    expect(texts(await found(manager, 'счета', 'card'))).toEqual([
      'Счёт без скидки',
      'Выставляем счёт на предоплату',
    ])
  })

  test('over all cards, what I may see is found with the card it is in', async () => {
    const hits = await found(manager, 'счет', 'all')
    expect(hits.map((hit) => hit.record.id).sort()).toEqual(['1204', '1204', '1205'])
  })

  test('nothing is found in a private thread of others, nor in a deal the portal does not show me', async () => {
    const finance = await w.open(people.finance)
    expect(texts(await found(finance, 'счёт', 'all'))).toEqual(['Выставляем счёт на предоплату'])
  })

  test('a deal lost meanwhile is asked about again before a search over all cards', async () => {
    const trade = await w.open(people.trade)
    expect(texts(await found(trade, 'станкам', 'all'))).toHaveLength(1)
    w.portal.faults.deny(people.trade, 1205)
    expect(texts(await found(trade, 'станкам', 'all'))).toEqual([])
  })

  test('the marks say where the words stand in the text', async () => {
    const [hit] = await found(manager, 'предоплата', 'card')
    const [from, to] = hit!.marks[0]!
    expect(hit!.message.text.slice(from, to)).toBe('предоплату')
  })
})

async function found(person: Person, q: string, scope: 'card' | 'all'): Promise<SearchHit[]> {
  const { status, body } = await person.get(`/api/search?${new URLSearchParams({ q, scope })}`)
  expect(status).toBe(200)
  return body.hits
}

const texts = (hits: SearchHit[]) => hits.map((hit) => hit.message.text)
