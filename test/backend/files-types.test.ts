import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { lookAt } from '../../backend/files/pictures.ts'
import { sniff } from '../../backend/files/sniff.ts'
import { noise } from './files-fixture.ts'

const bytesOf: Record<string, Uint8Array> = {
  page: Buffer.from('<!DOCTYPE html><script>alert(1)</script>'),
  drawing: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'drawing with a declaration': Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
  xhtml: Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
  table: Buffer.from('ім’я;сума\nОксана;100'),
  'text of Windows': Buffer.from([0xc4, 0xee, 0xe3, 0xee, 0xe2, 0xee, 0xf0, 0x0d, 0x0a]),
  pdf: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'),
  program: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
  noise: noise(5000),
  nothing: Buffer.alloc(0),
  picture: await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer(),
}

test.each([
  ['page', 'image/png', 'text/plain'],
  ['page', 'text/html', 'text/plain'],
  ['drawing', 'image/svg+xml', 'text/plain'],
  ['drawing with a declaration', 'image/svg+xml', 'text/plain'],
  ['xhtml', 'application/xhtml+xml', 'text/plain'],
  ['table', 'text/csv', 'text/csv'],
  ['table', undefined, 'text/plain'],
  ['text of Windows', 'text/plain', 'text/plain'],
  ['pdf', 'image/png', 'application/pdf'],
  ['program', 'image/png', 'application/x-msdownload'],
  ['noise', 'text/csv', 'application/octet-stream'],
  ['nothing', 'image/png', 'application/octet-stream'],
  ['picture', 'text/html', 'image/png'],
])('a %s said to be %s is %s', async (what, claimed, type) => {
  expect(await sniff(bytesOf[what]!, claimed)).toBe(type)
})

test('a picture is shown the right way up, without what the camera wrote into it', async () => {
  const photo = await sharp(noise(900 * 600 * 3), { raw: { width: 900, height: 600, channels: 3 } })
    .withExif({ IFD0: { Copyright: 'Оксана' }, IFD3: { GPSLatitude: '50/1 27/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { width, height, preview } = (await look('image/jpeg', photo))!
  expect({ width, height }).toEqual({ width: 600, height: 900 })
  const small = await sharp(preview).metadata()
  expect(small).toMatchObject({ format: 'webp', width: 427, height: 640 })
  expect(small.exif).toBeUndefined()
})

test('a picture that is small already needs no preview', async () => {
  const tiny = await sharp(bytesOf.picture).webp({ quality: 1 }).toBuffer()
  expect(await look('image/webp', tiny)).toEqual({ width: 8, height: 8 })
})

test.each([
  ['a drawing passed off as a picture', () => bytesOf.drawing!],
  ['half a picture', async () => (await jpeg()).subarray(0, 2000)],
  ['a picture of 2500 megapixels', () => bomb(50_000, 50_000)],
  [
    'a tiff',
    () =>
      sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
        .tiff()
        .toBuffer(),
  ],
])('%s is not decoded', async (_, make) => {
  expect(await look('image/png', await make())).toBeUndefined()
})

test('what is not a picture is not even read', async () => {
  const unread = async () => {
    throw new Error('was read')
  }
  expect(await lookAt('image/svg+xml', 100, unread)).toBeUndefined()
  expect(await lookAt('image/heic', 100, unread)).toBeUndefined()
  expect(await lookAt('image/png', 100 * 1024 * 1024, unread)).toBeUndefined()
})

const look = (type: string, bytes: Uint8Array) =>
  lookAt(type, bytes.length, async () => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream())

const jpeg = () =>
  sharp(noise(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
    .jpeg()
    .toBuffer()

/** A PNG of a few kilobytes that says it is this large. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc(1_000_000))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
