import { and, asc, eq, gt, inArray, isNull, lte, type SQL } from 'drizzle-orm'
import { eraseFiles } from '../files/erase.ts'
import { cardOf, placed, placeOf } from '../retention/places.ts'
import type { Reading } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import type { Candidate, Kind } from './kinds.ts'

/** Chat attachments. Those sent to the host go when they are there; those that stay here for good do not go. */
export const files: Kind = {
  name: 'files',
  what: 'files',
  most: 200,

  async page(r, { madeBy, after, most }) {
    const { file } = r.t
    const found = await filesWhere(r, and(gt(file.id, after), madeBy && lte(file.at, madeBy)), most)
    return { found, ...(found.length === most && { next: found.at(-1)!.id }) }
  },

  again: (r, ids) => filesWhere(r, inArray(r.t.file.id, ids), ids.length),

  async erase(w, ids) {
    const { erased, held } = await eraseFiles(w, ids, aboutThread)
    return { erased: erased.map(({ id }) => id), held }
  },
}

async function filesWhere({ company, db, t }: Reading, where: SQL | undefined, most: number) {
  const rows = await db
    .select({ file: t.file, place: placed(t) })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.file.thread)))
    .leftJoin(t.card, cardOf(t))
    .where(and(eq(t.file.company, company), isNull(t.file.erasedAt), where))
    .orderBy(asc(t.file.id))
    .limit(most)
  return rows.map(({ file, place }): Candidate => {
    const { id, at, size, author, thread } = file
    const { permanentAt, keepAskedAt, keptAt, keepRefusedAt } = file
    const { record, client } = place
    const isOnItsWay = keepAskedAt && !keptAt && !keepRefusedAt
    return {
      ...{ id, what: 'files', made: at, place: placeOf(place), bytes: size },
      covered: { record, client, thread, person: author, at },
      ...(isOnItsWay && { spared: 'keeping' }),
      ...(permanentAt && { spared: 'document' }),
    }
  })
}
