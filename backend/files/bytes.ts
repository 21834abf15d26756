/** Bytes on their way: counted, looked into, waited for; never gathered. */
import { createHash } from 'node:crypto'
import { Refused } from '../refused.ts'
import type { Measured } from './port.ts'

/** Milliseconds without a byte after which an upload is given up. */
const STALL = 30_000

/**
 * Passes bytes on and measures them meanwhile.
 * @throws Refused `file_too_large` at the first byte over `most`
 */
export function measuring(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, most: number) {
  const sha256 = createHash('sha256')
  let size = 0

  async function* pass() {
    for await (const chunk of bytes) {
      size += chunk.byteLength
      if (size > most) throw new Refused('file_too_large')
      sha256.update(chunk)
      yield chunk
    }
  }

  return { passed: pass(), measured: (): Measured => ({ size, hash: sha256.digest('hex') }) }
}

/** Reads to the end for the measures alone. */
export async function measure(bytes: AsyncIterable<Uint8Array>, most = Number.POSITIVE_INFINITY) {
  const { passed, measured } = measuring(bytes, most)
  for await (const _ of passed);
  return measured()
}

/**
 * The body of an upload. Whoever stops reading closes it.
 * @param length what the sender has promised
 * @throws Refused `bad_request` when it stalls or isn't as long as promised
 */
export async function* arriving(
  body: ReadableStream<Uint8Array>,
  { length, stall = STALL }: { length?: number | undefined; stall?: number | undefined } = {},
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader()
  let size = 0
  let ended = false
  try {
    while (true) {
      const { done, value } = await within(stall, reader.read().catch(brokeOff), stalled)
      if (done) break
      size += value.byteLength
      yield value
    }
    ended = true
    // Some servers report a connection that broke as the end of the body.
    if (length !== undefined && size !== length) brokeOff()
  } finally {
    // It is being given up: how that goes interests nobody.
    if (!ended) reader.cancel().catch(() => {})
  }
}

/** The first bytes, `most` or a little more, and all of it again. */
export async function lookInto(bytes: AsyncGenerator<Uint8Array, void>, most: number) {
  const seen: Uint8Array[] = []
  let size = 0
  while (size < most) {
    const { done, value } = await bytes.next()
    if (done) break
    seen.push(value)
    size += value.byteLength
  }

  async function* all() {
    yield* seen.splice(0)
    yield* bytes
  }
  return { head: Buffer.concat(seen), all: all() }
}

/** The first bytes, fewer where there are no more, and those after them. Whoever leaves the rest unread closes it. */
export async function splitAt(bytes: ReadableStream<Uint8Array>, size: number) {
  const pieces = bytes.values()
  const seen: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const { done, value } = await pieces.next()
    if (done) break
    seen.push(value)
    length += value.byteLength
  }
  const begun = Buffer.concat(seen)

  async function* rest() {
    try {
      if (begun.length > size) yield begun.subarray(size)
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
    } finally {
      await pieces.return?.()
    }
  }
  return { head: begun.subarray(0, size), rest: rest(), close: async () => void (await pieces.return?.()) }
}

/**
 * A stream that reads nothing before it is asked to, and closes what it reads from when nobody asks any more.
 * @param close what is open before the first is read
 */
export function streaming(
  bytes: AsyncGenerator<Uint8Array, void>,
  close = async () => {},
): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(stream) {
        const { done, value } = await bytes.next()
        if (done) stream.close()
        else stream.enqueue(value)
      },
      async cancel() {
        await bytes.return()
        await close()
      },
    },
    { highWaterMark: 0 },
  )
}

function brokeOff(): never {
  throw new Refused('bad_request', 'the upload broke off')
}

const stalled = () => new Refused('bad_request', 'the upload stalled')

/** Throws what `late` makes when that takes longer than so many milliseconds. */
export async function within<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<never>((_, fails) => {
    timer = setTimeout(() => fails(late()), ms)
  })
  try {
    return await Promise.race([promise, waited])
  } finally {
    clearTimeout(timer)
  }
}
