import { and, eq } from 'drizzle-orm'
import type { CrmPerson } from '../../crm-adapters/port.ts'
import { sight } from '../access/sight.ts'
import { learnPeople, peopleById, shownPerson } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { HomeBootstrap, ShownPerson } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import { type InboxDeps, inboxPage } from './inbox.ts'

/** Opens our own page for a person the host has just vouched for: all its first paint needs. */
export async function openHome(
  deps: InboxDeps,
  visitor: Visitor,
  person: CrmPerson,
): Promise<HomeBootstrap['home']> {
  const me = (await known(deps, visitor, person)) ?? (await learnt(deps, visitor, person))
  const admin = person.admin === true
  const { standing } = await deps.store.read(visitor.company, (r) =>
    sight(r, { person: visitor.person, record: '' }),
  )
  const oversees = admin || standing === 'compliance'
  return { me, admin, oversees, inbox: await inboxPage(deps, visitor, { filter: 'all' }) }
}

/** Most openings bring no news; they need not wait for the writer. */
async function known({ store }: InboxDeps, { company, person }: Visitor, told: CrmPerson) {
  const row = await store.read(company, async ({ db, t }) => {
    const him = and(eq(t.person.company, company), eq(t.person.id, person))
    return (await db.select().from(t.person).where(him)).at(0)
  })
  const same =
    row &&
    row.name === told.name &&
    row.position === told.position &&
    row.photo === told.photo &&
    row.admin === (told.admin ?? row.admin) &&
    !row.leftAt
  return same ? shownPerson(row) : undefined
}

async function learnt({ store }: InboxDeps, visitor: Visitor, person: CrmPerson): Promise<ShownPerson> {
  return store.write(visitor.company, async (w) => {
    await learnPeople(w, [person])
    const me = (await peopleById(w, [person.id])).get(person.id)
    if (!me) throw new Refused('not_found')
    return me
  })
}
