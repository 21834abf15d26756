/**
 * Where a photograph was taken stands in it, and goes wherever it goes. It is blanked where it stands, so that nothing else
 * of the file changes, neither its size nor a pixel; when and by what it was taken stays. CIPA DC-008 (Exif), 4.6; XMP, part 2.
 */
import { pngWithoutPlace } from './place-in-png.ts'

/** A block of Exif is no longer: in a JPEG by its format, elsewhere by what cameras do. */
const BLOCK_MOST = 64 * 1024
const EXIF = Buffer.from('Exif\0\0')
const XMP = Buffer.from('exif:GPS')
/** Bytes of a value in XMP, its name before it. */
const XMP_MOST = 400
/** Places looked at in one file: a photograph has a few, and whoever sends more costs himself his secret and nobody time. */
const PLACES_MOST = 200
/** What stands before a block of TIFF in a photograph, and how far: a chunk of WebP has its length in between. */
const BLOCKS: { before: Buffer; length: number }[] = [{ before: EXIF, length: EXIF.length }]
const BLOCKS_OF_WEBP = [...BLOCKS, { before: Buffer.from('EXIF'), length: 8 }]
/** Where TIFF follows at once, four bytes say so: ISO/IEC 23008-12, A.2.1. */
const BLOCKS_OF_HEIF = [
  ...BLOCKS,
  ...['II*\0', 'MM\0*'].map((order) => ({ before: Buffer.from(`\0\0\0\0${order}`), length: 4 })),
]
const PHOTOGRAPHS = new Map([
  ['image/jpeg', BLOCKS],
  ['image/webp', BLOCKS_OF_WEBP],
  ...['heic', 'heic-sequence', 'heif', 'heif-sequence', 'avif'].map(
    (type) => [`image/${type}`, BLOCKS_OF_HEIF] as const,
  ),
])

/** @param type as sniffed from the bytes */
export function withoutPlace(type: string, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // Its chunks have checksums, so they are gone through one by one.
  if (type === 'image/png' || type === 'image/apng') return pngWithoutPlace(bytes, { blankGps, blankValues })
  const blocks = PHOTOGRAPHS.get(type)
  return blocks ? blanked(bytes, blocks) : bytes
}

type Blocks = typeof BLOCKS

/** What comes is held back until a block that begins in it has come whole. */
async function* blanked(bytes: AsyncIterable<Uint8Array>, blocks: Blocks): AsyncGenerator<Uint8Array, void> {
  let held: Buffer = Buffer.alloc(0)
  const budget = { left: PLACES_MOST }
  const blank = (end: number) => {
    for (const { before, length } of blocks)
      for (const at of found(held, before, end, budget)) blankGps(held.subarray(at + length, at + BLOCK_MOST))
    blankValues(held, end, budget)
  }
  for await (const chunk of bytes) {
    held = Buffer.concat([held, chunk])
    const whole = held.length - BLOCK_MOST
    if (whole < BLOCK_MOST) continue
    blank(whole)
    yield held.subarray(0, whole)
    held = Buffer.from(held.subarray(whole))
  }
  blank(held.length)
  if (held.length > 0) yield held
}

/** Empties what XMP says of the place, as far as it begins before `end`. */
function blankValues(bytes: Buffer, end = bytes.length, budget = { left: PLACES_MOST }) {
  for (const at of found(bytes, XMP, end, budget)) blankValue(bytes.subarray(at, at + XMP_MOST))
}

function* found(bytes: Buffer, what: Buffer, end: number, budget: { left: number }) {
  for (
    let at = bytes.indexOf(what);
    at >= 0 && at < end && budget.left > 0;
    at = bytes.indexOf(what, at + 1)
  ) {
    budget.left -= 1
    yield at
  }
}

const GPS = 0x8825
const ENTRY = 12
/** Of a directory. */
const ENTRIES_MOST = 256
/** Bytes of one value of each type, by its number. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

/** Empties the directory of the place in a block of TIFF; what is not built like one stays as it is. */
function blankGps(tiff: Buffer) {
  const order = tiff.subarray(0, 4).toString('latin1')
  if (order !== 'II*\0' && order !== 'MM\0*') return
  const little = order === 'II*\0'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const fits = (at: number, length: number) => at >= 8 && at + length <= tiff.length

  function entriesAt(start: number): number[] {
    if (!fits(start, 2)) return []
    const length = Math.min(short(start), ENTRIES_MOST)
    const entries = Array.from({ length }, (_, n) => start + 2 + n * ENTRY)
    return entries.filter((at) => fits(at, ENTRY))
  }

  if (tiff.length < 8) return
  for (const pointer of entriesAt(long(4))) {
    if (short(pointer) !== GPS) continue
    const directory = long(pointer + 8)
    for (const at of entriesAt(directory)) {
      const length = (SIZES[short(at + 2)] ?? 0) * long(at + 4)
      const value = long(at + 8)
      if (length > 4 && fits(value, length)) tiff.fill(0, value, value + length)
      tiff.fill(0, at, at + ENTRY)
    }
    if (fits(directory, 2)) tiff.fill(0, directory, directory + 2)
  }
}

/** `exif:GPSLatitude="50,27N"`, `<exif:GPSLatitude>50,27N</exif:GPSLatitude>` */
function blankValue(bytes: Buffer) {
  const [named = '', value = ''] =
    /^exif:GPS\w*\s*(?:=\s*["']|>)([^"'<]*)/.exec(bytes.toString('latin1')) ?? []
  bytes.fill(' ', named.length - value.length, named.length)
}
