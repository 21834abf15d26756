/**
 * Where a photograph was taken stands in it, and goes wherever it goes. It is blanked where it stands, so that nothing else
 * of the file changes, neither its size nor a pixel; when and by what it was taken stays. CIPA DC-008 (Exif), 4.6; XMP, part 2.
 */

/** A block of Exif is no longer: in a JPEG by its format, elsewhere by what cameras do. */
const BLOCK_MOST = 64 * 1024
const EXIF = Buffer.from('Exif\0\0')
const XMP = Buffer.from('exif:GPS')
/** Bytes of a value in XMP, its name before it. */
const XMP_MOST = 400
/** Places looked at in one file: a photograph has a few, and whoever sends more costs himself his secret and nobody time. */
const PLACES_MOST = 200
const PHOTOGRAPHS = new Set(['image/jpeg', 'image/heic', 'image/heif', 'image/avif'])

/** @param type as sniffed from the bytes */
export function withoutPlace(type: string, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return PHOTOGRAPHS.has(type) ? blanked(bytes) : bytes
}

/** What comes is held back until a block that begins in it has come whole. */
async function* blanked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let held: Buffer = Buffer.alloc(0)
  const budget = { left: PLACES_MOST }
  for await (const chunk of bytes) {
    held = Buffer.concat([held, chunk])
    const whole = held.length - BLOCK_MOST
    if (whole < BLOCK_MOST) continue
    blank(held, whole, budget)
    yield held.subarray(0, whole)
    held = Buffer.from(held.subarray(whole))
  }
  blank(held, held.length, budget)
  if (held.length > 0) yield held
}

/** In blocks that begin before `end`. */
function blank(bytes: Buffer, end: number, budget: { left: number }) {
  for (const at of found(bytes, EXIF, end, budget))
    blankGps(bytes.subarray(at + EXIF.length, at + BLOCK_MOST))
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
