/** What tells whether the log is as it was noted and signed: the stored one, from its first entry to its last. */
import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import type { Reading, Store } from '../store/store.ts'
import { markOf } from './audit.ts'
import { commitment, leafText } from './leaf.ts'
import { isOfKey, originOf, type ReadNote, readNote } from './note.ts'
import { type EntryRow, entriesAfter, LIMB, treeOf } from './seal.ts'
import { grow, type Hash, leafHash, rootOf, rootOfPeaks } from './tree.ts'

/** What may be wrong; `position` is of the first entry it is seen at. */
export type Wrong =
  | { what: 'entry_missing' | 'value_changed' | 'mark_wrong'; position: number }
  | { what: 'limb_wrong'; position: number }
  | { what: 'cut_off'; size: number; entries: number }
  | { what: 'rolled_back'; size: number; tree: number }
  | { what: 'head_wrong' | 'signature_wrong' | 'not_a_head' | 'another_log'; size: number }
  | { what: 'unsigned' }

export interface Checked {
  company: string
  entries: number
  /** Entries under a signed head; those after it are held by their marks. */
  signed: number
  /** Whether those marks were looked at: it takes our key. */
  marked: boolean
  /** Published heads it was held against. */
  heads: number
  /** Values that were erased: their entries are still proven. */
  erased: number
  wrong: Wrong[]
}

export interface Against {
  /** Notes that were published outside, of this company. */
  heads?: string[] | undefined
  /** The public keys of the company, base64url, from where it keeps them; without them those of the database are believed. */
  keys?: string[] | undefined
  /** Makes the marks of entries; without our key those not yet signed cannot be looked at. */
  mark?: ((company: string, text: string) => string) | undefined
}

/** Entries read at once. */
const SLICE = 4000
/** Of many things wrong the first tell enough. */
const WRONG_MOST = 20

export async function checkLog(store: Store, company: string, against: Against = {}): Promise<Checked> {
  const { tree, known, limbs, stored } = await store.read(company, async (r) => ({
    tree: await treeOf(r),
    known: against.keys ?? (await publicKeys(r)),
    limbs: await limbsOf(r),
    stored: await checkpointsOf(r),
  }))
  const notes = [...(tree ? [tree.note] : []), ...stored, ...(against.heads ?? [])]
  const wrong: Wrong[] = []
  const heads = notes.flatMap((note) => {
    const head = readNote(note)
    const said = judge(head, company, known)
    if (said) wrong.push(said)
    return head && !said ? [head] : []
  })
  const asked = new Map(Map.groupBy(heads, ({ size }) => size))

  const peaks: Hash[] = []
  let leaves: Hash[] = []
  const checked = { entries: 0, erased: 0 }
  let last = ''
  const signed = tree?.size ?? 0

  function follow(row: EntryRow) {
    const leaf = leafText(row)
    if (row.position !== checked.entries + 1)
      wrong.push({ what: 'entry_missing', position: checked.entries + 1 })
    const hash = leafHash(leaf)
    grow(peaks, checked.entries, hash)
    checked.entries += 1
    leaves.push(hash)
    if (leaves.length === LIMB) {
      const limb = limbs.get(checked.entries / LIMB - 1)
      if (limb !== undefined && limb !== rootOf(leaves).toString('base64'))
        wrong.push({ what: 'limb_wrong', position: row.position })
      leaves = []
    }
    checked.erased += valuesErased(row, wrong)
    const { mark } = against
    if (mark && row.position > signed) {
      const marked = markOf({ mark: (text) => mark(company, text) }, last, leaf)
      if (row.mark !== marked) wrong.push({ what: 'mark_wrong', position: row.position })
    }
    last = row.position === signed ? (tree?.mark ?? row.mark) : row.mark
    const due = asked.get(checked.entries)
    if (due) holdAgainst(due)
    asked.delete(checked.entries)
  }

  function holdAgainst(due: ReadNote[]) {
    const root = rootOfPeaks(peaks).toString('base64')
    for (const { size, root: said } of due) if (said !== root) wrong.push({ what: 'head_wrong', size })
  }

  const first = asked.get(0)
  if (first) holdAgainst(first)
  asked.delete(0)
  for (let after = 0; wrong.length < WRONG_MOST; ) {
    const rows = await store.read(company, (r) => entriesAfter(r, after, SLICE))
    for (const row of rows) follow(row)
    if (rows.length < SLICE) break
    after = rows.at(-1)!.position
    await turn()
  }

  for (const size of asked.keys()) wrong.push({ what: 'cut_off', size, entries: checked.entries })
  const newest = Math.max(0, ...heads.map(({ size }) => size))
  if (newest > signed) wrong.push({ what: 'rolled_back', size: newest, tree: signed })
  if (!tree && checked.entries > 0 && !against.mark) wrong.push({ what: 'unsigned' })
  return {
    ...{ company, ...checked, signed, wrong },
    marked: against.mark !== undefined,
    heads: against.heads?.length ?? 0,
  }
}

function judge(head: ReadNote | undefined, company: string, keys: string[]): Wrong | undefined {
  if (!head) return { what: 'not_a_head', size: 0 }
  if (head.origin !== originOf(company)) return { what: 'another_log', size: head.size }
  return keys.some((key) => isSigned(head, key)) ? undefined : { what: 'signature_wrong', size: head.size }
}

/** `key` is raw Ed25519, base64url. */
function isSigned(head: ReadNote, key: string): boolean {
  if (!isOfKey(head, key)) return false
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })
  return verifySignature(null, Buffer.from(head.text), publicKey, Buffer.from(head.signature, 'base64url'))
}

/** Holds what is kept of an entry's values against its commitments; answers with how many values are gone. */
function valuesErased({ kept, commitments, position }: EntryRow, wrong: Wrong[]): number {
  const committed: Record<string, string> = JSON.parse(commitments)
  let open = 0
  for (const [name, [salt, value]] of Object.entries(kept ?? {})) {
    open += 1
    const said = committed[name]
    if (said === undefined || (value !== undefined && commitment(salt, name, value) !== said))
      wrong.push({ what: 'value_changed', position })
  }
  return Object.keys(committed).length - open
}

async function publicKeys({ company, db, t: { actKey } }: Reading): Promise<string[]> {
  const rows = await db.select({ key: actKey.publicKey }).from(actKey).where(eq(actKey.company, company))
  return rows.map(({ key }) => key)
}

async function limbsOf({ company, db, t: { limb } }: Reading): Promise<Map<number, string>> {
  const rows = await db.select().from(limb).where(eq(limb.company, company)).orderBy(asc(limb.number))
  return new Map(rows.map(({ number, hash }) => [number, hash]))
}

export async function checkpointsOf({ company, db, t: { checkpoint } }: Reading): Promise<string[]> {
  const rows = await db
    .select({ note: checkpoint.note })
    .from(checkpoint)
    .where(eq(checkpoint.company, company))
    .orderBy(asc(checkpoint.size))
  return rows.map(({ note }) => note)
}
