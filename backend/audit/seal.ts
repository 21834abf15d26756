/**
 * Puts what has been noted under a signed head. Until then, which is seconds, an entry is held by its mark: whoever changes
 * the database without our key is found out here. From then on by the head, and from its publication on even from us.
 */
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import { isStirred, prepared, type Reading, type Store, settled, type Writing } from '../store/store.ts'
import { markOf } from './audit.ts'
import { leafText } from './leaf.ts'
import { headText, signedNote } from './note.ts'
import { grow, type Hash, leafHash, rootOf, rootOfPeaks } from './tree.ts'

export type EntryRow = Reading['t']['entry']['$inferSelect']
type TreeRow = Reading['t']['tree']['$inferSelect']

/** Entries of a whole subtree whose root is kept. */
export const LIMB = 256
/** Entries of one step at most: some milliseconds of hashing. */
const SLICE = 2 * LIMB

export interface SealDeps {
  store: Store
  /** Makes the marks of entries. */
  mark(company: string, text: string): string
  /** Signs with the company's key, Ed25519; both base64url. */
  sign(w: Writing, text: string): Promise<{ publicKey: string; signature: string }>
}

/** The log is not what was noted: entries are missing, or their marks are not ours. */
export class LogBroken extends Error {
  override name = 'LogBroken'

  constructor(company: string, position: number) {
    super(
      `the audit log of ${company} was changed at entry ${position} before it was signed (or SECRET_KEY is another): ` +
        'nothing more of it is signed until this is looked into',
    )
  }
}

/** Puts a slice of new entries under a new head; true when there may be more. Throws `LogBroken`. */
export async function sealSome({ store, mark, sign }: SealDeps, company: string): Promise<boolean> {
  const { tree, rows, most } = await store.read(company, async (r) => {
    const tree = await treeOf(r)
    const size = tree?.size ?? 0
    // Where there are so many it ends with a subtree: the next need not be completed with what has been read before.
    const most = SLICE - (size % LIMB)
    return { tree, rows: await entriesAfter(r, size, most), most }
  })
  if (rows.length === 0) {
    const asked = await store.read(company, (r) => isStirred(r, 'signing'))
    if (asked) await store.write(company, (w) => settledAt(w, tree?.size ?? 0))
    return false
  }

  const before = tree?.size ?? 0
  let size = before
  let last = tree?.mark ?? ''
  const peaks: Hash[] = (tree?.peaks ?? []).map((peak) => Buffer.from(peak, 'base64'))
  const leaves: Hash[] = []
  for (const row of rows) {
    const leaf = leafText(row)
    if (row.position !== size + 1 || row.mark !== markOf({ mark: (text) => mark(company, text) }, last, leaf))
      throw new LogBroken(company, size + 1)
    leaves.push(leafHash(leaf))
    grow(peaks, size, leaves.at(-1)!)
    size += 1
    last = row.mark
  }

  const root = rootOfPeaks(peaks).toString('base64')
  const sealed = { size, peaks: peaks.map((peak) => peak.toString('base64')), mark: last }
  await store.write(company, async (w) => {
    // Another node may have been quicker.
    if (((await treeOf(w))?.size ?? 0) !== before) return
    const { publicKey, signature } = await sign(w, headText({ company, size, root }))
    const note = signedNote({ company, size, root }, publicKey, signature)
    await keepLimbs(w, before, leaves)
    const { db, t, now } = w
    const set = { ...sealed, note, at: now }
    await db
      .insert(t.tree)
      .values({ company, ...set })
      .onConflictDoUpdate({ target: t.tree.company, set })
    await settledAt(w, size)
  })
  return rows.length === most
}

/** All is signed, unless something has been noted meanwhile. */
async function settledAt(w: Writing, size: number) {
  if ((await entriesAfter(w, size, 1)).length === 0) await settled(w, 'signing')
}

/** Keeps the roots of the subtrees that these leaves, behind `before` others, have made whole. */
async function keepLimbs(w: Writing, before: number, leaves: Hash[]) {
  const { company, db, t } = w
  const whole = Math.floor((before + leaves.length) / LIMB)
  for (let number = Math.floor(before / LIMB); number < whole; number += 1) {
    const start = number * LIMB
    const earlier = start < before ? await entriesAfter(w, start, before - start) : []
    const own = leaves.slice(Math.max(start - before, 0), start + LIMB - before)
    const hashes = [...earlier.map((row) => leafHash(leafText(row))), ...own]
    const hash = rootOf(hashes).toString('base64')
    await db.insert(t.limb).values({ company, number, hash }).onConflictDoNothing()
  }
}

export async function treeOf({ company, db, t }: Reading): Promise<TreeRow | undefined> {
  const [tree] = await db.select().from(t.tree).where(eq(t.tree.company, company))
  return tree
}

export function entriesAfter(r: Reading, position: number, limit: number): Promise<EntryRow[]> {
  return nextEntries(r).execute({ company: r.company, position, limit })
}

const nextEntries = prepared('next_entries', (db, { entry }) =>
  db
    .select()
    .from(entry)
    .where(
      and(eq(entry.company, sql.placeholder('company')), gt(entry.position, sql.placeholder('position'))),
    )
    .orderBy(asc(entry.position))
    .limit(sql.placeholder('limit')),
)

/** Of how many entries the head published last is. */
export async function lastPublished({ company, db, t: { checkpoint } }: Reading): Promise<number> {
  const [last] = await db
    .select({ size: checkpoint.size })
    .from(checkpoint)
    .where(eq(checkpoint.company, company))
    .orderBy(desc(checkpoint.size))
    .limit(1)
  return last?.size ?? 0
}
