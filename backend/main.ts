/** The backend alone, from settings. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled once, it begins sooner from the second start on. Where nothing may be written beside the program, it does without.
const isBundle = import.meta.url.endsWith('.js')
if (isBundle) enableCompileCache(fileURLToPath(new URL('compiled', import.meta.url)))

try {
  const [{ start }, { readSettings }] = await Promise.all([import('./serve.ts'), import('./settings.ts')])
  const running = await start(readSettings(process.env))
  console.log(`Dealthread is ready at ${running.url}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
