/** From where somebody looks at a card: what his company, his administrators and his colleagues have said before he does. */
import { and, eq, sql } from 'drizzle-orm'
import { type Sight, saidOf, sightBy } from '../access/sight.ts'
import { type Offered, offeredBy, offeredIn } from '../handover/offering.ts'
import { Refused } from '../refused.ts'
import { rolesIn } from '../roles/directory.ts'
import type { Role } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { positionIn, prepared, type Reading } from '../store/store.ts'

export interface Viewpoint {
  /** The company's newest event when all of this was read. */
  position: number
  seeing: Sight
  /** Those retired too: what was said under them is still read. */
  roles: Role[]
  /** The company's texts are kept by its CRM only. */
  isRelaying: boolean
  /** What he may read of how the card has come to him. */
  offered: Offered | undefined
}

/** Refused as `not_found` when he is not known here, or has left. */
export async function viewpointOf(r: Reading, viewer: Viewer): Promise<Viewpoint> {
  const { company, now } = r
  const { person, record } = viewer
  const [row] = await oneRow(r).execute({ company, person, record, now })
  if (!row) throw new Refused('not_found')
  return {
    position: row.position,
    seeing: sightBy(row, viewer),
    roles: rolesIn(row.roles),
    isRelaying: row.storage === 'relay',
    offered: await offeredBy(r, person, row),
  }
}

/** Each part of it is found by a key, none by reading through anything. */
const oneRow = prepared('viewpoint', (db, t) => {
  const company = sql.placeholder('company')
  const person = sql.placeholder('person')
  const said = saidOf(t)
  const offered = offeredIn(t, person, sql.param(sql.placeholder('now'), t.handover.until))
  return db
    .select({
      ...said.columns,
      ...offered.columns,
      roles: t.directory.roles,
      storage: t.company.storage,
      position: positionIn(db, t, company),
    })
    .from(t.person)
    .leftJoin(t.standing, said.standing)
    .leftJoin(t.hiding, said.hiding)
    .leftJoin(t.filing, said.filing)
    .leftJoin(t.company, eq(t.company.company, t.person.company))
    .leftJoin(t.directory, eq(t.directory.company, t.person.company))
    .leftJoin(t.card, and(eq(t.card.company, t.person.company), eq(t.card.record, sql.placeholder('record'))))
    .leftJoin(t.handover, offered.handover)
    .leftJoin(t.absence, offered.absence)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
})
