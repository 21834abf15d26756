/** From nothing to ready, and what an idle server keeps in memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { median } from './quantiles.ts'
import { residentOf } from './resident.ts'

const STARTS = 7

export async function starting(node: string[]): Promise<Figure[]> {
  const server = await served(node)
  try {
    const times: number[] = []
    for (let n = 0; n < STARTS; n += 1) {
      await server.stop()
      times.push(await server.start())
    }
    await sleep(2000)
    return [
      atMost(1, { name: 'start until ready', unit: 'ms', ours: median(times), limit: 300 }),
      atMost(1, { name: 'resident when idle', unit: 'MB', ours: await residentOf(server.url), limit: 120 }),
    ]
  } finally {
    await server.end()
  }
}
