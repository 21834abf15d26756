/** Files that a scanner of viruses looks at before anybody is given them. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clamd } from '../../backend/files/scanner.ts'
import { newId } from '../../backend/ids.ts'
import { readSettings } from '../../backend/settings.ts'
import { EICAR, type Mood, startScanner } from '../clamd.ts'
import { sqliteStores } from '../stores.ts'
import { type FilesWorld, filesWorld, noise } from './files-fixture.ts'

let scanner: Awaited<ReturnType<typeof startScanner>>
let world: FilesWorld

beforeAll(async () => {
  scanner = await startScanner()
  world = await filesWorld(sqliteStores(), { scanner: clamd(scanner.url, 300) })
})
afterAll(async () => {
  await world?.close()
  await scanner?.stop()
})
beforeEach(() => {
  scanner.mood = 'well'
})

test('it is shown every byte of what is taken in', async () => {
  const bytes = noise(300_000)
  const file = await world.uploaded(bytes, { name: 'чистый.bin' })
  expect(scanner.seen.at(-1)!.equals(bytes)).toBe(true)
  expect((await world.download(file.id)).bytes.equals(bytes)).toBe(true)
  await world.uploaded('')
})

test('of a file in which it finds something nothing is left but that it was refused', async () => {
  const before = world.onDisk()
  const id = newId()
  const { status, body } = await world.upload(EICAR, { id, name: 'счёт.pdf.com' })
  expect([status, body.error.reason]).toEqual([422, 'file_infected'])
  expect((await world.download(id)).status).toBe(404)
  expect(world.onDisk()).toEqual(before)
  const [noted] = await world.store.read('north', ({ db, t }) =>
    db.select().from(t.entry).where(eq(t.entry.thing, id)),
  )
  expect(noted).toMatchObject({ act: 'file.refused', by: '7', thread: world.threads.team })
  expect(noted!.kept).toMatchObject({
    name: [expect.any(String), 'счёт.pdf.com'],
    found: [expect.any(String), 'Eicar-Signature'],
  })
  expect((await world.upload(EICAR, { id })).body.error.reason).toBe('file_infected')
})

test.each<Mood>(['silent', 'hangs up', 'too much', 'talks nonsense'])(
  'while it is %s nobody is given what it has not seen, and the same can be sent again',
  async (mood) => {
    scanner.mood = mood
    const id = newId()
    const bytes = noise(900_000)
    const { status, body } = await world.upload(bytes, { id })
    expect([status, body.error.reason]).toEqual([503, 'scanner_unreachable'])
    expect((await world.download(id)).status).toBe(404)
    scanner.mood = 'well'
    expect((await world.upload(bytes, { id })).status).toBe(201)
    expect((await world.download(id)).bytes.equals(bytes)).toBe(true)
  },
)

test('where there is none nothing is taken in', async () => {
  const gone = await startScanner()
  await gone.stop()
  await expect(clamd(gone.url).look(chunksOf('a'))).rejects.toMatchObject({ reason: 'scanner_unreachable' })
  await expect(clamd('clamd:///nowhere/clamd.ctl').look(chunksOf('a'))).rejects.toMatchObject({
    reason: 'scanner_unreachable',
  })
})

test('only an address of clamd is one', () => {
  const given = (FILE_SCANNER: string) => readSettings({ SECRET_KEY: 'k'.repeat(32), FILE_SCANNER })
  expect(given('clamd:///run/clamav/clamd.ctl').FILE_SCANNER).toBe('clamd:///run/clamav/clamd.ctl')
  expect(() => given('http://scanner')).toThrow('FILE_SCANNER')
})

async function* chunksOf(text: string) {
  yield Buffer.from(text)
}
