/** Every request of every step is lost once, on its way there and on its way back; nobody has to know which. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, deskIn, type Sat, unconnected } from '../dynamics-administrator.ts'
import type { DynamicsWorld } from '../dynamics-world.ts'
import { sqliteStores } from '../stores.ts'

let w: DynamicsWorld
let desk: Desk
beforeAll(async () => {
  w = await unconnected(sqliteStores())
  desk = deskIn(w)
})
afterAll(() => w.stop())

/** Each time one request further, until the step is done; and each time he comes back as if nothing had been. */
async function cutEverywhere(step: string, given: (sat: Sat) => Promise<unknown> = async () => ({})) {
  for (const when of ['request', 'answer'] as const) {
    for (let n = 0; ; n++) {
      const sat = await desk.sit()
      const what = await given(sat)
      w.organization.faults.cutAfter(n, when)
      const came = await sat.post(step, what)
      // What goes on after a step, as reading the people, may have been cut instead: the step itself is done.
      if (came.status === 200) {
        w.organization.faults.calm()
        expect([step, when, n > 0]).toEqual([step, when, true])
        break
      }
      expect([step, when, n, came.status]).toEqual([step, when, n, 503])
    }
  }
}

test('a step that breaks off anywhere is done by doing it again', async () => {
  for (const step of ['package', 'application', 'connection', 'events']) await cutEverywhere(step)
  const deal = await desk.dealForm(await desk.sit())
  const before = desk.formOf(deal)
  await cutEverywhere('forms', (sat) => desk.looked(sat, [deal]))
  expect(desk.formOf(deal).split('dth_dealthread_tab')).toHaveLength(2)
  expect(await (await desk.sit()).standing()).toMatchObject({
    application: { user: true, role: true, lacking: [] },
    connected: true,
    events: { bound: w.organization.find('sdkmessageprocessingstep').length },
  })
  expect(w.organization.find('serviceendpoint')).toHaveLength(1)
  await cutEverywhere('disconnect', async () => ({ forms: 'back' }))
  expect(desk.formOf(deal)).toBe(before)
  expect(w.organization.find('sdkmessageprocessingstep')).toEqual([])
}, 120_000)
