/** How an invite comes to its end, whoever ends it. */

import { and, eq, gt, isNull, ne } from 'drizzle-orm'
import { tellAccess } from '../access/changed.ts'
import { audit } from '../audit/audit.ts'
import type { Sessions } from '../companies/sessions.ts'
import { isGuest } from '../people/guests.ts'
import { Refused } from '../refused.ts'
import type { InviteState } from '../shown.ts'
import type { From } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { tellIn } from '../threads/happenings.ts'
import { type InviteRow, nameOf } from './invites.ts'
import { takeBack } from './notices.ts'

export interface EndsDeps {
  sessions: Pick<Sessions, 'endInvitedSessions'>
  newId: () => string
}

/** Takes it back: he is out of the thread, and his windows are closed. */
export async function revokeInvite(w: Writing, deps: EndsDeps, row: InviteRow, by: string, from?: From) {
  const ended = await end(w, deps, row, { ending: 'revoked', by, from })
  await tellEnd(w, deps, row, 'revoked', by)
  return ended
}

/** Ends it, and nothing is left by which he could come back. */
export async function end(
  w: Writing,
  { sessions }: Pick<EndsDeps, 'sessions'>,
  row: InviteRow,
  how: {
    ending: NonNullable<InviteRow['ending']>
    by: string | null
    from?: From | undefined
    reason?: string
    result?: string | null
  },
): Promise<InviteRow> {
  const { company, db, t, now } = w
  const { by, from, ending, reason = null, result = null } = how
  const [ended] = await db
    .update(t.invite)
    .set({ endedAt: now, endedBy: by, ending, reason, result, linkHash: null, keyHash: null })
    .where(and(eq(t.invite.company, company), eq(t.invite.id, row.id)))
    .returning()
  const thread = await threadOf(w, row)
  audit(w, {
    act: 'invite.ended',
    by: by ? { company, person: by, ...(from && { from }) } : 'clock',
    on: { record: thread.record, thread: thread.id, thing: row.person },
    data: { invite: row.id, ending },
    values: reason ? { reason } : {},
  })
  if (row.acceptedAt) await leaveThread(w, thread, row.person)
  else await takeBack(w, row, thread.record)
  if (await hasOther(w, row, thread.record)) {
    await tellAccess(w, { person: row.person, record: thread.record })
  } else await sessions.endInvitedSessions(w, row.person, thread.record)
  return ended!
}

async function leaveThread(w: Writing, thread: { id: string; record: string; kind: string }, person: string) {
  const { company, db, t, now } = w
  const [member] = await db
    .update(t.member)
    .set({ leftAt: now })
    .where(
      and(
        eq(t.member.company, company),
        eq(t.member.thread, thread.id),
        eq(t.member.person, person),
        isNull(t.member.leftAt),
      ),
    )
    .returning()
  if (!member) return
  const data = { thread: thread.id, person, readSeq: member.readSeq }
  await w.emit('thread.left', { ...(await aboutThread(w, thread)), data })
}

/** Whether he has another invite to a thread of the record. */
async function hasOther({ company, db, t, now }: Reading, row: InviteRow, record: string): Promise<boolean> {
  const [other] = await db
    .select({ id: t.invite.id })
    .from(t.invite)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.invite.thread)))
    .where(
      and(
        eq(t.invite.company, company),
        eq(t.invite.person, row.person),
        isNull(t.invite.endedAt),
        ne(t.invite.id, row.id),
        gt(t.invite.until, now),
        eq(t.thread.record, record),
      ),
    )
    .limit(1)
  return other !== undefined
}

export async function threadOf({ company, db, t }: Reading, { thread }: Pick<InviteRow, 'thread'>) {
  const [row] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, thread)))
  if (!row) throw new Refused('not_found')
  return row
}

export async function tellEnd(
  w: Writing,
  { newId }: EndsDeps,
  row: InviteRow,
  how: 'revoked' | 'expired',
  by: string | null,
) {
  const { person, thread } = row
  const name = await nameOf(w, person)
  await tellIn(w, thread, newId(), { what: 'invite_ended', person, name, how, by })
}

export function isOutside({ person }: Pick<InviteRow, 'person'>): boolean {
  return isGuest(person)
}

export function stateOf({ ending, acceptedAt, until }: InviteRow, now: Date): InviteState {
  if (ending) return ending
  if (until <= now) return 'expired'
  return acceptedAt ? 'accepted' : 'pending'
}
