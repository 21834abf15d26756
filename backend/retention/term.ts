/** Until when a thing is kept: the whole of the arithmetic, on one page. */
import type { RetentionRule, RetentionWhat, ShownTerm } from '../shown.ts'
import { asksHowItStands, rulesFor, type Whereabouts } from './rules.ts'

export const DAY = 24 * 60 * 60_000

/** Milliseconds for which the rules before a change still keep what they kept: a slip can be taken back. */
export const NOTICE = 7 * DAY

/** Milliseconds a thing stays at least when its record has moved to where a shorter rule holds: time to tell its author. */
const AFTER_MOVE = 2 * DAY

/** Rules as they were saved, from then on. */
export interface Policy {
  rules: readonly RetentionRule[]
  at: Date
}

/** Something that is kept for a time. */
export interface Kept {
  what: RetentionWhat
  /** When it was uploaded, sent, written or over. */
  made: Date
  /** Absent of what is the company's as a whole. */
  place: Place | null
}

export interface Place extends Whereabouts {
  /** When its record was found closed, and when it last moved; null while it is open, or has not. */
  closedAt: Date | null
  movedAt: Date | null
}

export interface Term {
  /** Null: it stays. */
  at: Date | null
  rules: [RetentionRule, ...RetentionRule[]]
  because?: NonNullable<ShownTerm['because']>
}

/**
 * When a thing goes. The newest rules say so; but what the rules before them kept stays until a week after they were
 * changed. So it goes when all rules agree that held within the last week: a longer term holds at once, a shorter one for
 * what is there already after a week.
 * @param policies oldest first
 */
export function termOf(policies: readonly Policy[], thing: Kept): Term {
  const newest = policies.at(-1)
  if (!newest) throw new Error('there are always rules')
  const own = byRule(newest, thing)
  let at = own.time
  let { because } = own
  for (const [place, policy] of policies.slice(0, -1).entries()) {
    const kept = Math.min(byRule(policy, thing).time, policies[place + 1]!.at.getTime() + NOTICE)
    if (kept <= at) continue
    at = kept
    because = 'changed'
  }
  return { at: dated(at), rules: own.rules, ...(because && { because }) }
}

/** By the rules of one day alone. */
function byRule({ rules }: Policy, { what, made, place }: Kept) {
  const fitting = rulesFor(rules, what, place)
  const [rule] = fitting
  const found = (time: number, because?: Term['because']) => ({ time, rules: fitting, because })
  if (rule.days === null) return found(Number.POSITIVE_INFINITY)
  const since = rule.from === 'made' ? made : place?.closedAt
  if (!since) return found(Number.POSITIVE_INFINITY, 'not_closed')
  // What was made after the closing is not kept for less than its days.
  const time = Math.max(since.getTime(), made.getTime()) + rule.days * DAY
  const moved = asksHowItStands(rule) && place?.movedAt ? place.movedAt.getTime() + AFTER_MOVE : 0
  return moved > time ? found(moved, 'moved') : found(time)
}

function dated(time: number): Date | null {
  return Number.isFinite(time) ? new Date(time) : null
}

/** Whether it goes by then. */
export function isOver({ at }: Pick<Term, 'at'>, by: Date): boolean {
  return at !== null && at <= by
}

/** The fewest days any of these rules gives; undefined when none lets anything go. */
export function fewestDays(policies: readonly Policy[], what: RetentionWhat): number | undefined {
  const days = (policies.at(-1)?.rules ?? []).flatMap((rule) => (rule.what === what ? (rule.days ?? []) : []))
  return days.length > 0 ? Math.min(...days) : undefined
}
