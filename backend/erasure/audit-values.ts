/** What of the audit log tells of somebody goes; its entries stay, and with their commitments every proof. */
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Kept } from '../audit/tables.ts'
import type { Writing } from '../store/store.ts'
import type { Subject } from './finding.ts'
import type { Row } from './rows.ts'
import { placesIn } from './subject.ts'

/** Of one entry: each value that names him, with its salt; and where he sat, when the act was his. */
export async function forgetAudit(w: Writing, row: Row, { signs, keyOf, people }: Subject) {
  const kept = (row.kept ?? {}) as Kept
  const isHis = people.includes(String(row.by))
  const left = Object.entries(kept).filter(
    ([name, [, value]]) =>
      !(isHis && name === 'from') && (value === undefined || placesIn(value, signs, keyOf).length === 0),
  )
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

async function keepOnly({ company, db, t }: Writing, position: number, left: [string, Kept[string]][]) {
  const kept = left.length > 0 ? Object.fromEntries(left) : null
  await db
    .update(t.entry)
    .set({ kept })
    .where(and(eq(t.entry.company, company), eq(t.entry.position, position)))
}
