import { AsyncLocalStorage } from 'node:async_hooks'
import type { SQL } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { postgres as columns } from './columns.ts'
import { companiesIn } from './companies.ts'
import { groups } from './group.ts'
import { migrations } from './migrations.ts'
import { refuseNewer } from './newer.ts'
import { vacuum } from './postgres-files.ts'
import { schema } from './schema.ts'
import type { Reading, Store, StoreOptions, Writing } from './store.ts'
import { type Job, nestedWrite, runGroup } from './transaction.ts'

const t = schema(columns)
const insideWrite = new AsyncLocalStorage<true>()

// Aggregates of a bigint arrive as text unless the driver is told that ours always fit in a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export interface PostgresOptions extends StoreOptions {
  /** Connections at most; each is one write or one read at a time. */
  connections?: number
}

/** Milliseconds somebody waits for a connection, be it that none is free or that the server is away. */
const CONNECTED_WITHIN = 10_000

/**
 * Any Postgres. A company's writes queue in this process and are serialised between processes by an advisory lock;
 * those waiting share a commit. Throws when the server cannot be reached or the schema is newer than we are.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: CONNECTED_WITHIN,
    keepAlive: true,
    // What is not waited for goes on its way together with what follows.
    pipeline: true,
  })
  // A server that goes away breaks connections, idle or in the middle of a write; the next query reports it to whoever asks.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await migrateOnce(pool).catch(async (error) => {
    await pool.end()
    throw error
  })

  const reading = readings(drizzle(pool, { casing: 'snake_case' }), options)
  const perClient = new WeakMap<pg.PoolClient, (company: string) => Reading>()
  const queues = new Map<string, ReturnType<typeof groups<Writing>>>()

  async function commit(company: string, group: Job[]) {
    const client = await pool.connect()
    let lost: Error | undefined
    try {
      const writing = perClient.get(client) ?? readings(drizzle(client, { casing: 'snake_case' }), options)
      perClient.set(client, writing)
      const mine = client.escapeLiteral(company)
      await client.query(`begin; select pg_advisory_xact_lock(hashtextextended(${mine}, 0))`)
      const transaction = {
        reading: writing,
        command(statement: string) {
          const done = client.query(statement)
          // Waited for at the end of the group; until then nobody is there to hear of a failure.
          done.catch(() => {})
          return done
        },
        survives: () => true,
      }
      const tell = await insideWrite.run(true, () => runGroup(group, transaction, options))
      await client.query('commit')
      tell()
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        lost = failure
      })
      throw error
    } finally {
      client.release(lost)
    }
  }

  function queueOf(company: string) {
    let queue = queues.get(company)
    if (!queue) {
      queue = groups<Writing>((group) => commit(company, group))
      queues.set(company, queue)
    }
    return queue
  }

  return {
    dialect: 'postgres',
    read: async (company, fn) => fn(reading(company)),
    write(company, fn) {
      if (insideWrite.getStore()) throw nestedWrite()
      return new Promise((stored, refused) => {
        const job: Job = { company, work: fn, stored: stored as (result: unknown) => void, refused }
        queueOf(company).add(job)
      })
    },
    // Its own vacuum waits until a part of a table has changed: of one person in a large one it would never hear.
    scrub: oneAtATime(() => vacuum(pool)),
    // It notices damage page by page and goes on with the others: what is to be done is for whoever runs it.
    async examine() {},
    stopped: () => undefined,
    companies: (due) => companiesIn(reading(''), due),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.idle()))
      await pool.end()
    },
  }
}

/** Who asks while it is being done has it done once more, together with all who ask until then. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const begin = () => {
    next = undefined
    underWay = work()
    return underWay
  }
  return () => (next ??= underWay.then(begin, begin))
}

/** Several nodes may start at once; one migrates, the others find it done. A node that runs meanwhile goes on. */
async function migrateOnce(pool: pg.Pool) {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('dealthread migrations'))")
    refuseNewer('postgres', await appliedTo(client))
    await migrate(drizzle(client), { migrationsFolder: migrations('postgres') })
  } finally {
    // Closing the connection gives the lock back, whatever happened.
    client.release(true)
  }
}

async function appliedTo(client: pg.PoolClient): Promise<number | undefined> {
  const { rows: begun } = await client.query("select from pg_tables where tablename = '__drizzle_migrations'")
  if (begun.length === 0) return undefined
  const { rows } = await client.query('select max(created_at) as at from drizzle.__drizzle_migrations')
  return Number(rows[0].at)
}

function readings(db: NodePgDatabase, { now }: StoreOptions): (company: string) => Reading {
  const shared = {
    db,
    t,
    dialect: 'postgres' as const,
    rows: async <T>(query: SQL) => (await db.execute(query)).rows as T[],
  }
  return (company) => ({ company, ...shared, now: now?.() ?? new Date() })
}
