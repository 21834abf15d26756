/** Texts go over to the host: each wording of a message under one name, so that it lies there once. */
import { and, eq, isNull, lt } from 'drizzle-orm'
import { salt } from '../audit/leaf.ts'
import { entrust, recall, takeUpAgain } from '../errands/errands.ts'
import { holdsNow } from '../holds/held.ts'
import { recordRef } from '../records.ts'
import type { Writing } from '../store/store.ts'
import { errandOf, laneOf } from './errand.ts'
import { type Going, goingAmong, hashOf, isText, type RelayedRow, wordingIn, wordingsOf } from './going.ts'
import { letGoHere } from './let-go.ts'

/**
 * Has these messages' texts handed over; those on their way already, or not to go at all, are left as they are. What is on
 * hold stays here, so that nobody at the host can do away with it.
 */
export async function handOver(w: Writing, messages: string[]) {
  const going = await goingAmong(w, messages)
  if (going.length === 0) return
  const holds = await holdsNow(w)
  for (const one of going) {
    const [newest] = await wordingsOf(w, one.id)
    const isHeld = holds.of(one.covered).length > 0
    if (!newest || !isText(newest, one.text)) await add(w, one, newest?.number ?? 0, isHeld)
    else if (newest.stays !== 'refused') await goOn(w, one, newest, isHeld)
  }
}

async function add(w: Writing, { id: message, text, record }: Going, before: number, isHeld: boolean) {
  const { company, db, t, now: askedAt } = w
  const salted = salt()
  const known = { salt: salted, hash: hashOf(salted, text), length: text.length }
  const row = { company, message, number: before + 1, record, ...known, askedAt }
  await db.insert(t.relayed).values({ ...row, stays: isHeld ? 'held' : null })
  if (isHeld) await recall(w, laneOf(record), message)
  else await ask(w, row)
  await forgetDropped(w, message, row.number)
}

/** What waited goes now, unless it waits still; what the host has had since before it was on hold goes from here. */
async function goOn(w: Writing, { text }: Going, row: RelayedRow, isHeld: boolean) {
  if (row.stays === null || (isHeld && row.stays === 'held')) return
  await setStays(w, row, isHeld ? 'held' : null)
  if (isHeld) return
  if (row.entry !== null) return letGoHere(w, row, text)
  await takeUpAgain(w, errandOf(row))
  await ask(w, row)
}

async function ask(w: Writing, row: Pick<RelayedRow, 'message' | 'salt' | 'record'>) {
  const { message, record } = row
  await entrust(w, {
    id: errandOf(row),
    deed: { do: 'relay', record: recordRef(record), message, wording: wordingIn(row) },
    as: null,
    lane: laneOf(record),
    supersedes: message,
  })
}

export async function setStays(
  { company, db, t }: Writing,
  { message, number }: RelayedRow,
  stays: RelayedRow['stays'],
  reason: RelayedRow['reason'] = null,
) {
  const { relayed } = t
  await db
    .update(relayed)
    .set({ stays, reason })
    .where(and(eq(relayed.company, company), eq(relayed.message, message), eq(relayed.number, number)))
}

/** Earlier wordings of which nobody has begun to tell the host are never told. */
async function forgetDropped({ company, db, t }: Writing, message: string, number: number) {
  const { relayed, errand } = t
  const earlier = and(eq(relayed.company, company), eq(relayed.message, message), lt(relayed.number, number))
  const open = await db
    .select({ number: relayed.number, message: relayed.message, salt: relayed.salt })
    .from(relayed)
    .where(and(earlier, isNull(relayed.entry)))
  for (const one of open) {
    const under = and(eq(errand.company, company), eq(errand.id, errandOf(one)), isNull(errand.endedAt))
    if (Number(await db.$count(errand, under)) > 0) continue
    await db.delete(relayed).where(and(earlier, eq(relayed.number, one.number)))
  }
}
