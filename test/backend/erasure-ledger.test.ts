/** The ledger of who was forgotten: kept as long as a backup may bring them back, and no longer. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { savedSqlite } from '../../backend/backup/sqlite.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { atHome } from '../at-home.ts'
import type { TestStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'
import { decideAll, forgottenAgain, look, orderIt } from './erasure-fixture.ts'

const DAY = 24 * 60 * 60_000

let scratch: string
let w: World
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'dealthread-ledger-'))
  const open: TestStores['open'] = (options) => openSqlite(join(scratch, 'a.db'), options)
  w = await world({ name: 'SQLite', open, reopen: open }, { since: new Date('2026-11-20T09:00:00Z') })
})
afterAll(async () => {
  await w?.stop()
  rmSync(scratch, { recursive: true, force: true })
})

/** A backup of the database as it is now. */
async function saved(): Promise<string> {
  const folder = mkdtempSync(join(scratch, 'saved-'))
  await savedSqlite(join(scratch, 'a.db'), (file) => new Database(file)).save(folder)
  return join(folder, 'dealthread.db')
}

async function broughtBack(file: string): Promise<number> {
  const store = await openSqlite(file, { now: w.clock.now })
  return forgottenAgain(w, store).finally(() => store.close())
}

async function forgotten(name: string) {
  const admin = await atHome(w, people.admin)
  const preview = await look(admin, [{ kind: 'name', text: name }])
  await orderIt(w, admin, await decideAll(admin, preview, () => ({ decision: 'redact' })))
}

const ledger = () => {
  const folder = join(w.folder, 'erasures')
  return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)
}

test('whoever was forgotten is remembered for as long as a backup may be kept, and then no more', async () => {
  const manager = await w.open(people.manager)
  await manager.say('Звонила Анна Ветрова')
  const before = await saved()
  await forgotten('Анна Ветрова')
  const after = await saved()
  expect(await broughtBack(before)).toBe(1)

  // The last backup that has her is of the 20th of November; November's end and 35 days later is the 5th of January.
  w.clock.advance(46 * DAY)
  await w.parts.tidyLedger()
  expect(ledger().map(([name]) => name)).toEqual(['2026-11.jsonl'])

  await (await w.open(people.manager)).say('Пришёл Прохор Лисицын')
  await forgotten('Прохор Лисицын')
  w.clock.advance(DAY)
  await w.parts.tidyLedger()
  expect(ledger().map(([name]) => name)).toEqual(['2027-01.jsonl', 'lasting.jsonl'])
  expect(ledger().find(([name]) => name === 'lasting.jsonl')![1]).not.toMatch(/signs|people|erase\\"/)

  // One from after her knows of it by itself, and forgets him.
  expect(await broughtBack(after)).toBe(1)
})

test('a database from before what the ledger remembers is not opened, however it was brought back', async () => {
  const manager = await w.open(people.manager)
  await manager.say('Приходил Ефим Соболев')
  const before = await saved()
  await forgotten('Ефим Соболев')
  w.clock.advance(70 * DAY)
  await w.parts.tidyLedger()
  await expect(broughtBack(before)).rejects.toThrow(/longer ago than backups are kept/)
  // The one in use goes on.
  expect(await broughtBack(await saved())).toBe(0)
})

test('a line somebody has changed is found out before anybody is let in', async () => {
  const manager = await w.open(people.manager)
  await manager.say('Писала Дарья Мохова')
  await forgotten('Дарья Мохова')
  const [name, text] = ledger().find(([one]) => one !== 'lasting.jsonl')!
  writeFileSync(join(w.folder, 'erasures', name), text.replace('orderedBy', 'orderedby'))
  await expect(broughtBack(await saved())).rejects.toThrow(/is not as it was written/)
})
