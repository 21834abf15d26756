import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { openPostgres } from '../backend/store/postgres.ts'
import { openSqlite } from '../backend/store/sqlite.ts'
import type { Store, StoreOptions } from '../backend/store/store.ts'
import { postgresWanted, startPostgres } from './postgres.ts'

export interface TestStores {
  name: 'SQLite' | 'Postgres'
  /** A fresh, migrated, empty database. */
  open(options?: StoreOptions): Promise<Store>
  /** The same database again, as after a restart. */
  reopen(options?: StoreOptions): Promise<Store>
}

/** Runs the same tests on every store there is; a run without Postgres has been asked for by name. */
export function onEveryStore(tests: (stores: TestStores) => void) {
  describe('on SQLite', () => tests(sqliteStores()))
  describe.skipIf(!postgresWanted)('on Postgres', () => tests(postgresStores()))
}

export function sqliteStores(): TestStores {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let made = 0
  const file = () => join(folder, `${made}.db`)
  return {
    name: 'SQLite',
    async open(options) {
      made += 1
      writeFileSync(file(), await migrated())
      return openSqlite(file(), options)
    },
    reopen: (options) => openSqlite(file(), options),
  }
}

let template: Promise<Buffer> | undefined

/** A migrated, empty database: to make one takes many times what writing it down takes. */
function migrated(): Promise<Buffer> {
  template ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dealthread-template-'))
    const file = join(folder, 'template.db')
    try {
      await (await openSqlite(file)).close()
      return readFileSync(file)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })()
  return template
}

function postgresStores(): TestStores {
  let server: Awaited<ReturnType<typeof startPostgres>> | undefined
  let url = ''
  /** What is open on each database: one that nobody uses is emptied and used again. */
  const open = new Map<string, Set<Store>>()

  async function opened(options?: StoreOptions): Promise<Store> {
    const at = url
    const store = await openPostgres(at, options)
    open.set(at, (open.get(at) ?? new Set()).add(store))
    return {
      ...store,
      async close() {
        await store.close()
        open.get(at)?.delete(store)
      },
    }
  }

  return {
    name: 'Postgres',
    async open(options) {
      server ??= await startPostgres()
      const left = [...open].find(([, stores]) => stores.size === 0)?.[0]
      if (left) await server.empty(left)
      url = left ?? (await server.database())
      return opened(options)
    },
    reopen: opened,
  }
}
