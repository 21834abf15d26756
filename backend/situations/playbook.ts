/** A company's situations: as they come until an administrator changes them, then as he left them. */

import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { directoryOf } from '../roles/directory.ts'
import type { ShownSituations, Situation } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { situationsAsTheyCome } from './as-it-comes.ts'

/** Those that can be opened now. */
export async function situationsOf(r: Reading): Promise<Situation[]> {
  return (await allOf(r)).filter(({ retiredAt }) => retiredAt === undefined)
}

export async function shownSituations(r: Reading): Promise<ShownSituations> {
  const { company, db, t } = r
  const situations = await allOf(r)
  const [row] = await db
    .select({ at: t.playbook.changedAt, by: t.playbook.changedBy })
    .from(t.playbook)
    .where(eq(t.playbook.company, company))
  const by = row ? ((await peopleById(r, [row.by])).get(row.by) ?? null) : null
  return {
    situations,
    version: versionOf(situations),
    ...(row && { changed: { at: row.at.toISOString(), by } }),
  }
}

/**
 * Puts others in place of those of `version`. The same again changes nothing; what is left out is gone, for what was
 * opened under it keeps its words.
 * @throws Refused `changed_meanwhile`, `bad_request` for an unknown role or two of one id
 */
export async function changeSituations(w: Writing, by: Visitor, situations: Situation[], version: string) {
  const { company, db, t, now } = w
  const known = await allOf(w)
  const before = versionOf(known)
  if (versionOf(situations) === before) return
  const roles = new Set((await directoryOf(w)).roles.map(({ id }) => id))
  if (new Set(situations.map(({ id }) => id)).size !== situations.length)
    throw new Refused('bad_request', 'two situations have one id')
  if (situations.some((one) => one.roles.some((role) => !roles.has(role))))
    throw new Refused('bad_request', 'no such role')
  if (version !== before) throw new Refused('changed_meanwhile', 'somebody else has changed the situations')
  const changed = { situations, changedAt: now, changedBy: by.person }
  await db
    .insert(t.playbook)
    .values({ company, ...changed })
    .onConflictDoUpdate({ target: [t.playbook.company], set: changed })
  audit(w, { act: 'situations.changed', by, values: { before: known, after: situations } })
  await w.emit('situations.changed', { record: '', data: { person: by.person } })
}

async function allOf({ company, db, t }: Reading): Promise<Situation[]> {
  const [row] = await db
    .select({ situations: t.playbook.situations })
    .from(t.playbook)
    .where(eq(t.playbook.company, company))
  return row?.situations ?? situationsAsTheyCome
}

/** The same for the same situations, whenever they were written. */
function versionOf(situations: Situation[]): string {
  const languages = ({ ru, uk, en }: Situation['title']) => [ru, uk, en]
  const said = situations.map(({ id, title, roles, settles, checklist, opening, retiredAt }) => [
    ...[id, roles, retiredAt],
    ...[title, settles, opening, ...checklist].map(languages),
  ])
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16)
}
