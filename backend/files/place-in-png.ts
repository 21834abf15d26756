/**
 * Where a picture was taken, in a PNG: its chunks are gone through as they come, and one that is changed gets its checksum
 * anew. W3C PNG, third edition, 5.3 (chunks), 11.3.3 (texts), 11.3.4.5 (eXIf); XMP, part 3, 1.1.5.
 */
import { crc32 } from 'node:zlib'

interface Blanking {
  /** Empties what a block of TIFF says of the place. */
  blankGps(tiff: Buffer): void
  /** The same of a text of XMP. */
  blankValues(xmp: Buffer): void
}

const SIGNATURE = 8
/** Length and type of a chunk, and its checksum. */
const [HEAD, SUM] = [8, 4]
const TEXTS = new Set(['tEXt', 'zTXt', 'iTXt'])
/** Bytes of a chunk that is looked into; what says where it was taken and is longer goes as a whole. */
const LOOKED_AT_MOST = 1024 * 1024
/** Chunks gone through: a large picture has some thousands, and whoever sends more costs himself his secret and nobody time. */
const CHUNKS_MOST = 20_000
/** Bytes of a text's name, with the zero after it. */
const NAME_MOST = 80
const XMP = 'XML:com.adobe.xmp'
/** Of programs that write down as texts what a camera has said; in hexadecimal digits, mostly. */
const OF_CAMERAS = /^(exif:GPS|Raw profile type (exif|app1|xmp|iptc)$)/i
const GATHERED = 64 * 1024
/** In the place of what went: a text that says nothing. */
const NOTHING = Buffer.from('Comment\0')

export function pngWithoutPlace(bytes: AsyncIterable<Uint8Array>, blanking: Blanking) {
  return gathered(goneThrough(bytes, blanking))
}

async function* goneThrough(
  bytes: AsyncIterable<Uint8Array>,
  blanking: Blanking,
): AsyncGenerator<Uint8Array, void> {
  const coming = reader(bytes)
  yield await coming.take(SIGNATURE)
  for (let chunk = 0; chunk < CHUNKS_MOST; chunk++) {
    const head = await coming.take(HEAD)
    if (head.length < HEAD) return void (yield head)
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4)
    const begun = await coming.take(TEXTS.has(type) ? Math.min(length, NAME_MOST) : 0)
    const does = what(type, begun)
    const left = length - begun.length
    if (does === 'nothing') {
      yield head
      yield begun
      yield* coming.pass(left + SUM)
    } else if (does === 'empty' || length > LOOKED_AT_MOST) {
      yield* emptied(head, begun, coming)
    } else {
      const whole = Buffer.concat([head, begun, await coming.take(left + SUM)])
      blank(whole, length, blanking)
      yield whole
    }
  }
  yield* coming.pass(Number.POSITIVE_INFINITY)
}

/** Whether a chunk may say where the picture was taken, and can be changed or has to go. */
function what(type: string, begun: Buffer): 'nothing' | 'blank' | 'empty' {
  if (type === 'eXIf') return 'blank'
  if (!TEXTS.has(type)) return 'nothing'
  const end = begun.indexOf(0)
  const name = begun.toString('latin1', 0, end < 0 ? begun.length : end)
  if (OF_CAMERAS.test(name)) return 'empty'
  if (name !== XMP) return 'nothing'
  // Whether it is compressed stands behind the name.
  return type === 'iTXt' && begun[end + 1] === 0 ? 'blank' : 'empty'
}

function blank(chunk: Buffer, length: number, { blankGps, blankValues }: Blanking) {
  const end = HEAD + length
  const before = crc32(chunk.subarray(4, end))
  const data = chunk.subarray(HEAD, end)
  if (chunk.toString('latin1', 4, HEAD) === 'eXIf') blankGps(data)
  else blankValues(data)
  const after = crc32(chunk.subarray(4, end))
  // What was not changed stays as it is, also with a wrong sum; what breaks off has none.
  if (after !== before && chunk.length === end + SUM) chunk.writeUInt32BE(after, end)
}

/** A chunk of the same length that says nothing, and its sum; what it was is read and let go. */
async function* emptied(head: Buffer, begun: Buffer, coming: ReturnType<typeof reader>) {
  const named = Buffer.from(head)
  named.write('tEXt', 4, 'latin1')
  yield named
  let sum = crc32(named.subarray(4))
  let at = 0
  const left = head.readUInt32BE(0) - begun.length
  for await (const { length } of joined(begun, coming.pass(left))) {
    const piece = Buffer.alloc(length, ' ')
    if (at < NOTHING.length) NOTHING.copy(piece, 0, at)
    at += length
    sum = crc32(piece, sum)
    yield piece
  }
  const end = Buffer.alloc(SUM)
  end.writeUInt32BE(sum)
  // No longer than what was there, should it break off here.
  yield end.subarray(0, (await coming.take(SUM)).length)
}

async function* joined(first: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  yield first
  yield* rest
}

/** The same in pieces that are worth writing. */
async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    held.push(piece)
    size += piece.length
    if (size < GATHERED) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Bytes taken in the pieces one wants, however they come. */
function reader(bytes: AsyncIterable<Uint8Array>) {
  const pieces = bytes[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array(0)

  /** The next piece, no longer than that; undefined at the end. */
  async function next(most: number): Promise<Uint8Array | undefined> {
    while (held.length === 0) {
      const { done, value } = await pieces.next()
      if (done) return undefined
      held = value
    }
    const piece = held.subarray(0, most)
    held = held.subarray(piece.length)
    return piece
  }

  async function* pass(length: number): AsyncGenerator<Uint8Array, void> {
    for (let left = length; left > 0; ) {
      const piece = await next(left)
      if (!piece) return
      left -= piece.length
      yield piece
    }
  }

  return {
    pass,
    /** So many bytes together, or as many as there are. */
    async take(length: number): Promise<Buffer> {
      const taken: Uint8Array[] = []
      for await (const piece of pass(length)) taken.push(piece)
      return Buffer.concat(taken)
    },
  }
}
