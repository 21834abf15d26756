import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forgetErrands, lately } from '../../backend/errands/history.ts'
import { Refused } from '../../backend/refused.ts'
import { onEveryStore } from '../stores.ts'
import { company, DAY, HOUR, MINUTE, note, type Office, office, SECOND } from './errands-fixture.ts'

onEveryStore((stores) => {
  let o: Office
  beforeEach(async () => {
    o = await office(stores)
  })
  afterEach(() => o.close())

  describe('a host that does not answer', () => {
    test('is asked whether it has done it, and does it once', async () => {
      o.will('a', 'unanswered')
      await o.entrust(note('a'))
      await o.pass(0)
      // It may be at it for a minute: asked sooner, it might still say no.
      await o.pass(MINUTE - 1)
      expect(o.asked).toEqual(['do a'])
      await o.pass(1)
      expect(o.asked).toEqual(['do a', 'is a done'])
      expect(o.carriedOut).toEqual(['a'])
      expect(o.endings).toMatchObject([{ id: 'a', outcome: { ending: 'done', done: { id: 'made for a' } } }])
    })

    test('is asked again when it has not', async () => {
      o.will('a', 'unheard')
      await o.entrust(note('a'), note('b'))
      await o.pass(0)
      expect(o.asked).toEqual(['do a'])
      await o.pass(MINUTE)
      expect(o.asked).toEqual(['do a', 'is a done', 'do a', 'do b'])
      expect(o.carriedOut).toEqual(['a', 'b'])
    })

    test('is not taken at a no while it does not say', async () => {
      o.will('a', 'unanswered')
      o.willNotSay('a', 'limited', 'unreachable')
      await o.entrust(note('a'))
      await o.pass(0)
      for (let minute = 0; minute < 5; minute += 1) await o.pass(MINUTE)
      expect(o.asked).toEqual(['do a', 'is a done', 'is a done', 'is a done'])
      expect(o.carriedOut).toEqual(['a'])
    })

    test('is given two days', async () => {
      o.will('a', ...Array<'unheard'>(1000).fill('unheard'))
      await o.entrust(note('a'), note('b'))
      for (let hour = 0; hour < 47; hour += 1) await o.pass(HOUR)
      expect(o.endings).toEqual([])
      for (let hour = 0; hour < 3; hour += 1) await o.pass(HOUR)
      expect(o.endings.map(({ id, outcome }) => [id, outcome.ending])).toEqual([
        ['a', 'given_up'],
        ['b', 'done'],
      ])
    })

    test('is asked less and less often, but at least every ten minutes', async () => {
      o.will('a', ...Array<'limited'>(1000).fill('limited'))
      await o.entrust(note('a'))
      await o.pass(0)
      const tries: number[] = []
      for (let second = 0; second < 3600; second += 5) {
        const before = o.asked.length
        await o.pass(5 * SECOND)
        if (o.asked.length > before) tries.push(second + 5)
      }
      expect(tries.slice(0, 8)).toEqual([5, 15, 35, 75, 155, 315, 635, 1235])
      expect(tries.slice(8)).toEqual([1835, 2435, 3035])
    })
  })

  test.each(['denied', 'missing', 'unsupported', 'not_granted', 'not_installed', 'dismissed'] as const)(
    'refused as %s, it ends at once and the next is done',
    async (reason) => {
      o.will('a', reason)
      await o.entrust(note('a'), note('b'))
      await o.pass(0)
      expect(o.endings).toMatchObject([
        { id: 'a', outcome: { ending: 'refused', reason } },
        { id: 'b', outcome: { ending: 'done' } },
      ])
    },
  )

  test.each(['unpaid', 'restricted'] as const)(
    'refused as %s, it waits a day for people to put it right',
    async (reason) => {
      const always = Array<typeof reason>(1000).fill(reason)
      o.will('a', ...always)
      o.will('b', reason, reason)
      await o.entrust(note('a'), note('b', { lane: 'deal:1207' }))
      for (let hour = 0; hour < 23; hour += 1) await o.pass(HOUR)
      expect(o.endings.map(({ id }) => id)).toEqual(['b'])
      for (let hour = 0; hour < 3; hour += 1) await o.pass(HOUR)
      expect(o.endings[1]).toMatchObject({ id: 'a', outcome: { ending: 'refused', reason } })
    },
  )

  test('whose grant has died is told; the administrator is waited for', async () => {
    o.will('by a person', 'expired')
    o.will('by itself', 'expired', 'revoked')
    await o.entrust(note('by a person', { as: '7', lane: 'person:7' }), note('by itself'))
    await o.pass(0)
    expect(o.endings).toMatchObject([
      { id: 'by a person', outcome: { ending: 'refused', reason: 'expired' } },
    ])
    for (let minute = 0; minute < 2; minute += 1) await o.pass(MINUTE)
    expect(o.carriedOut).toEqual(['by itself'])
  })

  test('an answer nobody understands is looked into once, then given up', async () => {
    o.will('a', 'broken', 'broken')
    await o.entrust(note('a'), note('b'))
    await o.pass(0)
    await o.pass(MINUTE)
    expect(o.asked).toEqual(['do a', 'is a done', 'do a', 'do b'])
    expect(o.endings[0]).toMatchObject({ id: 'a', outcome: { ending: 'refused', reason: 'broken' } })
  })

  test('what cannot be read here just now is brought when it can, as late as to a host that does not answer', async () => {
    o.prepareWith(async () => {
      throw new Refused('storage_unreachable')
    })
    await o.entrust(note('a'))
    for (let hour = 0; hour < 24; hour += 1) await o.pass(HOUR)
    expect([o.carriedOut, o.endings]).toEqual([[], []])
    o.prepareWith(async () => {})
    await o.pass(HOUR)
    expect(o.carriedOut).toEqual(['a'])
  })

  test('what was to be given to the host and is gone, ends the errand', async () => {
    const record = { type: 'deal', id: '1204' }
    await o.entrust(note('a', { deed: { do: 'keep', record, file: 'gone' } }))
    await o.pass(0)
    expect(o.asked).toEqual([])
    expect(o.endings).toMatchObject([{ outcome: { ending: 'refused', reason: 'missing' } }])
  })

  test('an administrator reads what has failed, until it succeeds', async () => {
    o.will('a', 'denied')
    o.will('b', 'limited')
    await o.entrust(note('a'), note('b', { as: '7', lane: 'deal:1207' }), note('c', { lane: 'deal:1208' }))
    await o.pass(0)
    const failed = await o.store.read(company, lately)
    expect(failed.toSorted((x, y) => x.id.localeCompare(y.id))).toEqual([
      {
        ...{ id: 'a', kind: 'note', record: 'deal:1204', as: null, reason: 'denied', tries: 1 },
        ...{ failedAt: o.now(), ending: 'refused', nextAt: null },
      },
      {
        ...{ id: 'b', kind: 'note', record: 'deal:1204', as: '7', reason: 'limited', tries: 1 },
        ...{ failedAt: o.now(), ending: null, nextAt: new Date(o.now().getTime() + 5 * SECOND) },
      },
    ])
    await o.pass(5 * SECOND)
    expect((await o.store.read(company, lately)).map(({ id }) => id)).toEqual(['a'])
  })

  test('an errand is forgotten 30 days after its end, and none before', async () => {
    o.will('failing', ...Array<'limited'>(9).fill('limited'))
    await o.entrust(note('done'), note('failing'))
    await o.pass(0)
    const kept = () => o.store.read(company, ({ db, t }) => db.$count(t.errand))
    await o.pass(30 * DAY - 1)
    await o.store.write(company, forgetErrands)
    expect(await kept()).toBe(2)
    await o.pass(2)
    await o.store.write(company, forgetErrands)
    expect(await kept()).toBe(1)
  })

  test('a mistake of ours stops neither the lane nor the worker', async () => {
    o.holdUp(async ({ key }) => {
      if (key === 'a') throw new Error('a mistake')
    })
    await o.entrust(note('a'), note('b'))
    await o.pass(0)
    await o.pass(MINUTE)
    expect(o.mistakes).toHaveLength(2)
    expect(o.endings.map(({ id, outcome }) => [id, outcome.ending])).toEqual([
      ['a', 'refused'],
      ['b', 'done'],
    ])
  })
})
