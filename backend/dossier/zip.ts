/** A zip archive, written while it is read: nothing of it is ever whole in memory. */
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface Part {
  path: string
  bytes: AsyncIterable<Uint8Array>
  /** What people send is packed already. */
  deflated: boolean
}

/** What an archive says of a part: its size in bytes and its SHA-256, hex. */
export interface Listed {
  path: string
  size: number
  sha256: string
}

/** Bytes and parts of an archive as every program reads it (APPNOTE 4.4.1.4): beyond that it would be another format. */
export const ARCHIVE_MOST = 0xffff_ffff
export const PARTS_MOST = 0xffff

export class ArchiveTooLarge extends Error {
  override name = 'ArchiveTooLarge'
}

/** @param listed told of each part when it has been written */
export async function* zipped(
  parts: AsyncIterable<Part>,
  at: Date,
  listed: (part: Listed) => void,
): AsyncGenerator<Uint8Array, void> {
  let ready: Uint8Array[] = []
  let failure: Error | null = null
  let [size, count] = [0, 0]
  const zip = new Zip((error, chunk) => {
    failure ??= error
    if (!error) ready.push(chunk)
  })

  function* written() {
    if (failure) throw failure
    const chunks = ready
    ready = []
    for (const chunk of chunks) {
      size += chunk.length
      if (size > ARCHIVE_MOST) throw new ArchiveTooLarge()
      yield chunk
    }
  }

  for await (const { path, bytes, deflated } of parts) {
    count += 1
    if (count > PARTS_MOST) throw new ArchiveTooLarge()
    const part = deflated ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path)
    part.mtime = at
    zip.add(part)
    const sha256 = createHash('sha256')
    let length = 0
    for await (const chunk of bytes) {
      sha256.update(chunk)
      length += chunk.length
      part.push(chunk)
      yield* written()
      // Packing is work: whoever waits meanwhile gets his turn.
      await turn()
    }
    part.push(new Uint8Array(), true)
    yield* written()
    listed({ path, size: length, sha256: sha256.digest('hex') })
  }
  zip.end()
  yield* written()
}
