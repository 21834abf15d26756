/**
 * Files as they are stored: each under a key of its own, which is sealed under its company's and lies before its bytes.
 * Whoever has the disk or the bucket has nothing; whoever changes it is noticed.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { CompanyKey, CompanyKeys } from '../keys/company-keys.ts'
import { openBytes, SEAL, sealBytes } from '../keys/sealing.ts'
import {
  CHUNK,
  openedSize,
  openStream,
  PREFIX,
  SEALED_CHUNK,
  type Stream,
  sealedSize,
  sealStream,
} from '../keys/stream.ts'
import { Refused } from '../refused.ts'
import type { Store } from '../store/store.ts'
import { measuring, splitAt, streaming } from './bytes.ts'
import { type ByteRange, type Files, type Key, KeyTaken, type Place, pathOf } from './port.ts'

/** What is stored is not what was put there: changed, cut, moved from elsewhere, or its company's key is gone. */
export class FileDamaged extends Refused {
  override name = 'FileDamaged'

  constructor(key: Key) {
    super('file_damaged', `${pathOf(key)} is not what was stored there, or its key is gone`)
  }
}

export interface SealedFiles extends Files {
  /** Seals an object anew when its key is not under the company's newest; true when it was not. */
  reseal(key: Key): Promise<boolean>
}

/** `DTF1`, which of the company's keys, the file's key sealed under it, and what the nonces of its chunks begin with. */
const MAGIC = Buffer.from('DTF1')
const KEY = 32
const HEADER = MAGIC.length + 4 + KEY + SEAL + PREFIX

export interface Sealing {
  store: Store
  keys: CompanyKeys
  /** Told of what is found damaged when a part of it is given already. */
  failed?: (error: unknown) => void
}

export function sealFiles(place: Place, { store, keys, failed }: Sealing): SealedFiles {
  const keysOf = (company: string) => store.read(company, keys.of)

  async function newestOf(company: string): Promise<CompanyKey> {
    const [known] = await keysOf(company)
    return known ?? (await store.write(company, keys.orMade))[0]
  }

  /** Undefined when there is no such object. */
  async function look(key: Key) {
    const stored = await place.size(key)
    if (stored === undefined) return undefined
    const found = openedSize(stored - HEADER)
    if (!found) throw new FileDamaged(key)
    return found
  }

  async function bytesAt(key: Key, range: ByteRange) {
    const bytes = await place.get(key, range)
    if (!bytes) throw new FileDamaged(key)
    return bytes
  }

  async function headIn(key: Key, header: Buffer) {
    const head = readHeader(key, header, await keysOf(key.company))
    if (!head) throw new FileDamaged(key)
    return head
  }

  async function headOf(key: Key) {
    return headIn(key, await buffer(await bytesAt(key, { start: 0, end: HEADER - 1 })))
  }

  /** The header and chunks from one place to another, as they are stored; asked for at once where they lie together. */
  async function fetchChunks(key: Key, from: number, to: number) {
    const end = HEADER + (to + 1) * SEALED_CHUNK - 1
    if (from === 0) return splitAt(await bytesAt(key, { start: 0, end }), HEADER)
    const head = await buffer(await bytesAt(key, { start: 0, end: HEADER - 1 }))
    const rest = await bytesAt(key, { start: HEADER + from * SEALED_CHUNK, end })
    return { head, rest, close: () => rest.cancel() }
  }

  /** What was sealed from one place to another; throws where it is not what was. */
  async function* opened(key: Key, stream: Stream, sealed: AsyncIterable<Uint8Array>, places: Places) {
    const { from, to, last } = places
    let index = from
    for await (const chunk of openStream(stream, sealed, { first: from, last })) {
      if (!chunk) throw new FileDamaged(key)
      yield chunk
      index += 1
    }
    if (index !== to + 1) throw new FileDamaged(key)
  }

  /** All of it, or what the range wants; whether it can be opened at all is known before this answers. */
  async function open(key: Key, range?: ByteRange) {
    const found = await look(key)
    if (!found) return undefined
    const { size, last } = found
    const { start, end } = range ?? { start: 0, end: Math.max(0, size - 1) }
    const places = { from: chunkOf(start), to: Math.min(chunkOf(end), last), last }
    const { head, rest, close } = await fetchChunks(key, places.from, places.to)
    try {
      const { stream } = await headIn(key, head)
      // One that was cut has another end: that is to be known before its beginning is sent.
      if (!range && last > 0) await checkEnd(key, stream, last)
      const chunks = opened(key, stream, rest, places)
      const first = await chunks.next()
      const bytes = within(
        first.value ?? undefined,
        telling(chunks),
        start - places.from * CHUNK,
        end - start + 1,
      )
      return { bytes, close: async () => void (await chunks.return()) }
    } catch (error) {
      await close()
      throw error
    }
  }

  async function* telling(chunks: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
    try {
      yield* chunks
    } catch (error) {
      failed?.(error)
      throw error
    }
  }

  async function checkEnd(key: Key, stream: Stream, last: number) {
    const start = HEADER + last * SEALED_CHUNK
    const sealed = await bytesAt(key, { start, end: start + SEALED_CHUNK - 1 })
    for await (const _ of opened(key, stream, sealed, { from: last, to: last, last }));
  }

  /** While an object is sealed anew, its header may be of one and its chunks of the other. */
  async function openTwice(key: Key, range?: ByteRange) {
    return open(key, range).catch((error) => {
      if (!(error instanceof FileDamaged)) throw error
      return open(key, range)
    })
  }

  return {
    async put(key, bytes, most) {
      const { passed, measured } = measuring(bytes, most)
      const { header, stream } = newHeader(key, await newestOf(key.company))
      try {
        await place.put(key, sealedWith(header, stream, passed), HEADER + sealedSize(most))
        return measured()
      } catch (error) {
        throw error instanceof KeyTaken ? new KeyTaken(key, measured()) : error
      }
    },

    async get(key, range) {
      const found = await openTwice(key, range)
      return found && streaming(found.bytes, found.close)
    },

    size: async (key) => (await look(key))?.size,

    async reseal(key) {
      const newest = await newestOf(key.company)
      if ((await place.size(key)) === undefined || (await headOf(key)).under === newest.id) return false
      const found = await open(key)
      const { header, stream } = newHeader(key, newest)
      if (found) await place.replace(key, sealedWith(header, stream, found.bytes))
      return found !== undefined
    },

    remove: place.remove,
    list: place.list,
    forget: place.forget,
    dropUnfinished: place.dropUnfinished,
  }
}

/** Of chunks. */
interface Places {
  from: number
  to: number
  /** Of the whole file. */
  last: number
}

function newHeader(key: Key, { id, files }: CompanyKey): { header: Buffer; stream: Stream } {
  const [fileKey, prefix] = [randomBytes(KEY), randomBytes(PREFIX)]
  const under = Buffer.alloc(4)
  under.writeUInt32BE(id)
  const header = Buffer.concat([MAGIC, under, sealBytes(files, fileKey, aboutKey(key, id)), prefix])
  return { header, stream: { key: createSecretKey(fileKey), prefix, about: aboutBytes(key) } }
}

/** Undefined when it is not the header of this file, or there is no such key. */
function readHeader(key: Key, header: Buffer, keys: CompanyKey[]) {
  if (header.length !== HEADER || !header.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const under = header.readUInt32BE(MAGIC.length)
  const company = keys.find(({ id }) => id === under)
  const sealed = header.subarray(MAGIC.length + 4, HEADER - PREFIX)
  const fileKey = company && openBytes(company.files, sealed, aboutKey(key, under))
  if (!fileKey) return undefined
  const stream: Stream = {
    key: createSecretKey(fileKey),
    prefix: header.subarray(HEADER - PREFIX),
    about: aboutBytes(key),
  }
  return { under, stream }
}

async function* sealedWith(header: Uint8Array, stream: Stream, bytes: AsyncIterable<Uint8Array>) {
  yield header
  yield* sealStream(stream, bytes)
}

/** So many bytes of what comes, after leaving out some. */
async function* within(
  first: Uint8Array | undefined,
  rest: AsyncGenerator<Uint8Array, void>,
  skip: number,
  most: number,
): AsyncGenerator<Uint8Array, void> {
  let [skipped, left] = [skip, most]
  try {
    for (let chunk = first; chunk && left > 0; chunk = (await rest.next()).value ?? undefined) {
      const wanted = chunk.subarray(skipped, skipped + left)
      skipped = 0
      left -= wanted.length
      if (wanted.length > 0) yield wanted
    }
  } finally {
    await rest.return()
  }
}

const chunkOf = (offset: number) => Math.floor(offset / CHUNK)
const aboutKey = (key: Key, under: number) => JSON.stringify(['key of a file', pathOf(key), under])
const aboutBytes = (key: Key) => JSON.stringify(['bytes of a file', pathOf(key)])
