import { and, asc, eq, gt, inArray, isNotNull, lte, type SQL } from 'drizzle-orm'
import { recordKey } from '../records.ts'
import type { Reading } from '../store/store.ts'
import { clientsOf } from './clients.ts'
import { type Candidate, eraseBut, type Kind } from './kinds.ts'

/** What hosts have told us and we have worked. */
export const payloads: Kind = {
  name: 'payloads',
  what: 'payloads',
  most: 500,

  async page(r, { madeBy, after, most }) {
    const { inbox } = r.t
    const found = await toldWhere(r, and(gt(inbox.key, after), madeBy && lte(inbox.receivedAt, madeBy)), most)
    return { found, ...(found.length === most && { next: found.at(-1)!.id }) }
  },

  again: (r, keys) => toldWhere(r, inArray(r.t.inbox.key, keys), keys.length),

  async erase(w, keys) {
    const { company, db, t } = w
    const these = (going: string[]) => and(eq(t.inbox.company, company), inArray(t.inbox.key, going))
    return eraseBut(w, await payloads.again(w, keys), (going) => db.delete(t.inbox).where(these(going)))
  },
}

async function toldWhere(r: Reading, where: SQL | undefined, most: number) {
  const { company, db, t } = r
  const { key: id, hint, by, receivedAt } = t.inbox
  const rows = await db
    .select({ id, hint, person: by, at: receivedAt })
    .from(t.inbox)
    .where(and(eq(t.inbox.company, company), isNotNull(t.inbox.workedAt), where))
    .orderBy(asc(id))
    .limit(most)
  const told = rows.map(({ hint, ...row }) => ({
    ...row,
    record: hint.about === 'record' ? recordKey(hint.record) : null,
  }))
  const clients = await clientsOf(
    r,
    told.map(({ record }) => record),
  )
  return told.map(({ id, record, person, at }): Candidate => {
    const covered = { record, client: clients.get(record) ?? null, thread: null, person, at }
    return { id, what: 'payloads', made: at, place: null, covered, bytes: 0 }
  })
}
