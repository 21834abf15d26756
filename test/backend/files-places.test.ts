/** Where a photograph was taken does not go to whoever is sent it, unless administrators choose so. */
import { crc32, deflateSync } from 'node:zlib'
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

async function photo(size = 600, as: 'jpeg' | 'png' | 'webp' | 'avif' = 'jpeg'): Promise<Buffer> {
  return sharp(noise(size * size * 3), { raw: { width: size, height: size, channels: 3 } })
    .withExif({
      IFD0: { Model: 'CAMERA-7', Copyright: 'Оксана' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: `${DEGREES}/1000000 0/1 0/1` },
    })
    .withXmp('<x exif:GPSLatitude="50,7.40742N"><exif:GPSLongitude>30,31.4E</exif:GPSLongitude></x>')
    .toFormat(as)
    .toBuffer()
}

/** As text, and what stands there packed. */
const told = async (bytes: Buffer) => {
  const known = await sharp(bytes)
    .metadata()
    .catch(() => undefined)
  return `${bytes.toString('latin1')} ${known?.xmp}`.replaceAll('\n', ' ')
}
const pixels = (bytes: Buffer) => sharp(bytes, { failOn: 'warning' }).raw().toBuffer()

test.for(['jpeg', 'png', 'webp', 'avif'] as const)(
  'a photograph loses where it was taken, and nothing else: %s',
  async (as) => {
    const bytes = await photo(as === 'avif' ? 64 : 600, as)
    expect(saysWhere(bytes)).toBe(true)
    expect(await told(bytes)).toMatch(/50,7.*30,31/)
    const file = await world.uploaded(bytes, { name: `повреждения.${as}`, type: `image/${as}` })
    const { bytes: back } = await world.download(file.id)
    expect(saysWhere(back)).toBe(false)
    expect(back.length).toBe(bytes.length)
    expect(await told(back)).not.toMatch(/50,7|30,31/)
    // The server reads no AVIF, nor do we beside it.
    if (as === 'avif') return expect(back.toString('latin1')).toContain('CAMERA-7')
    // It is read as strictly as it can be: every checksum is right.
    expect((await pixels(back)).equals(await pixels(bytes))).toBe(true)
    const { exif } = await sharp(back).metadata()
    expect(exif!.toString('latin1')).toContain('CAMERA-7')
  },
)

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

/** Chunks of a PNG before its picture, with right sums. */
async function pngWith(...chunks: [type: string, data: Buffer | string][]): Promise<Buffer> {
  const png = await sharp(noise(300), { raw: { width: 10, height: 10, channels: 3 } })
    .png()
    .toBuffer()
  const made = chunks.map(([type, said]) => {
    const data = Buffer.from(said)
    const named = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  })
  // Behind the signature and the head.
  return Buffer.concat([png.subarray(0, 33), ...made, png.subarray(33)])
}

/** Texts of a PNG, by their names, when every chunk has its sum. */
function textsIn(png: Buffer): Record<string, string> {
  const texts: Record<string, string> = {}
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)))
    const [type, data] = [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end)]
    if (type === 'tEXt') {
      const [name = '', text = ''] = data.toString('latin1').split('\0')
      texts[name] = text.trim()
    }
    at = end + 4
  }
  return texts
}

test('what programs have written into a PNG of the place goes, what they said of the rest stays', async () => {
  const packed = Buffer.concat([
    Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1'),
    deflateSync('exif:GPSLatitude="50,27N"'),
  ])
  const bytes = await pngWith(
    ['tEXt', 'exif:GPSLatitude\x0050/1, 27/1'],
    ['tEXt', `Raw profile type exif\x00\nexif\n${'4142'.repeat(600_000)}`],
    ['zTXt', Buffer.concat([Buffer.from('Raw profile type xmp\0\0'), deflateSync('50,27N')])],
    ['iTXt', packed],
    ['tEXt', `workflow\x00${'a'.repeat(2_000_000)}`],
    ['tEXt', 'Software\x00exif:GPSLatitude="50,27N"'],
  )
  const file = await world.uploaded(bytes, { name: 'схема.png', type: 'image/png' })
  const { bytes: back } = await world.download(file.id)
  expect(back.length).toBe(bytes.length)
  expect(textsIn(back)).toEqual({
    Comment: '',
    workflow: 'a'.repeat(2_000_000),
    Software: 'exif:GPSLatitude="50,27N"',
  })
  expect((await pixels(back)).equals(await pixels(bytes))).toBe(true)
})

test('a PNG that breaks off, or says it is longer than it is, comes as it is but for the place', async () => {
  const whole = await pngWith(
    ['eXIf', exifOf(await photo(16)).subarray(6)],
    ['tEXt', 'exif:GPSLatitude\x0050/1'],
  )
  const begun = whole.subarray(0, 33)
  for (let length = begun.length; length < whole.length; length += 7) {
    const cut = whole.subarray(0, length)
    const file = await world.uploaded(cut, { name: 'обрыв.png', type: 'image/png' })
    const { bytes: back } = await world.download(file.id)
    expect([length, back.length]).toEqual([length, length])
    expect(back.subarray(0, 33).equals(begun)).toBe(true)
    if (length > whole.indexOf('50/1') + 4)
      expect([saysWhere(back), back.includes('50/1')]).toEqual([false, false])
  }
  for (const type of ['eXIf', 'tEXtexif:GPSLatitude\x00', 'tEXt', 'iTXtXML:com.adobe.xmp\x00\x00', 'IDAT']) {
    const endless = Buffer.concat([
      begun,
      Buffer.from([255, 255, 255, 255]),
      Buffer.from(type),
      Buffer.alloc(50_000, 7),
    ])
    const file = await world.uploaded(endless, { name: 'без конца.png', type: 'image/png' })
    expect((await world.download(file.id)).bytes.length).toBe(endless.length)
  }
})

test('a hundred thousand chunks without anything in them cost nobody time', async () => {
  const bytes = await pngWith(...Array.from({ length: 100_000 }, (): [string, string] => ['eXIf', 'II']))
  const file = await world.uploaded(bytes, { name: 'ловушка.png', type: 'image/png' })
  expect((await world.download(file.id)).bytes.equals(bytes)).toBe(true)
})
