/** What is decided about an invite by whoever answers for it, or leads. */

import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { findThread } from '../threads/find.ts'
import { type EndsDeps, isOutside, revokeInvite } from './ends.ts'
import { checkLives, checkUntil, type InviteRow, inviteById } from './invites.ts'
import { makeLink } from './links.ts'

/** Takes it back: whoever sponsors it may, and those who lead. Taking back what is over changes nothing. */
export async function revoke(w: Writing, deps: EndsDeps, viewer: Viewer, id: string) {
  const row = await sponsored(w, viewer, id)
  return row.endedAt ? row : revokeInvite(w, deps, row, viewer.person, viewer.from)
}

/** It lasts longer, or less long. */
export async function renew(w: Writing, viewer: Viewer, id: string, until: Date) {
  const row = await sponsored(w, viewer, id)
  checkLives(row, w.now)
  checkUntil(until, w.now)
  const { company, db, t } = w
  const [renewed] = await db
    .update(t.invite)
    .set({ until, askedAt: null })
    .where(and(eq(t.invite.company, company), eq(t.invite.id, id)))
    .returning()
  const data = { invite: id, before: row.until.toISOString(), until: until.toISOString() }
  audit(w, { act: 'invite.prolonged', by: viewer, on: { thread: row.thread, thing: row.person }, data })
  return renewed!
}

/** Another link for a guest, in place of the one he had; who came by that one still comes back. */
export async function linkAnew(w: Writing, viewer: Viewer, id: string, coded: boolean) {
  const row = await sponsored(w, viewer, id)
  if (!isOutside(row)) throw new Refused('bad_request', 'a colleague needs no link')
  checkLives(row, w.now)
  const { company, db, t, now } = w
  const { stored, told } = makeLink(company, now, { until: row.until, coded })
  const [renewed] = await db
    .update(t.invite)
    .set({ ...stored, wantedAt: null })
    .where(and(eq(t.invite.company, company), eq(t.invite.id, id)))
    .returning()
  const on = { thread: row.thread, thing: row.person }
  audit(w, { act: 'invite.link_made', by: viewer, on, data: { invite: id } })
  return { invite: renewed!, link: told }
}

/** An invite this person may decide about; refused as `not_found` or `not_allowed`. */
async function sponsored(w: Writing, viewer: Viewer, id: string): Promise<InviteRow> {
  const row = await inviteById(w, id)
  if (!row) throw new Refused('not_found')
  const { sight } = await findThread(w, viewer, row.thread)
  const leads = sight.standing === 'administrator' || sight.standing === 'head'
  if (sight.invited || (row.sponsor !== viewer.person && !leads)) throw new Refused('not_allowed')
  return row
}
