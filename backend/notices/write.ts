/** Whoever has not looked after his bell rang is written to: one letter for a card, or one for all that was put off. */
import { and, asc, eq, lte } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { post } from '../letters/letters.ts'
import type { Reading, Writing } from '../store/store.ts'
import { callingsOf, type Found, isWaiting, listenerOf } from './callings.ts'
import { quietUntil } from './quiet.ts'
import { wishesOf } from './wishes.ts'

/** Milliseconds between two letters to one person about one card. */
const APART = 30 * 60_000
/** Callings of one slice. */
const SLICE = 200

/** Whether anybody is to be written to now. */
export async function isAnybodyToBeWritten({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const due = and(eq(t.calling.company, company), lte(t.calling.mailAt, now))
  const [calling] = await db.select({ person: t.calling.person }).from(t.calling).where(due).limit(1)
  return calling !== undefined
}

/** Has letters written to a slice of those whose time has come; true when there may be more. */
export async function writeToThem(w: Writing, newId: () => string): Promise<boolean> {
  const { company, db, t, now } = w
  const callings = await db
    .select({ person: t.calling.person })
    .from(t.calling)
    .where(and(eq(t.calling.company, company), lte(t.calling.mailAt, now)))
    .orderBy(asc(t.calling.mailAt))
    .limit(SLICE)
  for (const person of new Set(callings.map((one) => one.person))) await writeTo(w, person, newId)
  return callings.length === SLICE
}

async function writeTo(w: Writing, person: string, newId: () => string) {
  const { now } = w
  const wishes = await wishesOf(w, person)
  const level = wishes.level ?? (await choicesOf(w)).level
  const { leftAt } = await listenerOf(w, person)
  const all = await callingsOf(w, person)
  const due = all.filter(({ calling }) => calling.mailAt && calling.mailAt <= now)
  const wanted = due.filter((one) => !leftAt && wishes.channels.mail && isWaiting(one, level))
  await setMail(
    w,
    person,
    due.filter((one) => !wanted.includes(one)),
    { mailAt: null },
  )

  const quietEnd = quietUntil(wishes.quiet, wishes.zone, now)
  const ready = quietEnd ? wanted.filter(({ calling }) => calling.urgentAt) : wanted
  if (quietEnd)
    await setMail(
      w,
      person,
      wanted.filter((one) => !ready.includes(one)),
      { mailAt: quietEnd },
    )
  const held = ready.filter(({ calling }) => calling.heldAt)
  if (held.length > 0) await send(w, person, held, null, newId)
  const ofCards = Map.groupBy(
    ready.filter(({ calling }) => !calling.heldAt),
    ({ calling }) => calling.record,
  )
  for (const [record, found] of ofCards) {
    const last = lastLetter(all, record)
    const urgent = found.some(({ calling }) => calling.urgentAt)
    if (!urgent && last + APART > now.getTime())
      await setMail(w, person, found, { mailAt: new Date(last + APART) })
    else await send(w, person, found, record, newId)
  }
}

function lastLetter(all: Found[], record: string): number {
  const times = all.map(({ calling }) => (calling.record === record && calling.mailedAt?.getTime()) || 0)
  return Math.max(0, ...times)
}

async function send(w: Writing, person: string, found: Found[], record: string | null, newId: () => string) {
  await post(w, { id: newId(), by: 'mail', person, about: { what: 'calls', record } })
  await setMail(w, person, found, { mailAt: null, mailedAt: w.now })
}

async function setMail(
  w: Writing,
  person: string,
  found: Found[],
  set: { mailAt: Date | null; mailedAt?: Date },
) {
  const { company, db, t } = w
  for (const { calling } of found) {
    await db
      .update(t.calling)
      .set(set)
      .where(
        and(
          eq(t.calling.company, company),
          eq(t.calling.person, person),
          eq(t.calling.thread, calling.thread),
          eq(t.calling.seq, calling.seq),
        ),
      )
  }
}
