/** Nodes that start over one Postgres: at once, before and after an update, and with a clock that is wrong. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DatabaseClock, databaseClock } from '../../backend/store/database-clock.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import type { Store } from '../../backend/store/store.ts'
import { postgresWanted, startPostgres } from '../postgres.ts'

describe.skipIf(!postgresWanted)('over one Postgres', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let admin: pg.Client
  let url: string
  let name: string

  beforeAll(async () => {
    server = await startPostgres()
    admin = new pg.Client(server.url)
    await admin.connect()
    name = `empty_${randomUUID().replaceAll('-', '')}`
    await admin.query(`create database ${name}`)
    url = Object.assign(new URL(server.url), { pathname: name }).href
  }, 60_000)
  afterAll(async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
    await server.stop()
  })

  async function asked<Row extends pg.QueryResultRow>(query: string): Promise<Row[]> {
    const client = new pg.Client(url)
    await client.connect()
    return client
      .query<Row>(query)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
  const works = (store: Store, record: string) =>
    store.write('north', (w) => w.emit('card.opened', { record, data: {} }).then(() => true))

  test('three nodes that start at once on an empty database prepare it once, and all of them work', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openPostgres(url)))
    const { entries } = JSON.parse(
      readFileSync('backend/store/migrations/postgres/meta/_journal.json', 'utf8'),
    )
    const applied = await asked('select hash from drizzle.__drizzle_migrations')
    expect(applied).toHaveLength(entries.length)
    for (const [n, store] of stores.entries()) expect(await works(store, `deal:${n}`)).toBe(true)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('a node goes on when a newer one has added to the tables; one of the older version that starts then does not', async () => {
    const running = await openPostgres(url)
    await asked('alter table event add column of_a_later_version text')
    const later = Date.parse('2099-01-01T00:00:00Z')
    await asked(
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${later}) returning hash`,
    )
    expect(await works(running, 'deal:4')).toBe(true)
    await expect(openPostgres(url)).rejects.toThrow('newer Dealthread')
    // Whoever was refused holds up nobody.
    await asked(`delete from drizzle.__drizzle_migrations where hash = 'later' returning hash`)
    const next = await openPostgres(url)
    expect(await works(next, 'deal:5')).toBe(true)
    await Promise.all([running.close(), next.close()])
  })

  test('a machine that slept asks for the time as soon as it is asked for it, and not with its next look', async () => {
    let slept = 0
    const clock = await databaseClock(url, {
      clock: () => performance.now() - slept,
      wait: (_, signal) => new Promise((_look, ended) => signal.addEventListener('abort', () => ended())),
      differs: () => {},
      failed: (error) => expect.unreachable(String(error)),
    })
    const off = () => Math.abs(clock.now().getTime() - Date.now())
    expect(off()).toBeLessThan(1000)
    slept = 10 * 60_000
    await expect.poll(off).toBeLessThan(1000)
    await clock.close()
  })

  test('a machine whose clock is wrong, or is set, goes by the time of the database, and says by how much it is off', async () => {
    const told: number[] = []
    let shift = 5 * 60_000
    const looks: (() => void)[] = []
    const clock: DatabaseClock = await databaseClock(url, {
      own: () => Date.now() + shift,
      wait: () => new Promise<void>((look) => looks.push(look)),
      differs: (ahead) => told.push(Math.round(ahead / 60_000)),
      failed: (error) => expect.unreachable(String(error)),
    })
    const off = async () => {
      const [row] = await asked<{ at: Date }>('select clock_timestamp() as at')
      return Math.abs(clock.now().getTime() - row!.at.getTime())
    }
    expect(await off()).toBeLessThan(1000)
    shift = -40 * 24 * 60 * 60_000
    expect(await off()).toBeLessThan(1000)
    looks.shift()!()
    await expect.poll(() => looks.length).toBe(1)
    expect(told).toEqual([5])
    const closed = clock.close()
    looks.shift()!()
    await closed
  })
})
