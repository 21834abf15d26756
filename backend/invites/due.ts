/** What the clock does about invites. */
import { and, asc, eq, isNull, lte, or } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'
import { tellIn } from '../threads/happenings.ts'
import { type EndsDeps, end, tellEnd } from './ends.ts'
import { type InviteRow, nameOf } from './invites.ts'
import { notify } from './notices.ts'

/** Milliseconds before its end in which the sponsor is asked whether it is to last longer. */
export const ASKED_BEFORE = 24 * 60 * 60_000
/** Invites of one slice. */
const SLICE = 50

/** Whether there is anything the clock has to do. */
export async function isAnyInviteDue(r: Reading): Promise<boolean> {
  const [due] = await dueBy(r, new Date(r.now.getTime() + ASKED_BEFORE), 1)
  return due !== undefined
}

/** Ends invites whose time is over, and asks about those that end within a day; true when there may be more. */
export async function lookAtInvites(w: Writing, deps: EndsDeps): Promise<boolean> {
  const due = await dueBy(w, new Date(w.now.getTime() + ASKED_BEFORE), SLICE)
  for (const row of due) {
    if (row.until <= w.now) {
      await end(w, deps, row, { ending: 'expired', by: null })
      if (row.acceptedAt) await tellEnd(w, deps, row, 'expired', null)
    } else await ask(w, deps, row)
  }
  return due.length === SLICE
}

async function ask(w: Writing, { newId }: EndsDeps, row: InviteRow) {
  const { company, db, t, now } = w
  await db
    .update(t.invite)
    .set({ askedAt: now })
    .where(and(eq(t.invite.company, company), eq(t.invite.id, row.id)))
  // Nobody misses what was never accepted.
  if (!row.acceptedAt) return
  const { person, sponsor, until } = row
  await tellIn(w, row.thread, newId(), {
    what: 'invite_ends',
    person,
    name: await nameOf(w, person),
    sponsor,
    until: until.toISOString(),
    by: null,
  })
  await notify(w, { to: sponsor, what: 'ends', about: row }, newId)
}

function dueBy({ company, db, t, now }: Reading, soon: Date, most: number): Promise<InviteRow[]> {
  const living = and(eq(t.invite.company, company), isNull(t.invite.endedAt))
  return db
    .select()
    .from(t.invite)
    .where(and(living, lte(t.invite.until, soon), stillToDo(t, now)))
    .orderBy(asc(t.invite.until))
    .limit(most)
}

/** Its time is over, or nobody has been asked about it yet. */
function stillToDo(t: Reading['t'], now: Date) {
  return or(lte(t.invite.until, now), isNull(t.invite.askedAt))
}
