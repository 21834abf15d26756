import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { type Files, pathOf } from '../../backend/files/port.ts'
import { chunks, gathered, noise } from './files-fixture.ts'

let root: string
let files: Files
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'dealthread-disk-')), 'files')
  files = createDiskFiles(root)
})
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }))

const key = { company: 'north', file: '0195a000-0000-7000-8000-0000000000ab' }

test('keeps a company apart and lets nobody else on the machine read', async () => {
  await files.put(key, chunks('a'), 10)
  expect(pathOf(key)).toBe(`north/ab/${key.file}`)
  expect(statSync(join(root, 'north')).mode & 0o077).toBe(0)
  expect(statSync(join(root, pathOf(key))).mode & 0o077).toBe(0)
  expect(await files.size({ ...key, company: 'south' })).toBeUndefined()
})

test('a limit that is met exactly is met', async () => {
  expect(await files.put(key, chunks(noise(10_000)), 10_000)).toMatchObject({ size: 10_000 })
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

function left(): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort()
}
