import { and, asc, eq, gt, inArray, type SQL } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'
import { clientsOf } from './clients.ts'
import { type Candidate, eraseBut, type Kind } from './kinds.ts'

/**
 * What of the audit log is personal. The entries stay, and every proof with them: they hold commitments, which say nothing
 * without what goes here.
 */
export const entries: Kind = {
  name: 'entries',
  what: 'audit',
  most: 500,

  async page(r, { madeBy, after, most }) {
    // Those before may have nothing left that could go: so many are looked at, whatever is found.
    const rows = await entriesWhere(r, gt(r.t.entry.position, Number(after)), most)
    const old = rows.filter(({ thing: { made } }) => !madeBy || made <= madeBy)
    const isMore = rows.length === most && old.length === rows.length
    return { found: full(old), ...(isMore && { next: rows.at(-1)!.thing.id }) }
  },

  again: async (r, ids) =>
    full(await entriesWhere(r, inArray(r.t.entry.position, ids.map(Number)), ids.length)),

  async erase(w, ids) {
    const { company, db, t } = w
    const these = (going: string[]) =>
      and(eq(t.entry.company, company), inArray(t.entry.position, going.map(Number)))
    return eraseBut(w, await entries.again(w, ids), (going) =>
      db.update(t.entry).set({ kept: null }).where(these(going)),
    )
  },
}

function full(rows: { isFull: boolean; thing: Candidate }[]): Candidate[] {
  return rows.flatMap(({ isFull, thing }) => (isFull ? [thing] : []))
}

async function entriesWhere(r: Reading, where: SQL | undefined, most: number) {
  const { company, db, t } = r
  const { position, record, thread, by, at, kept } = t.entry
  const rows = await db
    .select({ position, record, thread, person: by, at, kept })
    .from(t.entry)
    .where(and(eq(t.entry.company, company), where))
    .orderBy(asc(position))
    .limit(most)
  const clients = await clientsOf(
    r,
    rows.map(({ record }) => record),
  )
  return rows.map(({ position, record, thread, person, at, kept }) => {
    const covered = { record, client: clients.get(record) ?? null, thread, person, at }
    const thing: Candidate = { id: String(position), what: 'audit', made: at, place: null, covered, bytes: 0 }
    return { isFull: kept !== null, thing }
  })
}
