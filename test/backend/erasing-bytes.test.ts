import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { TestStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'
import { talkEverywhere } from './talk-everywhere.ts'

const DAY = 24 * 3_600_000

let folder: string
let w: World
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-bytes-'))
  w = await world({
    name: 'SQLite',
    open: (options) => openSqlite(join(folder, 'a.db'), options),
  } as TestStores)
})
afterEach(async () => {
  await w?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('F156: what an erased company wrote is in no file of the server, while the server goes on running', async () => {
  const manager = await w.open(people.manager)
  const words = Array.from({ length: 40 }, () => `m${randomBytes(8).toString('hex')}`)
  for (const word of words) await talkEverywhere(w, manager, word)
  for (let n = 0; n < 300; n += 1) await manager.say(`${words[n % words.length]} ${'и ещё '.repeat(n % 50)}`)
  expect(inFiles(words)).toEqual(words)

  await w.portal.finishInstallation()
  await w.portal.uninstall({ clean: true })
  await w.parts.inboxIdle()
  w.clock.advance(31 * DAY)
  while (await w.parts.eraseCompany(w.company));
  expect(inFiles([...words, w.company, 'Сергей Котов'])).toEqual([])
}, 120_000)

/** Which of the words stand in any file. Read by another process: closing a database's file here would drop its locks. */
function inFiles(words: string[]): string[] {
  const look = `
    const { readdirSync, readFileSync } = require('node:fs')
    const { join } = require('node:path')
    const [words, ...folders] = process.argv.slice(1).map((one) => JSON.parse(one))
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name)))
    const bytes = files.map((file) => readFileSync(file))
    process.stdout.write(JSON.stringify(words.filter((word) => bytes.some((one) => one.includes(word)))))`
  const args = [words, folder, w.folder].map((one) => JSON.stringify(one))
  return JSON.parse(execFileSync(process.execPath, ['-e', look, ...args], { encoding: 'utf8' }))
}
