import { afterEach, expect, test } from 'vitest'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  let store: Store
  afterEach(() => store.close())

  test('what is to be done once a write is stored finds it stored, and comes before its writer goes on', async () => {
    store = await stores.open()
    const order: string[] = []
    let found: Promise<number> | undefined
    await store.write('north', async (w) => {
      w.onceStored(() => {
        order.push('done')
        found = store.read('north', (r) => r.db.$count(r.t.card))
      })
      await w.db
        .insert(w.t.card)
        .values({ company: 'north', record: 'deal:1', openedAt: w.now, openedBy: '7' })
    })
    order.push('written')
    expect(order).toEqual(['done', 'written'])
    expect(await found).toBe(1)
  })

  test('of a write that is refused nothing is done, whatever becomes of those it shares a commit with', async () => {
    store = await stores.open()
    const done: number[] = []
    await Promise.allSettled(
      [1, 2, 3].map((n) =>
        store.write('north', async (w) => {
          w.onceStored(() => done.push(n))
          if (n === 2) throw new Error('no')
        }),
      ),
    )
    expect(done).toEqual([1, 3])
  })

  test('what is done at the end of a commit is done in order, each when the one before has ended', async () => {
    store = await stores.open()
    const order: string[] = []
    await Promise.all(
      ['first', 'second'].map((name) =>
        store.write('north', async (w) => {
          w.atEnd(async () => {
            order.push(`${name} begins`)
            await w.db.$count(w.t.card)
            order.push(`${name} ends`)
          })
        }),
      ),
    )
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })
})
