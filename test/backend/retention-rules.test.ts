/** Rules as those who oversee write them: what is refused, and what is saved. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AS_IT_COMES } from '../../backend/retention/rules.ts'
import type { RetentionRule } from '../../backend/shown.ts'
import { sqliteStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'
import { administrator, DAY, preview, rulesNow, saveRules, withTerm } from './retention-fixture.ts'

let w: World
beforeAll(async () => {
  w = await world(sqliteStores())
})
afterAll(() => w?.stop())

const files = (more: Partial<RetentionRule>): RetentionRule => ({
  ...{ id: 'more', what: 'files', where: {}, days: 5, from: 'made' },
  ...more,
})

/** What is said against these rules; undefined when nothing is. */
async function wrong(rules: RetentionRule[]): Promise<string | undefined> {
  const answer = await (await administrator(w)).call('POST', '/api/retention/preview', { rules })
  return answer.status === 200 ? undefined : answer.body.error.message
}

const daysAfter = (from: string, days: number) => new Date(Date.parse(from) + days * DAY).toISOString()

describe('what is refused', () => {
  test.each([
    ['files', 1],
    ['messages', 30],
    ['links', 1],
    ['audit', 30],
    ['payloads', 7],
  ] as const)(
    '%s are kept for %i days at least and a hundred years at most, or without an end',
    async (what, least) => {
      const kept = (days: number | null) =>
        wrong(AS_IT_COMES.map((rule) => (rule.what === what ? { ...rule, days } : rule)))
      expect(await kept(least)).toBeUndefined()
      expect(await kept(least - 1)).toBeDefined()
      expect(await kept(36_500)).toBeUndefined()
      expect(await kept(36_501)).toBeDefined()
      expect(await kept(null)).toBeUndefined()
    },
  )

  test.each(AS_IT_COMES)('nothing said of $what as a whole', async ({ what }) => {
    const others = AS_IT_COMES.filter((rule) => rule.what !== what)
    expect(await wrong(others)).toContain(what)
    expect(await wrong([...others, files({ what, where: { type: 'deal' }, days: 400 })])).toBeDefined()
  })

  test('two rules of one name, or for one place however it is written', async () => {
    const one = files({ where: { type: 'deal', stage: 'Новая' } })
    const same = files({ id: 'other', where: { stage: 'Новая', type: 'deal' }, days: 9 })
    const named = files({ where: { type: 'lead' } })
    expect(await wrong([...AS_IT_COMES, one])).toBeUndefined()
    expect(await wrong([...AS_IT_COMES, one, same])).toContain('place')
    expect(await wrong([...AS_IT_COMES, one, named])).toContain('id')
    expect(await wrong([...AS_IT_COMES, one, { ...same, what: 'messages', days: 40 }])).toBeUndefined()
  })

  test.each(['audit', 'payloads'] as const)(
    'a place for %s, or a term from the closing of a record',
    async (what) => {
      const from = (rule: RetentionRule) => (rule.what === what ? { ...rule, from: 'closed' as const } : rule)
      expect(await wrong(AS_IT_COMES.map(from))).toContain('as a whole')
      expect(await wrong([...AS_IT_COMES, files({ what, where: { type: 'deal' }, days: 400 })])).toContain(
        'as a whole',
      )
    },
  )

  test('what is of a record may have both', async () => {
    expect(await wrong([...AS_IT_COMES, files({ where: { type: 'deal' }, from: 'closed' })])).toBeUndefined()
  })
})

describe('what is saved', () => {
  beforeEach(async () => {
    await saveRules(w, AS_IT_COMES)
    w.clock.advance(8 * DAY)
  })

  test('who has saved them and when; for a week, until when those before them still keep', async () => {
    await saveRules(w, await withTerm(w, 'files', 20))
    const at = w.clock.now().toISOString()
    expect(await rulesNow(w)).toMatchObject({
      chosen: { at, by: { id: people.admin } },
      shortenedFrom: daysAfter(at, 7),
    })
    const { entries } = (await (await administrator(w)).call('GET', '/api/audit?acts=retention.changed')).body
    expect(entries[0]).toMatchObject({ by: people.admin, data: { number: expect.any(Number) } })
    const days = (rules: string) => JSON.parse(rules).find(({ id }: RetentionRule) => id === 'files').days
    const { before, after } = entries[0].values
    expect([days(before), days(after)]).toEqual([30, 20])
    w.clock.advance(7 * DAY - 1)
    expect((await rulesNow(w)).shortenedFrom).toBeDefined()
    w.clock.advance(1)
    expect((await rulesNow(w)).shortenedFrom).toBeUndefined()
  })

  test('the same rules, in whatever order a place is written, are no change; in another order of rules they are', async () => {
    const one = files({ where: { type: 'deal', stage: 'Новая' } })
    await saveRules(w, [...AS_IT_COMES, one])
    const { version, chosen } = await rulesNow(w)
    w.clock.advance(1000)
    await saveRules(w, [...AS_IT_COMES, { ...one, where: { stage: 'Новая', type: 'deal' } }])
    expect(await rulesNow(w)).toMatchObject({ version, chosen: chosen! })
    for (const other of [
      [one, ...AS_IT_COMES],
      [...AS_IT_COMES, { ...one, days: 6 }],
      [...AS_IT_COMES, { ...one, from: 'closed' as const }],
      [...AS_IT_COMES, { ...one, where: { type: 'deal' } }],
      [...AS_IT_COMES, { ...one, id: 'renamed' }],
    ]) {
      await saveRules(w, other)
      expect((await rulesNow(w)).version).not.toBe(version)
    }
  })

  test('who saves over what somebody else has saved meanwhile is told so', async () => {
    const { version } = await rulesNow(w)
    const rules = await withTerm(w, 'files', 25)
    const { asOf } = await preview(w, rules)
    await saveRules(w, await withTerm(w, 'files', 28))
    const late = await (await administrator(w)).call('PUT', '/api/retention', { rules, version, asOf })
    expect([late.status, late.body.error.reason]).toEqual([409, 'changed_meanwhile'])
    expect((await rulesNow(w)).rules.find(({ id }) => id === 'files')?.days).toBe(28)
  })
})
