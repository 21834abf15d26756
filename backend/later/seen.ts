/** When this installation ran last: by that a clock that was set meanwhile is found out. */
import { and, eq } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'
import { NODES } from './shares.ts'

/** Its row among the rounds of what is rare; of no share, so of the first. */
const SEEN = 'what time it is'
const SHARE = 0

export async function lastSeen({ db, t }: Reading): Promise<Date | undefined> {
  const mine = and(eq(t.round.company, NODES), eq(t.round.share, SHARE), eq(t.round.task, SEEN))
  const [row] = await db.select({ at: t.round.doneAt }).from(t.round).where(mine)
  return row?.at
}

export async function noteSeen({ db, t, now }: Writing) {
  await db
    .insert(t.round)
    .values({ company: NODES, share: SHARE, task: SEEN, doneAt: now })
    .onConflictDoUpdate({ target: [t.round.company, t.round.share, t.round.task], set: { doneAt: now } })
}
