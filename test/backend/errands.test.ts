import { afterEach, beforeEach, expect, test } from 'vitest'
import { recall } from '../../backend/errands/errands.ts'
import { onEveryStore } from '../stores.ts'
import { company, MINUTE, note, type Office, office } from './errands-fixture.ts'

onEveryStore((stores) => {
  let o: Office
  beforeEach(async () => {
    o = await office(stores)
  })
  afterEach(() => o.close())

  test('an errand is done as soon as the change that asks for it is stored, and what came of it is told', async () => {
    await o.entrust(note('a'))
    await o.worker.idle()
    expect(o.carriedOut).toEqual(['a'])
    expect(o.endings).toEqual([
      { id: 'a', outcome: { ending: 'done', done: { id: 'made for a', url: null } } },
    ])
  })

  test('a change that is refused asks for nothing', async () => {
    const changing = o.store.write(company, async (w) => {
      const { entrust } = await import('../../backend/errands/errands.ts')
      await entrust(w, note('a'))
      throw new Error('refused')
    })
    await expect(changing).rejects.toThrow('refused')
    await o.pass(MINUTE)
    expect(o.asked).toEqual([])
  })

  test('entrusted twice under one name, it is done once', async () => {
    await o.entrust(note('a'), note('a'))
    await o.worker.idle()
    await o.entrust(note('a'))
    await o.pass(MINUTE)
    expect(o.carriedOut).toEqual(['a'])
  })

  test('errands of one lane are done in the order entrusted, others side by side', async () => {
    const first = Promise.withResolvers<void>()
    const other = Promise.withResolvers<void>()
    o.holdUp(({ key }) => {
      if (key === 'other') other.resolve()
      return key === 'first' ? first.promise : Promise.resolve()
    })
    await o.entrust(note('first'), note('second'), note('third'), note('other', { lane: 'deal:1207' }))
    await other.promise
    first.resolve()
    await o.worker.idle()
    expect(o.carriedOut).toEqual(['other', 'first', 'second', 'third'])
  })

  test('one that may not be done yet holds up nobody', async () => {
    await o.entrust(note('later', { after: new Date(o.now().getTime() + MINUTE) }), note('now'))
    await o.pass(MINUTE - 1)
    expect(o.carriedOut).toEqual(['now'])
    await o.pass(1)
    expect(o.carriedOut).toEqual(['now', 'later'])
  })

  test('of counters only the newest is shown', async () => {
    const first = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    o.holdUp(() => {
      begun.resolve()
      return first.promise
    })
    const counter = (id: string) => note(id, { supersedes: 'counter' })
    await o.entrust(counter('1 unread'))
    await begun.promise
    await o.entrust(counter('2 unread'), note('another'))
    await o.entrust(counter('3 unread'), note('elsewhere', { lane: 'deal:1207', supersedes: 'counter' }))
    first.resolve()
    await o.worker.idle()
    expect(o.carriedOut.toSorted()).toEqual(['1 unread', '3 unread', 'another', 'elsewhere'])
  })

  test('what has not been begun can be taken back', async () => {
    const later = new Date(o.now().getTime() + MINUTE)
    await o.entrust(note('call', { after: later, supersedes: 'call' }), note('note', { after: later }))
    await o.store.write(company, (w) => recall(w, 'deal:1204', 'call'))
    await o.pass(MINUTE)
    expect(o.carriedOut).toEqual(['note'])
  })

  test('what a person has asked for goes before what happens by itself', async () => {
    o.tellNobody()
    const lanes = Array.from({ length: 9 }, (_, n) => note(`by itself ${n}`, { lane: `deal:${n}` }))
    await o.entrust(...lanes, note('asked for', { lane: 'deal:9', as: '7' }))
    await o.pass(0)
    expect(o.carriedOut.indexOf('asked for')).toBeLessThan(4)
    expect(o.carriedOut).toHaveLength(10)
    expect(o.asWhom.filter((as) => as === '7')).toHaveLength(1)
  })
})
