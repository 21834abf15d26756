/** Who is away, and who stands in for him; it begins and ends by itself. */

import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, type SQLWrapper } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { activePeople, peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { ShownAbsence } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'

export type AbsenceRow = Reading['t']['absence']['$inferSelect']

/** Milliseconds of an absence, and how far ahead it may begin. */
const LONGEST = 366 * 24 * 60 * 60_000
/** Absences of a list. */
const SHOWN_MOST = 50

export interface NewAbsence {
  id: string
  /** Who is away; an administrator may say it of others. */
  person: string
  substitute: string
  since: Date
  until: Date
}

/**
 * Says that somebody is away from then to then. The same id again answers with what is stored.
 * @throws Refused `bad_request` for times that make no sense, or overlap another absence of his; `not_a_member` when
 *   either is no colleague; `stands_in_for_each_other`
 */
export async function beAway(w: Writing, by: Visitor, wanted: NewAbsence): Promise<AbsenceRow> {
  const { company, db, t, now } = w
  const known = await absenceById(w, wanted.id)
  if (known && (known.person !== wanted.person || known.by !== by.person)) throw new Refused('id_taken')
  if (known) return known
  const { person, substitute, since, until } = wanted
  const sound = since < until && until > now && until.getTime() - since.getTime() <= LONGEST
  if (!sound || since.getTime() - now.getTime() > LONGEST)
    throw new Refused('bad_request', 'times make no sense')
  if (person === substitute) throw new Refused('bad_request', 'nobody stands in for himself')
  const active = await activePeople(w, [person, substitute])
  if (active.size < 2) throw new Refused('not_a_member')
  const others = await overlapping(w, since, until)
  if (others.some((one) => one.person === person)) throw new Refused('bad_request', 'he is away then already')
  if (leadsBack(others, substitute, person)) throw new Refused('stands_in_for_each_other')
  const [absence] = await db
    .insert(t.absence)
    .values({ company, ...wanted, by: by.person, at: now })
    .returning()
  const data = { absence: wanted.id, substitute, since: since.toISOString(), until: until.toISOString() }
  audit(w, { act: 'absence.set', by, on: { thing: person }, data })
  return absence!
}

/** He is back, or does not go; saying it again changes nothing. */
export async function comeBack(w: Writing, by: Visitor, id: string) {
  const { company, db, t, now } = w
  const ended = await db
    .update(t.absence)
    .set({ endedAt: now })
    .where(and(eq(t.absence.company, company), eq(t.absence.id, id), isNull(t.absence.endedAt)))
    .returning()
  for (const { person } of ended)
    audit(w, { act: 'absence.ended', by, on: { thing: person }, data: { absence: id } })
}

export interface StandingIn {
  substitute: string
  /** By which absence, and its times. */
  absence: string
  since: Date
  until: Date
}

/** Who stands in for each of these who are away now, chains followed to their end; nobody for whom that leads nowhere. */
export async function substitutesOf(r: Reading, people: string[]): Promise<Map<string, StandingIn>> {
  const found = new Map<string, StandingIn>()
  if (people.length === 0) return found
  const { company, db, t, now } = r
  const current = and(eq(t.absence.company, company), awayIn(t, now))
  const first = await db
    .select()
    .from(t.absence)
    .where(and(current, inArray(t.absence.person, people)))
  // Most of the time nobody is.
  if (first.length === 0) return found
  const away = new Map((await db.select().from(t.absence).where(current)).map((row) => [row.person, row]))
  const ends = new Map(first.map((row) => [row.person, endOf(away, row.person)]))
  const active = await activePeople(
    r,
    [...ends.values()].flatMap((one) => one ?? []),
  )
  for (const { person, id, since, until } of first) {
    const substitute = ends.get(person)
    if (substitute && active.has(substitute)) found.set(person, { substitute, absence: id, since, until })
  }
  return found
}

/** Of absences, those that last now; a person has one at a time. */
export function awayIn({ absence }: Reading['t'], now: Date | SQLWrapper) {
  return and(isNull(absence.endedAt), lte(absence.since, now), gt(absence.until, now))
}

/** Undefined when everybody along the chain is away. */
function endOf(away: Map<string, AbsenceRow>, person: string): string | undefined {
  const passed = new Set<string>()
  let last = person
  for (let next = away.get(last); next; next = away.get(last)) {
    if (passed.has(last)) return undefined
    passed.add(last)
    last = next.substitute
  }
  return last === person ? undefined : last
}

/** Whether following substitutes from here comes to this person. */
function leadsBack(others: AbsenceRow[], from: string, to: string): boolean {
  const passed = new Set<string>()
  const ways = [from]
  for (let one = ways.pop(); one !== undefined; one = ways.pop()) {
    if (one === to) return true
    if (passed.has(one)) continue
    passed.add(one)
    ways.push(...others.filter(({ person }) => person === one).map(({ substitute }) => substitute))
  }
  return false
}

function overlapping({ company, db, t }: Reading, since: Date, until: Date): Promise<AbsenceRow[]> {
  return db
    .select()
    .from(t.absence)
    .where(
      and(
        eq(t.absence.company, company),
        isNull(t.absence.endedAt),
        lt(t.absence.since, until),
        gt(t.absence.until, since),
      ),
    )
}

export async function absenceById({ company, db, t }: Reading, id: string): Promise<AbsenceRow | undefined> {
  const [row] = await db
    .select()
    .from(t.absence)
    .where(and(eq(t.absence.company, company), eq(t.absence.id, id)))
  return row
}

/** A person's absences and those in which he is to stand in, the latest first. */
export async function absencesOf(
  r: Reading,
  person: string,
): Promise<{ mine: ShownAbsence[]; standingIn: ShownAbsence[] }> {
  const { company, db, t } = r
  const select = (who: 'person' | 'substitute') =>
    db
      .select()
      .from(t.absence)
      .where(and(eq(t.absence.company, company), eq(t.absence[who], person)))
      .orderBy(desc(t.absence.since), asc(t.absence.id))
      .limit(SHOWN_MOST)
  const standingIn = (await showAbsences(r, await select('substitute'))).filter(
    ({ state }) => state !== 'over',
  )
  return { mine: await showAbsences(r, await select('person')), standingIn }
}

/** Refused as `not_found`. */
export async function showAbsence(r: Reading, id: string): Promise<ShownAbsence> {
  const row = await absenceById(r, id)
  const [shown] = row ? await showAbsences(r, [row]) : []
  if (!shown) throw new Refused('not_found')
  return shown
}

async function showAbsences(r: Reading, rows: AbsenceRow[]): Promise<ShownAbsence[]> {
  const real = await substitutesOf(
    r,
    rows.map(({ person }) => person),
  )
  const ids = rows.flatMap(({ person, substitute }) => [
    person,
    substitute,
    real.get(person)?.substitute ?? person,
  ])
  const people = await peopleById(r, [...new Set(ids)])
  return rows.map(({ id, person, substitute, since, until, endedAt }) => {
    const end = endedAt && endedAt < until ? endedAt : until
    const state = end <= r.now ? 'over' : since > r.now ? 'ahead' : 'now'
    const now = state === 'now' ? real.get(person)?.substitute : undefined
    const instead = now && now !== substitute ? people.get(now) : undefined
    return {
      id,
      person: people.get(person)!,
      substitute: people.get(substitute)!,
      ...(instead && { instead }),
      since: since.toISOString(),
      until: until.toISOString(),
      ...(endedAt && { endedAt: endedAt.toISOString() }),
      state,
    }
  })
}
