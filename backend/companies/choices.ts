/** What a company's administrators have chosen for all its people. */

import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { Choices, ShownChoices } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'

/** What holds where nothing has been chosen. */
const AS_IT_COMES: Choices = {
  mirror: { files: true, topics: true },
  anchor: true,
  notices: true,
  level: 'calls',
  margin: {},
  uploads: { largest: null, refused: [], places: false },
}

export async function choicesOf({ company, db, t }: Reading): Promise<Choices> {
  const [row] = await db
    .select({ choices: t.company.choices })
    .from(t.company)
    .where(eq(t.company.company, company))
  return { ...AS_IT_COMES, ...row?.choices }
}

/** As an administrator sees them: with who chose them, and a version to change them by. */
export async function shownChoices(r: Reading): Promise<ShownChoices> {
  const { company, db, t } = r
  const choices = await choicesOf(r)
  const [row] = await db
    .select({ at: t.company.chosenAt, by: t.company.chosenBy })
    .from(t.company)
    .where(eq(t.company.company, company))
  const by = row?.by ? ((await peopleById(r, [row.by])).get(row.by) ?? null) : null
  const chosen = row?.at && { at: row.at.toISOString(), by }
  return { choices, version: versionOf(choices), ...(chosen && { chosen }) }
}

/** Refused as `changed_meanwhile` when they are no longer those of `version`. The same again changes nothing. */
export async function choose(
  w: Writing,
  by: Visitor,
  { choices, version }: Pick<ShownChoices, 'choices' | 'version'>,
) {
  const { company, db, t, now } = w
  const before = await choicesOf(w)
  if (versionOf(choices) === versionOf(before)) return
  if (version !== versionOf(before))
    throw new Refused('changed_meanwhile', 'somebody else has changed the choices')
  await db
    .update(t.company)
    .set({ choices, chosenAt: now, chosenBy: by.person })
    .where(eq(t.company.company, company))
  audit(w, { act: 'choices.changed', by, values: { before, after: choices } })
  await w.emit('choices.changed', { record: '', data: { person: by.person } })
}

/** The same for the same choices, whenever and in whatever order they were made. */
function versionOf(choices: Choices): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(choices)))
    .digest('base64url')
    .slice(0, 16)
}

function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, chosen]) => [name, canonical(chosen)])
}
