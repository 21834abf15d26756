/** `npm run backup -- <folder>`: saves everything while the server runs. */
import { save } from '../../backend/backup/backup.ts'
import { version } from '../../backend/root.ts'
import { readSettings } from '../../backend/settings.ts'
import { keptBy } from './kept.ts'

const [folder] = process.argv.slice(2)
try {
  if (!folder) throw new Error('Usage: npm run backup -- <empty folder>')
  const { parts, engine } = await save(await keptBy(readSettings(process.env)), folder, version)
  const bytes = parts.reduce((sum, { size }) => sum + size, 0)
  console.log(`Saved ${engine}: ${parts.length} parts, ${(bytes / 1e6).toFixed(1)} MB, in ${folder}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
