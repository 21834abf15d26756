import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrations } from './migrations.ts'
import type { Dialect } from './store.ts'

/**
 * Tables of a later version are left alone: an older program would write what the later one cannot read.
 * @param applied when the newest migration of the database was made, milliseconds; none in a new one
 * @throws a sentence for whoever runs the server
 */
export function refuseNewer(dialect: Dialect, applied: number | undefined) {
  if (applied === undefined) return
  const { entries } = JSON.parse(readFileSync(join(migrations(dialect), 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  const known = Math.max(...entries.map(({ when }) => when))
  if (applied <= known) return
  const of = (when: number) => new Date(when).toISOString().slice(0, 10)
  throw new Error(
    `The database was written by a newer Dealthread: its tables are of ${of(applied)}, this version knows those of ` +
      `${of(known)}. Start the newer version again, or bring back a backup made before the update.`,
  )
}
