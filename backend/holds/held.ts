/**
 * What must not be deleted for now. Every road by which content is deleted asks here, in the write that deletes: so nothing
 * goes that somebody has put on hold a moment before.
 */
import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'

export type HoldRow = Reading['t']['hold']['$inferSelect']

/** What a hold may name of a thing; null where it has no such thing. */
export interface Coverable {
  record: string | null
  client: string | null
  thread: string | null
  /** Who wrote, sent or did it. */
  person: string | null
  at: Date
}

/** The holds there are. `of` says which of them cover a thing. */
export interface Holds {
  rows: HoldRow[]
  of(thing: Coverable): HoldRow[]
}

/** Reads the holds that hold at this moment, or at a later one. */
export async function holdsNow(r: Reading, at = r.now): Promise<Holds> {
  const { company, db, t } = r
  const found = await db
    .select()
    .from(t.hold)
    .where(and(eq(t.hold.company, company), or(isNull(t.hold.endsAt), gt(t.hold.endsAt, at))))
  const rows = await Promise.all(found.map((hold) => alsoWhereItWentOn(r, hold)))
  return { rows, of: (thing) => rows.filter((hold) => covers(hold, thing)) }
}

/** Whether anything of the company is held. */
export async function isAnythingHeld(r: Reading): Promise<boolean> {
  return (await holdsNow(r)).rows.length > 0
}

/** Talk goes on in another record after a merge or a conversion, and with it what is held of it. */
async function alsoWhereItWentOn(r: Reading, hold: HoldRow): Promise<HoldRow> {
  const { company, db, t } = r
  const records = new Set([...(hold.records ?? []), ...(hold.record === null ? [] : [hold.record])])
  // A set is gone through to its end, with what is added meanwhile.
  for (const record of records) {
    const [card] = await db
      .select({ to: t.card.continuedIn })
      .from(t.card)
      .where(and(eq(t.card.company, company), eq(t.card.record, record)))
    if (card?.to) records.add(card.to)
  }
  return { ...hold, records: [...records] }
}

/** All that it names has to fit; what a thing does not have fits nothing. */
function covers(hold: HoldRow, { record, client, thread, person, at }: Coverable): boolean {
  const isOfIts = record !== null && (hold.records ?? []).includes(record)
  return (
    (hold.record === null || isOfIts) &&
    // Clients are merged at their hosts too: records that were theirs on the day of the hold stay held.
    (hold.client === null || hold.client === client || isOfIts) &&
    (hold.thread === null || hold.thread === thread) &&
    (hold.person === null || hold.person === person) &&
    (hold.since === null || at >= hold.since) &&
    (hold.until === null || at < hold.until)
  )
}
