/** F69: what was erased is in no file of ours: not in the database, its log, the index, the ledger, nor in a backup that came back. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkLog } from '../../backend/audit/checking.ts'
import { auditMarks } from '../../backend/audit/marks.ts'
import { savedSqlite } from '../../backend/backup/sqlite.ts'
import { createErasures } from '../../backend/erasure/erasure.ts'
import { openLedger } from '../../backend/erasure/ledger.ts'
import { newId } from '../../backend/ids.ts'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { openSecrets } from '../../backend/keys/secrets.ts'
import type { ErasureSign } from '../../backend/shown.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import type { TestStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { asOffered, decideAll, look, orderIt } from './erasure-fixture.ts'

let folder: string
let w: World
const log: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-forgotten-'))
  const stores = {
    name: 'SQLite',
    open: (options) => openSqlite(join(folder, 'a.db'), options),
  } as TestStores
  w = await world(stores, { env: { LOG_LEVEL: 'debug' }, log: { write: (line) => void log.push(line) } })
})
afterAll(async () => {
  await w?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const random = seeded(7)
const pick = (letters: string) => letters[Math.floor(random() * letters.length)]!
const word = (cyrillic: boolean) => {
  const [consonants, vowels] = cyrillic ? ['бвгдзклмнпрст', 'аиоу'] : ['bdfklmnprst', 'aiou']
  const syllables = Array.from({ length: 4 }, () => pick(consonants) + pick(vowels)).join('')
  const [first = '', ...rest] = `${syllables}${pick(cyrillic ? 'нрлм' : 'nrlm')}`
  return first.toUpperCase() + rest.join('')
}
const digits = (n: number) => Array.from({ length: n }, () => pick('0123456789')).join('')

const names = Array.from({ length: 100 }, (_, n) => `${word(n % 3 > 0)} ${word(n % 3 > 0)}`)
const phones = Array.from({ length: 100 }, () => `916${digits(7)}`)
const mails = Array.from({ length: 100 }, () => `${word(false)}.${digits(5)}@example.org`)
const signs: ErasureSign[] = [
  ...names.map((text) => ({ kind: 'name' as const, text })),
  ...phones.map((text) => ({ kind: 'phone' as const, text: `+7${text}` })),
  ...mails.map((text) => ({ kind: 'email' as const, text })),
]
/** What must be found nowhere: the strings, and the beginnings of the names by which an index would have them. */
const erased = [
  ...names.flatMap((name) => [
    name,
    ...name.split(' ').flatMap((one) => [one.slice(0, -1), one.slice(0, -1).toLowerCase()]),
  ]),
  ...phones,
  ...mails.flatMap((mail) => [mail, mail.toLowerCase()]),
]

async function saidEverywhere(manager: Person, what: string, n: number) {
  const said = await manager.say(`Клиент ${what}, просил перезвонить`)
  if (n % 5 === 0)
    await manager.patch(`/api/threads/${manager.team}/messages/${said.id}`, { text: 'просил перезвонить' })
  if (n % 7 === 0) await post(w, manager, `${what}, паспорт.txt`)
  if (n % 11 === 0) {
    const topic = { id: newId(), kind: 'topic', title: `Обсудить: ${what}` }
    await manager.post('/api/threads', topic)
    await manager.put(`/api/threads/${topic.id}/draft`, { text: `Напишу ${what}` })
  }
  if (n % 13 === 0)
    await manager.put(`/api/facts/${newId()}`, {
      thread: said.thread,
      message: said.id,
      text: `Звонить: ${what}`,
    })
}

test('300 strings of a forgotten client are in no file, and an older backup that comes back loses them too', async () => {
  const manager = await w.open(people.manager)
  for (const [n, sign] of signs.entries()) await saidEverywhere(manager, sign.text, n)
  await manager.say('Отгрузка в пятницу, это остаётся')
  expect(inFiles(folder, erased).length).toBeGreaterThan(250)

  const before = mkdtempSync(join(tmpdir(), 'dealthread-before-'))
  await savedSqlite(join(folder, 'a.db'), (file) => new Database(file)).save(before)

  const admin = await atHome(w, people.admin)
  let decided = 0
  const shown = await decideAll(admin, await look(admin, signs), (find) => {
    decided += 1
    // One goes whole, the next loses his words only.
    return decided % 2 && find.choices.includes('redact') ? { decision: 'redact' } : asOffered(find)
  })
  expect(decided).toBeGreaterThan(400)
  const opening = await orderIt(w, admin, shown)
  expect(opening.signs).toHaveLength(300)
  const { body: signed } = await admin.call('GET', `/api/erasures/${shown.id}/certificate`)
  expect(JSON.parse(signed.statement)).toMatchObject({ again: { found: 0 }, list: { things: decided } })

  const certificate = JSON.stringify(signed)
  expect([...erased].filter((one) => certificate.includes(one) || log.join('').includes(one))).toEqual([])
  expect(inFiles(folder, erased)).toEqual([])
  expect(inFiles(w.folder, erased)).toEqual([])
  expect(inFiles(folder, ['Отгрузка в пятницу'])).toEqual(['Отгрузка в пятницу'])

  const mark = auditMarks(w.parts.secrets)
  expect(await checkLog(w.parts.store, w.company, { mark })).toMatchObject({ wrong: [] })

  expect(inFiles(before, erased).length).toBeGreaterThan(250)
  expect(await forgottenAgain(before)).toBe(1)
  expect(inFiles(before, erased)).toEqual([])
  expect(inFiles(before, ['Отгрузка в пятницу'])).toEqual(['Отгрузка в пятницу'])
  rmSync(before, { recursive: true, force: true })
}, 240_000)

/** What the server does with a database that was brought back, before it lets anybody in. */
async function forgottenAgain(where: string): Promise<number> {
  const store = await openSqlite(join(where, 'dealthread.db'), { now: w.clock.now })
  const secrets = await openSecrets(store, await openCompanyKeys(store, w.parts.settings))
  const { forgetAgain } = createErasures({
    ...{ store, secrets, files: w.parts.files, sessions: w.parts.sessions, failed: fail },
    ledger: openLedger(join(w.folder, 'erasures.jsonl'), secrets),
    eraseCompany: async () => false,
    soon: () => {},
  })
  const again = await forgetAgain()
  expect(await forgetAgain()).toBe(0)
  await store.close()
  return again
}

function fail(error: unknown): never {
  throw error
}

/** Which of the words stand in any file. Read by another process: closing a database's file here would drop its locks. */
function inFiles(where: string, words: string[]): string[] {
  const program = `
    const { readdirSync, readFileSync } = require('node:fs')
    const { join } = require('node:path')
    const { where, words } = JSON.parse(readFileSync(0, 'utf8'))
    const bytes = readdirSync(where, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name)))
    process.stdout.write(JSON.stringify(words.filter((word) => bytes.some((one) => one.includes(word)))))`
  const input = JSON.stringify({ where, words })
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', input }))
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
