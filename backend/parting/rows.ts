/** Orders to leave dossiers in the CRM, and what becomes of each, as they are stored. */
import { and, asc, desc, eq, gt, isNotNull, isNull, lt, min, ne, or, type SQL } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import type { NotLeft } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'

export type PartingRow = Reading['t']['parting']['$inferSelect']
export type LeftRow = Reading['t']['partingDossier']['$inferSelect']

/** The one that is under way. */
export async function openParting({ company, db, t: { parting } }: Reading): Promise<PartingRow | undefined> {
  const [row] = await db
    .select()
    .from(parting)
    .where(and(eq(parting.company, company), isNull(parting.endedAt)))
  return row
}

export async function lastParting({ company, db, t: { parting } }: Reading): Promise<PartingRow | undefined> {
  const [row] = await db
    .select()
    .from(parting)
    .where(eq(parting.company, company))
    .orderBy(desc(parting.at), desc(parting.id))
    .limit(1)
  return row
}

export async function partingById(
  { company, db, t: { parting } }: Reading,
  id: string,
): Promise<PartingRow | undefined> {
  const [row] = await db
    .select()
    .from(parting)
    .where(and(eq(parting.company, company), eq(parting.id, id)))
  return row
}

/** Refused as `not_found`. */
export async function mustParting(r: Reading, id: string): Promise<PartingRow> {
  const row = await partingById(r, id)
  if (!row) throw new Refused('not_found')
  return row
}

export async function changeParting(
  { company, db, t: { parting } }: Writing,
  id: string,
  set: Partial<PartingRow>,
) {
  await db
    .update(parting)
    .set(set)
    .where(and(eq(parting.company, company), eq(parting.id, id)))
}

/** Threads that go into dossiers: all but private ones, in which somebody has said something. */
export function toldOf({ company, t: { thread } }: Reading): SQL | undefined {
  return and(eq(thread.company, company), ne(thread.kind, 'private'), gt(thread.lastSeq, 0))
}

/** The record after this one that has anything to tell. */
export async function recordAfter(r: Reading, after: string): Promise<string | undefined> {
  const { thread } = r.t
  const [row] = await r.db
    .select({ record: min(thread.record) })
    .from(thread)
    .where(and(toldOf(r), gt(thread.record, after)))
  return row?.record ?? undefined
}

const of = ({ company, t: { partingDossier } }: Reading, parting: string) =>
  and(eq(partingDossier.company, company), eq(partingDossier.parting, parting))

/** Whether the CRM has been silent for so long that it is not asked any more. */
export async function wasSilent(r: Reading, parting: string): Promise<boolean> {
  const { partingDossier: row } = r.t
  return Number(await r.db.$count(row, and(of(r, parting), eq(row.failure, 'unreachable')))) > 0
}

/** One that is yet to be made, and that nobody makes. */
export async function dueToMake(r: Reading, parting: string): Promise<LeftRow | undefined> {
  const { partingDossier: row } = r.t
  const free = or(isNull(row.makingUntil), lt(row.makingUntil, r.now))
  const [found] = await r.db
    .select()
    .from(row)
    .where(and(of(r, parting), isNull(row.endedAt), isNull(row.kept), free))
    .orderBy(asc(row.record))
    .limit(1)
  return found
}

/** How many are made or being made, and how many of these have been handed to the CRM. */
export async function underWay(r: Reading, parting: string): Promise<{ open: number; handed: number }> {
  const { partingDossier: row } = r.t
  const open = await r.db.$count(row, and(of(r, parting), isNull(row.endedAt)))
  const handed = await r.db.$count(row, and(of(r, parting), isNull(row.endedAt), isNotNull(row.kept)))
  return { open: Number(open), handed: Number(handed) }
}

export async function leftById(r: Reading, parting: string, record: string): Promise<LeftRow | undefined> {
  const [row] = await r.db
    .select()
    .from(r.t.partingDossier)
    .where(and(of(r, parting), eq(r.t.partingDossier.record, record)))
  return row
}

/** The one whose bytes are kept as this, while it is on its way. */
export async function leftByBytes(
  { company, db, t: { partingDossier: row } }: Reading,
  kept: string,
): Promise<LeftRow | undefined> {
  const [found] = await db
    .select()
    .from(row)
    .where(and(eq(row.company, company), eq(row.kept, kept), isNull(row.endedAt)))
  return found
}

/** Those whose bytes are no longer needed here. */
export async function bytesOver({ company, db, t: { partingDossier: row } }: Reading): Promise<LeftRow[]> {
  return db
    .select()
    .from(row)
    .where(and(eq(row.company, company), isNotNull(row.kept), isNotNull(row.endedAt)))
    .limit(100)
}

export async function changeLeft(w: Writing, { parting, record }: LeftRow, set: Partial<LeftRow>) {
  const { partingDossier: row } = w.t
  await w.db
    .update(row)
    .set(set)
    .where(and(of(w, parting), eq(row.record, record)))
}

/** Ends those that are not handed to the CRM yet. */
export async function endUnhanded(w: Writing, parting: string, failure: NotLeft) {
  const { partingDossier: row } = w.t
  await w.db
    .update(row)
    .set({ endedAt: w.now, failure, makingUntil: null })
    .where(and(of(w, parting), isNull(row.endedAt), isNull(row.kept)))
}
