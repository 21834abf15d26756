/** `npm run restore -- <folder>`: brings a backup back where nothing is. The server must not run. */
import { bringBack } from '../../backend/backup/backup.ts'
import { checkBackups } from '../../backend/regions/outside.ts'
import { readSettings } from '../../backend/settings.ts'
import { keptBy } from './kept.ts'

const [folder] = process.argv.slice(2)
try {
  if (!folder) throw new Error('Usage: npm run restore -- <folder of a backup>')
  const settings = readSettings(process.env)
  checkBackups(settings)
  const { madeAt, parts } = await bringBack(await keptBy(settings), folder, settings.BACKUPS_KEPT)
  console.log(`Brought back ${parts.length} parts as they were at ${madeAt}. Start the server as before.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
