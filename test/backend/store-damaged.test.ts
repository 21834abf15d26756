/** What becomes of a store whose file is no longer what was written. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { isDamaged, type Stopped, type Store } from '../../backend/store/store.ts'

const PAGE = 4096
const DEALS = 400

let folder: string
let file: string
let store: Store
let told: Stopped[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-damaged-'))
  file = join(folder, 'a.db')
  told = []
  store = await open()
  await Promise.all(Array.from({ length: DEALS }, (_, n) => openCard(`deal:${n}`)))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = () => openSqlite(file, { stopped: (why) => void told.push(why) })

const openCard = (record: string) =>
  store.write('north', ({ db, t, now }) =>
    db.insert(t.card).values({ company: 'north', record, openedAt: now, openedBy: '7'.repeat(40) }),
  )

const cards = () => store.read('north', ({ db, t }) => db.select().from(t.card))
const portals = () => store.read('north', ({ db, t }) => db.select().from(t.company))

/** Garbles a page that lies in the middle of the cards. */
async function damage() {
  await store.close()
  const place = readFileSync(file).indexOf('deal:200')
  const page = Math.floor(place / PAGE) * PAGE
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(PAGE, 0xa5), 0, PAGE, page)
  closeSync(handle)
  store = await open()
}

test('from the first damage that is met on, nothing more is written, and what is whole is read', async () => {
  await damage()
  await openCard('deal:before')
  expect(store.stopped()).toBeUndefined()
  await expect(cards()).rejects.toSatisfy(isDamaged)
  await expect(openCard('deal:at-once')).rejects.toSatisfy(isDamaged)

  await expect.poll(() => told, { timeout: 20_000 }).toEqual(['damaged'])
  await expect(openCard('deal:after')).rejects.toSatisfy(isDamaged)
  expect(await portals()).toEqual([])
})

test('a disk that fails for a moment may look like damage: all is looked through, and writing goes on; not twice in an hour', async () => {
  const malformed = () => Promise.reject(Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' }))
  await expect(store.read('north', malformed)).rejects.toThrow('malformed')
  await expect(openCard('deal:at-once')).rejects.toSatisfy(isDamaged)
  await expect.poll(() => store.stopped(), { timeout: 20_000 }).toBeUndefined()
  await openCard('deal:later')
  expect(told).toEqual([])

  await expect(store.read('north', malformed)).rejects.toThrow('malformed')
  expect(told).toEqual(['damaged'])
  await expect(openCard('deal:after')).rejects.toSatisfy(isDamaged)
})

test('damage met by one write takes those along that would have shared its commit', async () => {
  await damage()
  const all = store.write('north', ({ db, t }) => db.update(t.card).set({ openedBy: '9' }))
  const together = await Promise.allSettled([openCard('deal:beside'), all, openCard('deal:behind')])
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(store.stopped()).toBe('damaged')
})

test('damage that nobody touches is found by looking through all of it', async () => {
  await store.examine()
  expect(store.stopped()).toBeUndefined()
  await damage()
  await store.examine()
  expect(told).toEqual(['damaged'])
  await expect(openCard('deal:after')).rejects.toSatisfy(isDamaged)
})

test('looking through is ended when the server stops', async () => {
  await damage()
  const looking = store.examine()
  await store.close()
  await looking
  expect(told).toEqual([])
  store = await open()
})
