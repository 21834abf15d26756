/** `npm run faults -- fuzz --requests 50000 --seed 7`: the test of the same name for as long as wanted. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { StoreOptions } from '../../backend/store/store.ts'
import { fuzz } from './fuzz.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '50000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
})
const [requests, seed] = [Number(values.requests), Number(values.seed)]
/** Requests put to one world: what is asked of it piles up in it. */
const OF_ONE_WORLD = 5000

const folder = mkdtempSync(join(tmpdir(), 'dealthread-fuzz-'))
let made = 0
const file = () => join(folder, `${made}.db`)
const stores = {
  name: 'SQLite' as const,
  open(options?: StoreOptions) {
    made += 1
    return openSqlite(file(), options)
  },
  reopen: (options?: StoreOptions) => openSqlite(file(), options),
}

const troubles: string[] = []
process.on('unhandledRejection', (error) => troubles.push(`nobody waited for it: ${error}`))
const statuses = new Map<number, number>()
for (let done = 0; done < requests; done += OF_ONE_WORLD) {
  const part = await fuzz(stores, { requests: Math.min(OF_ONE_WORLD, requests - done), seed: seed + done })
  for (const [status, count] of part.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count)
  for (const trouble of part.troubles) console.log(trouble)
  troubles.push(...part.troubles)
}
rmSync(folder, { recursive: true, force: true })
const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} x ${status}`)
console.log(
  `${requests} requests with seed ${seed}: ${counted.join(', ')}; ${troubles.length} not as promised`,
)
process.exit(troubles.length > 0 ? 1 : 0)
