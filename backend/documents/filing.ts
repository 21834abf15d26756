/** What a company's files are called and what its deals need: as it comes until an administrator changes it. */
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { tellAccess } from '../access/changed.ts'
import { admits } from '../access/file-classes.ts'
import { sight } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import { takeClassesBack } from '../files/kept-back.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { FileClass, Filing, FilingWords, ShownFiling } from '../shown.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { filingAsItComes } from './as-it-comes.ts'

/** Read at once, by its key. */
export async function filingOf({ company, db, t }: Reading): Promise<Filing> {
  const { kinds, classes, kits } = t.filing
  const [row] = await db.select({ kinds, classes, kits }).from(t.filing).where(eq(t.filing.company, company))
  return row ?? filingAsItComes
}

/** What somebody may call a file, and what he reads that others have called it. */
export async function filingWords(r: Reading, viewer: Viewer): Promise<FilingWords> {
  const { classes: shown, invited } = await sight(r, viewer)
  const { kinds, classes } = await filingOf(r)
  const his = invited ? [] : classes.filter(({ id }) => admits(shown, id))
  return {
    // Whoever is only invited is not told what is kept from him.
    kinds: invited ? kinds.map((one) => ({ ...one, class: null })) : kinds,
    classes: his.map(({ closedTo: _, ...one }) => one),
  }
}

export async function shownFiling(r: Reading): Promise<ShownFiling> {
  const { company, db, t } = r
  const filing = await filingOf(r)
  const [row] = await db
    .select({ at: t.filing.changedAt, by: t.filing.changedBy })
    .from(t.filing)
    .where(eq(t.filing.company, company))
  const by = row ? ((await peopleById(r, [row.by])).get(row.by) ?? null) : null
  return {
    filing,
    version: versionOf(filing),
    ...(row && { changed: { at: row.at.toISOString(), by } }),
  }
}

/**
 * Puts others in place of those of `version`. The same again changes nothing. Files keep the kind and the class they were
 * given; who is not shown a class any more does not see its files from now on.
 * @throws Refused `changed_meanwhile`; `bad_request` when something is named twice, or what is named is not there
 */
export async function changeFiling(w: Writing, by: Visitor, filing: Filing, version: string) {
  const { company, db, t, now } = w
  const before = await filingOf(w)
  if (versionOf(filing) === versionOf(before)) return
  if (version !== versionOf(before))
    throw new Refused('changed_meanwhile', 'somebody else has changed the documents')
  check(filing)
  const changed = { ...filing, changedAt: now, changedBy: by.person }
  await takeClassesBack(w, narrowedIn(before, filing))
  await db
    .insert(t.filing)
    .values({ company, ...changed })
    .onConflictDoUpdate({ target: [t.filing.company], set: changed })
  audit(w, { act: 'filing.changed', by, values: { before, after: filing } })
  await w.emit('filing.changed', { record: '', data: { person: by.person } })
  await tellAccess(w, { person: null })
}

/** Classes that are closed to somebody they were open to. */
function narrowedIn(before: Filing, after: Filing): FileClass[] {
  return after.classes.flatMap(({ id, closedTo }) => {
    const was = before.classes.find((one) => one.id === id)?.closedTo ?? []
    return closedTo.some((one) => !was.includes(one)) ? [id] : []
  })
}

function check({ kinds, classes, kits }: Filing) {
  for (const named of [kinds, classes, kits]) {
    if (new Set(named.map(({ id }) => id)).size < named.length)
      throw new Refused('bad_request', 'two of them have one id')
  }
  const known = { kinds: new Set(kinds.map(({ id }) => id)), classes: new Set(classes.map(({ id }) => id)) }
  if (kinds.some((one) => one.class !== null && !known.classes.has(one.class)))
    throw new Refused('bad_request', 'no such class')
  for (const { items } of kits) {
    if (items.some(({ kind }) => !known.kinds.has(kind))) throw new Refused('bad_request', 'no such kind')
    if (new Set(items.map(({ kind }) => kind)).size < items.length)
      throw new Refused('bad_request', 'a kit names a kind twice')
  }
}

/** The same for the same, whenever it was written. */
function versionOf({ kinds, classes, kits }: Filing): string {
  const languages = ({ ru, uk, en }: Filing['kinds'][number]['title']) => [ru, uk, en]
  const said = [
    kinds.map(({ id, title, class: of, retiredAt }) => [id, languages(title), of, retiredAt]),
    classes.map(({ id, title, closedTo, retiredAt }) => [
      id,
      languages(title),
      [...closedTo].sort(),
      retiredAt,
    ]),
    kits.map(({ id, title, funnels, items }) => [
      id,
      languages(title),
      funnels,
      items.map(({ kind, hours }) => [kind, hours]),
    ]),
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16)
}
