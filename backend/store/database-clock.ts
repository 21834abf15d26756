/**
 * The time all nodes agree on: the database's. A node's own clock may be minutes wrong, or be set while we run; so it is
 * not asked. Between two looks at the database time is counted by a clock that only goes forward.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Milliseconds between two looks. */
const LOOK = 60_000
/** Milliseconds a look may take: then nobody knows when the answer was true. */
const ANSWERS_WITHIN = 2000
/** Milliseconds by which this machine's clock may differ before somebody is told. */
const TOLERATED = 5000

export interface DatabaseClock {
  now(): Date
  close(): Promise<void>
}

export interface ClockDeps {
  /** Told, once each time it begins, by how many milliseconds this machine's clock is ahead of the database's. */
  differs(ahead: number): void
  failed(error: unknown): void
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** This machine's clock. */
  own?: () => number
  wait?(ms: number, signal: AbortSignal): Promise<unknown>
}

/** Throws when the database cannot be asked; later it goes on by what it knew. */
export async function databaseClock(url: string, deps: ClockDeps): Promise<DatabaseClock> {
  const { differs, failed, clock = performance.now.bind(performance), own = Date.now, wait = unheld } = deps
  const stop = new AbortController()
  let ahead: number
  let told = false
  /** Of this machine's clock and the one that only goes forward, when the database was asked last. */
  let apart = own() - clock()
  let asking: Promise<void> | undefined

  async function look() {
    apart = own() - clock()
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWERS_WITHIN,
      query_timeout: ANSWERS_WITHIN,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      const asked = clock()
      const { rows } = await client.query<{ at: number }>(
        'select extract(epoch from clock_timestamp())::double precision * 1000 as at',
      )
      const answered = clock()
      if (answered - asked > ANSWERS_WITHIN)
        throw new Error('the database took too long to say what time it is')
      ahead = rows[0]!.at - (asked + answered) / 2
    } finally {
      await client.end().catch(() => {})
    }
    const difference = own() - now().getTime()
    const isOff = Math.abs(difference) > TOLERATED
    if (isOff && !told) differs(difference)
    told = isOff
  }

  async function lookOn() {
    while (!stop.signal.aborted) {
      await wait(LOOK, stop.signal).catch(() => {})
      if (!stop.signal.aborted) await look().catch(failed)
    }
  }

  function now() {
    // Either this machine's clock was set, or it slept: then the other one stood still, and only the database knows.
    if (!asking && Math.abs(own() - clock() - apart) > TOLERATED) {
      asking = look()
        .catch(failed)
        .finally(() => {
          asking = undefined
        })
    }
    return new Date(Math.round(clock() + ahead))
  }

  await look()
  const looking = lookOn()
  return {
    now,
    async close() {
      stop.abort()
      await Promise.all([looking, asking])
    },
  }
}

// Node's timers run on the monotonic clock. They do not keep a process alive that has nothing else to do.
const unheld = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal, ref: false })
