import { and, asc, eq, gt, inArray, isNotNull, like, lte, type SQL } from 'drizzle-orm'
import { guestId } from '../people/guests.ts'
import { cardOf, placed, placeOf } from '../retention/places.ts'
import type { Reading } from '../store/store.ts'
import { type Candidate, eraseBut, type Kind } from './kinds.ts'

/** Guests' invitations, from when they were over. Whoever wrote in the chat stays its author. */
export const links: Kind = {
  name: 'links',
  what: 'links',
  most: 200,

  async page(r, { madeBy, after, most }) {
    const { invite } = r.t
    const old = madeBy && lte(invite.endedAt, madeBy)
    const found = await linksWhere(r, and(gt(invite.id, after), old), most)
    return { found, ...(found.length === most && { next: found.at(-1)!.id }) }
  },

  again: (r, ids) => linksWhere(r, inArray(r.t.invite.id, ids), ids.length),

  async erase(w, ids) {
    const { company, db, t } = w
    const these = (going: string[]) => and(eq(t.invite.company, company), inArray(t.invite.id, going))
    return eraseBut(w, await links.again(w, ids), (going) => db.delete(t.invite).where(these(going)))
  },
}

async function linksWhere({ company, db, t }: Reading, where: SQL | undefined, most: number) {
  const { invite } = t
  const rows = await db
    .select({
      ...{ id: invite.id, person: invite.person, thread: invite.thread, endedAt: invite.endedAt },
      place: placed(t),
    })
    .from(invite)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, invite.thread)))
    .leftJoin(t.card, cardOf(t))
    .where(
      and(eq(invite.company, company), isNotNull(invite.endedAt), like(invite.person, guestId('%')), where),
    )
    .orderBy(asc(invite.id))
    .limit(most)
  return rows.map(({ id, person, thread, endedAt, place }): Candidate => {
    const { record, client } = place
    const at = endedAt!
    const covered = { record, client, thread, person, at }
    return { id, what: 'links', made: at, place: placeOf(place), covered, bytes: 0 }
  })
}
