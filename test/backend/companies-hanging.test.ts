/** A portal that takes questions and answers none, and what the people in the chat notice of it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const SECOND = 1000

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let order: string[]

  beforeEach(async () => {
    order = []
    w = await world(stores)
    manager = await w.open(people.manager)
    w.portal.faults.hang = true
  })
  afterEach(() => w?.stop())

  const note = (what: string) => () => void order.push(what)
  const write = async (count: number) => {
    for (let n = 0; n < count; n++) await manager.say(`${n}`)
  }

  test('messages are sent while the portal is asked who may see the deal, and does not say', async () => {
    const before = w.portal.requests.length
    w.clock.advance(45 * SECOND)
    await write(20)
    order.push('sent')
    w.portal.faults.hang = false
    await expect.poll(() => w.portal.requests.length).toBeGreaterThan(before)
    order.push('the portal answered')
    expect(order).toEqual(['sent', 'the portal answered'])
  })

  test('one wait of two seconds is enough to learn that a portal is silent; nobody waits after it', async () => {
    const asked = vi.spyOn(w.parts.crm, 'record')
    w.clock.advance(61 * SECOND)
    const first = manager.get('/api/card').then(note('the first waited'))
    await expect.poll(() => asked.mock.calls.length).toBe(1)
    w.clock.advance(2 * SECOND)
    // Few enough for a machine that is busy: the portal's two seconds are real ones.
    await write(3)
    order.push('sent')
    await first
    expect(order).toEqual(['sent', 'the first waited'])
  })

  test('work in the background that hangs keeps no message waiting', async () => {
    const sync = w.parts.readPeople(w.company).then(note('people were read'))
    await write(20)
    order.push('sent')
    w.portal.faults.hang = false
    await sync
    expect(order).toEqual(['sent', 'people were read'])
  })
})
