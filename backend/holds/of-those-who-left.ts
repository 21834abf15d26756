/**
 * Holds of companies that have removed us: nobody of theirs can release them any more, and nothing of theirs goes while they
 * hold. Whoever runs the server lets go of them, for a reason that stays in the log, and three days later it is so.
 */
import { and, eq, isNotNull } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { Reading, Writing } from '../store/store.ts'
import { type HoldRow, holdsNow } from './held.ts'
import { COOL_OFF, checkReason } from './holds.ts'

/** What the log calls whoever runs the server. */
const OPERATOR = 'operator'

/** What still holds of a company that left; undefined while it is installed, or there is none. */
export async function holdsLeft(r: Reading): Promise<HoldRow[] | undefined> {
  const { company, db, t } = r
  const left = and(eq(t.company.company, company), isNotNull(t.company.uninstalledAt))
  const [gone] = await db.select({ company: t.company.company }).from(t.company).where(left)
  return gone && (await holdsNow(r)).rows
}

/**
 * Lets go of one, in 72 hours. The same again changes nothing.
 * @throws Refused `not_allowed` while the company is installed: its own people release it; `not_found`; `bad_request`
 */
export async function letGo(w: Writing, id: string, reason: string): Promise<Date> {
  const holds = await holdsLeft(w)
  if (!holds) throw new Refused('not_allowed', 'the company has not left: two of its own people release it')
  const hold = holds.find((one) => one.id === id)
  if (!hold) throw new Refused('not_found', 'nothing holds by this id')
  if (hold.endsAt) return hold.endsAt
  checkReason(reason)
  const { company, db, t, now } = w
  const endsAt = new Date(now.getTime() + COOL_OFF)
  const asked = { releaseAskedAt: now, releaseAskedBy: OPERATOR, releaseReason: reason.trim() }
  await db
    .update(t.hold)
    .set({ ...asked, releaseConfirmedAt: now, releaseConfirmedBy: OPERATOR, endsAt })
    .where(and(eq(t.hold.company, company), eq(t.hold.id, id)))
  const { record, thread } = hold
  audit(w, {
    act: 'hold.release_confirmed',
    by: OPERATOR,
    on: { record, thread, thing: id },
    data: { ends: endsAt.toISOString() },
    values: { reason },
  })
  return endsAt
}
