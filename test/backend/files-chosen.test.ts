/** What may be sent along with messages, as a company's administrators have chosen, within what the server takes. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Choices } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { expectOk, upload } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { bootstrapIn, deals, type Person, people, type World, world } from '../world.ts'

const MEGABYTE = 1024 * 1024
const asItComes: Choices['uploads'] = { largest: null, refused: [], places: false }

let w: World
let manager: Person
let admin: Visitor

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  admin = await atHome(w, people.admin)
})
afterAll(() => w?.stop())

async function choose(uploads: Choices['uploads']) {
  const { choices, version } = (await admin.call('GET', '/api/company/choices')).body
  return admin.call('PUT', '/api/company/choices', { choices: { ...choices, uploads }, version })
}

const outcome = (name: string, content?: string) =>
  upload(w, manager, name, manager.team, content).then(
    () => 'taken',
    (error: Error) => /"reason":"(\w+)"/.exec(error.message)?.[1],
  )

async function largestIn(person: string): Promise<number> {
  return bootstrapIn(await (await w.page(person, deals.daisy)).text()).limits.file
}

test('as it comes everything is taken that the server takes', async () => {
  expect(await outcome('запуск.bat', 'del *')).toBe('taken')
  expect(await largestIn(people.manager)).toBe(50 * MEGABYTE)
})

test('what an administrator keeps out is refused by what it is and by what it is called', async () => {
  expectOk(await choose({ ...asItComes, refused: ['programs', 'archives'] }))
  expect(await outcome('запуск.BAT', 'del *')).toBe('file_type_refused')
  expect(await outcome('отчёт.txt', `MZ${'\0'.repeat(200)}`)).toBe('file_type_refused')
  expect(await outcome('архив.zip', 'нет')).toBe('file_type_refused')
  expect(await outcome('договор.txt')).toBe('taken')
  expectOk(await choose({ ...asItComes, refused: ['media'] }))
  expect(await outcome('запуск.bat', 'del *')).toBe('taken')
})

test('a smaller size holds at once, and pages opened from then on say so', async () => {
  expectOk(await choose({ ...asItComes, largest: MEGABYTE }))
  expect(await outcome('большой.txt', 'а'.repeat(MEGABYTE))).toBe('file_too_large')
  expect(await outcome('малый.txt', 'а')).toBe('taken')
  expect(await largestIn(people.manager)).toBe(MEGABYTE)
  expectOk(await choose({ ...asItComes, largest: 900 * MEGABYTE }))
  expect(await largestIn(people.manager), 'no more than the server takes').toBe(50 * MEGABYTE)
})

test('photographs keep where they were taken only where administrators choose so', async () => {
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 27/1 0/1' } })
    .jpeg()
    .toBuffer()
  async function comesBackWhole(): Promise<boolean> {
    const path = `/api/files/${newId()}`
    const headers = { Authorization: `Bearer ${manager.token}` }
    const named = { ...headers, 'X-Thread': manager.team, 'X-File-Name': "UTF-8''photo.jpg" }
    await w.http.request(path, { method: 'PUT', headers: named, body: new Uint8Array(photo) })
    const back = await w.http.request(path, { headers })
    return Buffer.from(await back.arrayBuffer()).equals(photo)
  }
  expectOk(await choose(asItComes))
  expect(await comesBackWhole()).toBe(false)
  expectOk(await choose({ ...asItComes, places: true }))
  expect(await comesBackWhole()).toBe(true)
})

test('what is no choice is refused, and only administrators choose', async () => {
  expect((await choose({ ...asItComes, largest: 10 })).status).toBe(400)
  expect((await choose({ ...asItComes, refused: ['texts' as 'media'] })).status).toBe(400)
  const other = await atHome(w, people.manager)
  expect((await other.call('GET', '/api/company/choices')).status).toBe(404)
})
