/** How somebody wishes to be told of what he has not seen. */
import { and, eq, isNotNull } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import { directoryOf } from '../roles/directory.ts'
import { isZone } from '../roles/zone.ts'
import type { Wishes } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import { nextSummary } from './quiet.ts'

/** Who has chosen nothing: his host's bell, by the clock of his company. */
export async function wishesOf(r: Reading, person: string): Promise<Wishes> {
  const { company, db, t } = r
  const [row] = await db
    .select()
    .from(t.wish)
    .where(and(eq(t.wish.company, company), eq(t.wish.person, person)))
  if (!row) return asItComes((await directoryOf(r)).hours.zone)
  const { level, channels, quiet, zone, summary } = row
  return { level, channels, quiet, zone, summary }
}

function asItComes(zone: string): Wishes {
  return { level: null, channels: { bell: true, mail: false, push: true }, quiet: null, zone, summary: null }
}

/**
 * Wishes otherwise from now on.
 * @throws Refused `bad_request` when the quiet would never end, or there is no such zone
 */
export async function wish(w: Writing, person: string, wishes: Wishes) {
  const { company, db, t, now } = w
  if (!isZone(wishes.zone)) throw new Refused('bad_request', 'no such time zone')
  if (wishes.quiet && wishes.quiet.from === wishes.quiet.until)
    throw new Refused('bad_request', 'quiet hours end at another time than they begin')
  if (wishes.quiet && new Set(wishes.quiet.days).size > 6)
    throw new Refused('bad_request', 'one day of the week at least is not quiet')
  const row = { ...wishes, summaryAt: nextSummary(wishes, now), changedAt: now }
  await db
    .insert(t.wish)
    .values({ company, person, ...row })
    .onConflictDoUpdate({ target: [t.wish.company, t.wish.person], set: row })
  // What was put off until the old quiet's end is looked at anew.
  await db
    .update(t.calling)
    .set({ dueAt: now })
    .where(
      and(
        eq(t.calling.company, company),
        eq(t.calling.person, person),
        isNotNull(t.calling.heldAt),
        isNotNull(t.calling.dueAt),
      ),
    )
}

/** Nothing more comes to him by mail. */
export async function wishNoMail(w: Writing, person: string) {
  const wishes = await wishesOf(w, person)
  const summary = wishes.summary?.by === 'mail' ? null : wishes.summary
  await wish(w, person, { ...wishes, summary, channels: { ...wishes.channels, mail: false } })
}
