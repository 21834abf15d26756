import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { type Key, KeyTaken, type Place, pathOf } from '../../backend/files/port.ts'
import { FileDamaged, type SealedFiles, sealFiles } from '../../backend/files/sealed.ts'
import { type CompanyKeys, destroyKeys, openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { CHUNK, SEALED_CHUNK } from '../../backend/keys/stream.ts'
import type { Store } from '../../backend/store/store.ts'
import { TEST_KEY } from '../secrets.ts'
import { sqliteStores } from '../stores.ts'
import { chunks, noise, sha256 } from './files-fixture.ts'

const stores = sqliteStores()
let root: string
let store: Store
let keys: CompanyKeys
let place: Place
let files: SealedFiles
let asked: { start: number; end: number }[]

beforeEach(async () => {
  root = join(mkdtempSync(join(tmpdir(), 'dealthread-sealed-')), 'files')
  store = await stores.open()
  keys = await openCompanyKeys(store, { SECRET_KEY: TEST_KEY })
  asked = []
  const disk = createDiskFiles(root)
  place = {
    ...disk,
    get(key, range) {
      if (range) asked.push(range)
      return disk.get(key, range)
    },
  }
  files = sealFiles(place, { store, keys })
})
afterEach(async () => {
  await store.close()
  rmSync(join(root, '..'), { recursive: true, force: true })
})

const key = { company: 'north', file: '0195a000-0000-7000-8000-0000000000ab' }
const other = { company: 'north', file: '0195a000-0000-7000-8000-0000000000cd' }
const MOST = 10_000_000
const sizes = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 777]

test.each(sizes)('gives back %i bytes as they were, with their own measures', async (size) => {
  const bytes = noise(size)
  expect(await files.put(key, chunks(bytes.subarray(0, 1000), bytes.subarray(1000)), MOST)).toEqual({
    size,
    hash: sha256(bytes),
  })
  expect(await read()).toEqual(bytes)
  expect(await files.size(key)).toBe(size)
})

test('any part of a file is given without opening more than its chunks', async () => {
  const bytes = noise(5 * CHUNK + 100)
  await files.put(key, chunks(bytes), MOST)
  const parts: [number, number][] = [
    [0, 0],
    [CHUNK - 1, CHUNK],
    [2 * CHUNK, 3 * CHUNK - 1],
    [4 * CHUNK + 5, 5 * CHUNK + 99],
    [5 * CHUNK + 99, 5 * CHUNK + 99],
  ]
  for (const [start, end] of parts) {
    asked = []
    const part = await buffer((await files.get(key, { start, end }))!)
    expect(part).toEqual(bytes.subarray(start, end + 1))
    const read = asked.reduce((sum, one) => sum + one.end - one.start + 1, 0)
    const chunksTouched = Math.floor(end / CHUNK) - Math.floor(start / CHUNK) + 1
    expect(read).toBeLessThanOrEqual(chunksTouched * SEALED_CHUNK + 200)
  }
})

test('nothing of what was written stands on the disk, of previews neither', async () => {
  const text = 'цена поставки 4 200 000 ₽ '.repeat(10_000)
  await files.put(key, chunks(text), MOST)
  await files.put({ ...key, part: 'preview' }, chunks(text), MOST)
  const stored = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  expect(stored).toHaveLength(2)
  for (const one of stored)
    expect(readFileSync(join(one.parentPath, one.name)).includes(text.slice(0, 12))).toBe(false)
})

test('the same bytes twice look nothing alike', async () => {
  for (const one of [key, other]) await files.put(one, chunks(noise(1000)), MOST)
  const [a, b] = [key, other].map((one) => readFileSync(pathTo(one)))
  const alike = a!.filter((byte, at) => byte === b![at]).length
  expect(alike).toBeLessThan(60)
})

test('who puts under a taken id learns how what he offered measures', async () => {
  await files.put(key, chunks('first'), MOST)
  const taken = await files.put(key, chunks('second'), MOST).catch((error) => error)
  expect(taken).toBeInstanceOf(KeyTaken)
  expect(taken.offered).toEqual({ size: 6, hash: sha256('second') })
  await expect(files.put(other, chunks('too large'), 5)).rejects.toMatchObject({ reason: 'file_too_large' })
})

const SIZE = 4 * CHUNK + 500
const HEADER = 75
const chunkAt = (place: number) => HEADER + place * SEALED_CHUNK

test.each<[string, (stored: Buffer) => Buffer]>([
  ['cut to nothing', () => Buffer.alloc(0)],
  ['cut inside its header', (stored) => stored.subarray(0, 40)],
  ['cut after its header', (stored) => stored.subarray(0, HEADER)],
  ['cut inside its end', (stored) => stored.subarray(0, -1)],
  ['cut at a chunk', (stored) => stored.subarray(0, chunkAt(4))],
  ['cut at its first chunk', (stored) => stored.subarray(0, chunkAt(1))],
  ['made longer by a byte', (stored) => Buffer.concat([stored, Buffer.alloc(1)])],
  ['made longer by a chunk', (stored) => Buffer.concat([stored, stored.subarray(chunkAt(4))])],
  ['of another make', (stored) => Buffer.concat([Buffer.from('DTF2'), stored.subarray(4)])],
  ['under another key', (stored) => flipped(stored, 7)],
  ['with another key of its own', (stored) => flipped(stored, 30)],
  ['with another nonce', (stored) => flipped(stored, HEADER - 1)],
  ['changed in its first chunk', (stored) => flipped(stored, HEADER + 100)],
  ['changed in its last chunk', (stored) => flipped(stored, stored.length - 20)],
  ['with its first chunks in another order', (stored) => swapped(stored, 0, 1)],
])('a file %s is refused by name before anything of it is sent', async (_, spoil) => {
  await files.put(key, chunks(noise(SIZE)), MOST)
  writeFileSync(pathTo(key), spoil(readFileSync(pathTo(key))))
  await expect(files.get(key)).rejects.toThrow(FileDamaged)
})

test.each<[string, (stored: Buffer) => Buffer]>([
  ['a byte was changed', (stored) => flipped(stored, chunkAt(2) + 5)],
  ['two chunks were exchanged', (stored) => swapped(stored, 2, 3)],
  [
    'one chunk was put twice',
    (stored) =>
      Buffer.concat([
        stored.subarray(0, chunkAt(3)),
        stored.subarray(chunkAt(2), chunkAt(3)),
        stored.subarray(chunkAt(4)),
      ]),
  ],
])(
  'where %s in the middle, the sending breaks off before that chunk, and that part is refused',
  async (_, spoil) => {
    const bytes = noise(SIZE)
    await files.put(key, chunks(bytes), MOST)
    writeFileSync(pathTo(key), spoil(readFileSync(pathTo(key))))
    const got: Uint8Array[] = []
    const all = (async () => {
      for await (const piece of (await files.get(key))!) got.push(piece)
    })()
    await expect(all).rejects.toThrow(FileDamaged)
    const sent = Buffer.concat(got)
    expect(sent.length % CHUNK).toBe(0)
    expect(sent.length).toBeLessThanOrEqual(3 * CHUNK)
    expect(sent).toEqual(bytes.subarray(0, sent.length))
    await expect(
      files.get(key, { start: 2 * CHUNK, end: 4 * CHUNK - 1 }).then((one) => one && buffer(one)),
    ).rejects.toThrow(FileDamaged)
    expect(await buffer((await files.get(key, { start: 0, end: 9 }))!)).toEqual(bytes.subarray(0, 10))
  },
)

test.each<[string, Key]>([
  ['another file', other],
  ['the preview', { ...key, part: 'preview' }],
  ['a file of another company', { ...key, company: 'south' }],
])('a file put in the place of %s is refused', async (_, elsewhere) => {
  await files.put(key, chunks('first'), MOST)
  await files.put(elsewhere, chunks('other'), MOST)
  writeFileSync(pathTo(elsewhere), readFileSync(pathTo(key)))
  await expect(files.get(elsewhere)).rejects.toThrow(FileDamaged)
  expect(String(await read())).toBe('first')
})

test('once the keys of a company are destroyed, its files are noise', async () => {
  await files.put(key, chunks('first'), MOST)
  const south = { ...key, company: 'south' }
  await files.put(south, chunks('kept'), MOST)
  await store.write('north', destroyKeys)
  await expect(files.get(key)).rejects.toThrow(FileDamaged)
  expect(String(await buffer((await files.get(south))!))).toBe('kept')
})

test('a file is sealed anew under a newer key while others read it, and only once', async () => {
  const bytes = noise(SIZE)
  await files.put(key, chunks(bytes), MOST)
  expect(await files.reseal(key)).toBe(false)
  const before = readFileSync(pathTo(key))
  await store.write('north', keys.renew)

  const begun = (await files.get(key))!
  expect(await files.reseal(key)).toBe(true)
  expect(await buffer(begun)).toEqual(bytes)
  expect(await read()).toEqual(bytes)
  expect(readFileSync(pathTo(key)).equals(before)).toBe(false)
  expect(await files.reseal(key)).toBe(false)
  expect(await files.reseal(other)).toBe(false)
})

test.skipIf(process.platform !== 'linux')('a file nobody reads to its end holds nothing open', async () => {
  await files.put(key, chunks(noise(SIZE)), MOST)
  const open = () => readdirSync('/proc/self/fd').length
  const before = open()
  for (let n = 0; n < 20; n += 1) await (await files.get(key))!.cancel()
  writeFileSync(pathTo(key), flipped(readFileSync(pathTo(key)), 30))
  for (let n = 0; n < 20; n += 1) await files.get(key).catch(() => {})
  await expect.poll(open).toBeLessThan(before + 5)
})

const read = async () => buffer((await files.get(key))!)
const pathTo = (of: Key) => join(root, pathOf(of))

function flipped(stored: Buffer, at: number): Buffer {
  const changed = Buffer.from(stored)
  changed[at] = changed[at]! ^ 1
  return changed
}

function swapped(stored: Buffer, one: number, two: number): Buffer {
  const changed = Buffer.from(stored)
  stored.copy(changed, chunkAt(one), chunkAt(two), chunkAt(two) + SEALED_CHUNK)
  stored.copy(changed, chunkAt(two), chunkAt(one), chunkAt(one) + SEALED_CHUNK)
  return changed
}
