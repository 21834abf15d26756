/**
 * Reads a zip archive that says of itself what it has, and refuses one that two programs might read differently: whatever is
 * in it lies in order, without gaps, under the name its index has. In Node 22 and in browsers.
 */

const [LOCAL, CENTRAL, END, DESCRIPTOR] = [0x04034b50, 0x02014b50, 0x06054b50, 0x08074b50]
/** Of archives beyond 4 GB or 65,535 parts (APPNOTE 4.3.14, 4.3.15, 4.5.3); what does not fit stands there, and here its most. */
const [END_64, WAY_TO_END_64, SIZES_64] = [0x06064b50, 0x07064b50, 0x0001]
const [MOST_16, MOST_32] = [0xffff, 0xffffffff]

/** @param archive `{ size, bytes(start, end) }`. Throws what is wrong with it. */
export async function openArchive(archive) {
  const { count, length, start, index: indexEnd } = await endOf(archive)
  if (start + length !== indexEnd) throw new Error('more than one archive')
  const index = await archive.bytes(start, indexEnd)
  const entries = entriesIn(index, count)
  let at = 0
  for (const entry of entries) {
    entry.data = await dataOf(archive, entry, at)
    at = entry.data + entry.packed
    if (entry.hasDescriptor) at += await descriptorOf(archive, entry, at)
  }
  if (at !== start) throw new Error('something lies between its parts')
  return new Map(entries.map((entry) => [entry.path, entry]))
}

/** How many parts its index has, how long it is, where it starts, and where what comes after it has to. */
async function endOf(archive) {
  const end = archive.size - 22
  const told = view(await archive.bytes(Math.max(0, end), archive.size))
  if (told.byteLength < 22 || told.getUint32(0, true) !== END) throw new Error('no zip archive, or cut off')
  const small = {
    count: told.getUint16(10, true),
    length: told.getUint32(12, true),
    start: told.getUint32(16, true),
    index: end,
  }
  const way = view(await archive.bytes(Math.max(0, end - 20), end))
  if (way.byteLength < 20 || way.getUint32(0, true) !== WAY_TO_END_64) return small
  const at = number64(way, 8)
  const large = view(await archive.bytes(at, end - 20))
  if (large.byteLength !== 56 || large.getUint32(0, true) !== END_64 || number64(large, 4) !== 44)
    throw new Error('its end is broken')
  const wide = { count: number64(large, 32), length: number64(large, 40), start: number64(large, 48) }
  const isSame =
    [MOST_16, wide.count].includes(small.count) &&
    ['length', 'start'].every((name) => [MOST_32, wide[name]].includes(small[name]))
  if (!isSame) throw new Error('its end says two things')
  return { ...wide, index: at }
}

function entriesIn(index, count) {
  const told = view(index)
  const entries = []
  const paths = new Set()
  let at = 0
  for (; entries.length < count; ) {
    if (at + 46 > index.length || told.getUint32(at, true) !== CENTRAL) throw new Error('its index is broken')
    const [name, extra, comment] = [28, 30, 32].map((offset) => told.getUint16(at + offset, true))
    const path = new TextDecoder('utf-8', { fatal: true }).decode(index.subarray(at + 46, at + 46 + name))
    if (!isPlain(path)) throw new Error(`a part would go where it does not belong: ${path}`)
    if (paths.has(path)) throw new Error(`twice in it: ${path}`)
    paths.add(path)
    const flags = told.getUint16(at + 8, true)
    const fields = index.subarray(at + 46 + name, at + 46 + name + extra)
    entries.push({
      path,
      method: told.getUint16(at + 10, true),
      ...sizesOf(told, at, fields),
      isSealed: (flags & 1) === 1,
      hasDescriptor: (flags & 8) === 8,
    })
    at += 46 + name + extra + comment
  }
  if (at !== index.length) throw new Error('its index is broken')
  return entries
}

/** Where a part starts, and its sizes: those that do not fit are in a field of their own, in this order. */
function sizesOf(told, at, fields) {
  const sizes = {
    size: told.getUint32(at + 24, true),
    packed: told.getUint32(at + 20, true),
    start: told.getUint32(at + 42, true),
  }
  const wide = fieldIn(fields, SIZES_64)
  let next = 0
  for (const name of Object.keys(sizes)) {
    if (!wide || sizes[name] !== MOST_32) continue
    if (next + 8 > wide.byteLength) throw new Error('its index is broken')
    sizes[name] = number64(wide, next)
    next += 8
  }
  return sizes
}

function fieldIn(fields, wanted) {
  const told = view(fields)
  let found
  for (let at = 0; at + 4 <= fields.length; ) {
    const [kind, length] = [told.getUint16(at, true), told.getUint16(at + 2, true)]
    if (kind === wanted && found) throw new Error('its index says two things')
    if (kind === wanted) found = view(fields.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return found
}

/** How long what follows a part is: its sizes once more, in one of two widths. */
async function descriptorOf(archive, { path, packed, size }, at) {
  const told = view(await archive.bytes(at, Math.min(at + 24, archive.size)))
  if (told.byteLength < 16 || told.getUint32(0, true) !== DESCRIPTOR)
    throw new Error(`without its sizes: ${path}`)
  if (told.getUint32(8, true) === packed && told.getUint32(12, true) === size) return 16
  if (told.byteLength === 24 && number64(told, 8) === packed && number64(told, 16) === size) return 24
  throw new Error(`of other sizes than its index says: ${path}`)
}

async function dataOf(archive, { path, start, isSealed, method }, expected) {
  const head = await archive.bytes(start, start + 30)
  const told = view(head)
  if (start !== expected || head.length < 30 || told.getUint32(0, true) !== LOCAL)
    throw new Error(`not where its index says: ${path}`)
  const [name, extra] = [told.getUint16(26, true), told.getUint16(28, true)]
  const own = new TextDecoder().decode(await archive.bytes(start + 30, start + 30 + name))
  if (own !== path || isSealed || told.getUint16(8, true) !== method)
    throw new Error(`called otherwise: ${path}`)
  return start + 30 + name + extra
}

/** The bytes of a part; throws when they are more, or fewer, than `size`. */
export async function unpacked(archive, { path, data, packed, method }, size) {
  const bytes = await archive.bytes(data, data + packed)
  if (method === 0 && bytes.length === size) return bytes
  if (method !== 8) throw new Error(`not as large as it was: ${path}`)
  const whole = new Uint8Array(size)
  let length = 0
  const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = opened.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (length + next.value.length > size) {
      await reader.cancel()
      throw new Error(`larger than it was: ${path}`)
    }
    whole.set(next.value, length)
    length += next.value.length
  }
  if (length !== size) throw new Error(`smaller than it was: ${path}`)
  return whole
}

function isPlain(path) {
  return (
    path !== '' && !/[\\:\0]/.test(path) && path.split('/').every((name) => !['', '.', '..'].includes(name))
  )
}

/** Of eight bytes; throws when it is more than can be counted. */
function number64(told, at) {
  const value = Number(told.getBigUint64(at, true))
  if (!Number.isSafeInteger(value)) throw new Error('it says of itself to be larger than can be')
  return value
}

function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
