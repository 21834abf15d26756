/**
 * `npm run keys:rotate`: after SECRET_KEY has become another and the former one is named in SECRET_KEY_BEFORE, on every
 * node. `-- --files-since 2026-11-21` gives companies whose key is older than that another one, and seals their files anew.
 */
import { parseArgs } from 'node:util'
import { sealFiles } from '../../backend/files/sealed.ts'
import { resealDatabaseKey } from '../../backend/keys/database-key.ts'
import { neededKeys, renewFiles, rotateKeys } from '../../backend/keys/rotate.ts'
import { databaseFile, openPlace } from '../../backend/places.ts'
import { readSettings } from '../../backend/settings.ts'
import { openOurs } from '../opened.ts'

try {
  await rotate()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function rotate() {
  const { values } = parseArgs({ options: { 'files-since': { type: 'string' } } })
  const since = values['files-since'] ? new Date(values['files-since']) : undefined
  if (since && Number.isNaN(since.getTime()))
    throw new Error('--files-since: a day is expected, as 2026-11-21')

  const settings = readSettings(process.env)
  const { store, keys } = await openOurs(settings)
  try {
    const sealed = await rotateKeys({ store, keys })
    if (!settings.DATABASE_URL) resealDatabaseKey(databaseFile(settings), settings)
    console.log(`${sealed} keys were sealed anew.`)
    if (since) {
      const files = sealFiles(await openPlace(settings), { store, keys })
      console.log(`${await renewFiles({ store, keys, files }, since)} files were sealed anew.`)
    }
    const [only, ...more] = await neededKeys({ store })
    console.log(
      more.length > 0
        ? 'Some node still seals under a former SECRET_KEY: restart it with the new one, and run this again.'
        : `Everything is under the SECRET_KEY with the id ${only}: SECRET_KEY_BEFORE is no longer needed.`,
    )
  } finally {
    await store.close()
  }
}
