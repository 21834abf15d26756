import { and, eq, inArray } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'

/** Whose these records are: a hold on a client holds what was done about records that came after it, too. */
export async function clientsOf(
  { company, db, t }: Reading,
  records: (string | null)[],
): Promise<Map<string | null, string | null>> {
  const named = [...new Set(records.flatMap((record) => record ?? []))]
  if (named.length === 0) return new Map()
  const rows = await db
    .select({ record: t.card.record, client: t.card.client })
    .from(t.card)
    .where(and(eq(t.card.company, company), inArray(t.card.record, named)))
  return new Map(rows.map(({ record, client }) => [record, client]))
}
