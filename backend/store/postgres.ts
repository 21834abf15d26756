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
  patience?: Partial<Patience>
}

/** Milliseconds; what takes longer is taken for dead. */
interface Patience {
  /** A node in the middle of a write that says nothing: the others wait for it. */
  silence: number
  /** A write's wait for another node's to the same company. */
  turn: number
  /** A statement's answer. The longest counts the rows of a company. */
  answer: number
}

const PATIENCE: Patience = { silence: 10_000, turn: 15_000, answer: 60_000 }

/** Milliseconds somebody waits for a connection, be it that none is free or that the server is away. */
const CONNECTED_WITHIN = 10_000

/**
 * Any Postgres. A company's writes queue in this process and are serialised between processes by an advisory lock;
 * those waiting share a commit. Throws when the server cannot be reached or the schema is newer than we are.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  await alone(url, migrateOnce)
  const { silence, turn, answer } = { ...PATIENCE, ...options.patience }
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: CONNECTED_WITHIN,
    keepAlive: true,
    // A server whose machine is gone breaks no connection: the system would wait for it for a quarter of an hour.
    query_timeout: answer,
    // What is not waited for goes on its way together with what follows.
    pipeline: true,
  })
  // A server that goes away breaks connections, idle or in the middle of a write; the next query reports it to whoever asks.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  // Of this transaction alone: a pooler gives the connection to others. A node that stands still in the middle of a write, or is
  // cut off, would keep every other out of the company until the server's system finds its connection dead, which takes hours.
  const begin =
    `begin; set local idle_in_transaction_session_timeout = ${silence}; set local lock_timeout = ${turn}; ` +
    'select pg_advisory_xact_lock'

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
      await client.query(`${begin}(hashtextextended(${mine}, 0))`)
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
      const { command } = await client.query('commit')
      // So it answers, without an error, when a statement has failed and whoever asked has passed over that.
      if (command !== 'COMMIT')
        throw new Error('a statement of the write has failed: nothing of it is stored')
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
      // Kept while somebody waits in it: companies are many, and most write seldom.
      queue = groups<Writing>(
        (group) => commit(company, group),
        () => queues.delete(company),
      )
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
    scrub: oneAtATime(() => alone(url, vacuum)),
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
async function migrateOnce(client: pg.Client) {
  // Given back with the connection, whatever happens.
  await client.query("select pg_advisory_lock(hashtext('dealthread migrations'))")
  refuseNewer('postgres', await appliedTo(client))
  await migrate(drizzle(client), { migrationsFolder: migrations('postgres') })
}

/** On a connection of its own, for what takes as long as it takes. */
async function alone(url: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECTED_WITHIN,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECTED_WITHIN,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

async function appliedTo(client: pg.Client): Promise<number | undefined> {
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
