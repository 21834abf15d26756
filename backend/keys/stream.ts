/**
 * Many bytes under one key, sealed in chunks as they come (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
 * Vizár, 2015): a chunk's nonce says which it is and whether it is the last, so that none can be left out, moved or
 * added, and any of them can be opened alone.
 */
import type { KeyObject } from 'node:crypto'
import { openWith, sealWith } from './sealing.ts'

/** Bytes of a chunk before and after sealing; the last may be shorter, and is empty only when there is nothing else. */
export const CHUNK = 64 * 1024
const TAG = 16
export const SEALED_CHUNK = CHUNK + TAG
/** Bytes of a nonce that are the stream's own. */
export const PREFIX = 7

/** What a stream is sealed with: a key used for nothing else, or with another prefix each time, and what it is. */
export interface Stream {
  key: KeyObject
  prefix: Uint8Array
  about: string
}

export async function* sealStream(
  stream: Stream,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const chunk = Buffer.allocUnsafe(CHUNK)
  let [index, filled] = [0, 0]
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; ) {
      // A full chunk waits for the next byte: without one it is the last.
      if (filled === CHUNK) {
        yield sealChunk(stream, chunk, index++, false)
        filled = 0
      }
      const taken = piece.subarray(at, at + CHUNK - filled)
      chunk.set(taken, filled)
      filled += taken.length
      at += taken.length
    }
  }
  yield sealChunk(stream, chunk.subarray(0, filled), index, true)
}

/**
 * Opens chunks in their order, each as a whole before a byte of it is handed on. Ends with undefined at one that is not
 * what was sealed there.
 * @param first place of the first of these chunks
 * @param last place of the last chunk of the whole stream
 */
export async function* openStream(
  stream: Stream,
  bytes: AsyncIterable<Uint8Array>,
  { first, last }: { first: number; last: number },
): AsyncGenerator<Uint8Array | undefined, void> {
  let index = first
  for await (const chunk of inPieces(bytes, SEALED_CHUNK)) {
    const opened = chunk.length < TAG ? undefined : openChunk(stream, chunk, index, index === last)
    yield opened
    if (!opened) return
    index += 1
  }
}

/** How many bytes so many are when they are sealed. */
export function sealedSize(size: number): number {
  return size + TAG * Math.max(1, Math.ceil(size / CHUNK))
}

/** How many bytes were sealed, and the place of the last chunk; undefined when no stream has this size. */
export function openedSize(sealed: number): { size: number; last: number } | undefined {
  const last = Math.max(0, Math.ceil(sealed / SEALED_CHUNK) - 1)
  const size = sealed - TAG * (last + 1)
  return size >= last * CHUNK && (last === 0 || size > last * CHUNK) ? { size, last } : undefined
}

function sealChunk({ key, prefix, about }: Stream, chunk: Uint8Array, index: number, last: boolean) {
  return sealWith(key, nonce(prefix, index, last), chunk, about)
}

function openChunk({ key, prefix, about }: Stream, chunk: Uint8Array, index: number, last: boolean) {
  return openWith(key, nonce(prefix, index, last), chunk, about)
}

/** Throws at 2^32 chunks, 256 TB: no nonce is used twice. */
function nonce(prefix: Uint8Array, index: number, last: boolean): Buffer {
  const iv = Buffer.alloc(12)
  iv.set(prefix)
  iv.writeUInt32BE(index, PREFIX)
  iv.writeUInt8(last ? 1 : 0, PREFIX + 4)
  return iv
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer, void> {
  const piece = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + size - filled)
      piece.set(taken, filled)
      filled += taken.length
      at += taken.length
      if (filled === size) {
        yield piece
        filled = 0
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}
