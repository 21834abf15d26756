/** Somebody asks to be forgotten: who that is, what was found of him, and what is decided about each find. */
import { and, asc, count, desc, eq, isNotNull } from 'drizzle-orm'
import type { CountryCode } from 'libphonenumber-js/max'
import { audit } from '../audit/audit.ts'
import { localeOf } from '../companies/companies.ts'
import type { Secrets } from '../keys/secrets.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { ErasureDecision, ErasureSign, KeepReason, ShownErasure } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { wrongWith } from './subject.ts'

export type ErasureRow = Reading['t']['erasure']['$inferSelect']
export type DecisionRow = Reading['t']['erasureDecision']['$inferSelect']

export interface Wanted {
  signs: ErasureSign[]
  /** People of ours who are he. */
  people: string[]
}

const purposeOf = (id: string) => `who is to be forgotten by ${id}`

/**
 * Remembers, sealed, who is to be forgotten. The same id again changes the signs, while nothing is ordered.
 * @throws Refused `bad_request` with the sign nothing can be found by; `id_taken`
 */
export async function askErasure(w: Writing, secrets: Secrets, by: Visitor, id: string, wanted: Wanted) {
  const { company, db, t, now } = w
  const country = await countryOf(w)
  const wrong = wanted.signs.map((sign) => wrongWith(sign, country)).find((one) => one !== undefined)
  if (wrong) throw new Refused('bad_request', wrong)
  if (wanted.signs.length + wanted.people.length === 0) throw new Refused('bad_request', 'nobody is named')
  const sealing = await secrets.sealing(w)
  const people = [...new Set([...wanted.people, ...(await peopleByMail(w, secrets, wanted.signs))])]
  const sealed = sealing.seal(JSON.stringify({ signs: wanted.signs, people }), purposeOf(id))
  const known = await erasureById(w, id)
  if (known && (known.orderedAt || known.calledOffAt)) throw new Refused('id_taken')
  if (known) await change(w, id, { sealed })
  else await db.insert(t.erasure).values({ company, id, at: now, by: by.person, sealed })
  // With other signs it is another search.
  audit(w, { act: 'erasure.previewed', by, on: { thing: id }, data: { signs: wanted.signs.length } })
}

/** Notes that somebody is about to see what was found. Refused as `not_found`; as `decided` when it is over. */
export async function lookAgain(w: Writing, by: Visitor, id: string) {
  if ((await mustErasure(w, id)).sealed === null) throw new Refused('decided', 'it is over')
  audit(w, { act: 'erasure.previewed', by, on: { thing: id } })
}

/** Who it is; refused as `decided` when it is done, for then nobody knows. */
export async function whoIs(r: Reading, secrets: Secrets, row: ErasureRow): Promise<Wanted> {
  if (row.sealed === null) throw new Refused('decided', 'it is over')
  return JSON.parse((await secrets.opening(r)).open(row.sealed, purposeOf(row.id)))
}

/** People whose own address it is: addresses are stored sealed, so no search of words finds them. */
async function peopleByMail(r: Reading, secrets: Secrets, signs: ErasureSign[]): Promise<string[]> {
  const mails = new Set(
    signs.flatMap(({ kind, text }) => (kind === 'email' ? [text.trim().toLowerCase()] : [])),
  )
  if (mails.size === 0) return []
  const { company, db, t } = r
  const rows = await db
    .select({ person: t.address.person, sealed: t.address.sealed })
    .from(t.address)
    .where(and(eq(t.address.company, company), isNotNull(t.address.sealed)))
  const opening = await secrets.opening(r)
  return rows.flatMap(({ person, sealed }) =>
    mails.has(opening.open(sealed!, `address of ${person}`).toLowerCase()) ? [person] : [],
  )
}

export interface Decided {
  thing: string
  decision: ErasureDecision
  reason?: KeepReason | undefined
}

/** Notes what somebody has decided about finds; a later word takes an earlier one's place. @throws Refused `bad_request`, `decided` */
export async function decide(w: Writing, by: Visitor, id: string, decisions: Decided[]) {
  const { company, db, t, now } = w
  await openErasure(w, id)
  for (const { thing, decision, reason = null } of decisions) {
    if ((decision === 'keep') !== (reason !== null))
      throw new Refused('bad_request', 'what is kept is kept for a reason, and nothing else has one')
    const said = { decision, reason, at: now, by: by.person }
    await db
      .insert(t.erasureDecision)
      .values({ company, erasure: id, thing, ...said })
      .onConflictDoUpdate({
        target: [t.erasureDecision.company, t.erasureDecision.erasure, t.erasureDecision.thing],
        set: said,
      })
  }
  const kept = decisions.filter(({ decision }) => decision === 'keep').length
  audit(w, { act: 'erasure.decided', by, on: { thing: id }, data: { things: decisions.length, kept } })
}

/** Nobody is to be forgotten after all; what was looked for is forgotten. */
export async function callOff(w: Writing, by: Visitor, id: string) {
  const { company, db, t, now } = w
  await openErasure(w, id)
  await change(w, id, { sealed: null, calledOffAt: now })
  await db
    .delete(t.erasureDecision)
    .where(and(eq(t.erasureDecision.company, company), eq(t.erasureDecision.erasure, id)))
  audit(w, { act: 'erasure.decided', by, on: { thing: id }, data: { called_off: true } })
}

/** Refused as `not_found`; as `decided` when it is ordered or called off. */
export async function openErasure(r: Reading, id: string): Promise<ErasureRow> {
  const row = await mustErasure(r, id)
  if (row.orderedAt || row.calledOffAt) throw new Refused('decided')
  return row
}

export async function mustErasure(r: Reading, id: string): Promise<ErasureRow> {
  const row = await erasureById(r, id)
  if (!row) throw new Refused('not_found')
  return row
}

export async function erasureById({ company, db, t }: Reading, id: string): Promise<ErasureRow | undefined> {
  const [row] = await db
    .select()
    .from(t.erasure)
    .where(and(eq(t.erasure.company, company), eq(t.erasure.id, id)))
  return row
}

export async function change({ company, db, t }: Writing, id: string, set: Partial<ErasureRow>) {
  await db
    .update(t.erasure)
    .set(set)
    .where(and(eq(t.erasure.company, company), eq(t.erasure.id, id)))
}

export async function decisionsOf({ company, db, t }: Reading, id: string): Promise<DecisionRow[]> {
  return db
    .select()
    .from(t.erasureDecision)
    .where(and(eq(t.erasureDecision.company, company), eq(t.erasureDecision.erasure, id)))
    .orderBy(asc(t.erasureDecision.thing))
}

/** Those that were asked for, the newest first. */
export async function shownErasures(r: Reading): Promise<ShownErasure[]> {
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.erasure)
    .where(eq(t.erasure.company, company))
    .orderBy(desc(t.erasure.at))
  const people = await peopleById(r, [...new Set(rows.map(({ by }) => by))])
  const outcomes = await db
    .select({ id: t.erasureDecision.erasure, outcome: t.erasureDecision.outcome, things: count() })
    .from(t.erasureDecision)
    .where(and(eq(t.erasureDecision.company, company), isNotNull(t.erasureDecision.outcome)))
    .groupBy(t.erasureDecision.erasure, t.erasureDecision.outcome)
  return rows.map(({ id, at, by, orderedAt, doneAt, calledOffAt }) => {
    const of = (wanted: string) =>
      Number(outcomes.find((one) => one.id === id && one.outcome === wanted)?.things ?? 0)
    const counts = { erased: of('erased'), redacted: of('redacted'), kept: of('kept'), held: of('held') }
    const state = calledOffAt ? 'called_off' : doneAt ? 'done' : orderedAt ? 'doing' : 'open'
    return {
      ...{ id, at: at.toISOString(), by: people.get(by) ?? null, state },
      ...(doneAt && { doneAt: doneAt.toISOString() }),
      ...(orderedAt && { counts }),
    }
  })
}

/** Where numbers without a country are of: where the company speaks. */
export async function countryOf(r: Reading): Promise<CountryCode> {
  const locale = (await localeOf(r)).toLowerCase()
  if (/^(uk|ua)\b/.test(locale)) return 'UA'
  return /^en\b/.test(locale) ? 'GB' : 'RU'
}
