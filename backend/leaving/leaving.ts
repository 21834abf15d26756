/** Somebody leaves: what is decided at once, before his things are handed over slice by slice. Each verb is one write. */

import { and, eq, exists, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { rightsOf } from '../access/rights.ts'
import { standingAsItComes } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import type { Sessions } from '../companies/sessions.ts'
import { isGuest } from '../people/guests.ts'
import { tellOfEmptied } from '../questions/empty-role.ts'
import { Refused } from '../refused.ts'
import type { Had } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { LeavingRow } from './handed.ts'
import { sizeOf } from './holdings.ts'

/** Milliseconds in which it can be taken back. */
export const UNDO_WITHIN = 24 * 60 * 60_000
/** Of those who have left and are to be seen to. */
const SHOWN_MOST = 200

export interface Dismissal {
  id: string
  person: string
  /** Group of cards -> who takes them over; null, or left out, where nobody does. */
  heirs: Record<string, string | null>
  /** Who answers for those he has invited; null when their invitations end. */
  sponsor: string | null
}

/**
 * Ends his sessions and whatever he could come back by; what else he has is handed over after it. The same id again
 * answers with what is stored. `asked` is the size of what he had when the heirs were asked about.
 * @throws Refused `not_found`; `not_oneself`, `last_administrator`; `leaving_already`; of an heir `not_a_member`,
 *   `heir_leaving`, `heir_without_rights`; `changed_meanwhile` when he has come to more cards than the heirs were asked about
 */
export async function dismiss(
  w: Writing,
  { sessions }: { sessions: Pick<Sessions, 'endSessionsOf'> },
  visitor: Visitor,
  wanted: Dismissal,
  asked: string | undefined,
): Promise<{ leaving: LeavingRow; fresh: boolean }> {
  const { company, db, t, now } = w
  const known = await leavingById(w, wanted.id)
  if (known && (known.person !== wanted.person || known.by !== visitor.person)) throw new Refused('id_taken')
  if (known) return { leaving: known, fresh: false }
  const leaver = await mayLeave(w, visitor, wanted)
  if ((await sizeOf(w, wanted.person)) !== asked)
    throw new Refused('changed_meanwhile', 'he has come to more meanwhile')

  const had = await whatHeHad(w, leaver.id)
  const [leaving] = await db
    .insert(t.leaving)
    .values({ company, ...wanted, by: visitor.person, at: now, leftBefore: leaver.leftAt, had, dueAt: now })
    .returning()
  const him = and(eq(t.person.company, company), eq(t.person.id, leaver.id))
  await db
    .update(t.person)
    .set({ dismissedAt: now, leftAt: leaver.leftAt ?? now })
    .where(him)
  await sessions.endSessionsOf(w, leaver.id)
  // What happens by itself is not done with the rights of somebody who has left.
  await db
    .update(t.company)
    .set({ installedBy: visitor.person })
    .where(and(eq(t.company.company, company), eq(t.company.installedBy, leaver.id)))
  await db.delete(t.grant).where(and(eq(t.grant.company, company), eq(t.grant.person, leaver.id)))
  await tellOfEmptied(w, leaver.id)
  const data = { leaving: wanted.id, sponsor: wanted.sponsor }
  audit(w, {
    act: 'person.dismissed',
    by: visitor,
    on: { thing: leaver.id },
    data,
    values: { heirs: wanted.heirs },
  })
  return { leaving: leaving!, fresh: true }
}

async function whatHeHad({ company, db, t }: Reading, person: string): Promise<Had> {
  const [his] = await db
    .select({ grant: t.grant.person, installer: t.company.installedBy })
    .from(t.company)
    .leftJoin(t.grant, and(eq(t.grant.company, company), eq(t.grant.person, person)))
    .where(eq(t.company.company, company))
  return { ...(his?.grant && { grant: true }), ...(his?.installer === person && { installer: true }) }
}

/**
 * Begins to take it back. He signs in again himself. Undoing again changes nothing.
 * @throws Refused `not_found`, `undo_over`
 */
export async function undo(w: Writing, visitor: Visitor, id: string): Promise<LeavingRow> {
  const { company, db, t, now } = w
  const leaving = await leavingById(w, id)
  if (!leaving) throw new Refused('not_found')
  if (leaving.undoneAt) return leaving
  if (now.getTime() - leaving.at.getTime() > UNDO_WITHIN) throw new Refused('undo_over')
  const [undone] = await db
    .update(t.leaving)
    .set({ undoneAt: now, undoneBy: visitor.person, dueAt: now })
    .where(and(eq(t.leaving.company, company), eq(t.leaving.id, id)))
    .returning()
  await db
    .update(t.person)
    .set({ dismissedAt: null, leftAt: leaving.leftBefore })
    .where(and(eq(t.person.company, company), eq(t.person.id, leaving.person)))
  audit(w, {
    act: 'person.dismissal_undone',
    by: visitor,
    on: { thing: leaving.person },
    data: { leaving: id },
  })
  return undone!
}

/** All of it is done, or taken back. */
export async function finish({ company, db, t, now }: Writing, { id, undoneAt }: LeavingRow) {
  await db
    .update(t.leaving)
    .set({ dueAt: null, ...(!undoneAt && { doneAt: now }) })
    .where(and(eq(t.leaving.company, company), eq(t.leaving.id, id)))
}

export async function leavingById({ company, db, t }: Reading, id: string): Promise<LeavingRow | undefined> {
  const [row] = await db
    .select()
    .from(t.leaving)
    .where(and(eq(t.leaving.company, company), eq(t.leaving.id, id)))
  return row
}

/** Those of which not all is done yet. */
export async function unfinished({ company, db, t }: Reading): Promise<LeavingRow[]> {
  return db
    .select()
    .from(t.leaving)
    .where(and(eq(t.leaving.company, company), isNotNull(t.leaving.dueAt)))
}

/** Who leaves; refused as `dismiss`, as far as nobody at the host has to be asked. */
export async function mayLeave(r: Reading, visitor: Visitor, wanted: Dismissal) {
  const { company, db, t } = r
  const { person: id } = wanted
  const [leaver] = await db
    .select()
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, id)))
  if (!leaver || isGuest(id)) throw new Refused('not_found')
  // Whoever dismisses another is an administrator, and stays.
  if (id === visitor.person)
    throw new Refused((await isAnotherAdministrator(r, id)) ? 'not_oneself' : 'last_administrator')
  if (leaver.dismissedAt) throw new Refused('leaving_already')
  await checkHeirs(r, wanted)
  return leaver
}

async function isAnotherAdministrator({ company, db, t }: Reading, than: string): Promise<boolean> {
  const [other] = await db
    .select({ id: t.person.id })
    .from(t.person)
    .where(
      and(
        eq(t.person.company, company),
        eq(t.person.admin, true),
        isNull(t.person.leftAt),
        ne(t.person.id, than),
      ),
    )
    .limit(1)
  return other !== undefined
}

async function checkHeirs(r: Reading, { person, heirs, sponsor }: Dismissal) {
  const { company, db, t } = r
  const named = [...new Set([...Object.values(heirs), sponsor].flatMap((one) => one ?? []))]
  const rows = await db
    .select({ person: t.person, standing: t.standing.standing })
    .from(t.person)
    .leftJoin(t.standing, and(eq(t.standing.company, company), eq(t.standing.person, t.person.id)))
    .where(and(eq(t.person.company, company), inArray(t.person.id, named)))
  const found = new Map(rows.map((row) => [row.person.id, row]))
  for (const id of named) {
    const heir = found.get(id)
    if (!heir || isGuest(id)) throw new Refused('not_a_member', 'an heir is not a colleague')
    if (id === person || heir.person.leftAt) throw new Refused('heir_leaving')
    if (!rightsOf[heir.standing ?? standingAsItComes(heir.person)].write)
      throw new Refused('heir_without_rights')
  }
}

/** Who was seen leaving and still has his places: nothing of theirs has been handed over. */
export async function leftBehind({ company, db, t }: Reading) {
  const his = db
    .select({ thread: t.member.thread })
    .from(t.member)
    .where(and(eq(t.member.company, company), eq(t.member.person, t.person.id), isNull(t.member.leftAt)))
  const cards = db
    .select({ record: t.card.record })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.responsible, t.person.id), isNull(t.card.goneAt)))
  return db
    .select()
    .from(t.person)
    .where(
      and(
        eq(t.person.company, company),
        isNotNull(t.person.leftAt),
        isNull(t.person.dismissedAt),
        isNull(t.person.sponsor),
        or(exists(his), exists(cards)),
      ),
    )
    .limit(SHOWN_MOST)
}
