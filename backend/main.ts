/** The backend alone, from settings. */
import { start } from './serve.ts'
import { readSettings } from './settings.ts'

try {
  const settings = readSettings(process.env)
  const running = await start(settings)
  console.log(`Dealthread is ready at ${running.url}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
