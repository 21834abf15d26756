import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../backend/store/sqlite.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a write that waits for anything but the database is refused, and the next one goes on', async () => {
  const store = await openSqlite(join(folder, 'a.db'))
  const slow = store.write('north', async ({ db, t, now }) => {
    await db.insert(t.card).values({ company: 'north', record: 'deal:1', openedAt: now, openedBy: '7' })
    await wait(5)
  })
  await expect(slow).rejects.toThrow('other than the database')
  await store.write('north', async ({ db, t, now }) => {
    await db.insert(t.card).values({ company: 'north', record: 'deal:2', openedAt: now, openedBy: '7' })
  })
  const rows = await store.read('north', ({ db, t }) => db.select().from(t.card))
  expect(rows.map((row) => row.record)).toEqual(['deal:2'])
  await store.close()
})

test('the file stays as durable as promised when it is opened again', async () => {
  const file = join(folder, 'a.db')
  await (await openSqlite(file)).close()
  // Opening asserts synchronous = FULL itself and would throw; the file's own mode is what outlives it.
  const store = await openSqlite(file)
  await store.close()
  const plain = new Database(file)
  expect(plain.pragma('journal_mode', { simple: true })).toBe('wal')
  plain.close()
})

test('an internal message cannot be stored as one of a client thread, nor the other way round', async () => {
  const store = await openSqlite(join(folder, 'a.db'))
  const asClient = store.write('north', async ({ db, t, now }) => {
    await db.insert(t.thread).values({
      company: 'north',
      id: 'thread',
      record: 'deal:1',
      kind: 'team',
      audience: 'internal',
      title: '',
      openedBy: '7',
      openedAt: now,
    })
    await db.insert(t.message).values({
      company: 'north',
      thread: 'thread',
      seq: 1,
      id: 'message',
      audience: 'client',
      author: '7',
      text: 'margin 12 %',
      at: now,
      mentions: [],
    })
  })
  await expect(asClient).rejects.toThrow(/FOREIGN KEY/)
  await store.close()
})
