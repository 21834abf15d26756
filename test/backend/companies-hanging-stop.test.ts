import { expect, test, vi } from 'vitest'
import { entrust } from '../../backend/errands/errands.ts'
import { sqliteStores } from '../stores.ts'
import { deals, world } from '../world.ts'

const stores = sqliteStores()

test('a server that stops does not wait for a portal that hangs; what it was doing there is found begun', async () => {
  const w = await world(stores)
  w.portal.faults.hang = true
  const asked = vi.spyOn(w.parts.crm, 'act')
  const deed = { do: 'note', record: { type: 'deal', id: deals.daisy }, title: 'Тема', text: 'Итог' } as const
  await w.parts.store.write(w.company, (one) =>
    entrust(one, { id: 'a note', deed, as: null, lane: 'deal:1204' }),
  )
  await expect.poll(() => asked.mock.calls.length).toBe(1)

  const order: string[] = []
  const idle = w.parts.errands.idle().then(() => order.push('the portal let go'))
  await w.parts.close(1000)
  order.push('stopped')
  await Promise.all([w.portal.stop(), idle])
  expect(order).toEqual(['stopped', 'the portal let go'])

  const again = await stores.reopen()
  const [errand] = await again.read(w.company, ({ db, t }) => db.select().from(t.errand))
  expect(errand).toMatchObject({ id: 'a note', tries: 1, endedAt: null, begunAt: expect.any(Date) })
  // Its lane goes on soon after the start, not when any deed would be over.
  expect(errand!.dueAt!.getTime() - errand!.begunAt!.getTime()).toBeLessThan(2 * 60_000)
  await again.close()
})
