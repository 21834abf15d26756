/** Which rule is for a thing: of those that fit, the one that says most exactly where it applies. */
import type { RetentionRule, RetentionScope, RetentionWhat, ThreadKind } from '../shown.ts'

/** Where a thing is, as far as rules ask. */
export interface Whereabouts {
  channel: string | null
  thread: ThreadKind
  type: string
  funnel: string | null
  stage: string | null
  closed: boolean
}

export const WHATS = ['files', 'messages', 'links', 'audit', 'payloads'] as const satisfies RetentionWhat[]

/** What is the company's as a whole: rules for it name no place. */
export const WITHOUT_PLACE: readonly RetentionWhat[] = ['audit', 'payloads']

/**
 * What a rule can name, the least telling first. Each weighs more than all before it together: whoever names a kind of
 * thread is more exact than whoever names a funnel, a type and an outcome.
 */
const NAMED = [
  'closed',
  'type',
  'funnel',
  'stage',
  'thread',
  'channel',
] as const satisfies (keyof RetentionScope)[]

/** What holds where nothing has been chosen: one rule for each, without a place. */
export const AS_IT_COMES: RetentionRule[] = [
  { id: 'files', what: 'files', where: {}, days: 30, from: 'made' },
  { id: 'messages', what: 'messages', where: {}, days: null, from: 'made' },
  { id: 'links', what: 'links', where: {}, days: null, from: 'made' },
  { id: 'audit', what: 'audit', where: {}, days: 400, from: 'made' },
  { id: 'payloads', what: 'payloads', where: {}, days: 7, from: 'made' },
]

/** The rules that fit, the one that counts first. There is always one: that without a place. */
export function rulesFor(
  rules: readonly RetentionRule[],
  what: RetentionWhat,
  at: Whereabouts | null,
): [RetentionRule, ...RetentionRule[]] {
  const [first, ...rest] = rules.filter((rule) => rule.what === what && fits(rule.where, at)).sort(moreExact)
  if (!first) throw new Error(`no rule says how long ${what} are kept`)
  return [first, ...rest]
}

function fits(where: RetentionScope, at: Whereabouts | null): boolean {
  return NAMED.every((name) => where[name] === undefined || where[name] === at?.[name])
}

/**
 * A total order: first by what is named; rules that name the same and fit the same are of one place, and there the longer
 * keeps; of equals the one that begins to count later, then whichever.
 */
export function moreExact(a: RetentionRule, b: RetentionRule): number {
  return (
    weight(b.where) - weight(a.where) ||
    compare(b.days ?? Number.POSITIVE_INFINITY, a.days ?? Number.POSITIVE_INFINITY) ||
    compare(a.from, b.from) ||
    compare(a.id, b.id)
  )
}

export function weight(where: RetentionScope): number {
  return NAMED.reduce((sum, name, place) => (where[name] === undefined ? sum : sum + 2 ** place), 0)
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether a rule asks where the record stands, which changes. */
export function asksHowItStands({ where }: RetentionRule): boolean {
  return where.funnel !== undefined || where.stage !== undefined || where.closed !== undefined
}
