/** What somebody did is in the log with the deed itself, says from where, and stays when he is gone. */
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { audit } from '../../backend/audit/audit.ts'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

const visitor = {
  company: 'north',
  person: '7',
  from: { address: '203.0.113.7', device: 'Firefox' },
}

onEveryStore((stores) => {
  const entriesOf = (store: Store, company: string) =>
    store.read(company, ({ db, t }) =>
      db.select().from(t.entry).where(eq(t.entry.company, company)).orderBy(asc(t.entry.position)),
    )

  test('entries of writes that share a commit stand in their order without gaps, those of refused ones not at all', async () => {
    const store = await stores.open()
    const writes = Array.from({ length: 40 }, (_, n) =>
      store.write(n % 2 === 0 ? 'north' : 'south', async (w) => {
        audit(w, { act: 'choices.changed', by: { ...visitor, company: w.company }, data: { n } })
        if (n % 10 === 4) throw new Error('refused')
      }),
    )
    await Promise.allSettled(writes)

    const [north, south] = [await entriesOf(store, 'north'), await entriesOf(store, 'south')]
    const numbers = (rows: typeof north) => rows.map(({ about }) => JSON.parse(about).n)
    expect(numbers(north)).toEqual([0, 2, 6, 8, 10, 12, 16, 18, 20, 22, 26, 28, 30, 32, 36, 38])
    expect(numbers(south)).toEqual(Array.from({ length: 20 }, (_, n) => 2 * n + 1))
    expect(north.map(({ position }) => position)).toEqual(north.map((_, n) => n + 1))
    await store.close()
  })

  test('what may be personal stands in the log as a commitment only, and beside it in the clear', async () => {
    const store = await stores.open()
    await store.write('north', async (w) => {
      audit(w, { act: 'invite.made', by: visitor, on: { thing: 'guest:1' }, values: { name: 'Ольга' } })
    })
    const [entry] = await entriesOf(store, 'north')
    const { kept, ...hashed } = entry!
    expect(JSON.stringify(hashed)).not.toMatch(/Ольга|203\.0\.113|Firefox/)
    expect(kept?.name?.[1]).toBe('Ольга')
    expect(JSON.parse(kept?.from?.[1] ?? '')).toEqual(visitor.from)
    await store.close()
  })
})
