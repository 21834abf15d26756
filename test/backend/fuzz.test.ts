import { expect, test } from 'vitest'
import { fuzz } from '../fuzz/fuzz.ts'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  const requests = stores.name === 'SQLite' ? 2000 : 1000

  test(`${requests} made-up requests get an answer that was promised, each of them`, async () => {
    const { troubles, statuses } = await fuzz(stores, { requests, seed: 20 })
    expect(troubles).toEqual([])
    // Some have to come through: nothing is tried where all is refused at the door.
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(requests / 10)
  }, 300_000)
})
