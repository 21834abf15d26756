/** Rules as those who oversee see and save them: never before they were shown what they would do. */
import { and, eq, isNotNull } from 'drizzle-orm'
import { peopleById } from '../people/people.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import { policiesOf, policyNow, savePolicy, versionOf } from '../retention/policies.ts'
import { NOTICE } from '../retention/term.ts'
import type { RetentionRule, ShownRetention } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { type PreviewDeps, previewRules } from './preview.ts'

export interface WantedRules {
  rules: RetentionRule[]
  /** Of the rules they take the place of. */
  version: string
  /** `asOf` of the preview that was shown. */
  asOf: string
  /** How many go, as it was typed. */
  confirmed?: number | undefined
}

/** Milliseconds for which a preview may be acted upon. */
const PREVIEW_HOLDS = 15 * 60_000
/** Records whose funnels and stages are offered. */
const RECORDS_MOST = 5000

/**
 * Saves rules as they were previewed.
 * @throws Refused `changed_meanwhile`, `bad_request`; `not_confirmed` when so many go that the number has to be typed, and it
 *   is another one
 */
export async function saveRules(
  deps: PreviewDeps,
  by: Visitor,
  wanted: WantedRules,
): Promise<ShownRetention> {
  const { store } = deps
  const { company } = by
  const asOf = new Date(wanted.asOf)
  const age = (await store.read(company, async ({ now }) => now.getTime())) - asOf.getTime()
  if (!(age >= 0 && age <= PREVIEW_HOLDS)) throw new Refused('changed_meanwhile', 'the preview is too old')
  const { confirm } = await previewRules(deps, company, wanted.rules, asOf)
  if (confirm !== undefined && wanted.confirmed !== confirm)
    throw new Refused('not_confirmed', `${confirm} would go: the number has to be typed`)
  return store.write(company, async (w) => {
    await savePolicy(w, by, wanted.rules, wanted.version)
    return shownRules(w)
  })
}

export async function shownRules(r: Reading): Promise<ShownRetention> {
  const { rules, by, at } = await policyNow(r)
  const who = by === undefined ? null : ((await peopleById(r, [by])).get(by) ?? null)
  const changes = (await policiesOf(r)).length > 1
  return {
    rules: [...rules],
    version: versionOf(rules),
    ...(by !== undefined && { chosen: { at: at.toISOString(), by: who } }),
    ...(changes && { shortenedFrom: new Date(at.getTime() + NOTICE).toISOString() }),
    known: await knownPlaces(r),
  }
}

/** What rules can name, as records have had it that were looked at last. */
async function knownPlaces({ company, db, t }: Reading): Promise<ShownRetention['known']> {
  const rows = await db
    .select({ record: t.card.record, seen: t.card.seen })
    .from(t.card)
    .where(and(eq(t.card.company, company), isNotNull(t.card.seen)))
    .limit(RECORDS_MOST)
  const all = (of: (row: (typeof rows)[number]) => string | null | undefined) =>
    [...new Set(rows.flatMap((row) => of(row) ?? []))].sort((a, b) => a.localeCompare(b))
  return {
    types: all(({ record }) => recordRef(record).type),
    funnels: all(({ seen }) => seen?.funnel),
    stages: all(({ seen }) => seen?.stage),
  }
}
