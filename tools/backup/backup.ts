/** `npm run backup -- <folder>`: saves everything while the server runs, and removes what lies beside it and is too old. */
import { dirname, resolve } from 'node:path'
import { save } from '../../backend/backup/backup.ts'
import { removeTooOld } from '../../backend/backup/too-old.ts'
import { checkBackups } from '../../backend/regions/outside.ts'
import { version } from '../../backend/root.ts'
import { readSettings } from '../../backend/settings.ts'
import { keptBy } from './kept.ts'

const [folder] = process.argv.slice(2)
try {
  if (!folder) throw new Error('Usage: npm run backup -- <empty folder>')
  const settings = readSettings(process.env)
  checkBackups(settings)
  const { parts, engine } = await save(await keptBy(settings), folder, version)
  const bytes = parts.reduce((sum, { size }) => sum + size, 0)
  console.log(`Saved ${engine}: ${parts.length} parts, ${(bytes / 1e6).toFixed(1)} MB, in ${folder}`)
  // Only now: a new one that could not be made is no reason to lose an old one.
  for (const removed of await removeTooOld(dirname(resolve(folder)), settings.BACKUPS_KEPT))
    console.log(`Removed ${removed}, older than ${settings.BACKUPS_KEPT} days`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
