/** Dossiers as they are stored. */
import { and, asc, eq, isNotNull, isNull, lt, lte, or } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'

export type DossierRow = Reading['t']['dossier']['$inferSelect']

/** Milliseconds a dossier can be fetched. */
export const KEPT = 24 * 60 * 60_000

export async function dossierById(
  { company, db, t: { dossier } }: Reading,
  id: string,
): Promise<DossierRow | undefined> {
  const [row] = await db
    .select()
    .from(dossier)
    .where(and(eq(dossier.company, company), eq(dossier.id, id)))
  return row
}

/** The one that has waited longest and that nobody makes. */
export async function nextDue({
  company,
  db,
  t: { dossier },
  now,
}: Reading): Promise<DossierRow | undefined> {
  const [row] = await db
    .select()
    .from(dossier)
    .where(
      and(
        eq(dossier.company, company),
        isNull(dossier.endedAt),
        or(isNull(dossier.makingUntil), lt(dossier.makingUntil, now)),
      ),
    )
    .orderBy(asc(dossier.at))
    .limit(1)
  return row
}

/** Those whose bytes are still there; only those whose time is over, unless all are wanted. */
export async function kept(
  { company, db, t: { dossier }, now }: Reading,
  which: 'outdated' | 'all',
): Promise<DossierRow[]> {
  return db
    .select()
    .from(dossier)
    .where(
      and(
        eq(dossier.company, company),
        isNotNull(dossier.kept),
        isNull(dossier.goneAt),
        which === 'all' ? undefined : lte(dossier.endedAt, new Date(now.getTime() - KEPT)),
      ),
    )
    .limit(100)
}

/** Ends those that are not made yet: what may be in them is not to be there any more. */
export async function overtake({ company, db, t: { dossier }, now }: Writing) {
  await db
    .update(dossier)
    .set({ endedAt: now, failure: 'overtaken' })
    .where(and(eq(dossier.company, company), isNull(dossier.endedAt)))
}

export async function change({ company, db, t: { dossier } }: Writing, id: string, set: Partial<DossierRow>) {
  await db
    .update(dossier)
    .set(set)
    .where(and(eq(dossier.company, company), eq(dossier.id, id)))
}

export const after = ({ now }: Pick<Writing, 'now'>, milliseconds: number) =>
  new Date(now.getTime() + milliseconds)
