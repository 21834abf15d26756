/** What a backup is made of, as the settings have it. */
import Database from 'better-sqlite3'
import type { Kept, Saved } from '../../backend/backup/backup.ts'
import { savedPostgres } from '../../backend/backup/postgres.ts'
import { savedSqlite } from '../../backend/backup/sqlite.ts'
import { databaseKey } from '../../backend/keys/database-key.ts'
import { openRing } from '../../backend/keys/ring.ts'
import { databaseFile, openPlace } from '../../backend/places.ts'
import type { Settings } from '../../backend/settings.ts'
import { encryptingDriver, unlock } from '../../backend/store/cipher.ts'
import { openPostgres } from '../../backend/store/postgres.ts'

export async function keptBy(settings: Settings): Promise<Kept> {
  return {
    database: settings.DATABASE_URL ? postgres(settings.DATABASE_URL) : await sqlite(settings),
    place: await openPlace(settings),
    ring: openRing(settings.SECRET_KEY, settings.SECRET_KEY_BEFORE),
  }
}

const postgres = (url: string) => savedPostgres(url, async () => (await openPostgres(url)).close())

async function sqlite(settings: Settings): Promise<Saved> {
  const file = databaseFile(settings)
  const Driver = settings.DATABASE_ENCRYPTED ? await encryptingDriver() : Database
  return savedSqlite(file, (one) => {
    // A copy lies beside its key as the database does.
    const key = databaseKey(one, settings)
    const connection = new Driver(one, { fileMustExist: true })
    if (key) unlock(connection, key)
    return connection
  })
}
