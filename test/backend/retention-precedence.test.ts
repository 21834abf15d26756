/** Which rule counts, and until when: against an oracle that goes through all there is. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AS_IT_COMES, moreExact, rulesFor, type Whereabouts } from '../../backend/retention/rules.ts'
import { isOver, NOTICE, type Place, termOf } from '../../backend/retention/term.ts'
import type { RetentionRule } from '../../backend/shown.ts'

const DAY = 24 * 3_600_000
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const threads = ['team', 'topic', 'private'] as const
const words = fc.constantFrom('a', 'b')

const scope = fc
  .record({
    closed: maybe(fc.boolean()),
    type: maybe(fc.constantFrom('deal', 'lead')),
    funnel: maybe(words),
    stage: maybe(words),
    thread: maybe(fc.constantFrom(...threads)),
    channel: maybe(fc.constant('mail')),
  })
  .map((named) => Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)))
const rule: fc.Arbitrary<RetentionRule> = fc.record({
  id: fc.uuid(),
  what: fc.constant('files' as const),
  where: scope,
  days: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
  from: fc.constantFrom('made' as const, 'closed' as const),
})
const rules = fc.array(rule, { maxLength: 12 }).map((made) => [...made, ...AS_IT_COMES])
const place: fc.Arbitrary<Place> = fc
  .record({
    channel: fc.constant(null),
    thread: fc.constantFrom(...threads),
    type: fc.constantFrom('deal', 'lead'),
    funnel: fc.option(words, { nil: null }),
    stage: fc.option(words, { nil: null }),
    closedDay: fc.option(fc.integer({ min: 0, max: 80 }), { nil: null }),
    movedDay: fc.option(fc.integer({ min: 0, max: 80 }), { nil: null }),
  })
  .map(({ closedDay, movedDay, ...at }) => ({
    ...at,
    closed: closedDay !== null,
    closedAt: closedDay === null ? null : new Date(closedDay * DAY),
    movedAt: movedDay === null ? null : new Date(movedDay * DAY),
  }))

/** From the least telling to the most. */
const NAMED = ['closed', 'type', 'funnel', 'stage', 'thread', 'channel'] as const

/** In the customer's words: read from the most telling name to the least, the first rule to name something more wins. */
function better(a: RetentionRule, b: RetentionRule): boolean {
  for (const name of NAMED.toReversed()) {
    const [mine, other] = [name in a.where, name in b.where]
    if (mine !== other) return mine
  }
  return (a.days ?? 1e9) >= (b.days ?? 1e9)
}

function fits({ where }: RetentionRule, at: Whereabouts): boolean {
  return NAMED.every((name) => !(name in where) || where[name] === at[name])
}

test('F63: the most exact rule counts, between equals the longest; in whatever order they were written', () => {
  fc.assert(
    fc.property(rules, place, (all, at) => {
      const [first] = rulesFor(all, 'files', at)
      const fitting = all.filter((one) => one.what === 'files' && fits(one, at))
      expect(fitting).toContainEqual(first)
      for (const other of fitting) expect(better(first, other)).toBe(true)
      expect(rulesFor(all.toReversed(), 'files', at)).toEqual(rulesFor(all, 'files', at))
    }),
    { seed: 6, numRuns: 500 },
  )
})

test('rules stand in one order: of two, one comes first, and of three none goes round', () => {
  fc.assert(
    fc.property(rule, rule, rule, (a, b, c) => {
      expect(Math.sign(moreExact(a, b))).toBe(-Math.sign(moreExact(b, a)) || 0)
      if (moreExact(a, b) <= 0 && moreExact(b, c) <= 0) expect(moreExact(a, c)).toBeLessThanOrEqual(0)
      if (a.id !== b.id) expect(moreExact(a, b)).not.toBe(0)
    }),
    { seed: 7, numRuns: 1000 },
  )
})

test('F73: a thing goes on the first day all rules of the last week agree that it goes', () => {
  const changes = fc
    .array(fc.record({ rules, gap: fc.integer({ min: 1, max: 15 }) }), { minLength: 1, maxLength: 4 })
    .map((all) => {
      let day = 0
      return all.map(({ rules, gap }) => {
        day += gap
        return { rules, at: new Date(day * DAY) }
      })
    })
  fc.assert(
    fc.property(changes, fc.integer({ min: 0, max: 40 }), place, (policies, made, at) => {
      const thing = { what: 'files' as const, made: new Date(made * DAY), place: at }
      const newest = policies.at(-1)!
      const { at: goes } = termOf(policies, thing)
      // Asked day after day from the newest change on, as the clock does.
      for (let day = newest.at.getTime() / DAY; day < 200; day += 1) {
        const now = new Date(day * DAY)
        const counting = policies.filter((_, n) => {
          const end = policies[n + 1]?.at.getTime()
          return end === undefined || end + NOTICE > now.getTime()
        })
        const agree = counting.every((one) => isOver(termOf([one], thing), now))
        expect([day, isOver({ at: goes }, now)]).toEqual([day, agree])
      }
    }),
    { seed: 8, numRuns: 150 },
  )
})

test('a longer term holds at once, a shorter one for what is there after a week', () => {
  const of = (days: number | null, day: number) => ({
    rules: [{ id: 'files', what: 'files', where: {}, days, from: 'made' } satisfies RetentionRule],
    at: new Date(day * DAY),
  })
  const thing = { what: 'files' as const, made: new Date(0), place: null }
  expect(termOf([of(30, -100), of(90, 29)], thing)).toMatchObject({ at: new Date(90 * DAY) })
  expect(termOf([of(90, -100), of(30, 50)], thing)).toMatchObject({
    at: new Date(57 * DAY),
    because: 'changed',
  })
  expect(termOf([of(90, -100), of(30, 10)], thing)).toMatchObject({ at: new Date(30 * DAY) })
  expect(termOf([of(null, -100), of(30, 50)], thing).at).toEqual(new Date(57 * DAY))
  expect(termOf([of(30, -100), of(null, 29)], thing).at).toBeNull()
})
