/** Where a photograph was taken does not go to whoever is sent it, unless administrators choose so. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { sqliteStores } from '../stores.ts'
import { type FilesWorld, filesWorld, noise } from './files-fixture.ts'

let world: FilesWorld

beforeAll(async () => {
  world = await filesWorld(sqliteStores())
})
afterAll(() => world?.close())

/** Degrees nobody has by chance: 50.123457, as 50123457 / 1000000 in big and in little endian. */
const DEGREES = 50_123_457
const bytesOf = (number: number) => {
  const [big, little] = [Buffer.alloc(4), Buffer.alloc(4)]
  big.writeUInt32BE(number)
  little.writeUInt32LE(number)
  return [big, little]
}
const saysWhere = (bytes: Buffer) => bytesOf(DEGREES).some((one) => bytes.includes(one))

async function photo(size = 600): Promise<Buffer> {
  return sharp(noise(size * size * 3), { raw: { width: size, height: size, channels: 3 } })
    .withExif({
      IFD0: { Model: 'CAMERA-7', Copyright: 'Оксана' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: `${DEGREES}/1000000 0/1 0/1` },
    })
    .jpeg()
    .toBuffer()
}

const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer()

test('a photograph loses where it was taken, and nothing else', async () => {
  const bytes = await photo()
  expect(saysWhere(bytes)).toBe(true)
  const file = await world.uploaded(bytes, { name: 'повреждения.jpg', type: 'image/jpeg' })
  const { bytes: back } = await world.download(file.id)
  expect(saysWhere(back)).toBe(false)
  expect(back.length).toBe(bytes.length)
  expect((await pixels(back)).equals(await pixels(bytes))).toBe(true)
  const { exif } = await sharp(back).metadata()
  expect(exif!.toString('latin1')).toContain('CAMERA-7')
})

test('the same sent again is the same', async () => {
  const [id, bytes] = [newId(), await photo(200)]
  expect((await world.upload(bytes, { id, type: 'image/jpeg' })).status).toBe(201)
  expect((await world.upload(bytes, { id, type: 'image/jpeg' })).status).toBe(200)
})

test('wherever in the file it stands, and also as text', async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])
  const text = '<x exif:GPSLatitude="50,7.40742N"/><exif:GPSLongitude>30,31.4E</exif:GPSLongitude>'
  for (const before of [0, 65_530, 65_536 * 2 - 7, 300_001]) {
    const bytes = Buffer.concat([heic, Buffer.alloc(before, 1), exifOf(await photo(16)), Buffer.from(text)])
    expect(saysWhere(bytes)).toBe(true)
    const file = await world.uploaded(bytes, { name: 'фото.heic', type: 'image/heic' })
    const { bytes: back } = await world.download(file.id)
    expect([before, file.type, saysWhere(back)]).toEqual([before, 'image/heic', false])
    expect(back.toString('latin1')).not.toMatch(/50,7|30,31/)
    expect(back.length).toBe(bytes.length)
  }
})

function exifOf(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf('Exif\0\0')
  return jpeg.subarray(at, at + jpeg.readUInt16BE(at - 2) - 2)
}

test('what only looks like it stays as it is, and costs nobody time', async () => {
  const begin = (await photo(16)).subarray(0, 20)
  const traps = Buffer.concat(
    Array(100_000).fill(Buffer.from('Exif\0\0II*\0\u0008\0\0\0\xff\xffexif:GPS', 'latin1')),
  )
  for (const bytes of [Buffer.concat([begin, traps]), Buffer.concat([begin, Buffer.from('Exif\0\0MM')])]) {
    const file = await world.uploaded(bytes, { name: 'ловушка.jpg', type: 'image/jpeg' })
    expect((await world.download(file.id)).bytes.length).toBe(bytes.length)
  }
  const document = Buffer.from('Exif\0\0 в тексте, exif:GPSLatitude="50"')
  const file = await world.uploaded(document, { name: 'заметка.txt', type: 'text/plain' })
  expect((await world.download(file.id)).bytes.equals(document)).toBe(true)
})
