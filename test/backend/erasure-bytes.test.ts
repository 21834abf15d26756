/** F69: what was erased is in no file of ours: not in the database, its log, the index, the ledger, nor in a backup that came back. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkLog } from '../../backend/audit/checking.ts'
import { auditMarks } from '../../backend/audit/marks.ts'
import { save } from '../../backend/backup/backup.ts'
import { savedPostgres } from '../../backend/backup/postgres.ts'
import { savedSqlite } from '../../backend/backup/sqlite.ts'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { openRing } from '../../backend/keys/ring.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import { rewrite } from '../../backend/store/postgres-files.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { type Cluster, createCluster } from '../postgres/cluster.ts'
import { postgresWanted } from '../postgres.ts'
import type { TestStores } from '../stores.ts'
import { type World, world } from '../world.ts'
import { erased, forgetAll, inFiles, STAYS, sayAll } from './erasure-bytes-fixture.ts'
import { forgottenAgain } from './erasure-fixture.ts'

const NOWHERE = { words: [], files: [] }

let folder: string
let cluster: Cluster | undefined
let w: World
let log: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-forgotten-'))
  log = []
})
afterEach(async () => {
  await w?.stop()
  await cluster?.stop()
  cluster = undefined
  rmSync(folder, { recursive: true, force: true })
})

test('300 strings of forgotten clients are in no file, and an older backup that comes back loses them too', async () => {
  await begin((options) => openSqlite(join(folder, 'a.db'), options))
  await sayAll(w)
  expect(inFiles(folder, erased).words.length).toBeGreaterThan(250)
  const before = mkdtempSync(join(tmpdir(), 'dealthread-before-'))
  await savedSqlite(join(folder, 'a.db'), (file) => new Database(file)).save(before)

  await forgetTheLot()
  expect(inFiles(folder, erased)).toEqual(NOWHERE)
  expect(inFiles(w.folder, erased)).toEqual(NOWHERE)
  expect(inFiles(folder, [STAYS]).words).toEqual([STAYS])

  expect(inFiles(before, erased).words.length).toBeGreaterThan(250)
  const back = await openSqlite(join(before, 'dealthread.db'), { now: w.clock.now })
  expect(await forgottenAgain(w, back)).toBe(1)
  expect(await forgottenAgain(w, back)).toBe(0)
  await back.close()
  expect(inFiles(before, erased)).toEqual(NOWHERE)
  expect(inFiles(before, [STAYS]).words).toEqual([STAYS])
  rmSync(before, { recursive: true, force: true })
}, 240_000)

test.skipIf(!postgresWanted)(
  'on Postgres they are left in free space and the log alone, and with the tables written anew nowhere, nor in a backup that came back',
  async () => {
    cluster = await createCluster(['wal_recycle=off', 'max_wal_size=64MB', 'fsync=off'])
    await cluster.start()
    const { url } = cluster
    const admin = new pg.Client(url)
    await admin.connect()
    await admin.query('create database ours')
    await admin.query('create database back')
    const named = (name: string) => Object.assign(new URL(url), { pathname: name }).href
    await begin((options) => openPostgres(named('ours'), options))
    const client = new pg.Client(named('ours'))
    await client.connect()
    try {
      await sayAll(w)
      // Statistics have samples of what is said.
      await client.query('analyze')
      expect(inFiles(cluster.folder, erased).words.length).toBeGreaterThan(250)
      const before = savedPostgres(named('ours'), async () => {})
      const kept = {
        database: before,
        place: createDiskFiles(join(w.folder, 'files')),
        ring: openRing(SECRET_KEY),
      }
      const said = await save(kept, join(folder, 'saved'), '0.1.0')

      await forgetTheLot()
      expect(inFiles(w.folder, erased)).toEqual(NOWHERE)
      await admin.query('checkpoint')
      for (const file of inFiles(cluster.folder, erased).files) expect(file).toMatch(/^(base|pg_wal)\b/)

      const back = await openPostgres(named('back'), { now: w.clock.now })
      await savedPostgres(named('back'), async () => {}).bringBack(join(folder, 'saved'), said)
      expect(await forgottenAgain(w, back)).toBe(1)
      expect(await forgottenAgain(w, back)).toBe(0)
      await back.close()
      const restored = new pg.Client(named('back'))
      await restored.connect()
      await rewrite(restored).finally(() => restored.end())
      await rewrite(client)
      // The log of before a checkpoint is let go of with the next.
      for (const _ of [1, 2]) await admin.query('select pg_switch_wal(); checkpoint')
      expect(inFiles(cluster.folder, erased)).toEqual(NOWHERE)
      expect(inFiles(cluster.folder, [STAYS]).words).toEqual([STAYS])
    } finally {
      await client.end()
      await admin.end()
    }
  },
  240_000,
)

const SECRET_KEY = 'a key for tests, thirty-two and more'

async function begin(open: TestStores['open']) {
  const stores: TestStores = { name: 'SQLite', open, reopen: open }
  w = await world(stores, {
    env: { LOG_LEVEL: 'debug', SECRET_KEY },
    log: { write: (line) => void log.push(line) },
  })
}

/** Everybody is forgotten, with a certificate and a log that tell nothing of them and still prove what they prove. */
async function forgetTheLot() {
  const { opening, certificate, decided } = await forgetAll(w)
  expect(decided).toBeGreaterThan(400)
  expect(opening.signs).toHaveLength(300)
  expect(JSON.parse(certificate.statement)).toMatchObject({ again: { found: 0 }, list: { things: decided } })
  const told = JSON.stringify(certificate) + log.join('')
  expect(erased.filter((one) => told.includes(one))).toEqual([])
  const mark = auditMarks(w.parts.secrets)
  expect(await checkLog(w.parts.store, w.company, { mark })).toMatchObject({ wrong: [] })
}
