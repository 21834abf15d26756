/** Dossiers that lie in the CRM: what was erased since may be told of there. */
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'

/** One that lies there, and who has laid it there. */
export interface LeftDossier {
  parting: string
  record: string
  /** By the host. */
  id: string
  url: string | null
  by: string
}

/** Those of these records that lie there, as far as we know. */
export async function leftOf(r: Reading, records: readonly string[] | 'all'): Promise<LeftDossier[]> {
  const { company, db, t } = r
  const { parting, partingDossier: row } = t
  if (records.length === 0) return []
  const rows = await db
    .select({ parting: row.parting, record: row.record, id: row.leftAs, url: row.leftUrl, by: parting.by })
    .from(row)
    .innerJoin(parting, and(eq(parting.company, company), eq(parting.id, row.parting)))
    .where(
      and(
        ...[eq(row.company, company), isNotNull(row.leftAs), isNull(row.takenBackAt)],
        records === 'all' ? undefined : inArray(row.record, [...records]),
      ),
    )
  return rows.map(({ id, ...one }) => ({ ...one, id: id! }))
}

/** Notes that they were asked back. */
export async function noteAskedBack(w: Writing, left: readonly LeftDossier[]) {
  const { company, db, t, now } = w
  const { partingDossier: row } = t
  for (const { parting, record } of left) {
    await db
      .update(row)
      .set({ takenBackAt: now })
      .where(and(eq(row.company, company), eq(row.parting, parting), eq(row.record, record)))
  }
}

/** Has those that are on their way made anew; answers with what their bytes are kept as, which nobody needs any more. */
export async function makeAnew(w: Writing): Promise<string[]> {
  const { company, db, t } = w
  const { partingDossier: row } = t
  const onTheirWay = await db
    .select({ kept: row.kept })
    .from(row)
    .where(and(eq(row.company, company), isNull(row.endedAt), isNotNull(row.kept)))
  await db
    .update(row)
    .set({ kept: null, size: null, hash: null, without: null, makingUntil: null })
    .where(and(eq(row.company, company), isNull(row.endedAt)))
  return onTheirWay.flatMap(({ kept }) => kept ?? [])
}
