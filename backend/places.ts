/** Where everything is kept, as the settings have it. */
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createDiskFiles } from './files/disk.ts'
import type { Place } from './files/port.ts'
import { databaseKey } from './keys/database-key.ts'
import type { Settings } from './settings.ts'
import type { DatabaseClock } from './store/database-clock.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Store, StoreOptions } from './store/store.ts'
import { inWords } from './store/unopened.ts'

export const databaseFile = ({ DATA_DIR }: Pick<Settings, 'DATA_DIR'>) => join(DATA_DIR, 'dealthread.db')

export async function openStore(settings: Settings, options: StoreOptions = {}): Promise<Store> {
  if (settings.DATABASE_URL) {
    // Its driver takes long to load; those without a Postgres need not wait for it.
    const { openPostgres } = await import('./store/postgres.ts')
    return openPostgres(settings.DATABASE_URL, options)
  }
  const file = databaseFile(settings)
  const key = databaseKey(file, settings)
  return openSqlite(file, { ...options, ...(key && { key }) }).catch((error) => {
    throw inWords(error, file)
  })
}

/** What time it is: the database's where there may be several nodes. */
export async function openClock({ DATABASE_URL }: Settings, log: Logger): Promise<DatabaseClock> {
  if (!DATABASE_URL) return { now: () => new Date(), async close() {} }
  const { databaseClock } = await import('./store/database-clock.ts')
  return databaseClock(DATABASE_URL, {
    differs: (ahead) =>
      log.warn({ aheadMs: Math.round(ahead) }, "this machine's clock is not the database's, which we go by"),
    failed: (error) => log.warn({ error }, 'the database could not be asked what time it is'),
  })
}

export async function openPlace({ FILES_URL, DATA_DIR }: Settings): Promise<Place> {
  if (!FILES_URL) return createDiskFiles(join(DATA_DIR, 'files'))
  const { createS3Files, readFilesUrl } = await import('./files/s3.ts')
  return createS3Files(readFilesUrl(FILES_URL))
}
