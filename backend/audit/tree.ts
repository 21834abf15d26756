/**
 * The Merkle tree of RFC 6962, section 2.1: one hash for a whole log, short proofs that an entry is in it and that an older
 * log is the beginning of a newer one. Entries are counted from 0 here.
 */
import { hash } from 'node:crypto'

/** 32 bytes. */
export type Hash = Buffer

/** Of nothing. */
export const EMPTY: Hash = hash('sha256', '', 'buffer')

export function leafHash(text: string): Hash {
  return hash('sha256', `\u0000${text}`, 'buffer')
}

export function nodeHash(left: Hash, right: Hash): Hash {
  const bytes = Buffer.allocUnsafe(65)
  bytes[0] = 1
  left.copy(bytes, 1)
  right.copy(bytes, 33)
  return hash('sha256', bytes, 'buffer')
}

/** Of perfect or ragged trees, side by side and of one height but for the last, the hash of all. */
export function rootOf(hashes: readonly Hash[]): Hash {
  let level = hashes
  while (level.length > 1) {
    const above: Hash[] = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i]!, level[i + 1]]
      above.push(right ? nodeHash(left, right) : left)
    }
    level = above
  }
  return level[0] ?? EMPTY
}

/** Puts a leaf behind `size` others, of which only the peaks are known: the roots of the perfect trees they make up. */
export function grow(peaks: Hash[], size: number, leaf: Hash): void {
  let grown = leaf
  for (let left = size; left % 2 === 1; left = Math.floor(left / 2)) grown = nodeHash(peaks.pop()!, grown)
  peaks.push(grown)
}

export function rootOfPeaks(peaks: readonly Hash[]): Hash {
  if (peaks.length === 0) return EMPTY
  return peaks.toReversed().reduce((right, left) => nodeHash(left, right))
}

/** Hash of the entries from `start` to before `end`, which is a subtree of the log or its ragged end. */
export type RangeRoot = (start: number, end: number) => Promise<Hash>

/** What leads from an entry to the root of the first `size`, the nearest first. */
export async function inclusionProof(index: number, size: number, rootOf: RangeRoot): Promise<Hash[]> {
  async function path(start: number, end: number): Promise<Hash[]> {
    if (end - start === 1) return []
    const middle = start + largestBelow(end - start)
    return index < middle
      ? [...(await path(start, middle)), await rootOf(middle, end)]
      : [...(await path(middle, end)), await rootOf(start, middle)]
  }
  return path(0, size)
}

/** Shows that the first `before` entries of `size` are those of the older root. */
export async function consistencyProof(before: number, size: number, rootOf: RangeRoot): Promise<Hash[]> {
  async function proof(start: number, end: number, known: boolean): Promise<Hash[]> {
    if (before === end) return known ? [] : [await rootOf(start, end)]
    const middle = start + largestBelow(end - start)
    return before <= middle
      ? [...(await proof(start, middle, known)), await rootOf(middle, end)]
      : [...(await proof(middle, end, false)), await rootOf(start, middle)]
  }
  return before === 0 || before === size ? [] : proof(0, size, true)
}

/** The largest power of two below `count`, which is at least 2. */
function largestBelow(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1)
}
