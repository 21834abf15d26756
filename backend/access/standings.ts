/** Rights as a company's administrators see and set them. */

import { createHash } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { shownPerson } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { Field, Reach, ShownStandings, Standing } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { tellAccess } from './changed.ts'
import { HIDDEN_AS_IT_COMES, rightsOf, STANDINGS } from './rights.ts'
import { standingAsItComes } from './sight.ts'

/** Colleagues listed. */
const LISTED_MOST = 2000

export type Hidden = Record<Standing, Field[]>

export interface WantedStanding {
  person: string
  /** Null: as it comes of what he is. */
  standing: Standing | null
  reach: Reach
  documents: boolean
}

export async function shownStandings(r: Reading): Promise<ShownStandings> {
  const { company, db, t } = r
  const rows = await db
    .select({ person: t.person, set: t.standing })
    .from(t.person)
    .leftJoin(t.standing, and(eq(t.standing.company, company), eq(t.standing.person, t.person.id)))
    .where(and(eq(t.person.company, company), isNull(t.person.leftAt), isNull(t.person.sponsor)))
    .orderBy(asc(t.person.name), asc(t.person.id))
    .limit(LISTED_MOST)
  const hidden = await hiddenIn(r)
  return {
    people: rows.map(({ person, set }) => ({
      person: shownPerson(person),
      standing: set?.standing ?? standingAsItComes(person),
      asItComes: !set?.standing,
      reach: set?.reach ?? 'all',
      documents: set?.documents ?? true,
    })),
    hidden,
    rights: rightsOf,
    version: versionOf(hidden),
  }
}

async function hiddenIn({ company, db, t }: Reading): Promise<Hidden> {
  const [row] = await db.select().from(t.hiding).where(eq(t.hiding.company, company))
  const hidden = STANDINGS.map(
    (standing) => [standing, row?.fields[standing] ?? HIDDEN_AS_IT_COMES[standing]] as const,
  )
  return Object.fromEntries(hidden) as Hidden
}

/**
 * What a colleague may do from now on; his open windows look anew. An administrator of the host stays one: nobody can
 * lock out whoever could let himself in again.
 * @throws Refused `not_a_member`, `not_allowed`
 */
export async function setStanding(
  w: Writing,
  by: Visitor,
  { person, standing, reach, documents }: WantedStanding,
) {
  const { company, db, t, now } = w
  const [known] = await db
    .select()
    .from(t.person)
    .where(
      and(
        eq(t.person.company, company),
        eq(t.person.id, person),
        isNull(t.person.leftAt),
        isNull(t.person.sponsor),
      ),
    )
  if (!known) throw new Refused('not_a_member')
  if (known.admin && standing !== null && standing !== 'administrator')
    throw new Refused('not_allowed', 'an administrator of the CRM stays one here')
  const set = { standing, reach, documents, setAt: now, setBy: by.person }
  const before = await standingBefore(w, person)
  await db
    .insert(t.standing)
    .values({ company, person, ...set })
    .onConflictDoUpdate({ target: [t.standing.company, t.standing.person], set })
  const after = { standing, reach, documents }
  audit(w, { act: 'person.standing_changed', by, on: { thing: person }, values: { before, after } })
  await tellAccess(w, { person })
}

async function standingBefore({ company, db, t }: Reading, person: string) {
  const { standing, reach, documents } = t.standing
  const [row] = await db
    .select({ standing, reach, documents })
    .from(t.standing)
    .where(and(eq(t.standing.company, company), eq(t.standing.person, person)))
  return row ?? null
}

/**
 * What each standing is not shown of a record, in place of the version one has seen.
 * @throws Refused `changed_meanwhile`
 */
export async function hideFields(w: Writing, by: Visitor, hidden: Hidden, version: string) {
  const before = await hiddenIn(w)
  if (versionOf(hidden) === versionOf(before)) return
  if (version !== versionOf(before))
    throw new Refused('changed_meanwhile', 'somebody else has changed the rights')
  const { company, db, t, now } = w
  const set = { fields: hidden, setAt: now, setBy: by.person }
  await db
    .insert(t.hiding)
    .values({ company, ...set })
    .onConflictDoUpdate({ target: [t.hiding.company], set })
  audit(w, { act: 'fields.hidden', by, values: { before, after: hidden } })
  await tellAccess(w, { person: null })
}

function versionOf(hidden: Hidden): string {
  const said = STANDINGS.map((standing) => [...hidden[standing]].sort())
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16)
}
