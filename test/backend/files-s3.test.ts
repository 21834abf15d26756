/** What can go wrong between us and a bucket. */
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Key, KeyTaken, type Place, pathOf } from '../../backend/files/port.ts'
import { createS3Files, readFilesUrl } from '../../backend/files/s3.ts'
import { type Fault, type LocalBucket, startBucket } from '../s3/bucket.ts'
import { chunks, gathered, noise, sha256 } from './files-fixture.ts'

let bucket: LocalBucket
let files: Place
beforeEach(async () => {
  bucket = await startBucket()
  files = await createS3Files(readFilesUrl(bucket.url), { pause: 1, silence: 2000 })
})
afterEach(() => bucket.stop())

const key: Key = { company: 'north', file: '0195a000-0000-7000-8000-0000000000ab' }
const name = `dealthread/${pathOf(key)}`
const SMALL = noise(100_000)
const LARGE = noise(18 * 1024 * 1024)

test.each<[string, Buffer, Fault[]]>([
  ['answers 503 to an upload', SMALL, [{ method: 'PUT', does: 503 }]],
  ['answers 500 twice', SMALL, [500, 500].map((does) => ({ method: 'PUT', does }))],
  ['falls silent', SMALL, [{ method: 'PUT', does: 'silent' }]],
  ['takes too many requests ill', SMALL, [{ method: 'HEAD', does: 429 }]],
  ['loses the beginning of a large upload', LARGE, [{ method: 'POST', about: 'uploads', does: 503 }]],
  ['loses a part', LARGE, [{ method: 'PUT', about: 'partNumber=2', does: 'lost' }]],
  ['fails to put the parts together at first', LARGE, [{ method: 'POST', about: 'uploadId', does: 500 }]],
])('a bucket that %s is asked again', async (_, bytes, faults) => {
  bucket.faults.push(...faults)
  expect((await files.put(key, chunks(bytes), LARGE.length)).hash).toBe(sha256(bytes))
  expect(bucket.faults).toEqual([])
  expect(sha256(bucket.objects.get(name)!.bytes)).toBe(sha256(bytes))
  expect(bucket.uploads.size).toBe(0)
})

test.each([
  ['a small one', SMALL, 'PUT', ''],
  ['a large one', LARGE, 'POST', 'uploadId'],
])(
  'whoever never hears that %s was stored finds it taken, by his own bytes',
  async (_, bytes, method, about) => {
    bucket.faults.push({ method, about, does: 'lost' })
    const taken = await files.put(key, chunks(bytes), LARGE.length).catch((error) => error)
    expect(taken).toBeInstanceOf(KeyTaken)
    expect(taken.offered.hash).toBe(sha256(await read()))
  },
)

test('a bucket that does not come back is given up, and nothing is left of the upload', async () => {
  bucket.faults.push(
    ...Array.from({ length: 5 }, (): Fault => ({ method: 'PUT', about: 'partNumber=2', does: 503 })),
  )
  const error = await files.put(key, chunks(LARGE), LARGE.length).catch((failed) => failed)
  expect(error).toMatchObject({ name: 'Refused', reason: 'storage_unreachable' })
  expect(error.cause.message).toMatch('the bucket answered 503')
  expect([...bucket.objects.keys(), ...bucket.uploads.keys()]).toEqual([])
})

test('a download whose line breaks goes on where it was', async () => {
  await files.put(key, chunks(LARGE), LARGE.length)
  bucket.faults.push({ method: 'GET', does: 'cut' }, { method: 'GET', does: 'cut' })
  expect(sha256(await read())).toBe(sha256(LARGE))
  bucket.faults.push({ method: 'GET', does: 'cut' })
  expect(await buffer((await files.get(key, { start: 1000, end: 99_999 }))!)).toEqual(
    LARGE.subarray(1000, 100_000),
  )
  expect(bucket.faults).toEqual([])
})

test('a download of what was replaced meanwhile breaks off instead of mixing both', async () => {
  await files.put(key, chunks(LARGE), LARGE.length)
  bucket.faults.push({ method: 'GET', does: 'cut' })
  const begun = (await files.get(key))!
  await files.replace(key, chunks(SMALL))
  await expect(buffer(begun)).rejects.toThrow('412')
})

test('every request is signed, whatever the name of the object', async () => {
  await files.put(key, chunks('a'), 10)
  await expect(createS3Files({ ...readFilesUrl(bucket.url), secret: 'another' })).rejects.toThrow(
    'SignatureDoesNotMatch',
  )
  await expect(createS3Files({ ...readFilesUrl(bucket.url), region: 'eu-west-1' })).rejects.toThrow('403')
  const unsigned = await fetch(`${readFilesUrl(bucket.url).url}/${name}`)
  expect(unsigned.status).toBe(403)
  const bare = readFilesUrl(bucket.url)
  await expect(createS3Files({ ...bare, url: `${bare.url}-2` })).rejects.toThrow('NoSuchBucket')
})

test('a bucket that keeps what is deleted is refused', async () => {
  const keeping = await startBucket({ versioning: true })
  await expect(createS3Files(readFilesUrl(keeping.url))).rejects.toThrow('keeps what is deleted')
  await keeping.stop()
})

test('broken-off uploads are dropped when they are old, and all of a company’s when it is forgotten', async () => {
  const upload = (id: string, of: string, at: string) =>
    bucket.uploads.set(id, { id, name: `dealthread/${of}`, at: new Date(at), parts: new Map() })
  upload('old', pathOf(key), '2026-03-01')
  upload('new', pathOf(key), '2026-03-03')
  upload('other', pathOf({ ...key, company: 'south' }), '2026-03-01')
  await files.dropUnfinished('north', new Date('2026-03-02'))
  expect([...bucket.uploads.keys()]).toEqual(['new', 'other'])
  await files.forget('north')
  expect([...bucket.uploads.keys()]).toEqual(['other'])
})

test('objects of others in the bucket are neither listed nor touched', async () => {
  await files.put(key, chunks('mine'), 10)
  const { bytes, etag, at } = bucket.objects.get(name)!
  for (const other of [`backup/${pathOf(key)}`, 'dealthread/north/notes.txt'])
    bucket.objects.set(other, { bytes, etag, at })
  expect((await gathered(files.list('north'))).map((one) => one.key)).toEqual([key])
  await files.forget('north')
  expect([...bucket.objects.keys()]).toEqual([`backup/${pathOf(key)}`, 'dealthread/north/notes.txt'])
})

test('nobody who stops reading keeps a connection', async () => {
  await files.put(key, chunks(LARGE), LARGE.length)
  for (let n = 0; n < 5; n += 1) await (await files.get(key))!.cancel()
  expect(sha256(await read())).toBe(sha256(LARGE))
})

test.each(['s3://host/bucket', 's3://id:secret@host', 's3://id@host/bucket'])('%s is no FILES_URL', (url) => {
  expect(() => readFilesUrl(url)).toThrow('FILES_URL is not whole')
})

const read = async () => buffer((await files.get(key))!)
