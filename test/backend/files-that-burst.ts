/** Small files that would be enormous, as pictures or unpacked. As a program: looks at one of them and tells what that has cost. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constants, createDeflate, createGzip, type Deflate, type Gzip, gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import sharp from 'sharp'
import { lookAt } from '../../backend/files/pictures.ts'
import { HEAD, sniff } from '../../backend/files/sniff.ts'
import { chunk, png } from '../hostile-files.ts'

/** Pixels along the side of the largest square picture that is decoded at all. */
const SIDE = 6300
const MEGABYTE = 1 << 20

export const bombs: Record<string, () => Promise<{ type: string; bytes: Uint8Array }>> = {
  'a PNG of 2500 megapixels': async () => ({ type: 'image/png', bytes: png(50_000, 50_000) }),
  'a PNG as wide as a number goes': async () => ({ type: 'image/png', bytes: png(2 ** 31 - 1, 1) }),
  'a PNG with 40 megapixels of 16 bits': async () => ({
    type: 'image/png',
    bytes: png(SIDE, SIDE, { depth: 16, colour: 6, data: await black(SIDE * (SIDE * 8 + 1)) }),
  }),
  'an interlaced PNG with 40 megapixels of 16 bits': async () => ({
    type: 'image/png',
    bytes: png(SIDE, SIDE, {
      depth: 16,
      colour: 6,
      interlaced: true,
      data: await black(SIDE * SIDE * 8 + SIDE * 4),
    }),
  }),
  'a progressive JPEG of 40 megapixels': async () => ({
    type: 'image/jpeg',
    bytes: await plain(SIDE).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  }),
  'a WebP of 40 megapixels': async () => ({
    type: 'image/webp',
    bytes: await plain(SIDE).webp({ effort: 0 }).toBuffer(),
  }),
  'a GIF of 40 megapixels': async () => ({
    type: 'image/gif',
    bytes: await plain(SIDE).gif({ effort: 1 }).toBuffer(),
  }),
  'a compressed drawing that calls itself a picture': async () => ({
    type: 'image/png',
    bytes: gzipSync(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(5_000_000)}</svg>`)),
  }),
  'a picture of one pixel with a text of 400 MB': async () => ({
    type: 'image/png',
    bytes: withChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), await black(400 * MEGABYTE)])),
  }),
  'a picture of one pixel with a colour profile of 400 MB': async () => ({
    type: 'image/png',
    bytes: withChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), await black(400 * MEGABYTE)])),
  }),
  'a document whose list of contents is 60 MB': async () => ({
    type: 'application/zip',
    bytes: zipSync({
      '[Content_Types].xml': new Uint8Array(60 * MEGABYTE),
      'word/document.xml': new Uint8Array(9),
    }),
  }),
  'an archive of archives of archives': async () => ({ type: 'application/zip', bytes: nested(10) }),
  'a compressed gigabyte': async () => ({ type: 'application/gzip', bytes: await gzipped(1024 * MEGABYTE) }),
}

/** Each of ten copies holds ten copies. */
function nested(depth: number): Uint8Array {
  const inner = depth === 0 ? new Uint8Array(MEGABYTE) : nested(depth - 1)
  return zipSync(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}.zip`, inner])))
}

function withChunk(type: string, data: Buffer): Buffer {
  const picture = png(1, 1)
  const end = picture.length - 12
  return Buffer.concat([
    picture.subarray(0, 33),
    chunk(type, data),
    picture.subarray(33, end),
    picture.subarray(end),
  ])
}

function plain(side: number) {
  return sharp({ create: { width: side, height: side, channels: 3, background: 'red' } })
}

const black = (size: number) => zeros(size, createDeflate({ level: constants.Z_BEST_SPEED }))
const gzipped = (size: number) => zeros(size, createGzip({ level: constants.Z_BEST_SPEED }))

async function zeros(size: number, packed: Deflate | Gzip): Promise<Buffer> {
  const some = Buffer.alloc(MEGABYTE)
  const gathered = (async () => {
    const all: Buffer[] = []
    for await (const piece of packed) all.push(piece)
    return Buffer.concat(all)
  })()
  for (let left = size; left > 0; left -= some.length) {
    if (!packed.write(some.subarray(0, Math.min(left, some.length))))
      await new Promise((drained) => packed.once('drain', drained))
  }
  packed.end()
  return gathered
}

/** Bytes this process has held at most. */
const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024

async function look() {
  const name = process.argv[2] ?? ''
  const { type, bytes } = await bombs[name]!()
  const see = async (bytes: Uint8Array) => {
    await sniff(bytes.subarray(0, HEAD), type)
    return lookAt(type, bytes.length, async () => new Blob([new Uint8Array(bytes)]).stream())
  }
  // What the decoder needs for itself is no bomb's doing.
  await see(await plain(800).jpeg().toBuffer())
  writeFileSync('/proc/self/clear_refs', '5')
  const before = peak()
  const began = process.cpuUsage()
  const shown = await see(bytes)
  const { user, system } = process.cpuUsage(began)
  process.send?.({ shown: shown !== undefined, seconds: (user + system) / 1e6, grownBy: peak() - before })
  process.disconnect?.()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await look()
