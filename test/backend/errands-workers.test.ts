import { afterEach, beforeEach, expect, test } from 'vitest'
import { onEveryStore } from '../stores.ts'
import { company, MINUTE, note, type Office, office } from './errands-fixture.ts'

onEveryStore((stores) => {
  let o: Office
  beforeEach(async () => {
    o = await office(stores)
  })
  afterEach(() => o.close())

  test('two nodes never do the same errand, nor two of one lane at once', async () => {
    o.tellNobody()
    const lanes = ['deal:1', 'deal:2', 'deal:3', 'deal:4', 'deal:5', 'deal:6']
    const errands = lanes.flatMap((lane) => ['a', 'b', 'c', 'd'].map((id) => note(`${lane} ${id}`, { lane })))
    await o.entrust(...errands)
    const under = new Map<string, number>()
    let most = 0
    o.holdUp(async ({ key }) => {
      const lane = key.split(' ')[0]!
      under.set(lane, (under.get(lane) ?? 0) + 1)
      most = Math.max(most, ...under.values())
      await new Promise((turn) => setImmediate(turn))
      under.set(lane, under.get(lane)! - 1)
    })
    const nodes = [o.worker, o.newWorker(), o.newWorker()]
    await Promise.all(nodes.map((node) => node.work(company)))
    await Promise.all(nodes.map((node) => node.idle()))
    expect(o.carriedOut.toSorted()).toEqual(errands.map(({ id }) => id).toSorted())
    expect(most).toBe(1)
    for (const lane of lanes) {
      const ofLane = o.carriedOut.filter((id) => id.startsWith(lane))
      expect(ofLane).toEqual(ofLane.toSorted())
    }
  })

  test('what a node was doing when it died, another looks into before doing it', async () => {
    o.tellNobody()
    await o.entrust(note('a'), note('b'))
    const acting = Promise.withResolvers<void>()
    o.holdUp(async () => {
      acting.resolve()
      await new Promise(() => {})
    })
    void o.newWorker().work(company)
    await acting.promise
    // It has done it, and died before it could record so.
    o.carriedOut.push('a')
    o.holdUp(async () => {})
    await o.pass(14 * MINUTE)
    expect(o.asked).toEqual([])
    await o.pass(MINUTE)
    expect(o.asked).toEqual(['is a done', 'do b'])
    expect(o.carriedOut).toEqual(['a', 'b'])
  })

  test('a node that was thought dead and has refused news does not undo what another has found', async () => {
    o.tellNobody()
    const slow = Promise.withResolvers<void>()
    const acting = Promise.withResolvers<void>()
    o.holdUp(() => {
      acting.resolve()
      return slow.promise
    })
    await o.entrust(note('a'))
    const sleeper = o.newWorker()
    await sleeper.work(company)
    await acting.promise
    o.holdUp(async () => {})
    await o.pass(15 * MINUTE)
    expect(o.carriedOut).toEqual(['a'])
    o.will('a', 'denied')
    slow.resolve()
    await sleeper.idle()
    expect(o.endings).toMatchObject([{ id: 'a', outcome: { ending: 'done' } }])
  })

  test('a machine that slept with an errand in its hands, and knows nothing of it, does not do it a second time', async () => {
    o.tellNobody()
    const [asleep, wakes] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    o.prepareWith(() => {
      asleep.resolve()
      return wakes.promise
    })
    await o.entrust(note('a'))
    // A clock that only goes forward stands still while the machine sleeps.
    const itsTime = o.now()
    const sleeper = o.newWorker(() => itsTime)
    await sleeper.work(company)
    await asleep.promise
    o.prepareWith(async () => {})
    await o.pass(15 * MINUTE)
    expect(o.carriedOut).toEqual(['a'])
    wakes.resolve()
    await sleeper.idle()
    expect(o.carriedOut).toEqual(['a'])
    expect(o.endings).toMatchObject([{ id: 'a', outcome: { ending: 'done' } }])
  })

  test('a node that stops records what it is doing, and takes up nothing more', async () => {
    const answer = Promise.withResolvers<void>()
    const acting = Promise.withResolvers<void>()
    o.holdUp(() => {
      acting.resolve()
      return answer.promise
    })
    await o.entrust(note('a'), note('b'))
    await acting.promise
    const stopped = o.worker.stop()
    answer.resolve()
    await stopped
    expect(o.endings.map(({ id }) => id)).toEqual(['a'])
    await o.pass(MINUTE, o.newWorker())
    expect(o.carriedOut).toEqual(['a', 'b'])
  })

  test('what a stop cuts off holds nobody up for long: a minute later another looks into it', async () => {
    o.tellNobody()
    await o.entrust(note('a'), note('b'))
    const acting = Promise.withResolvers<void>()
    o.holdUp(async () => {
      acting.resolve()
      await new Promise(() => {})
    })
    const stops = o.newWorker()
    await stops.work(company)
    await acting.promise
    void stops.stop()
    await stops.letGo()
    // The host was at it still.
    o.carriedOut.push('a')
    o.holdUp(async () => {})
    await o.pass(MINUTE - 1)
    expect(o.asked).toEqual([])
    await o.pass(1)
    expect(o.asked).toEqual(['is a done', 'do b'])
    expect(o.carriedOut).toEqual(['a', 'b'])
  })

  test('what a stop cuts off before the host was asked is not asked of it any more', async () => {
    o.tellNobody()
    const [preparing, prepared] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    o.prepareWith(() => {
      preparing.resolve()
      return prepared.promise
    })
    await o.entrust(note('a'))
    const stops = o.newWorker()
    await stops.work(company)
    await preparing.promise
    void stops.stop()
    await stops.letGo()
    prepared.resolve()
    await stops.idle()
    expect(o.asked).toEqual([])
    o.prepareWith(async () => {})
    await o.pass(MINUTE)
    expect(o.carriedOut).toEqual(['a'])
  })
})
