import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { type Files, KeyTaken, pathOf } from '../../backend/files/port.ts'
import { chunks, gathered, noise, sha256 } from './files-fixture.ts'

let root: string
let files: Files
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'dealthread-disk-')), 'files')
  files = createDiskFiles(root)
})
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }))

const key = { company: 'north', file: '0195a000-0000-7000-8000-0000000000ab' }

test('gives back what it was given, whole and in part, and tells its measures', async () => {
  const bytes = noise(300_000)
  const measured = await files.put(
    key,
    chunks(bytes.subarray(0, 100_000), bytes.subarray(100_000)),
    1_000_000,
  )
  expect(measured).toEqual({ size: 300_000, hash: sha256(bytes) })
  expect(await read(key)).toEqual(bytes)
  const part = await files.get(key, { start: 99_990, end: 100_009 })
  expect(await buffer(part!)).toEqual(bytes.subarray(99_990, 100_010))
})

test('keeps a company apart and lets nobody else on the machine read', async () => {
  await files.put(key, chunks('a'), 10)
  expect(pathOf(key)).toBe(`north/ab/${key.file}`)
  expect(statSync(join(root, 'north')).mode & 0o077).toBe(0)
  expect(statSync(join(root, pathOf(key))).mode & 0o077).toBe(0)
  expect(await files.exists({ ...key, company: 'south' })).toBe(false)
})

test('reads no further than the limit and leaves nothing', async () => {
  let given = 0
  async function* endless() {
    while (true) {
      given += 1000
      yield new Uint8Array(1000)
    }
  }
  await expect(files.put(key, endless(), 10_000)).rejects.toMatchObject({ reason: 'file_too_large' })
  expect(given).toBe(11_000)
  expect(left()).toEqual([])
})

test('a limit that is met exactly is met', async () => {
  expect(await files.put(key, chunks(noise(10_000)), 10_000)).toMatchObject({ size: 10_000 })
})

test('leaves nothing of an upload that breaks off', async () => {
  async function* breaking() {
    yield new Uint8Array(5000)
    throw new Error('the line is gone')
  }
  await expect(files.put(key, breaking(), 10_000)).rejects.toThrow('the line is gone')
  expect(left()).toEqual([])
  expect(await files.get(key)).toBeUndefined()
})

test('an object never changes: a second one under its key is refused, with its measures', async () => {
  await files.put(key, chunks('first'), 10)
  const second = files.put(key, chunks('second'), 10)
  await expect(second).rejects.toBeInstanceOf(KeyTaken)
  await expect(second).rejects.toMatchObject({ offered: { size: 6, hash: sha256('second') } })
  expect((await read(key)).toString()).toBe('first')
  expect(left()).toEqual([key.file])
})

test('of many at once under one key, one is stored whole', async () => {
  const offered = Array.from({ length: 8 }, (_, n) => noise(50_000, n + 1))
  const put = await Promise.allSettled(offered.map((bytes) => files.put(key, chunks(bytes), 100_000)))
  expect(put.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const winner = put.findIndex(({ status }) => status === 'fulfilled')
  expect(await read(key)).toEqual(offered[winner])
  expect(left()).toEqual([key.file])
})

test('removes a file and its preview apart from each other, and what is not there without a word', async () => {
  await files.put(key, chunks('large'), 10)
  await files.put({ ...key, part: 'preview' }, chunks('small'), 10)
  await files.remove(key)
  expect(left()).toEqual([`${key.file}.preview`])
  await files.remove({ ...key, part: 'preview' })
  await files.remove({ ...key, company: 'never-seen' })
  expect(left()).toEqual([])
})

test('lists what is stored, passes over anything else, and drops only old leftovers', async () => {
  await files.put(key, chunks('large'), 10)
  await files.put({ ...key, part: 'preview' }, chunks('small'), 10)
  const bucket = join(root, 'north', 'ab')
  for (const name of ['old.part', 'new.part', 'notes.txt']) writeFileSync(join(bucket, name), 'x')
  const monday = new Date('2026-03-02T00:00:00Z')
  utimesSync(join(bucket, 'old.part'), monday, monday)

  const listed = await gathered(files.list('north'))
  expect(listed.map(({ key }) => key.part ?? 'file').sort()).toEqual(['file', 'preview'])
  expect(await gathered(files.list('south'))).toEqual([])
  await files.dropUnfinished('north', new Date('2026-03-03T00:00:00Z'))
  expect(left()).toEqual([key.file, `${key.file}.preview`, 'new.part', 'notes.txt'])
})

test.each([
  { company: '..', file: key.file },
  { company: 'north/../south', file: key.file },
  { company: '', file: key.file },
  { company: 'north', file: '../../secret' },
  { company: 'north', file: `${key.file}/..` },
  { company: 'north', file: key.file.toUpperCase() },
])('never leaves its folder: $company $file', async (strange) => {
  await expect((async () => files.put(strange, chunks('x'), 10))()).rejects.toThrow('not the id of a')
  await expect((async () => files.get(strange))()).rejects.toThrow('not the id of a')
  await expect((async () => files.remove(strange))()).rejects.toThrow('not the id of a')
})

test.skipIf(process.platform !== 'linux')('a stream nobody reads holds nothing open', async () => {
  await files.put(key, chunks('a'), 10)
  const open = () => readdirSync('/proc/self/fd').length
  const before = open()
  const streams = await Promise.all(Array.from({ length: 50 }, () => files.get(key)))
  expect(open() - before).toBeLessThan(50)
  expect(streams).toHaveLength(50)
})

const read = async (of: typeof key) => buffer((await files.get(of))!)

function left(): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort()
}
