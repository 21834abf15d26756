import { expect, test } from 'vitest'
import { undivided } from '../../backend/later/shares.ts'
import { type Task, work } from '../../backend/later/worker.ts'

test('each task is done at once and again after its time, for every company', async () => {
  const clock = handClock()
  const done: string[] = []
  const stop = work([task('hourly', 60, done), task('daily', 1440, done)], {
    companies: async () => ['north', 'south'],
    failed: unexpected,
    wait: clock.wait,
  })
  await clock.waiting(2)
  expect(done.splice(0).sort()).toEqual(['daily north', 'daily south', 'hourly north', 'hourly south'])
  clock.pass(60)
  await clock.waiting(2)
  expect(done.splice(0)).toEqual(['hourly north', 'hourly south'])
  clock.pass(1380)
  await clock.waiting(2)
  expect(done.sort()).toEqual(['daily north', 'daily south', 'hourly north', 'hourly south'])
  await stop()
})

test('much work is done in slices, however many', async () => {
  const clock = handClock()
  const left = { north: 3, south: 0 } as Record<string, number>
  const slice = async (company: string) => left[company]! > 0 && left[company]!-- > 0
  const stop = work([{ name: 'much', every: 60, slice }], {
    companies: async () => ['north', 'south'],
    failed: unexpected,
    wait: clock.wait,
  })
  await clock.waiting(1)
  expect(left).toEqual({ north: 0, south: 0 })
  await stop()
})

test('what fails for one company is told, harms no other, and is tried again', async () => {
  const clock = handClock()
  const told: string[] = []
  const done: string[] = []
  let broken = true
  const stop = work(
    [
      {
        name: 'expiry',
        every: 60,
        async slice(company) {
          if (company === 'north' && broken) throw new Error('the disk is full')
          done.push(company)
          return false
        },
      },
    ],
    {
      companies: async () => ['north', 'south'],
      failed: ({ message, cause }) => told.push(`${message}: ${(cause as Error).message}`),
      wait: clock.wait,
    },
  )
  await clock.waiting(1)
  expect(done.splice(0)).toEqual(['south'])
  expect(told).toEqual(['expiry, company north: failed, to be tried again: the disk is full'])
  broken = false
  clock.pass(60)
  await clock.waiting(1)
  expect(done).toEqual(['north', 'south'])
  await stop()
})

test('a database that can not be asked for its companies does not end the work', async () => {
  const clock = handClock()
  const told: string[] = []
  const done: string[] = []
  let down = true
  const stop = work([task('hourly', 60, done)], {
    async companies() {
      if (down) throw new Error('no answer')
      return ['north']
    },
    failed: ({ message }) => told.push(message),
    wait: clock.wait,
  })
  await clock.waiting(1)
  expect(told).toEqual(['hourly: failed, to be tried again'])
  down = false
  clock.pass(60)
  await clock.waiting(1)
  expect(done).toEqual(['hourly north'])
  await stop()
})

test('stopping waits for the slice under way and begins no other', async () => {
  const begun: string[] = []
  const { promise: slow, resolve: finish } = Promise.withResolvers<boolean>()
  const stop = work(
    [
      {
        name: 'slow',
        every: 60,
        slice(company) {
          begun.push(company)
          return slow
        },
      },
    ],
    { companies: async () => ['north', 'south'], failed: unexpected },
  )
  await expect.poll(() => begun).toEqual(['north'])
  let stopped = false
  const stopping = stop().then(() => {
    stopped = true
  })
  await new Promise((turn) => setImmediate(turn))
  expect(stopped).toBe(false)
  finish(true)
  await stopping
  expect(begun).toEqual(['north'])
})

test('stopping does not wait for the next round', async () => {
  const done: string[] = []
  const stop = work([task('daily', 24 * 60 * 60 * 1000, done)], {
    companies: async () => ['north'],
    failed: unexpected,
  })
  await expect.poll(() => done).toEqual(['daily north'])
  await stop()
})

test('a round in which somebody was another node’s for a moment is not over', async () => {
  const clock = handClock()
  const done: string[] = []
  const rounds: string[] = []
  let lost = 'south'
  const shares = {
    ...undivided,
    enter: (company: string) => (company === lost ? undefined : () => {}),
    done: async ({ name }: { name: string }) => void rounds.push(name),
  }
  const companies = async () => ['north', 'south', 'west']
  const stop = work([task('daily', 60, done)], { companies, shares, failed: unexpected, wait: clock.wait })
  await clock.waiting(1)
  expect(done.splice(0)).toEqual(['daily north', 'daily west'])
  expect(rounds).toEqual([])
  lost = 'nobody'
  clock.pass(60)
  await clock.waiting(1)
  expect(done).toContain('daily south')
  expect(rounds).toEqual(['daily'])
  await stop()
})

function task(name: string, every: number, done: string[]): Task {
  return {
    name,
    every,
    async slice(company) {
      done.push(`${name} ${company}`)
      return false
    },
  }
}

function unexpected(error: Error): never {
  throw error
}

/** Time that passes when the test says so. */
function handClock() {
  let now = 0
  let waits: { until: number; resolve(): void }[] = []
  return {
    wait: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waits.push({ until: now + ms, resolve })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    /** Resolves when so many tasks wait for their next round. */
    waiting: (count: number) => expect.poll(() => waits.length).toBe(count),
    pass(ms: number) {
      now += ms
      const due = waits.filter(({ until }) => until <= now)
      waits = waits.filter(({ until }) => until > now)
      for (const { resolve } of due) resolve()
    },
  }
}
