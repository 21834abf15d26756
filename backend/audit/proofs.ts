/** Hashes of parts of the stored log, for proofs: roots of whole subtrees are kept, the rest is hashed anew. */
import { asc, eq } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'
import { leafText } from './leaf.ts'
import { entriesAfter, LIMB } from './seal.ts'
import { type Hash, leafHash, type RangeRoot, rootOf } from './tree.ts'

/** Remembers what it has read: to be used for one export, of a log that goes on growing behind it. */
export async function rangesOf(r: Reading): Promise<RangeRoot> {
  const { company, db, t } = r
  const rows = await db.select().from(t.limb).where(eq(t.limb.company, company)).orderBy(asc(t.limb.number))
  const limbs = rows.map(({ hash }) => Buffer.from(hash, 'base64'))
  const known = new Map<string, Hash>()
  let near: { limb: number; leaves: Hash[] } | undefined

  async function leavesOf(limb: number): Promise<Hash[]> {
    if (near?.limb === limb && near.leaves.length === LIMB) return near.leaves
    const entries = await entriesAfter(r, limb * LIMB, LIMB)
    near = { limb, leaves: entries.map((row) => leafHash(leafText(row))) }
    return near.leaves
  }

  async function hashOf(start: number, end: number): Promise<Hash> {
    const [first, last] = [Math.floor(start / LIMB), Math.floor((end - 1) / LIMB)]
    const whole = start % LIMB === 0 && end % LIMB === 0
    if (first === last && !(whole && limbs[first])) {
      const leaves = await leavesOf(first)
      return rootOf(leaves.slice(start - first * LIMB, end - first * LIMB))
    }
    const hashes: Hash[] = []
    for (let limb = first; limb <= last; limb += 1) {
      const until = Math.min((limb + 1) * LIMB, end)
      hashes.push((until % LIMB === 0 ? limbs[limb] : undefined) ?? (await hashOf(limb * LIMB, until)))
    }
    return rootOf(hashes)
  }

  return async (start, end) => {
    const key = `${start} ${end}`
    const hash = known.get(key) ?? (await hashOf(start, end))
    // Of single limbs there are many, and they are quickly hashed again.
    if (end - start > LIMB) known.set(key, hash)
    return hash
  }
}
