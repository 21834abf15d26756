/** What of the audit log tells of somebody goes; its entries stay, and with their commitments every proof. */
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Kept } from '../audit/tables.ts'
import type { Writing } from '../store/store.ts'
import type { Subject } from './finding.ts'
import type { Row } from './rows.ts'
import { placesIn } from './subject.ts'

/** Of one entry: each value that names him, with its salt; and where he sat, when the act was his. */
export async function forgetAudit(w: Writing, row: Row, { signs, keyOf, people }: Subject) {
  const kept = (row.kept ?? {}) as Kept
  const isHis = people.includes(String(row.by))
  const names = ([, [, value]]: [string, Kept[string]]) =>
    value !== undefined && placesIn(value, signs, keyOf).length > 0
  const values = Object.entries(kept)
  const isNamed = values.some(names)
  const left = values.filter((one) => {
    const [name] = one
    if (name === 'from') return !isHis
    // A short file is found by its hash, by trying: it goes with the name of the file.
    return !names(one) && !(isNamed && name === 'hash')
  })
  await keepOnly(w, Number(row.position), left)
}

/** Who knows the salt of a short text can find the text by trying: of a thing that was erased only where it came from stays. */
export async function forgetProofs(w: Writing, thing: string) {
  const { company, db, t } = w
  const rows = await db
    .select({ position: t.entry.position, kept: t.entry.kept })
    .from(t.entry)
    .where(and(eq(t.entry.company, company), eq(t.entry.thing, thing), isNotNull(t.entry.kept)))
  for (const { position, kept } of rows) {
    const left = Object.entries(kept ?? {}).filter(([name]) => name === 'from')
    await keepOnly(w, position, left)
  }
}

/** The hash of a short file tells what was in it to whoever tries: of one that was his nothing but its place stays. */
export async function forgetHashes(w: Writing, files: string[]) {
  const { company, db, t } = w
  if (files.length === 0) return
  await db
    .update(t.file)
    .set({ hash: '' })
    .where(and(eq(t.file.company, company), inArray(t.file.id, files)))
  for (const file of files) await forgetProofs(w, file)
}

async function keepOnly({ company, db, t }: Writing, position: number, left: [string, Kept[string]][]) {
  const kept = left.length > 0 ? Object.fromEntries(left) : null
  await db
    .update(t.entry)
    .set({ kept })
    .where(and(eq(t.entry.company, company), eq(t.entry.position, position)))
}
