/** A company's rules of how long things are kept. */
import { createHash } from 'node:crypto'
import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { RetentionRule } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { AS_IT_COMES, WHATS, WITHOUT_PLACE, weight } from './rules.ts'
import { NOTICE, type Policy } from './term.ts'

export type PolicyRow = Reading['t']['policy']['$inferSelect']

/** Before anybody has chosen. */
const BEGINNING: Policy = { rules: AS_IT_COMES, at: new Date(0) }

/** Days of the longest term; longer is without an end. */
const DAYS_MOST = 36_500
/** Days a term has at least: what a host tells is to be known for a repetition so long, and a message to be read by everybody. */
const FEWEST = { files: 1, messages: 30, links: 1, audit: 30, payloads: 7 } as const

/** The rules that say when things go, oldest first: those that hold, and those that still keep what they kept. */
export async function policiesOf(r: Reading): Promise<Policy[]> {
  const found: Policy[] = []
  for (const row of await savedPolicies(r)) {
    found.unshift(row)
    if (row.at.getTime() + NOTICE <= r.now.getTime()) return found
  }
  return [BEGINNING, ...found]
}

/** The newest first. */
function savedPolicies({ company, db, t }: Reading): Promise<PolicyRow[]> {
  return db.select().from(t.policy).where(eq(t.policy.company, company)).orderBy(desc(t.policy.number))
}

/** What holds now, and who saved it. */
export async function policyNow(r: Reading): Promise<Policy & { by?: string; number: number }> {
  const { company, db, t } = r
  const mine = eq(t.policy.company, company)
  const [row] = await db.select().from(t.policy).where(mine).orderBy(desc(t.policy.number)).limit(1)
  return row ?? { ...BEGINNING, number: 0 }
}

/**
 * Saves rules in place of those one has seen. The same again changes nothing.
 * @throws Refused `changed_meanwhile`, `bad_request`
 */
export async function savePolicy(w: Writing, by: Visitor, rules: RetentionRule[], version: string) {
  const { company, db, t, now } = w
  const before = await policyNow(w)
  if (versionOf(rules) === versionOf(before.rules)) return
  if (version !== versionOf(before.rules))
    throw new Refused('changed_meanwhile', 'somebody else has changed the rules')
  checkRules(rules)
  const number = before.number + 1
  await db.insert(t.policy).values({ company, number, rules, at: now, by: by.person, reckoned: '' })
  audit(w, { act: 'retention.changed', by, data: { number }, values: { before: before.rules, after: rules } })
}

/** @throws Refused `bad_request` with what is wrong */
export function checkRules(rules: RetentionRule[]) {
  const wrong = wrongWith(rules)
  if (wrong) throw new Refused('bad_request', wrong)
}

function wrongWith(rules: RetentionRule[]): string | undefined {
  if (new Set(rules.map(({ id }) => id)).size < rules.length) return 'two rules have one id'
  const places = rules.map(({ what, where }) => `${what} ${JSON.stringify(Object.entries(where).sort())}`)
  if (new Set(places).size < rules.length) return 'two rules are for the same place'
  for (const what of WHATS) {
    if (!rules.some((rule) => rule.what === what && weight(rule.where) === 0))
      return `no rule says how long ${what} are kept elsewhere`
  }
  for (const { what, where, days, from } of rules) {
    if (WITHOUT_PLACE.includes(what) && (weight(where) > 0 || from === 'closed'))
      return `${what} are of the company as a whole`
    if (days !== null && (days < FEWEST[what] || days > DAYS_MOST)) return `${what}: no such term`
  }
  return undefined
}

/** The same for the same rules in the same order. */
export function versionOf(rules: readonly RetentionRule[]): string {
  const said = rules.map(({ id, what, where, days, from }) => [
    id,
    what,
    Object.entries(where).sort(),
    days,
    from,
  ])
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16)
}

/** A change by which the dates of some files have not been worked out yet; undefined when there is none. */
export async function unreckoned({ company, db, t }: Reading): Promise<PolicyRow | undefined> {
  const [row] = await db
    .select()
    .from(t.policy)
    .where(and(eq(t.policy.company, company), isNotNull(t.policy.reckoned)))
    .orderBy(desc(t.policy.number))
    .limit(1)
  return row
}
