/** Putting things on hold, and letting go of them: one asks for it, another confirms it, and three days later it is so. */
import { and, desc, eq, ne } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { HoldScope, ShownHold } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { coveredBy } from './covered.ts'
import { type HoldRow, holdsNow } from './held.ts'

/** Milliseconds a hold still holds after its release was confirmed: a release that should not have been can be stopped. */
export const COOL_OFF = 72 * 60 * 60_000
/** Characters of a reason, at least and at most. */
export const REASON = { least: 10, most: 2000 }

export interface WantedHold {
  /** Made by the client. */
  id: string
  reason: string
  scope: { [Name in keyof HoldScope]?: string | undefined }
}

/**
 * Puts on hold whatever fits all that the scope names. The same again changes nothing.
 * @throws Refused `bad_request` when it names nothing or gives no reason, `id_taken`
 */
export async function placeHold(w: Writing, by: Visitor, { id, reason, scope }: WantedHold) {
  const { company, db, t, now } = w
  const known = await holdById(w, id)
  if (known) {
    if (known.by !== by.person) throw new Refused('id_taken')
    return
  }
  checkReason(reason)
  const { record = null, client = null, thread = null, person = null } = scope
  const [since, until] = [dated(scope.since), dated(scope.until)]
  if (!(record ?? client ?? thread ?? person ?? since ?? until))
    throw new Refused('bad_request', 'a hold has to name something')
  if (since && until && since >= until) throw new Refused('bad_request', 'it ends before it begins')
  const records = client === null ? null : await recordsOf(w, client)
  await db.insert(t.hold).values({
    ...{ company, id, reason: reason.trim(), record, client, records, thread, person, since, until },
    ...{ at: now, by: by.person },
  })
  audit(w, { act: 'hold.placed', by, on: { record, thread, thing: id }, values: { reason, scope } })
}

/** Asks that it be let go of. Refused as `not_found`; `withdrawn` when it holds nothing any more; `bad_request` without a reason. */
export async function askRelease(w: Writing, by: Visitor, id: string, reason: string) {
  const hold = await living(w, id)
  if (hold.releaseAskedAt) return
  checkReason(reason)
  await change(w, id, { releaseAskedAt: w.now, releaseAskedBy: by.person, releaseReason: reason.trim() })
  audit(w, { act: 'hold.release_asked', by, on: on(hold), values: { reason } })
}

/**
 * Confirms what somebody else has asked: it holds for three days more.
 * @throws Refused `not_found`, `withdrawn`, `bad_request` when nobody has asked, `not_oneself`
 */
export async function confirmRelease(w: Writing, by: Visitor, id: string) {
  const hold = await living(w, id)
  if (!hold.releaseAskedAt) throw new Refused('bad_request', 'nobody has asked for its release')
  if (hold.releaseConfirmedAt) return
  if (hold.releaseAskedBy === by.person) throw new Refused('not_oneself', 'another has to confirm it')
  const endsAt = new Date(w.now.getTime() + COOL_OFF)
  await change(w, id, { releaseConfirmedAt: w.now, releaseConfirmedBy: by.person, endsAt })
  audit(w, { act: 'hold.release_confirmed', by, on: on(hold), data: { ends: endsAt.toISOString() } })
}

/** Takes the release back: it goes on holding. Whoever may place one may. */
export async function keepHolding(w: Writing, by: Visitor, id: string) {
  const hold = await living(w, id)
  if (!hold.releaseAskedAt) return
  const never = { releaseAskedAt: null, releaseAskedBy: null, releaseReason: null }
  await change(w, id, {
    ...never,
    releaseConfirmedAt: null,
    releaseConfirmedBy: null,
    endsAt: null,
    noticedAt: null,
  })
  audit(w, { act: 'hold.changed', by, on: on(hold), data: { release: 'taken back' } })
}

const on = ({ id, record, thread }: HoldRow) => ({ record, thread, thing: id })

/** Refused as `bad_request` when it says nothing, or too much. */
export function checkReason(reason: string) {
  const { length } = reason.trim()
  if (length < REASON.least || length > REASON.most) throw new Refused('bad_request', 'a reason is needed')
}

function dated(time: string | undefined): Date | null {
  return time === undefined ? null : new Date(time)
}

/** Refused as `withdrawn` when its time is over. */
async function living(w: Writing, id: string): Promise<HoldRow> {
  const hold = await holdById(w, id)
  if (!hold) throw new Refused('not_found')
  if (hold.endsAt && hold.endsAt <= w.now) throw new Refused('withdrawn', 'it holds nothing any more')
  return hold
}

async function holdById({ company, db, t }: Reading, id: string): Promise<HoldRow | undefined> {
  const [hold] = await db
    .select()
    .from(t.hold)
    .where(and(eq(t.hold.company, company), eq(t.hold.id, id)))
  return hold
}

async function change({ company, db, t }: Writing, id: string, set: Partial<HoldRow>) {
  await db
    .update(t.hold)
    .set(set)
    .where(and(eq(t.hold.company, company), eq(t.hold.id, id)))
}

async function recordsOf({ company, db, t }: Reading, client: string): Promise<string[]> {
  const rows = await db
    .select({ record: t.card.record })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.client, client)))
  return rows.map(({ record }) => record)
}

/** All there ever were, those that hold first, the newest of them first. */
export async function shownHolds(r: Reading, visitor: Visitor): Promise<ShownHold[]> {
  const { company, db, t } = r
  const holding = new Map((await holdsNow(r)).rows.map((row) => [row.id, row]))
  const rows = await db.select().from(t.hold).where(eq(t.hold.company, company)).orderBy(desc(t.hold.at))
  const isOver = ({ id }: HoldRow) => Number(!holding.has(id))
  const sorted = rows.sort((a, b) => isOver(a) - isOver(b))
  const ids = sorted.flatMap(({ by, person, releaseAskedBy, releaseConfirmedBy }) => [
    ...[by, person, releaseAskedBy, releaseConfirmedBy].flatMap((one) => one ?? []),
  ])
  const people = await peopleById(r, [...new Set(ids)])
  const who = (id: string | null) => (id === null ? null : (people.get(id) ?? null))
  const shown: ShownHold[] = []
  for (const row of sorted) {
    const { id, reason, at, by, endsAt, releaseAskedAt, releaseConfirmedAt } = row
    shown.push({
      ...{ id, reason, scope: scopeOf(row), at: at.toISOString(), by: who(by) },
      names: {
        ...(await namesIn(r, row)),
        ...(row.person && { person: who(row.person)?.name ?? row.person }),
      },
      ...(releaseAskedAt && {
        releaseAsked: {
          ...{
            at: releaseAskedAt.toISOString(),
            by: who(row.releaseAskedBy),
            reason: row.releaseReason ?? '',
          },
          mine: row.releaseAskedBy === visitor.person,
        },
      }),
      ...(releaseConfirmedAt && {
        releaseConfirmed: { at: releaseConfirmedAt.toISOString(), by: who(row.releaseConfirmedBy) },
      }),
      ...(endsAt && { endsAt: endsAt.toISOString() }),
      covers: await coveredBy(r, holding.get(id)),
    })
  }
  return shown
}

function scopeOf({ record, client, thread, person, since, until }: HoldRow): HoldScope {
  return {
    ...(record !== null && { record }),
    ...(client !== null && { client }),
    ...(thread !== null && { thread }),
    ...(person !== null && { person }),
    ...(since && { since: since.toISOString() }),
    ...(until && { until: until.toISOString() }),
  }
}

async function namesIn({ company, db, t }: Reading, { record, client, thread }: HoldRow) {
  const [card] = await db
    .select({ seen: t.card.seen })
    .from(t.card)
    .where(
      and(
        eq(t.card.company, company),
        record === null ? eq(t.card.client, client ?? '') : eq(t.card.record, record),
      ),
    )
    .limit(1)
  const [row] =
    thread === null
      ? []
      : await db
          .select({ title: t.thread.title })
          .from(t.thread)
          // What a private discussion is called is its people's.
          .where(and(eq(t.thread.company, company), eq(t.thread.id, thread), ne(t.thread.kind, 'private')))
  return {
    ...(record !== null && card?.seen?.title && { record: card.seen.title }),
    ...(client !== null && card?.seen?.client && { client: card.seen.client }),
    ...(row && { thread: row.title }),
  }
}
