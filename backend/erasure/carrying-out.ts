/** Carries out what was ordered, a few things at a time; whoever dies in between leaves the rest to the next. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { removeBytes } from '../files/erase.ts'
import type { Files } from '../files/port.ts'
import { holdsNow } from '../holds/held.ts'
import type { Secrets } from '../keys/secrets.ts'
import { signAsCompany } from '../leaving/acts.ts'
import { leftOf, noteAskedBack } from '../parting/left.ts'
import { Refused } from '../refused.ts'
import { tidyIndex } from '../search/search.ts'
import type { ErasureOpening } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { applyTo } from './applying.ts'
import { dropArchives } from './archives.ts'
import {
  change,
  countryOf,
  type DecisionRow,
  decisionsOf,
  type ErasureRow,
  mustErasure,
  openErasure,
  whoIs,
} from './asking.ts'
import { commit, stated } from './certificate.ts'
import type { Subject } from './finding.ts'
import {
  copiesIn,
  copiesOf,
  dossierCopies,
  shownCopies,
  takeBack,
  textCopies,
  thingsOnTheirWay,
} from './host-copies.ts'
import type { Ledger } from './ledger.ts'
import { judge, locate, recordOf, recordsIn } from './located.ts'
import type { PersonDeps } from './person.ts'
import { findAll } from './preview.ts'
import { signsOf } from './subject.ts'

export interface CarryingDeps extends PersonDeps {
  store: Store
  files: Files
  secrets: Secrets
  ledger: Ledger
  /** Days a backup may be kept. */
  backupsKept: number
  failed(error: unknown): void
}

/** Things of one write. */
const SLICE = 10

/**
 * Orders that it be done, as it was decided: from here on there is no way back. Answers with what opens the certificate,
 * which is told this once.
 * @throws Refused `not_found`, `decided`; `changed_meanwhile` when something was found that nobody has decided about, or
 *   can no longer be done as decided; `not_confirmed` when another number was typed
 */
export async function order(
  deps: CarryingDeps,
  by: Visitor,
  id: string,
  confirmed: number,
): Promise<ErasureOpening> {
  const { store, secrets, ledger } = deps
  const { company } = by
  const { row, who, country, decisions } = await store.read(company, async (r) => {
    const open = await openErasure(r, id)
    const decided = await decisionsOf(r, id)
    return { row: open, who: await whoIs(r, secrets, open), country: await countryOf(r), decisions: decided }
  })
  const going = decisions.filter(({ decision }) => decision !== 'keep')
  if (going.length !== confirmed)
    throw new Refused('not_confirmed', `${going.length} things go: the number has to be typed`)
  const things = await findAll(store, company, { signs: signsOf(who.signs, country), people: who.people })
  const decided = new Map(decisions.map((one) => [one.thing, one]))
  const left = await store.read(company, async (r) => {
    const holds = await holdsNow(r)
    const records: (string | null)[] = []
    for (const [thing, found] of things) {
      const said = decided.get(thing)
      const located = await locate(r, found[0]!)
      if (said?.decision !== 'keep') records.push(recordOf(found[0]!, located))
      const { choices } = await judge(r, holds, found, located, who.people)
      if (!said || !choices.includes(said.decision))
        throw new Refused('changed_meanwhile', `${thing} is yet to be decided about`)
    }
    return leftOf(r, recordsIn(records))
  })
  const { opening, commitments } = commit(id, who.signs, country)
  const keyOf = ledger.keysOf(company)
  // Before anything goes: a ledger that knows of it too early harms nobody.
  const of = (decision: DecisionRow['decision']) =>
    decisions.flatMap((one) => (one.decision === decision ? [one.thing] : []))
  const now = await store.read(company, async (r) => r.now)
  await ledger.note({
    ...{ of: 'erasure', company, id, at: row.at.toISOString(), by: row.by },
    ...{ orderedAt: now.toISOString(), orderedBy: by.person },
    ...{
      signs: signsOf(who.signs, country, keyOf),
      people: who.people,
      erase: of('erase'),
      keep: of('keep'),
    },
  })
  const goes = new Set(going.map(({ thing }) => thing))
  const copies = copiesIn([...things.values()].flat()).filter(({ thing }) => goes.has(thing))
  await store.write(company, async (w) => {
    await openErasure(w, id)
    await takeBack(w, id, [...copies, ...dossierCopies(left)])
    await noteAskedBack(w, left)
    await change(w, id, { commitments, orderedAt: w.now, orderedBy: by.person })
    audit(w, { act: 'erasure.decided', by, on: { thing: id }, data: { ordered: going.length } })
  })
  return opening
}

/** Does a slice of what was ordered; true when there is more to do now. */
export async function carryOut(deps: CarryingDeps, company: string): Promise<boolean> {
  const { store, secrets } = deps
  const due = await store.read(company, nextDue)
  if (!due) return false
  const { row, left } = due
  const { signs, people, country } = await store.read(company, async (r) => ({
    ...(await whoIs(r, secrets, row)),
    country: await countryOf(r),
  }))
  const subject: Subject = { signs: signsOf(signs, country), people }
  if (left.length > 0) {
    const files = await store.write(company, (w) => applySome(w, deps, subject, left))
    // The rows say they are gone; what can't be removed now is left to the sweep.
    await removeBytes(deps.files, company, files).catch(deps.failed)
    return true
  }
  if (await store.read(company, async (r) => isHostAsked(r, row))) return false
  await conclude(deps, company, row, subject)
  return true
}

async function nextDue(r: Reading): Promise<{ row: ErasureRow; left: DecisionRow[] } | undefined> {
  const { company, db, t } = r
  const open = and(eq(t.erasure.company, company), isNotNull(t.erasure.orderedAt), isNull(t.erasure.doneAt))
  const rows = await db.select().from(t.erasure).where(open)
  const onTheirWay = rows.length > 0 ? await thingsOnTheirWay(r) : new Set<string>()
  for (const row of rows) {
    const undone = (await decisionsOf(r, row.id)).filter(({ outcome }) => outcome === null)
    const left = undone.filter(({ thing, decision }) => decision === 'keep' || !onTheirWay.has(thing))
    const isDue = left.length > 0 || (undone.length === 0 && !(await isHostAsked(r, row)))
    if (isDue) return { row, left: left.slice(0, SLICE) }
  }
  return undefined
}

/** The host has yet to say whether it takes back what we have brought it. */
async function isHostAsked(r: Reading, { id }: ErasureRow): Promise<boolean> {
  return (await shownCopies(r, id, [])).some(({ state }) => state === 'asked')
}

async function applySome(
  w: Writing,
  deps: CarryingDeps,
  subject: Subject,
  decisions: DecisionRow[],
): Promise<string[]> {
  const { company, db, t } = w
  const files: string[] = []
  for (const { erasure, thing, decision } of decisions) {
    // Asked before it goes: then nothing is known of them.
    const texts = await textCopies(w, [thing])
    const done =
      decision === 'keep'
        ? { outcome: 'kept' as const, files: [] }
        : await applyTo(w, deps, subject, thing, decision)
    files.push(...done.files)
    const copies = await copiesOf(w, thing, done.files)
    await takeBack(w, erasure, [...copies, ...(done.outcome === 'erased' ? texts : [])])
    const mine = and(
      eq(t.erasureDecision.company, company),
      eq(t.erasureDecision.erasure, erasure),
      eq(t.erasureDecision.thing, thing),
    )
    await db.update(t.erasureDecision).set({ outcome: done.outcome }).where(mine)
  }
  return files
}

/** Cleans what the database has left of it, searches once more, and states it; from then on nobody knows who it was. */
async function conclude(deps: CarryingDeps, company: string, row: ErasureRow, subject: Subject) {
  const { store, secrets } = deps
  await dropArchives(store, deps.files, company)
  await tidyIndex(store, company)
  // What cannot be cleaned now is not stated to be gone: it is tried again with the next round.
  await store.scrub()
  const again = await findAll(store, company, subject)
  const stays = new Map(
    (await store.read(company, (r) => decisionsOf(r, row.id))).map(({ thing, outcome }) => [thing, outcome]),
  )
  const left = [...again.keys()].filter((thing) => !['kept', 'held'].includes(stays.get(thing) ?? ''))
  await store.write(company, async (w) => {
    if ((await mustErasure(w, row.id)).doneAt) return
    const body = JSON.stringify(await stated(w, row, left.length, deps.backupsKept))
    const { key, signature } = await signAsCompany(w, secrets, body)
    await change(w, row.id, { sealed: null, doneAt: w.now, body, key: key.id, signature })
    const data = { things: stays.size, found: left.length }
    audit(w, { act: 'erasure.done', by: 'clock', on: { thing: row.id }, data })
  })
  // Of what he was found by.
  await store.scrub()
}
