/** Notes in timelines through lost answers and dying workers: whether each stands there once, and how hard the portal is asked. */
import { runErrands } from './errands-run.ts'
import { atLeast, atMost, type Figure } from './figure.ts'

const ENTRIES = 5000
const DEALS = 50
const KILLS = 20

export async function errands(): Promise<Figure[]> {
  const run = await runErrands({ entries: ENTRIES, deals: DEALS, kills: KILLS, seed: 7 })
  const { missing, doubled, disordered, requests, refused, most, allowed, ...also } = run
  const right = ENTRIES - missing - doubled - disordered
  return [
    atLeast(1, {
      name: 'notes once and in order',
      unit: '',
      ours: right,
      limit: ENTRIES,
      also: { ...also, missing, doubled, disordered },
    }),
    atMost(1, {
      name: 'requests in any 10 minutes',
      unit: '',
      ours: most,
      limit: allowed,
      also: { requests, perSecond: 2, burst: 50 },
    }),
    atLeast(1, { name: 'requests the portal took', unit: '', ours: requests - refused, limit: requests }),
  ]
}
