import { inject } from 'vitest'
import { type Databases, databases } from './postgres/databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { url: string; template: string }
  }
}

/** `TEST_STORES=sqlite` leaves Postgres out on purpose; nothing else does. */
export const postgresWanted = process.env.TEST_STORES !== 'sqlite'

/** The run's Postgres; every `database()` is a fresh copy of the migrated one. */
export async function startPostgres(): Promise<Databases> {
  const { url, template } = inject('postgres')
  return databases(url, template)
}
