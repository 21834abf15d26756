import { and, asc, eq, gt, inArray, lte, type SQL } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'
import { clientsOf } from './clients.ts'
import { type Candidate, eraseBut, type Kind } from './kinds.ts'

/** Who has opened, downloaded and taken out what. */
export const seen: Kind = {
  name: 'seen',
  what: 'audit',
  most: 500,

  async page(r, { madeBy, after, most }) {
    const { seen: table } = r.t
    const found = await seenWhere(r, and(gt(table.id, after), madeBy && lte(table.at, madeBy)), most)
    return { found, ...(found.length === most && { next: found.at(-1)!.id }) }
  },

  again: (r, ids) => seenWhere(r, inArray(r.t.seen.id, ids), ids.length),

  async erase(w, ids) {
    const { company, db, t } = w
    const these = (going: string[]) => and(eq(t.seen.company, company), inArray(t.seen.id, going))
    return eraseBut(w, await seen.again(w, ids), (going) => db.delete(t.seen).where(these(going)))
  },
}

async function seenWhere(r: Reading, where: SQL | undefined, most: number) {
  const { company, db, t } = r
  const { id, record, person, at } = t.seen
  const rows = await db
    .select({ id, record, person, at })
    .from(t.seen)
    .where(and(eq(t.seen.company, company), where))
    .orderBy(asc(id))
    .limit(most)
  const clients = await clientsOf(
    r,
    rows.map(({ record }) => record),
  )
  return rows.map(({ id, record, person, at }): Candidate => {
    const covered = { record, client: clients.get(record) ?? null, thread: null, person, at }
    return { id, what: 'audit', made: at, place: null, covered, bytes: 0 }
  })
}
