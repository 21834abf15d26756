/** Bytes as they are read, a piece after another. */

/** All of them at once: for what is known to be small. */
export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = []
  for await (const piece of pieces) read.push(piece)
  return new Uint8Array(Buffer.concat(read))
}

/** Blocks of one size, but for the last. */
export async function* inBlocks(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    waiting.push(piece)
    length += piece.length
    if (length < size) continue
    const read = Buffer.concat(waiting)
    const rest = length % size
    for (let at = 0; at + size <= length; at += size) yield new Uint8Array(read.subarray(at, at + size))
    waiting = rest > 0 ? [new Uint8Array(read.subarray(length - rest))] : []
    length = rest
  }
  if (length > 0) yield new Uint8Array(Buffer.concat(waiting))
}
