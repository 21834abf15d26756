/** A zip archive, written while it is read: nothing of it is ever whole in memory. Beyond 4 GB, or 65,535 parts, it is zip64. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

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

/** Bytes of an archive: what S3 takes in one piece, in the parts we send it. */
export const ARCHIVE_MOST = 64 * 1024 ** 3
/** As many as the list of them can tell of; see LIST_MOST in tools/dossier/verifier.mjs. */
export const PARTS_MOST = 200_000

export class ArchiveTooLarge extends Error {
  override name = 'ArchiveTooLarge'
}

/** @param listed told of each part when it has been written */
export async function* zipped(
  parts: AsyncIterable<Part>,
  at: Date,
  listed: (part: Listed) => void,
): AsyncGenerator<Uint8Array, void> {
  const zip = new ZipFile()
  const written = zip.outputStream as Readable
  /** The part that is being written; it is let go of when nobody reads on. */
  let current: Readable | undefined

  async function write() {
    let count = 0
    for await (const { path, bytes, deflated } of parts) {
      count += 1
      if (count > PARTS_MOST) throw new ArchiveTooLarge()
      if (written.destroyed) return
      const part = measured(bytes)
      current = part.stream
      zip.addReadStream(current, path, { mtime: at, compress: deflated })
      await finished(current)
      listed({ path, ...part.sum() })
    }
    zip.end()
  }

  const writing = write().catch((error: Error) => void written.destroy(error))
  let size = 0
  try {
    for await (const chunk of written) {
      size += chunk.length
      if (size > ARCHIVE_MOST) throw new ArchiveTooLarge()
      yield chunk
    }
  } finally {
    written.destroy()
    current?.destroy()
    await writing
  }
}

function measured(bytes: AsyncIterable<Uint8Array>) {
  const sha256 = createHash('sha256')
  let size = 0
  async function* through() {
    for await (const chunk of bytes) {
      sha256.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  return {
    stream: Readable.from(through(), { objectMode: false }),
    sum: () => ({ size, sha256: sha256.digest('hex') }),
  }
}
