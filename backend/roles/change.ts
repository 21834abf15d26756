/** The directory as administrators see and change it. */

import { createHash } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { ShownDirectory, ShownPerson } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { type Directory, directoryOf } from './directory.ts'
import { roleOf, roleTold } from './told.ts'
import { isZone } from './zone.ts'

/** Colleagues listed; the rest are found by who they are named for. */
const LISTED_MOST = 2000

type PersonRow = Reading['t']['person']['$inferSelect']

export async function shownDirectory(r: Reading): Promise<ShownDirectory> {
  const { company, db, t } = r
  const directory = await directoryOf(r)
  const [row] = await db
    .select({ at: t.directory.changedAt, by: t.directory.changedBy })
    .from(t.directory)
    .where(eq(t.directory.company, company))
  const people = (await colleagues(r)).map((person) => ({
    ...shown(person),
    departments: person.departments ?? [],
    told: roleTold(directory.roles, titled(person)),
  }))
  const by = people.find(({ id }) => id === row?.by) ?? null
  return {
    ...directory,
    people,
    version: versionOf(directory),
    ...(row && { changed: { at: row.at.toISOString(), by } }),
  }
}

/**
 * Puts another directory in place of the one of `version`; people are shown with their new roles. The same again changes
 * nothing.
 * @throws Refused `changed_meanwhile` when it is no longer that one, `bad_request` when it makes no sense
 */
export async function changeDirectory(w: Writing, by: Visitor, wanted: Directory, version: string) {
  const { company, db, t, now } = w
  const before = await directoryOf(w)
  const directory = retiring(check(wanted), before, now)
  if (versionOf(directory) === versionOf(before)) return
  if (version !== versionOf(before))
    throw new Refused('changed_meanwhile', 'somebody else has changed the roles')
  const changed = { ...directory, changedAt: now, changedBy: by.person }
  await db
    .insert(t.directory)
    .values({ company, ...changed })
    .onConflictDoUpdate({ target: [t.directory.company], set: changed })
  for (const one of await colleagues(w)) {
    const role = roleOf(directory, titled(one))
    if (role === one.role) continue
    const him = and(eq(t.person.company, company), eq(t.person.id, one.id))
    await db.update(t.person).set({ role }).where(him)
  }
  audit(w, { act: 'roles.changed', by, values: { before, after: directory } })
  await w.emit('roles.changed', { record: '', data: { person: by.person } })
}

/** What was said under a role stays said: it is retired, never taken away. */
function retiring(wanted: Directory, before: Directory, now: Date): Directory {
  const dropped = before.roles
    .filter(({ id }) => !wanted.roles.some((role) => role.id === id))
    .map((role) => ({ ...role, retiredAt: role.retiredAt ?? now.toISOString() }))
  return { ...wanted, roles: [...wanted.roles, ...dropped] }
}

function check(directory: Directory): Directory {
  const { roles, hours } = directory
  const ids = new Set(roles.map(({ id }) => id))
  if (ids.size !== roles.length) throw new Refused('bad_request', 'two roles have one id')
  if (!isZone(hours.zone)) throw new Refused('bad_request', 'no such time zone')
  if (hours.week.some((day) => day && day.from >= day.until))
    throw new Refused('bad_request', 'a working day ends before it begins')
  for (const { rota } of roles) {
    if (rota.dated.some(({ from, to }) => from > to))
      throw new Refused('bad_request', 'a duty ends before it begins')
    if (rota.weekly.some(({ from, until }) => from === until))
      throw new Refused('bad_request', 'a shift ends as it begins')
  }
  return directory
}

function colleagues({ company, db, t }: Reading): Promise<PersonRow[]> {
  return db
    .select()
    .from(t.person)
    .where(and(eq(t.person.company, company), isNull(t.person.leftAt), isNull(t.person.sponsor)))
    .orderBy(asc(t.person.name), asc(t.person.id))
    .limit(LISTED_MOST)
}

function titled({ id, position, departments }: PersonRow) {
  return { id, position, departments: departments ?? [] }
}

function shown({ id, name, position, role, photo }: PersonRow): ShownPerson {
  return { id, name, position, role, photo }
}

/** The same for the same directory, whenever it was made. */
function versionOf({ roles, hours, roleless }: Directory): string {
  const said = JSON.stringify([roles, hours, roleless].map(inOneOrder))
  return createHash('sha256').update(said).digest('base64url').slice(0, 16)
}

/** Databases give the fields of an object back in an order of their own. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return fields.map(([name, of]) => [name, inOneOrder(of)])
}
