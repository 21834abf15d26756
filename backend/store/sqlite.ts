import Database from 'better-sqlite3'
import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { encryptingDriver, unlock } from './cipher.ts'
import { sqlite as columns } from './columns.ts'
import { companiesIn } from './companies.ts'
import { createCondition } from './condition.ts'
import { examine } from './examine.ts'
import { isDamaged } from './failures.ts'
import { groups } from './group.ts'
import { migrations } from './migrations.ts'
import { refuseNewer } from './newer.ts'
import { steadyPlans } from './plans.ts'
import { schema } from './schema.ts'
import { compiledOnce } from './statements.ts'
import type { Db, Reading, Store, StoreOptions, Writing } from './store.ts'
import { type Command, type Job, nestedWrite, runGroup } from './transaction.ts'

const t = schema(columns)

export interface SqliteOptions extends StoreOptions {
  /** What the file is encrypted with; without it it is not. */
  key?: Uint8Array
}

/**
 * SQLite in one file: one writer, whose waiting work shares commits; readers see the last commit (WAL) and never wait.
 * Throws when the file cannot be opened as durably as promised, or was written by a newer version.
 */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<Store> {
  const { key } = options
  const Driver = key ? await encryptingDriver() : Database
  const writer = connect(Driver, file, key)
  refuseNewer('sqlite', appliedTo(writer))
  migrate(drizzle(writer), { migrationsFolder: migrations('sqlite') })
  steadyPlans(writer)
  assertDurable(writer)
  const reader = connect(Driver, file, key)
  reader.pragma('query_only = on')
  assertDurable(reader)

  const reading = readings(reader, options)
  const writing = readings(writer, options)
  const command = commands(writer)
  const survives = (error: unknown) => writer.inTransaction && !isDamaged(error)
  const transaction = { reading: writing, command, survives }
  const closing = new AbortController()
  const condition = createCondition(file, options, () => examine({ file, key }, closing.signal))

  // better-sqlite3 answers within the current turn, so a group has its turn to itself: whoever asks then asks from inside,
  // and a group still open on the next turn has awaited something else.
  let inside = false
  const queue = groups<Writing>(async (group) => {
    inside = true
    const turn = setImmediate(() => {
      inside = false
    })
    try {
      condition.assertWritable()
      command('begin immediate')
      const tell = await runGroup(group, transaction, options)
      if (!inside) throw new Error('store.write() awaited something other than the database')
      command('commit')
      inside = false
      tell()
    } catch (error) {
      inside = false
      if (writer.inTransaction) writer.exec('rollback')
      condition.writeFailed(error)
      throw error
    } finally {
      clearImmediate(turn)
    }
  })

  function cutLog() {
    try {
      return writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    } catch (error) {
      condition.writeFailed(error)
      throw error
    }
  }

  return {
    dialect: 'sqlite',
    async read(company, fn) {
      try {
        return await fn(reading(company))
      } catch (error) {
        throw condition.readFailed(error)
      }
    },
    write(company, fn) {
      if (inside) throw nestedWrite()
      return new Promise((stored, refused) => {
        const job: Job = { company, work: fn, stored: stored as (result: unknown) => void, refused }
        queue.add(job)
      })
    },
    async scrub() {
      await queue.idle()
      condition.assertWritable()
      // Deleted rows are overwritten in the file at once; its log still has the pages as they were.
      const [done] = cutLog()
      if (done?.busy !== 0)
        throw new Error('the log of the database could not be cut: somebody else reads it')
    },
    examine: condition.examine,
    stopped: condition.stopped,
    companies: (due) => companiesIn(reading(''), due),
    async close() {
      closing.abort()
      await queue.idle()
      reader.close()
      if (!condition.stopped()) writer.pragma('wal_checkpoint(TRUNCATE)')
      writer.close()
    },
  }
}

function appliedTo(connection: Database.Database): number | undefined {
  const begun = connection.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get()
  if (!begun) return undefined
  return connection.prepare<[], number>('select max(created_at) from __drizzle_migrations').pluck().get()
}

/** Transaction control, prepared: it runs several times for each message. */
function commands(
  connection: Database.Database,
): (statement: Command | 'begin immediate' | 'commit') => void {
  const known = new Map<string, Database.Statement>()
  return (statement) => {
    const ready = known.get(statement) ?? connection.prepare(statement)
    known.set(statement, ready)
    ready.run()
  }
}

function connect(Driver: typeof Database, file: string, key: Uint8Array | undefined) {
  const connection = new Driver(file)
  if (key) unlock(connection, key)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('secure_delete = ON')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('cache_size = -65536')
  connection.pragma('temp_store = MEMORY')
  return connection
}

/** `synchronous` is per connection and some builds weaken it at reopening: believe only what the connection answers. */
function assertDurable(connection: Database.Database) {
  const promised = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, secure_delete: 1 }
  for (const [pragma, value] of Object.entries(promised)) {
    const actual = connection.pragma(pragma, { simple: true })
    if (actual !== value)
      throw new Error(`SQLite answers ${pragma} = ${actual}, not ${value}: the data would not be safe`)
  }
}

function readings(connection: Database.Database, { now }: StoreOptions): (company: string) => Reading {
  const db = drizzle(compiledOnce(connection), { casing: 'snake_case' })
  // Drizzle's synchronous builders are thenable, so awaited they match the asynchronous ones.
  const shared = {
    db: db as unknown as Db,
    t,
    dialect: 'sqlite' as const,
    rows: async <T>(query: SQL) => db.all<T>(query),
  }
  return (company) => ({ company, ...shared, now: now?.() ?? new Date() })
}
