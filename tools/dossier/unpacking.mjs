/**
 * Reads a zip archive that says of itself what it has, and refuses one that two programs might read differently: whatever is
 * in it lies in order, without gaps, under the name its index has. In Node 22 and in browsers.
 */

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
const DESCRIPTOR = 16

/** @param archive `{ size, bytes(start, end) }`. Throws what is wrong with it. */
export async function openArchive(archive) {
  const end = view(await archive.bytes(Math.max(0, archive.size - 22), archive.size))
  if (end.byteLength < 22 || end.getUint32(0, true) !== END) throw new Error('no zip archive, or cut off')
  const [count, length, start] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)]
  if (start + length + 22 !== archive.size) throw new Error('more than one archive')
  const index = await archive.bytes(start, start + length)
  const entries = entriesIn(index, count)
  let at = 0
  for (const entry of entries) {
    entry.data = await dataOf(archive, entry, at)
    at = entry.data + entry.packed + (entry.hasDescriptor ? DESCRIPTOR : 0)
  }
  if (at !== start) throw new Error('something lies between its parts')
  return new Map(entries.map((entry) => [entry.path, entry]))
}

function entriesIn(index, count) {
  const told = view(index)
  const entries = []
  let at = 0
  for (; entries.length < count; ) {
    if (at + 46 > index.length || told.getUint32(at, true) !== CENTRAL) throw new Error('its index is broken')
    const [name, extra, comment] = [28, 30, 32].map((offset) => told.getUint16(at + offset, true))
    const path = new TextDecoder('utf-8', { fatal: true }).decode(index.subarray(at + 46, at + 46 + name))
    if (!isPlain(path)) throw new Error(`a part would go where it does not belong: ${path}`)
    if (entries.some((entry) => entry.path === path)) throw new Error(`twice in it: ${path}`)
    const flags = told.getUint16(at + 8, true)
    entries.push({
      path,
      start: told.getUint32(at + 42, true),
      method: told.getUint16(at + 10, true),
      packed: told.getUint32(at + 20, true),
      size: told.getUint32(at + 24, true),
      isSealed: (flags & 1) === 1,
      hasDescriptor: (flags & 8) === 8,
    })
    at += 46 + name + extra + comment
  }
  if (at !== index.length) throw new Error('its index is broken')
  return entries
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

function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
