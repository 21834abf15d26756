/** The way to a portal, hours of it in an instant: rows 16 and 30 of the platform's matrix. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Asked, type Line, queues, type Turn } from '../../crm-adapters/bitrix24/queue.ts'
import { bucket, cloud, enterprise } from '../../crm-adapters/bitrix24/queue-bucket.ts'
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import { type HandMovedTime, handMovedTime } from './hand-moved-time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let time: HandMovedTime
let lineTo: (company: string) => Line
let line: Line
/** What has arrived at portals, and when. */
let arrived: { what: string; at: number }[]

beforeEach(() => {
  time = handMovedTime()
  lineTo = queues({ time, random: seeded(7) })
  line = lineTo('demo')
  arrived = []
})

const good: Asked<string> = { answer: { ok: true, value: 'good' }, status: 200, code: null, spent: [] }
const full = refused('limited', 503, 'QUERY_LIMIT_EXCEEDED')

function refused(reason: CrmRefusal, status: number | null, code: string | null): Asked<string> {
  return { answer: { ok: false, reason, message: code ?? 'silence' }, status, code, spent: [] }
}

/** Asks a portal that answers at once, or as told. */
function ask(
  what: string,
  how: Partial<Turn> & { at?: Line; answer?: () => Promise<Asked<string>> | Asked<string> } = {},
) {
  const { at = line, answer = () => good, ...turn } = how
  const method = turn.method ?? 'crm.item.get'
  return at.pass({ method, uses: [method], urgent: true, token: 'token', ...turn }, async () => {
    arrived.push({ what, at: time.now() })
    return answer()
  })
}

const many = (count: number, how?: Parameters<typeof ask>[1]) =>
  Array.from({ length: count }, (_, n) => ask(`${n}`, how))
const never = () => new Promise<Asked<string>>(() => {})
const outcomes = async (asked: Promise<{ answer: { ok: boolean; reason?: string } }>[]) =>
  (await Promise.all(asked)).map(({ answer }) => (answer.ok ? 'good' : answer.reason))

describe('the documented bucket', () => {
  test.each([
    ['a portal in the cloud', cloud],
    ['one on Enterprise', enterprise],
  ])('%s is never asked more than it takes, however much is wanted', async (_, limits) => {
    line = queues({ time, limits: () => limits })('demo')
    const portal = bucket(limits, time.now)
    const chance = seeded(11)
    let overflows = 0
    for (let second = 0; second < 300; second++) {
      const wanted = Math.floor(chance() * 20)
      for (let n = 0; n < wanted; n++) {
        const answer = () => {
          if (portal.room() < 1) overflows += 1
          portal.take()
          return good
        }
        void ask('', { urgent: chance() < 0.5, answer })
      }
      await time.pass(1000)
    }
    const most = limits.burst + 300 * limits.perSecond
    expect(overflows).toBe(0)
    expect(arrived.length).toBeLessThanOrEqual(most)
    expect(arrived.length).toBeGreaterThan(most * 0.9)
  })

  test('a person waits two seconds at most', async () => {
    await Promise.all(many(50))
    const waiting = outcomes(many(10))
    await time.pass(1999)
    expect(arrived).toHaveLength(53)
    await time.pass(1)
    expect((await waiting).sort()).toEqual([...Array(3).fill('good'), ...Array(7).fill('limited')])
  })

  test('the background waits half a minute, and leaves a part of the burst to people', async () => {
    const work = many(100, { urgent: false })
    await time.pass(0)
    expect(arrived).toHaveLength(40)
    expect(await outcomes(many(10))).toEqual(Array(10).fill('good'))
    await time.pass(30_000)
    expect((await outcomes(work)).filter((outcome) => outcome === 'limited').length).toBeGreaterThan(0)
  })

  test('people go before the background that came earlier', async () => {
    await Promise.all(many(50))
    arrived = []
    const work = ask('people sync', { urgent: false })
    const card = ask('a card', { urgent: true })
    await time.pass(10_000)
    expect(await outcomes([work, card])).toEqual(['good', 'good'])
    expect(arrived.map(({ what }) => what)).toEqual(['a card', 'people sync'])
  })
})

describe('a portal that says it is full', () => {
  test('is asked again, later each time, until it takes the question', async () => {
    line = queues({ time, random: () => 1, limits: () => ({ burst: 5, perSecond: 50 }) })('demo')
    const answer = () => (arrived.length < 5 ? full : good)
    const asked = ask('sync', { urgent: false, answer })
    await time.pass(30_000)
    expect(await asked).toEqual({ answer: good.answer, status: 200, retried: 4 })
    expect(arrived.map(({ at }) => at)).toEqual([0, 1000, 3000, 7000, 15_000])
  })

  test('is left alone by everybody meanwhile', async () => {
    const first = ask('first', { answer: () => (arrived.length === 1 ? full : good) })
    await time.pass(0)
    const second = ask('second')
    await time.pass(499)
    expect(arrived).toHaveLength(1)
    await time.pass(2000)
    expect(await outcomes([first, second])).toEqual(['good', 'good'])
    expect(arrived.map(({ what }) => what)).toEqual(['first', 'first', 'second'])
  })

  test('steps are as long as chance says, and the same chance says the same', async () => {
    const pauses = async () => {
      time = handMovedTime()
      line = queues({ time, random: seeded(3) })('demo')
      arrived = []
      const asked = ask('sync', { urgent: false, answer: () => full })
      await time.pass(31_000)
      expect((await asked).answer).toMatchObject({ ok: false, reason: 'limited' })
      return arrived.map(({ at }) => at)
    }
    const once = await pauses()
    expect(once.length).toBeGreaterThan(2)
    expect(await pauses()).toEqual(once)
  })

  test('keeps a person no longer than the two seconds', async () => {
    const asked = ask('card', { answer: () => full })
    await time.pass(2000)
    expect(await asked).toMatchObject({ answer: { ok: false, reason: 'limited' }, status: 503 })
  })

  test('loses nothing and is told nothing twice, though others fill it too', async () => {
    const portal = bucket(cloud, time.now)
    const chance = seeded(5)
    const done: string[] = []
    const work = Array.from({ length: 100 }, (_, n) =>
      ask('', {
        urgent: false,
        answer: () => {
          // Another application behind our address.
          if (chance() < 0.5) portal.take()
          if (portal.room() < 1) return full
          portal.take()
          done.push(`${n}`)
          return good
        },
      }),
    )
    await time.pass(30_000)
    const answered = (await outcomes(work)).flatMap((outcome, n) => (outcome === 'good' ? [`${n}`] : []))
    expect(arrived.length).toBeGreaterThan(done.length)
    expect(done.sort()).toEqual(answered.sort())
  })
})

describe('the time a method may take', () => {
  const over = (resetIn: number): Asked<string> => ({
    ...refused('limited', 429, 'OPERATION_TIME_LIMIT'),
    spent: [{ method: 'crm.item.list', operating: 0, resetIn: resetIn || undefined, over: true }],
  })

  test('a method refused rests until its time comes, and the others go on', async () => {
    const asked = ask('list', { method: 'crm.item.list', answer: () => over(25_000) })
    expect((await asked).answer).toMatchObject({ ok: false, reason: 'limited' })
    expect(line.parked('crm.item.list')).toBe(true)
    expect(await outcomes([ask('card')])).toEqual(['good'])

    const sync = ask('sync', { method: 'crm.item.list', urgent: false })
    await time.pass(24_999)
    expect(arrived.map(({ what }) => what)).toEqual(['list', 'card'])
    await time.pass(1)
    expect(await outcomes([sync])).toEqual(['good'])
  })

  test('who cannot wait that long is told at once', async () => {
    await ask('list', { method: 'crm.item.list', answer: () => over(60_000) })
    arrived = []
    const both = [
      ask('card', { method: 'crm.item.list' }),
      ask('sync', { method: 'crm.item.list', urgent: false }),
    ]
    expect(await outcomes(both)).toEqual(['limited', 'limited'])
    expect(arrived).toEqual([])
  })

  test('it rests ten seconds when the portal does not say how long', async () => {
    await ask('list', { method: 'crm.item.list', answer: () => over(0) })
    await time.pass(9_999)
    expect(line.parked('crm.item.list')).toBe(true)
    await time.pass(1)
    expect(line.parked('crm.item.list')).toBe(false)
  })

  test('a refusal that does not repeat when it ends ends when an earlier answer has said', async () => {
    const told = {
      ...good,
      spent: [{ method: 'crm.item.list', operating: 400, resetIn: 100_000, over: false }],
    }
    await ask('list', { method: 'crm.item.list', answer: () => told })
    await ask('list', { method: 'crm.item.list', answer: () => over(0) })
    await time.pass(99_999)
    expect(line.parked('crm.item.list')).toBe(true)
    await time.pass(1)
    expect(line.parked('crm.item.list')).toBe(false)
  })

  test('past four fifths of it the background slows down, and people do not', async () => {
    const heavy = {
      ...good,
      spent: [{ method: 'crm.item.list', operating: 385, resetIn: 300_000, over: false }],
    }
    const sync = () =>
      ask('sync', { method: 'batch', uses: ['crm.item.list'], urgent: false, answer: () => heavy })
    await sync()
    const second = sync()
    expect(await outcomes([ask('card', { method: 'batch', uses: ['crm.item.list'] })])).toEqual(['good'])
    await time.pass(9_999)
    expect(arrived.map(({ what }) => what)).toEqual(['sync', 'card'])
    await time.pass(1)
    expect(await outcomes([second])).toEqual(['good'])
  })
})

describe('a portal not worth asking', () => {
  test('that stopped us by hand is looked at once a minute for a person, once an hour without', async () => {
    const stopped = { answer: () => refused('blocked', 503, 'OVERLOAD_LIMIT') }
    const waiting = [ask('card', stopped), ask('card', stopped)]
    expect(await outcomes(waiting)).toEqual(['blocked', 'blocked'])
    arrived = []
    for (let minute = 0; minute < 60; minute++) {
      await time.pass(MINUTE - 1)
      expect(await outcomes([ask('sync', { ...stopped, urgent: false })])).toEqual(['blocked'])
      await time.pass(1)
    }
    expect(arrived).toEqual([])
    await time.pass(1)
    expect(await outcomes([ask('sync', { ...stopped, urgent: false })])).toEqual(['blocked'])
    expect(arrived).toHaveLength(1)
    await time.pass(MINUTE)
    expect(await outcomes([ask('card'), ask('card')])).toEqual(['good', 'blocked'])
    expect(await outcomes([ask('card'), ask('card')])).toEqual(['good', 'good'])
  })

  test('that is no more brings no storm of questions', async () => {
    const gone = { urgent: false, answer: () => refused('not_installed', 500, 'PORTAL_DELETED') }
    for (let second = 0; second < 3 * 3600; second += 10) {
      await ask('sync', gone)
      await time.pass(10_000)
    }
    expect(arrived.length).toBeLessThanOrEqual(1 + (3 * HOUR) / HOUR)
  })

  test('that is silent costs nobody his time, and is asked again when it may be back', async () => {
    const silent = { answer: () => refused('unreachable', null, null) }
    await Promise.all(many(5, silent))
    arrived = []
    expect(await outcomes(many(20))).toEqual(Array(20).fill('unreachable'))
    expect(arrived).toEqual([])
    await time.pass(2000)
    expect(await outcomes(many(3))).toEqual(['good', 'unreachable', 'unreachable'])
    expect(await outcomes(many(3))).toEqual(['good', 'good', 'good'])
  })

  test('one method that always fails does not shut the others out', async () => {
    const failing = { answer: () => refused('unreachable', 500, 'INTERNAL_SERVER_ERROR') }
    await Promise.all(many(20, failing))
    expect(await outcomes([ask('card')])).toEqual(['good'])
  })
})

describe('portals are apart', () => {
  test('the sockets of one that hangs are few, and people keep half of them', async () => {
    void many(30, { urgent: false, answer: never })
    await time.pass(0)
    expect(arrived).toHaveLength(4)
    void many(30, { answer: never })
    await time.pass(0)
    expect(arrived).toHaveLength(8)
  })

  test('who would only join those who wait in vain is told so', async () => {
    void many(8, { answer: never })
    const late = outcomes(many(3))
    await time.pass(2000)
    expect(await late).toEqual(['unreachable', 'unreachable', 'unreachable'])
  })

  test("one portal's storm and another's silence delay nobody else", async () => {
    void many(500, { at: lineTo('hangs'), answer: never })
    void many(500, { at: lineTo('storms'), urgent: false, answer: () => full })
    await time.pass(100)
    arrived = []
    const asked = many(50, { at: lineTo('quiet') })
    expect(await outcomes(asked)).toEqual(Array(50).fill('good'))
    expect(arrived.map(({ at }) => at)).toEqual(Array(50).fill(100))
  })

  test('a line is not endless', async () => {
    const asked = many(2000, { urgent: false })
    expect(await outcomes(asked.slice(1500))).toEqual(Array(500).fill('limited'))
    expect(await outcomes([ask('card')])).toEqual(['good'])
  })
})

test('row 14: those who wait with a token that has expired learn it without asking', async () => {
  const stale = { token: 'stale', answer: () => refused('expired', 401, 'expired_token') }
  const asked = [...many(200, stale), ...many(2, { token: 'fresh' })]
  expect(await outcomes(asked.slice(0, 200))).toEqual(Array(200).fill('expired'))
  expect(await outcomes(asked.slice(200))).toEqual(['good', 'good'])
  expect(arrived).toHaveLength(10)
})

test('an error of ours is nobody else’s', async () => {
  const broken = ask('card', { answer: () => Promise.reject(new Error('a bug')) })
  await expect(broken).rejects.toThrow('a bug')
  expect(await outcomes(many(20))).toEqual(Array(20).fill('good'))
})

/** The same chance at every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
