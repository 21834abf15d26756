/**
 * `npm run holds:release`: lists what holds of companies that have removed us, which nobody of theirs can release any more.
 * `-- --company <id> --hold <id> --reason "..."` lets go of one; it is so 72 hours later, and the audit log has the reason.
 */
import { parseArgs } from 'node:util'
import type { HoldRow } from '../../backend/holds/held.ts'
import { holdsLeft, letGo } from '../../backend/holds/of-those-who-left.ts'
import { readSettings } from '../../backend/settings.ts'
import type { Store } from '../../backend/store/store.ts'
import { openOurs } from '../opened.ts'

const { values } = parseArgs({
  options: { company: { type: 'string' }, hold: { type: 'string' }, reason: { type: 'string' } },
})

const { store } = await openOurs(readSettings(process.env))
try {
  await (values.hold ? release(store, values.hold) : list(store))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await store.close()
}

async function release(store: Store, hold: string) {
  const { company = '', reason = '' } = values
  const endsAt = await store.write(company, (w) => letGo(w, hold, reason))
  console.log(
    `${hold} holds until ${endsAt.toISOString()}. What it held goes after that, as the company has chosen.`,
  )
}

async function list(store: Store) {
  let found = 0
  for (const company of await store.companies()) {
    for (const hold of (await store.read(company, holdsLeft)) ?? []) {
      found += 1
      console.log(lineOf(company, hold))
    }
  }
  if (found === 0) console.log('Nothing is held of companies that have left.')
}

function lineOf(company: string, { id, at, reason, endsAt }: HoldRow): string {
  const until = endsAt ? `until ${endsAt.toISOString()}` : 'without an end'
  return `${company} ${id} since ${at.toISOString()}, ${until}: ${JSON.stringify(reason)}`
}
