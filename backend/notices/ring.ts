/** Tells people what has called them and waits for them: by their host's bell, their browsers, and later by mail. */
import { and, asc, eq, lte } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { entrust } from '../errands/errands.ts'
import { post } from '../letters/letters.ts'
import { recordRef } from '../records.ts'
import type { Channel, Level, Wishes } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import { callingsOf, type Found, isWaiting, type Listener, listenerOf } from './callings.ts'
import { quietUntil } from './quiet.ts'
import { type Calling, digestOf, groupOf, laneOf, tagOf, takeBack } from './take-back.ts'
import { wishesOf } from './wishes.ts'
import { digestText, noticeText, urgently } from './words.ts'

const MINUTE = 60_000
/** Milliseconds between two notices to one person about one card: a bell that never stops is switched off. */
const APART = MINUTE
/** Milliseconds between two rings of what is urgent, and how often it rings: for half an hour. */
const AGAIN = 5 * MINUTE
const RINGS = 7
/** Milliseconds somebody has to look after his bell has rung before he is written to. */
const BEFORE_MAIL = 10 * MINUTE
/** Callings of one slice. */
const SLICE = 200

/** Whether anybody is to be told now. */
export async function isAnybodyCalled({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const due = and(eq(t.calling.company, company), lte(t.calling.dueAt, now))
  const [calling] = await db.select({ person: t.calling.person }).from(t.calling).where(due).limit(1)
  return calling !== undefined
}

/** Tells a slice of those whose time has come; true when there may be more. */
export async function ring(w: Writing, newId: () => string): Promise<boolean> {
  const { company, db, t, now } = w
  const callings = await db
    .select({ person: t.calling.person, record: t.calling.record })
    .from(t.calling)
    .where(and(eq(t.calling.company, company), lte(t.calling.dueAt, now)))
    .orderBy(asc(t.calling.dueAt))
    .limit(SLICE)
  const { notices, level } = await choicesOf(w)
  for (const [person, of] of Map.groupBy(callings, (one) => one.person)) {
    const wishes = await wishesOf(w, person)
    const listener = await listenerOf(w, person)
    await tellPerson({ w, newId, person, wishes, listener, bell: notices, level: wishes.level ?? level }, [
      ...new Set(of.map(({ record }) => record)),
    ])
  }
  return callings.length === SLICE
}

/** One person, being told. */
interface Telling {
  w: Writing
  newId: () => string
  person: string
  wishes: Wishes
  listener: Listener
  /** The company wants its host's bell rung. */
  bell: boolean
  level: Level
}

async function tellPerson(telling: Telling, records: string[]) {
  const { w, person, wishes, listener, level, newId } = telling
  const quietEnd = quietUntil(wishes.quiet, wishes.zone, w.now)
  const waiting: Found[] = []
  for (const record of records) {
    const all = await callingsOf(w, person, record)
    const still = listener.leftAt ? [] : all.filter((one) => isWaiting(one, level))
    await forget(
      w,
      all.filter((one) => !still.includes(one)).map(({ calling }) => calling),
      newId,
    )
    waiting.push(...still)
  }
  if (quietEnd) await hold(w, waiting.filter(isUntold).filter(isPatient), quietEnd)
  const due = quietEnd ? waiting.filter((one) => !isUntold(one) || !isPatient(one)) : waiting
  const together = quietEnd ? [] : await heldOverCards(telling, due)
  if (together.length > 0) await tellTogether(telling, together)
  const apart = together.length > 0 ? due.filter((one) => !isPatient(one)) : due
  for (const ofCard of cardsOf(apart).values()) await tellOfCard(telling, ofCard)
}

const isUntold = ({ calling }: Found) => calling.toldAt === null
const isPatient = ({ calling }: Found) => calling.urgentAt === null
const cardsOf = (found: Found[]) => Map.groupBy(found, ({ calling }) => calling.record)

/** What was put off, when the quiet is over and it is of several cards; nothing else. */
async function heldOverCards({ w, person, level }: Telling, due: Found[]): Promise<Found[]> {
  if (!due.some((one) => isUntold(one) && one.calling.heldAt)) return []
  const untold = (await callingsOf(w, person)).filter(
    (one) => isWaiting(one, level) && isUntold(one) && isPatient(one),
  )
  return cardsOf(untold).size > 1 ? untold : []
}

async function hold(w: Writing, found: Found[], until: Date) {
  for (const { calling } of found) {
    await change(w, calling, { dueAt: until, heldAt: calling.heldAt ?? w.now })
  }
}

async function tellOfCard(telling: Telling, waiting: Found[]) {
  const { w, person, listener } = telling
  const { now } = w
  const untold = waiting.filter(isUntold)
  const urgent = waiting.filter(({ calling }) => calling.urgentAt && calling.dueAt && calling.dueAt <= now)
  const newest = urgent.at(-1) ?? untold.at(-1)
  if (!newest) return
  const toldLast = Math.max(0, ...waiting.map(({ calling }) => calling.toldAt?.getTime() ?? 0))
  if (urgent.length === 0 && toldLast + APART > now.getTime()) {
    for (const { calling } of untold) await change(w, calling, { dueAt: new Date(toldLast + APART) })
    return
  }
  const { record } = newest.calling
  // A thread may have moved to another card since it called.
  const card = recordRef(newest.thread.record)
  const { text, link } = noticeText(listener.locale, {
    record: card,
    count: waiting.length,
    threads: [...new Set(waiting.map(({ thread }) => thread.title))],
    why: newest.calling.why,
    author: newest.author,
  })
  const tag = tagOf(person, record)
  const said = urgent.length > 0 ? urgently(listener.locale, text) : text
  await tell(telling, { tag, group: groupOf(record), text: said, link, record: card, about: record }, [
    ...new Set([...untold, ...urgent]),
  ])
}

/** What was put off is told at once, however many cards it is of. */
async function tellTogether(telling: Telling, held: Found[]) {
  const newest = held.at(-1)
  if (!newest) return
  const { person, listener } = telling
  const record = recordRef(newest.thread.record)
  const told = { count: held.length, cards: cardsOf(held).size, author: newest.author, record }
  const { text, link } = digestText(listener.locale, told)
  const tag = digestOf(person)
  await tell(telling, { tag, group: tag, text, link, record, about: null }, held)
}

interface Notice {
  tag: string
  group: string
  text: string
  link: string
  record: ReturnType<typeof recordRef>
  /** Record key of the card it tells of; null for all. */
  about: string | null
}

async function tell(telling: Telling, { about, ...notice }: Notice, found: Found[]) {
  const { w, newId, person, listener } = telling
  const rings = channelsOf(telling)
  if (rings.bell) {
    await entrust(w, {
      id: newId(),
      deed: { do: 'notice', to: person, ...notice },
      as: null,
      lane: laneOf(person),
      supersedes: notice.tag,
    })
  }
  for (const device of rings.push ? listener.devices : [])
    await post(w, { id: newId(), by: 'push', person, about: { what: 'calls', record: about, device } })
  for (const { calling } of found) {
    await change(w, calling, {
      ...ringsNext(calling, w.now),
      toldAt: w.now,
      tag: rings.bell ? notice.tag : null,
      heldAt: about === null ? calling.heldAt : null,
      ...(rings.mail && { mailAt: mailTime(calling, w.now, rings) }),
    })
  }
}

function channelsOf({ bell, wishes, listener }: Telling): Record<Channel, boolean> {
  const { channels } = wishes
  return {
    bell: bell && channels.bell,
    push: channels.push && listener.devices.length > 0,
    mail: channels.mail,
  }
}

/** What is urgent, and what nothing else tells, is written at once. */
function mailTime(
  { urgentAt, mailAt, mailedAt }: Calling,
  now: Date,
  { bell, push }: Record<Channel, boolean>,
) {
  if (mailedAt) return mailAt
  return urgentAt || !(bell || push) ? now : new Date(now.getTime() + BEFORE_MAIL)
}

function ringsNext({ urgentAt, rings }: Calling, now: Date): Partial<Calling> {
  if (!urgentAt) return { dueAt: null }
  const next = rings + 1
  return { rings: next, dueAt: next < RINGS ? new Date(now.getTime() + AGAIN) : null }
}

async function forget(w: Writing, callings: Calling[], newId: () => string) {
  const { company, db, t } = w
  for (const one of callings) {
    await db.delete(t.calling).where(and(eq(t.calling.company, company), itself(w, one)))
  }
  await takeBack(w, callings, newId)
}

async function change(w: Writing, calling: Calling, set: Partial<Calling>) {
  const { company, db, t } = w
  await db
    .update(t.calling)
    .set(set)
    .where(and(eq(t.calling.company, company), itself(w, calling)))
}

function itself({ t }: Reading, { person, thread, seq }: Calling) {
  return and(eq(t.calling.person, person), eq(t.calling.thread, thread), eq(t.calling.seq, seq))
}
