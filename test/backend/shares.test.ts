/** Which node does a company's recurring work: one at a time, whichever lives. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createShares, LEASE } from '../../backend/later/shares.ts'
import { type Task, work } from '../../backend/later/worker.ts'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

const COMPANIES = Array.from({ length: 40 }, (_, n) => `company-${n}`)
const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND

onEveryStore((stores) => {
  let store: Store
  let time: number
  const nodes: Node[] = []
  beforeEach(async () => {
    time = Date.parse('2026-11-20T09:00:00Z')
    store = await stores.open({ now: () => new Date(time) })
  })
  afterEach(async () => {
    nodes.splice(0)
    await store.close()
  })

  type Node = ReturnType<typeof createShares>

  /** A node whose signs of life are given when the test says so. */
  async function node(name: string, clock = () => time): Promise<Node> {
    const one = createShares({ store, node: name, clock, wait: never, failed: unexpected })
    await one.begin()
    nodes.push(one)
    return one
  }
  const held = (one: Node) => COMPANIES.filter((company) => has(one, company))
  const has = (one: Node, company: string) => {
    const leave = one.enter(company)
    leave?.()
    return leave !== undefined
  }
  const pass = (ms: number) => {
    time += ms
  }
  const beatAll = async (...those: Node[]) => {
    for (const one of those) await one.beat()
  }

  test('of two nodes each has about half of the companies, and no company both', async () => {
    const a = await node('a')
    expect(held(a)).toEqual(COMPANIES)
    const b = await node('b')
    expect(held(b)).toEqual([])
    await beatAll(a, a, b)
    expect([...held(a), ...held(b)].toSorted()).toEqual(COMPANIES.toSorted())
    expect(Math.min(held(a).length, held(b).length)).toBeGreaterThan(COMPANIES.length / 5)
  })

  test('a company that is being worked on moves to another node only when that has ended', async () => {
    const a = await node('a')
    const leaving = COMPANIES.map((company) => a.enter(company)!)
    const b = await node('b')
    await beatAll(a, a, b, a, b)
    expect(held(b)).toEqual([])
    expect(held(a).length).toBeLessThan(COMPANIES.length)
    for (const leave of leaving) leave()
    await beatAll(a, b)
    expect([...held(a), ...held(b)].toSorted()).toEqual(COMPANIES.toSorted())
  })

  test('what a node had that died is taken over, and not before it has given up itself', async () => {
    const [a, b] = [await node('a'), await node('b')]
    await beatAll(a, a, b)
    const hers = held(a)
    for (let passed = 0; passed < LEASE; passed += 5 * SECOND) {
      pass(5 * SECOND)
      await b.beat()
      for (const company of hers) expect([has(a, company), has(b, company)]).not.toEqual([true, true])
    }
    pass(5 * SECOND)
    await b.beat()
    expect(held(b)).toEqual(COMPANIES)
    expect(held(a)).toEqual([])
  })

  test('a node that was thought dead and lives takes nothing from who has taken over', async () => {
    const [a, b] = [await node('a'), await node('b')]
    pass(2 * LEASE)
    await b.beat()
    expect(held(b)).toEqual(COMPANIES)
    await a.beat()
    expect(held(a)).toEqual([])
    await beatAll(b, b, a)
    expect([...held(a), ...held(b)].toSorted()).toEqual(COMPANIES.toSorted())
  })

  test('a node that stops leaves everything at once', async () => {
    const [a, b] = [await node('a'), await node('b')]
    await beatAll(a, a, b)
    await a.end()
    await b.beat()
    expect(held(b)).toEqual(COMPANIES)
  })

  test('what is done once a day is not done again by whoever takes over, and is done by him the next day', async () => {
    const done: string[] = []
    const [a, b] = [await node('a'), await node('b')]
    await round(a, done)
    await beatAll(b)
    await round(b, done)
    expect(done.toSorted()).toEqual(COMPANIES.toSorted())
    pass(DAY - SECOND)
    await beatAll(b)
    await round(b, done)
    expect(done).toHaveLength(COMPANIES.length)
    pass(2 * SECOND)
    await round(b, done)
    expect(done).toHaveLength(2 * COMPANIES.length)
  })

  test('a node that loses a company in the middle of its work leaves the rest of it to the other', async () => {
    const [a, b] = [await node('a'), await node('b')]
    const slices: string[] = []
    const slice = async (name: string, company: string) => {
      slices.push(`${name} ${company}`)
      if (name === 'a') pass(2 * LEASE)
      return name === 'a'
    }
    await once(a, { name: 'much', every: SECOND, slice: (company) => slice('a', company) })
    expect(slices).toHaveLength(1)
    await b.beat()
    await once(b, { name: 'much', every: SECOND, slice: (company) => slice('b', company) })
    expect(slices.slice(1).toSorted()).toEqual(COMPANIES.map((company) => `b ${company}`).toSorted())
  })

  const round = (shares: Node, done: string[]) =>
    once(shares, {
      name: 'daily',
      every: DAY,
      async slice(company) {
        done.push(company)
        return false
      },
    })

  /** One round of a task at a node that goes on living. */
  async function once(shares: Node, task: Task) {
    const rested = Promise.withResolvers<void>()
    const stop = work([task], {
      companies: async () => COMPANIES,
      shares: { ...shares, begin: async () => {}, end: async () => {} },
      failed: unexpected,
      wait(_, signal) {
        rested.resolve()
        return never(0, signal)
      },
    })
    await rested.promise
    await stop()
  }
})

const never = (_: number, signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

function unexpected(error: unknown): never {
  throw error
}
