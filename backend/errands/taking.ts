/** Who does which errand now. A lane has one under way at most, on whatever node. */
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Errand, Outcome } from './errands.ts'
import { heldUp, nextInLane } from './lanes.ts'

/**
 * Milliseconds after which another may take over what one has taken up. Longer than any deed takes: seven questions
 * that each wait for their turn and the slowest upload of the largest file are 11 minutes. Done by two at once, it is
 * done twice.
 */
const TAKEN_FOR = 15 * 60_000

/** An errand taken up for a try. */
export interface Taken {
  errand: Errand
  begunAt: Date
  /** When an earlier try began of which it is not known whether the host has carried it out. */
  unsureSince: Date | null
}

/** Whether there may be one to be taken up. */
export async function isDue(r: Reading, now: Date): Promise<boolean> {
  const { db, t } = r
  // In no order: whose turn it is need not be known for that.
  const [row] = await db.select({ id: t.errand.id }).from(t.errand).where(dueIn(r, now)).limit(1)
  return row !== undefined
}

/** The next errand to be done, those a person has asked for first. */
export async function takeUp(w: Writing): Promise<Taken | undefined> {
  const { now } = w
  let found = await nextDue(w, now)
  while (found && (await heldUp(w, found))) {
    await change(w, found, { dueAt: null })
    found = await nextDue(w, now)
  }
  if (!found) return undefined
  const tries = found.tries + 1
  await change(w, found, { tries, begunAt: now, dueAt: new Date(now.getTime() + TAKEN_FOR) })
  return { errand: { ...found, tries }, begunAt: now, unsureSince: found.begunAt }
}

/** Whether nobody else has taken it over, nor has it ended. */
export async function isStillOurs({ company, db, t }: Reading, { errand }: Taken): Promise<boolean> {
  const [row] = await db
    .select({ tries: t.errand.tries })
    .from(t.errand)
    .where(and(eq(t.errand.company, company), eq(t.errand.id, errand.id), isNull(t.errand.endedAt)))
  return row?.tries === errand.tries
}

function dueIn({ company, t: { errand } }: Reading, now: Date) {
  return and(eq(errand.company, company), isNull(errand.endedAt), lte(errand.dueAt, now))
}

async function nextDue(r: Reading, now: Date): Promise<Errand | undefined> {
  const { errand } = r.t
  const [row] = await r.db
    .select()
    .from(errand)
    .where(dueIn(r, now))
    .orderBy(sql`${errand.as} is null`, asc(errand.dueAt), asc(errand.number))
    .limit(1)
  return row
}

async function change({ company, db, t }: Writing, { id }: Errand, set: Partial<Errand>) {
  await db
    .update(t.errand)
    .set(set)
    .where(and(eq(t.errand.company, company), eq(t.errand.id, id)))
}

/** False when it has ended meanwhile, or somebody else has taken it over: what he finds out counts. */
export async function end(w: Writing, { errand }: Taken, outcome: Outcome): Promise<boolean> {
  const { company, db, t, now } = w
  const { ending } = outcome
  // That it is done is true whoever says it.
  const mine = ending === 'done' ? undefined : eq(t.errand.tries, errand.tries)
  const how =
    outcome.ending === 'done'
      ? { done: outcome.done, reason: null, failedAt: null, failingSince: null }
      : { reason: outcome.reason, failedAt: now }
  const ended = await db
    .update(t.errand)
    .set({ endedAt: now, ending, begunAt: null, ...how })
    .where(and(eq(t.errand.company, company), eq(t.errand.id, errand.id), isNull(t.errand.endedAt), mine))
    .returning({ id: t.errand.id })
  if (ended.length === 0) return false
  await nextInLane(w, errand.lane)
  return true
}

interface Later {
  reason: CrmRefusal
  unsureSince: Date | null
  /** Milliseconds to the next try. */
  again: number
}

/** Nobody here waits any more for what came of it: whoever takes it up then asks whether it has been done. */
export async function letGo({ company, db, t, now }: Writing, { errand }: Taken, again: number) {
  const mine = and(eq(t.errand.id, errand.id), isNull(t.errand.endedAt), eq(t.errand.tries, errand.tries))
  await db
    .update(t.errand)
    .set({ dueAt: new Date(now.getTime() + again) })
    .where(and(eq(t.errand.company, company), mine))
}

export async function tryLater({ company, db, t, now }: Writing, { errand }: Taken, later: Later) {
  const { reason, unsureSince, again } = later
  await db
    .update(t.errand)
    .set({
      dueAt: new Date(now.getTime() + again),
      begunAt: unsureSince,
      failingSince: errand.failingSince ?? now,
      failedAt: now,
      reason,
    })
    .where(
      and(
        eq(t.errand.company, company),
        eq(t.errand.id, errand.id),
        isNull(t.errand.endedAt),
        eq(t.errand.tries, errand.tries),
      ),
    )
}
