/** What somebody is offered who wants to ask: who is on duty, by when he may expect an answer, and who can fill an empty role. */
import { and, eq, isNull, or } from 'drizzle-orm'
import type { OfferedRoles } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { directoryOf, holdersOf } from './directory.ts'
import { dutyOf } from './duty.ts'
import { deadlineOf } from './hours.ts'
import { inUse } from './told.ts'

/** Administrators named, and told of an empty role. */
const NAMED_MOST = 5

export async function offeredRoles(r: Reading, now: Date): Promise<OfferedRoles> {
  const { roles, hours } = await directoryOf(r)
  const used = inUse(roles)
  const holders = await holdersOf(r, used)
  const duty = await dutyOf(
    r,
    used.map(({ id }) => id),
    now,
  )
  const due = (preset: 'hour' | 'fourHours' | 'noon') => deadlineOf(preset, hours, now).toISOString()
  return {
    roles: used.map(({ id, title }) => ({
      id,
      title,
      holders: holders.get(id) ?? [],
      onDuty: duty.get(id) ?? [],
    })),
    deadlines: { hour: due('hour'), fourHours: due('fourHours'), noon: due('noon') },
    administrators: (await administrators(r)).map(({ id }) => id),
  }
}

/** Administrators of the host as far as we have met them, with the language each has it in. */
export async function administrators({ company, db, t }: Reading) {
  const known = or(eq(t.person.admin, true), eq(t.person.id, t.company.installedBy))
  return db
    .select({ id: t.person.id, locale: t.person.locale })
    .from(t.person)
    .innerJoin(t.company, eq(t.company.company, company))
    .where(and(eq(t.person.company, company), known, isNull(t.person.leftAt)))
    .orderBy(t.person.id)
    .limit(NAMED_MOST)
}
