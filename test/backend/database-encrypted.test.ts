import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseKey, resealDatabaseKey } from '../../backend/keys/database-key.ts'
import { openRing } from '../../backend/keys/ring.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { TestStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const SECRET_KEY = 'a key for tests, thirty-two and more'
const encrypted = { SECRET_KEY, DATABASE_ENCRYPTED: true }
const words = Array.from({ length: 12 }, (_, n) => `cleartext-${n}-canary`)

let folder: string
let file: string
let w: World | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-encrypted-'))
  file = join(folder, 'dealthread.db')
})
afterEach(async () => {
  await w?.stop()
  w = undefined
  rmSync(folder, { recursive: true, force: true })
})

const storesAt = (settings: Parameters<typeof databaseKey>[1]) => {
  const open: TestStores['open'] = async (options) => {
    const key = databaseKey(file, settings)
    return openSqlite(file, { ...options, ...(key && { key }) })
  }
  return { name: 'SQLite', open, reopen: open } satisfies TestStores
}

async function talk() {
  const manager = await w!.open(people.manager)
  for (const word of words) await manager.say(word)
  return manager
}

test('of what people write nothing stands in the database, its log or beside it', async () => {
  w = await world(storesAt(encrypted))
  const manager = await talk()
  const found = await manager.get(`/api/search?q=${words[3]}&scope=card`)
  expect(JSON.stringify(found.body)).toContain(words[3])
  expect(inFiles([...words, 'SQLite format 3'])).toEqual([])
})

test('the same search finds all of it where the database is not encrypted', async () => {
  w = await world(storesAt({ SECRET_KEY }))
  await talk()
  expect(inFiles([...words, 'SQLite format 3'])).toEqual([...words, 'SQLite format 3'])
})

test('is as durable as one that is not encrypted, and keeps what it had over a restart', async () => {
  const stores = storesAt(encrypted)
  const before = await stores.open()
  await before.write('north', ({ db, t }) =>
    db.insert(t.person).values({ company: 'north', id: '7', name: 'Вера' }),
  )
  await before.close()
  const after = await stores.open()
  const [person] = await after.read('north', ({ db, t }) => db.select({ name: t.person.name }).from(t.person))
  expect(person).toEqual({ name: 'Вера' })
  await after.close()
})

test('another SECRET_KEY is refused by the id of the one that is wanted', async () => {
  await (await storesAt(encrypted).open()).close()
  const other = { SECRET_KEY: `${SECRET_KEY}!`, DATABASE_ENCRYPTED: true }
  expect(() => databaseKey(file, other)).toThrow(
    `under the SECRET_KEY with the id ${openRing(SECRET_KEY).id}`,
  )
  await expect(openSqlite(file, { key: Buffer.alloc(32, 7) })).rejects.toThrow('file is not a database')
  await expect(openSqlite(file)).rejects.toThrow('file is not a database')
})

test('the setting is not taken back or added by accident', async () => {
  await (await storesAt(encrypted).open()).close()
  expect(() => databaseKey(file, { SECRET_KEY })).toThrow('is encrypted: set DATABASE_ENCRYPTED=1')
  const plain = join(folder, 'plain.db')
  await (await openSqlite(plain)).close()
  expect(() => databaseKey(plain, encrypted)).toThrow('was begun without encryption')
})

test('a new SECRET_KEY takes its key over', async () => {
  const key = databaseKey(file, encrypted)
  const NEWER = `${SECRET_KEY} of this year`
  expect(resealDatabaseKey(file, { SECRET_KEY: NEWER, SECRET_KEY_BEFORE: SECRET_KEY })).toBe(true)
  expect(resealDatabaseKey(file, { SECRET_KEY: NEWER, SECRET_KEY_BEFORE: SECRET_KEY })).toBe(false)
  expect(databaseKey(file, { SECRET_KEY: NEWER, DATABASE_ENCRYPTED: true })).toEqual(key)
})

/** Which of the words stand in any file. Read by another process: closing a database's file here would drop its locks. */
function inFiles(words: string[]): string[] {
  const look = `
    const { readdirSync, readFileSync } = require('node:fs')
    const { join } = require('node:path')
    const [words, folder] = process.argv.slice(1).map((one) => JSON.parse(one))
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    process.stdout.write(JSON.stringify(words.filter((word) => bytes.some((one) => one.includes(word)))))`
  return JSON.parse(
    execFileSync(process.execPath, ['-e', look, JSON.stringify(words), JSON.stringify(folder)], {
      encoding: 'utf8',
    }),
  )
}
