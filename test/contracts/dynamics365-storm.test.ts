/** An organization that is full: what it asks of us is kept to, and people are not made to wait for it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deal, given, LEADER, SELLER, type Visit, visit } from './dynamics365-visit.ts'

let town: Visit

beforeEach(async () => {
  town = await visit()
  // Whatever is read once in a while has been read.
  given(await town.crm.record(town.portal, town.grantOf(SELLER), deal(1204)))
  town.organization.requests.length = 0
})
afterEach(() => town.stop())

const all = Array.from({ length: 14 }, (_, n) => deal(1201 + n))
const full = () => town.organization.requests.filter(({ status }) => status === 429)

test.each(['requests', 'time', 'concurrency'] as const)(
  'a storm of the kind "%s" is met once, and not asked into again before it is over',
  async (kind) => {
    town.organization.faults.storm(kind, 2)
    const began = performance.now()
    const background = Array.from({ length: 40 }, () => town.crm.revisions(town.portal, town.crm.own, all))
    const cards = Array.from({ length: 40 }, () =>
      town.crm.record(town.portal, town.grantOf(LEADER), deal(1204)),
    )
    const opened = await Promise.all(cards)
    const answers = await Promise.all(background)
    expect(performance.now() - began).toBeGreaterThanOrEqual(1000)
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(opened.every((answer) => answer.ok || answer.reason === 'limited')).toBe(true)
    // What was under way together when it began is refused together: no more than eight at once.
    expect(full().length).toBeGreaterThan(0)
    expect(full().length).toBeLessThanOrEqual(8)
  },
  20_000,
)

test('while it lasts, whoever opens a card is told within a moment instead of waiting', async () => {
  town.organization.faults.storm('requests', 30)
  expect(await town.crm.record(town.portal, town.grantOf(LEADER), deal(1204))).toMatchObject({
    reason: 'limited',
  })
  expect(town.crm.traffic(town.portal.company)).toEqual({ waiting: 0, shut: true, resting: [] })
  for (let n = 0; n < 200; n++) {
    const answer = await town.crm.record(town.portal, town.grantOf(n % 2 ? LEADER : SELLER), deal(1204))
    expect(answer).toMatchObject({ ok: false, reason: 'limited' })
  }
  expect(town.organization.requests).toHaveLength(1)
})

test('however much is wanted, the documented limits are never met', async () => {
  town.organization.faults.limits.concurrent = 8
  const wanted = Array.from({ length: 300 }, (_, n) =>
    n % 3 === 0
      ? town.crm.record(town.portal, town.grantOf(SELLER), deal(1204))
      : town.crm.revisions(town.portal, town.crm.own, all),
  )
  const answers = await Promise.all(wanted)
  expect(answers.filter(({ ok }) => !ok)).toEqual([])
  expect(full()).toEqual([])
}, 30_000)

test('a write that was refused for being too much has not been done, and is done when there is room', async () => {
  town.organization.faults.fail('requests', 1, 'POST annotations')
  const deed = { key: 'storm', do: 'note', record: deal(1204), title: 'Тема', text: 'закрыта' } as const
  given(await town.crm.act(town.portal, town.grantOf(SELLER), deed))
  expect(town.organization.find('annotation', { subject: 'Тема' })).toHaveLength(1)
})

test('one that is down, or behind a proxy that is, is called unreachable, not full', async () => {
  for (const failure of ['unavailable', 'badGateway', 'internal'] as const) {
    town.organization.faults.fail(failure, 1, 'GET opportunities')
    const answer = await town.crm.record(town.portal, town.grantOf(SELLER), deal(1204))
    expect(answer).toMatchObject({ ok: false, reason: 'unreachable' })
  }
  given(await town.crm.record(town.portal, town.grantOf(SELLER), deal(1204)))
})
