/** The way to an organization, hours of it in an instant. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Asked, documented, type Line, queues } from '../../crm-adapters/dynamics365/queue.ts'
import { type HandMovedTime, handMovedTime } from './hand-moved-time.ts'

const MINUTE = 60_000

let time: HandMovedTime
let line: Line
/** When each question arrived. */
let arrived: { what: string; at: number }[]

beforeEach(() => {
  time = handMovedTime()
  line = queues({ time })('contoso', 'our own')
  arrived = []
})

const good: Asked<string> = { answer: { ok: true, value: 'good' }, status: 200, retryAfter: null }
const silent: Asked<string> = {
  answer: { ok: false, reason: 'unreachable', message: 'silence' },
  status: null,
  retryAfter: null,
}
const full = (retryAfter: number | null): Asked<string> => ({
  answer: { ok: false, reason: 'limited', message: '0x80072322' },
  status: 429,
  retryAfter,
})

function ask(
  what: string,
  {
    urgent = true,
    at = line,
    answer = () => good,
  }: { urgent?: boolean; at?: Line; answer?: () => Asked<string> | Promise<Asked<string>> } = {},
) {
  return at.pass({ method: what, urgent }, async () => {
    arrived.push({ what, at: time.now() })
    return answer()
  })
}

const reason = async (asked: ReturnType<typeof ask>) => {
  const { answer } = await asked
  return answer.ok ? 'good' : answer.reason
}

test('whatever is wanted, no five minutes hold more requests than one user has', async () => {
  const chance = seeded(5)
  for (let second = 0; second < 1200; second++) {
    for (let n = Math.floor(chance() * 60); n > 0; n--) void ask('', { urgent: chance() < 0.5 })
    await time.pass(1000)
  }
  const most = Math.max(
    ...arrived.map(({ at }) => arrived.filter((one) => one.at <= at && one.at > at - 5 * MINUTE).length),
  )
  expect(most).toBeLessThanOrEqual(6000)
  expect(most).toBe(documented.requests)
}, 60_000)

test('no more are under way at once than leave an organization its own', async () => {
  const never = () => new Promise<Asked<string>>(() => {})
  for (let n = 0; n < 30; n++) void ask('', { answer: never })
  await time.pass(0)
  expect(arrived).toHaveLength(8)
})

describe('an organization that is full', () => {
  test('is asked by nobody until the very moment it has named', async () => {
    void ask('first', { urgent: false, answer: () => (arrived.length === 1 ? full(7000) : good) })
    await time.pass(0)
    const later = ['a', 'b', 'c'].map((what) => ask(what, { urgent: false }))
    await time.pass(6999)
    expect(arrived).toHaveLength(1)
    await time.pass(1)
    expect(await Promise.all(later.map(reason))).toEqual(['good', 'good', 'good'])
    expect(arrived.map(({ at }) => at)).toEqual([0, 7000, 7000, 7000, 7000])
  })

  test('that names several moments is asked at the latest', async () => {
    const waits = [4000, 9000, 2000]
    for (const wait of waits) {
      let first = true
      const answer = () => {
        const refusal = first
        first = false
        return refusal ? full(wait) : good
      }
      void ask(`${wait}`, { urgent: false, answer })
    }
    await time.pass(30_000)
    expect(arrived.map(({ at }) => at)).toEqual([0, 0, 0, 9000, 9000, 9000])
  })

  test('that names a moment days away is asked again after five minutes', async () => {
    void ask('storm', { urgent: false, answer: () => full(3 * 24 * 60 * MINUTE) })
    await time.pass(4 * MINUTE)
    expect(await reason(ask('a card'))).toBe('limited')
    await time.pass(MINUTE)
    expect(await reason(ask('a card'))).toBe('good')
  })

  test('makes no person wait for longer than two seconds: he is told at once', async () => {
    void ask('storm', { urgent: false, answer: () => full(20_000) })
    await time.pass(0)
    expect(await reason(ask('a card'))).toBe('limited')
    expect(arrived).toHaveLength(1)
  })

  test('is left alone for longer each time when it names no moment', async () => {
    const asked = ask('sync', { urgent: false, answer: () => (arrived.length < 4 ? full(null) : good) })
    await time.pass(30_000)
    expect(await asked).toEqual({ answer: good.answer, status: 200, retried: 3 })
    expect(arrived.map(({ at }) => at)).toEqual([0, 2000, 6000, 14_000])
  })

  test('is another matter than the same organization asked with an administrator’s own rights', async () => {
    const wizard = queues({ time })('contoso', 'lent')
    void ask('ours', { urgent: false, answer: () => full(20_000) })
    await time.pass(0)
    expect(await reason(ask('wizard', { at: wizard }))).toBe('good')
  })
})

test('people go before the background that came earlier', async () => {
  line = queues({ time, limits: { atOnce: 2, requests: 2, window: 1000 } })('contoso', 'our own')
  await Promise.all([ask('x'), ask('y')])
  arrived = []
  const sync = ask('sync', { urgent: false })
  const card = ask('card')
  await time.pass(2000)
  expect(await Promise.all([reason(sync), reason(card)])).toEqual(['good', 'good'])
  expect(arrived.map(({ what }) => what)).toEqual(['card', 'sync'])
})

test('one that answers nobody is looked at now and then', async () => {
  for (let n = 0; n < 5; n++) await ask('', { answer: () => silent })
  expect(line.traffic()).toEqual({ waiting: 0, shut: true })
  for (let n = 0; n < 20; n++) expect(await reason(ask(''))).toBe('unreachable')
  expect(arrived).toHaveLength(5)
  await time.pass(2000)
  expect(await reason(ask(''))).toBe('good')
  expect(line.traffic()).toEqual({ waiting: 0, shut: false })
})

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
