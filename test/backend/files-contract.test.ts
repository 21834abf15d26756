/** What any place for files promises, kept by each of them and by what seals files in them. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { type Files, type Key, KeyTaken, type Place, pathOf } from '../../backend/files/port.ts'
import { createS3Files, readFilesUrl } from '../../backend/files/s3.ts'
import { sealFiles } from '../../backend/files/sealed.ts'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { startBucket } from '../s3/bucket.ts'
import { TEST_KEY } from '../secrets.ts'
import { sqliteStores } from '../stores.ts'
import { chunks, gathered, noise, sha256 } from './files-fixture.ts'

interface Ground {
  place: Place
  /** Names of all there is, finished or not. */
  left(): string[]
  close(): Promise<unknown> | unknown
}

async function disk(): Promise<Ground> {
  const root = join(mkdtempSync(join(tmpdir(), 'dealthread-place-')), 'files')
  return {
    place: createDiskFiles(root),
    left: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort(),
    close: () => rmSync(join(root, '..'), { recursive: true, force: true }),
  }
}

async function bucket(): Promise<Ground> {
  const local = await startBucket({ pageSize: 3 })
  return {
    place: await createS3Files(readFilesUrl(local.url), { pause: 1 }),
    left: () =>
      [...local.objects.keys(), ...[...local.uploads.values()].map(({ name }) => `${name} unfinished`)]
        .map((name) => name.split('/').at(-1)!)
        .sort(),
    close: local.stop,
  }
}

const stores = sqliteStores()
const key = { company: 'north', file: '0195a000-0000-7000-8000-0000000000ab' }
const preview: Key = { ...key, part: 'preview' }
const LARGE = 20 * 1024 * 1024

describe.each([
  ['a folder', disk],
  ['a bucket', bucket],
])('%s', (_, open) => {
  let ground: Ground
  beforeEach(async () => {
    ground = await open()
  })
  afterEach(() => ground.close())

  describe.each([
    ['as it is', async (): Promise<Files> => ground.place],
    [
      'sealed',
      async (): Promise<Files> => {
        const store = await stores.open()
        return sealFiles(ground.place, {
          store,
          keys: await openCompanyKeys(store, { SECRET_KEY: TEST_KEY }),
        })
      },
    ],
  ])('%s', (_, onGround) => {
    let files: Files
    beforeEach(async () => {
      files = await onGround()
    })

    test('gives back what it was given, whole and in part, and tells its measures', async () => {
      const bytes = noise(300_000)
      const put = files.put(key, chunks(bytes.subarray(0, 100_000), bytes.subarray(100_000)), 1_000_000)
      expect(await put).toEqual({ size: 300_000, hash: sha256(bytes) })
      expect(await read(key)).toEqual(bytes)
      const part = await files.get(key, { start: 99_990, end: 100_009 })
      expect(await buffer(part!)).toEqual(bytes.subarray(99_990, 100_010))
      expect(await files.size(key)).toBe(300_000)
    })

    test('keeps large files and empty ones', async () => {
      const bytes = noise(LARGE)
      expect((await files.put(key, chunks(bytes), LARGE)).hash).toBe(sha256(bytes))
      expect(sha256(await read(key))).toBe(sha256(bytes))
      await files.put(preview, chunks(), 0)
      expect(await read(preview)).toHaveLength(0)
      expect(ground.left()).toEqual([key.file, `${key.file}.preview`])
    })

    test('knows nothing of what nobody has put there', async () => {
      await files.put(key, chunks('a'), 10)
      const elsewhere = { ...key, company: 'south' }
      expect(await files.get(elsewhere)).toBeUndefined()
      expect(await files.size(elsewhere)).toBeUndefined()
      await files.remove(elsewhere)
    })

    test('reads no further than the limit and leaves nothing', async () => {
      const most = 18 * 1024 * 1024
      let given = 0
      async function* endless() {
        while (true) {
          given += 1000
          yield new Uint8Array(1000)
        }
      }
      await expect(files.put(key, endless(), most)).rejects.toMatchObject({ reason: 'file_too_large' })
      expect(given).toBeLessThanOrEqual(most + 1000)
      expect(ground.left()).toEqual([])
    })

    test.each([5000, 17 * 1024 * 1024])(
      'leaves nothing of an upload that breaks off after %i bytes',
      async (size) => {
        async function* breaking() {
          yield new Uint8Array(size)
          throw new Error('the line is gone')
        }
        await expect(files.put(key, breaking(), LARGE)).rejects.toThrow('the line is gone')
        expect(ground.left()).toEqual([])
        expect(await files.get(key)).toBeUndefined()
      },
    )

    test('an object never changes: a second one under its key is refused, with its measures', async () => {
      await files.put(key, chunks('first'), 10)
      const second = await files.put(key, chunks('second'), 10).catch((error) => error)
      expect(second).toBeInstanceOf(KeyTaken)
      expect(second.offered).toEqual({ size: 6, hash: sha256('second') })
      expect(String(await read(key))).toBe('first')
      expect(ground.left()).toEqual([key.file])
    })

    test.each([1000, 9_000_000])(
      'of several at once under one key with %i bytes each, one is stored whole',
      async (size) => {
        const offered = [1, 2, 3].map((seed) => noise(size, seed))
        const put = await Promise.allSettled(offered.map((bytes) => files.put(key, chunks(bytes), size)))
        expect(put.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        const winner = put.findIndex(({ status }) => status === 'fulfilled')
        expect(sha256(await read(key))).toBe(sha256(offered[winner]!))
        expect(ground.left()).toEqual([key.file])
      },
    )

    test('removes a file and its preview apart from each other', async () => {
      await files.put(key, chunks('large'), 10)
      await files.put(preview, chunks('small'), 10)
      await files.remove(key)
      expect(ground.left()).toEqual([`${key.file}.preview`])
      await files.remove(preview)
      expect(ground.left()).toEqual([])
    })

    test('lists what is a company’s, and forgets it without touching another’s', async () => {
      const mine = Array.from({ length: 8 }, (_, n) => ({ ...key, file: `${key.file.slice(0, -1)}${n}` }))
      for (const one of mine) await files.put(one, chunks('x'), 10)
      await files.put({ ...key, company: 'north-east' }, chunks('kept'), 10)
      const listed = await gathered(files.list('north'))
      expect(listed.map(({ key: { file } }) => file).sort()).toEqual(mine.map(({ file }) => file))
      for (const { at } of listed) expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000)
      await files.forget('north')
      expect(await gathered(files.list('north'))).toEqual([])
      expect(String(await read({ ...key, company: 'north-east' }))).toBe('kept')
    })

    test.each([
      { company: '..', file: key.file },
      { company: 'north/../south', file: key.file },
      { company: '', file: key.file },
      { company: 'north', file: '../../secret' },
      { company: 'north', file: `${key.file}/..` },
    ])('never leaves its place: $company $file', async (strange) => {
      await expect((async () => files.put(strange, chunks('x'), 10))()).rejects.toThrow('not the id of a')
      await expect((async () => files.get(strange))()).rejects.toThrow('not the id of a')
      await expect((async () => files.remove(strange))()).rejects.toThrow('not the id of a')
    })

    const read = async (of: Key) => buffer((await files.get(of))!)
  })

  test('replaces an object all at once', async () => {
    const { place } = ground
    await place.put(key, chunks(noise(200_000)), LARGE)
    const begun = (await place.get(key))!
    await place.replace(key, chunks(noise(200_000, 2)))
    expect([sha256(noise(200_000)), sha256(noise(200_000, 2))]).toContain(sha256(await buffer(begun)))
    expect(await buffer((await place.get(key))!)).toEqual(noise(200_000, 2))
    expect(ground.left()).toEqual([pathOf(key).split('/').at(-1)])
  })

  test('keeps one label, the first, apart from files', async () => {
    const { place } = ground
    expect(await place.label()).toBeUndefined()
    await place.setLabel('ru')
    expect(await place.label()).toBe('ru')
    expect(await gathered(place.list('north'))).toEqual([])
  })
})
