/** A company's directory of roles: as it comes until an administrator changes it, then as he left it. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Role, WorkingHours } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { hoursAsTheyCome, rolesAsTheyCome } from './as-it-comes.ts'
import { inUse } from './told.ts'

export interface Directory {
  roles: Role[]
  hours: WorkingHours
  /** Person ids of those who answer for nothing. */
  roleless: string[]
}

/** Read at once, by its key. */
export async function directoryOf(r: Reading): Promise<Directory> {
  const { company, db, t } = r
  const [row] = await db.select().from(t.directory).where(eq(t.directory.company, company))
  if (row) return { roles: row.roles, hours: row.hours, roleless: row.roleless }
  const where = eq(t.company.company, company)
  const [known] = await db.select({ locale: t.company.locale }).from(t.company).where(where)
  return { roles: rolesAsTheyCome, hours: hoursAsTheyCome(known?.locale ?? 'en'), roleless: [] }
}

/** All of them, retired ones too, of what an administrator has left; null where none has changed anything. */
export function rolesIn(left: Role[] | null): Role[] {
  return left ?? rolesAsTheyCome
}

/** Roles that are not retired, in the company's order. */
export async function rolesOf(r: Reading): Promise<Role[]> {
  return inUse((await directoryOf(r)).roles)
}

/** Whether it can be asked now: a retired one can't. */
export async function isRole(r: Reading, id: string): Promise<boolean> {
  return (await rolesOf(r)).some((role) => role.id === id)
}

/** Who answers for each of these roles and works here now: by name, on its rota, or as his title tells. */
export async function holdersOf(
  { company, db, t }: Reading,
  roles: Pick<Role, 'id' | 'people' | 'rota'>[],
): Promise<Map<string, string[]>> {
  const found = new Map(roles.map(({ id }) => [id, [] as string[]]))
  if (roles.length === 0) return found
  const present = and(eq(t.person.company, company), isNull(t.person.leftAt))
  const columns = { id: t.person.id, role: t.person.role }
  const ids = roles.map(({ id }) => id)
  const shown = await db
    .select(columns)
    .from(t.person)
    .where(and(present, inArray(t.person.role, ids)))
    .orderBy(t.person.id)
  for (const { id, role } of shown) found.get(role ?? '')?.push(id)
  // Somebody named for two roles is shown with the first of them.
  const named = [...new Set(roles.flatMap(namedIn))]
  if (named.length === 0) return found
  const here = new Set(
    (
      await db
        .select({ id: t.person.id })
        .from(t.person)
        .where(and(present, inArray(t.person.id, named)))
    ).map(({ id }) => id),
  )
  for (const role of roles) {
    const byName = namedIn(role).filter((person) => here.has(person))
    found.set(role.id, [...new Set([...byName, ...(found.get(role.id) ?? [])])])
  }
  return found
}

/** Who answers for it by an administrator's word: named, or on its rota. */
export function namedIn({ people, rota }: Pick<Role, 'people' | 'rota'>): string[] {
  return [...new Set([...people, ...[...rota.weekly, ...rota.dated].map(({ person }) => person)])]
}
