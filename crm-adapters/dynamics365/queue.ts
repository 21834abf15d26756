/**
 * The way to an organization: one line for each identity we ask by, for Dataverse counts by identity (docs: "Service
 * protection API limits"). People who wait go before the background. What the organization says of when to come back is kept
 * to by everybody in the line, to the millisecond; the count is this process's, and where several ask they meet the limit.
 */
import { LRUCache } from 'lru-cache'
import type { Answer } from '../port.ts'
import { refusal } from '../refusal.ts'
import { realTime, type Time } from '../time.ts'
import { silence } from './queue-silence.ts'
import { sliding } from './queue-window.ts'

export interface Limits {
  /** Requests under way at once. */
  atOnce: number
  /** Requests in any `window` milliseconds. */
  requests: number
  window: number
}

/** Below what is documented for one user and one web server: 6,000 in five minutes, 52 at once. */
export const documented: Limits = { atOnce: 8, requests: 5_400, window: 300_000 }

export interface Turn {
  /** For messages. */
  method: string
  /** Somebody waits for it. */
  urgent: boolean
}

/** What came of asking. */
export interface Asked<T> {
  answer: Answer<T>
  status: number | null
  /** Milliseconds the organization wants to be left alone; null when it does not say. */
  retryAfter: number | null
}

export interface Passed<T> extends Pick<Asked<T>, 'answer' | 'status'> {
  retried: number
}

export interface Line {
  /** Asks when its turn has come. `limited` when that takes longer than 2 s, or 30 s in the background. */
  pass<T>(turn: Turn, ask: () => Promise<Asked<T>>): Promise<Passed<T>>
  traffic(): { waiting: number; shut: boolean }
}

export interface QueueOptions {
  limits?: Limits
  time?: Time
}

/** Of what the limits allow, what the background leaves to people. */
const RESERVE = 0.2
/** Of people, and of the background. */
const MOST_WAITING = 1000
/** Milliseconds a question waits for its turn. */
const PATIENCE = { urgent: 2000, background: 30_000 }
/** Milliseconds to step back when the organization is full and does not say for how long; twice as long each time. */
const BACKOFF = { first: 2000, longest: 60_000 }

export function queues({ limits = documented, time = realTime }: QueueOptions = {}) {
  const lines = new LRUCache<string, Line>({ max: 50_000 })
  /** `identity` is whose rights are shown: the application's own, or those of an administrator who sets us up. */
  return (company: string, identity: string): Line => {
    const key = `${company} ${identity}`
    const known = lines.get(key) ?? line(limits, time)
    lines.set(key, known)
    return known
  }
}

interface Waiting {
  turn: Turn
  ask(): Promise<Asked<unknown>>
  deadline: number
  retried: number
  /** Why the organization had it come back. */
  last?: Asked<unknown>
  answered(passed: Passed<unknown>): void
  failed(error: unknown): void
}

function line({ atOnce, requests, window }: Limits, time: Time): Line {
  const sent = sliding(window, time.now)
  const silent = silence(time.now)
  const waiting: Waiting[] = []
  const underWay = { all: 0, background: 0 }
  let closed = { until: Number.NEGATIVE_INFINITY, times: 0 }
  let forget = () => {}

  function pass<T>(turn: Turn, ask: () => Promise<Asked<T>>): Promise<Passed<T>> {
    const away = turnedAway(turn)
    if (away) return Promise.resolve({ answer: away, status: null, retried: 0 })
    return new Promise((answered, failed) => {
      const deadline = time.now() + (turn.urgent ? PATIENCE.urgent : PATIENCE.background)
      const passed = answered as (passed: Passed<unknown>) => void
      join({ turn, ask, deadline, retried: 0, answered: passed, failed })
      move()
    })
  }

  function turnedAway({ method, urgent }: Turn): Answer<never> | undefined {
    const before = waiting.filter(({ turn }) => turn.urgent === urgent).length
    if (before >= MOST_WAITING) return refusal('limited', `${method}: too many wait for the organization`)
    return silent.answerTo(urgent ? 'urgent' : 'background')
  }

  /** People before the background, each in the order they came; `again` goes first among its own. */
  function join(one: Waiting, again = false) {
    const { urgent } = one.turn
    const place = waiting.findIndex(({ turn }) => (again ? urgent || !turn.urgent : urgent && !turn.urgent))
    waiting.splice(place < 0 ? waiting.length : place, 0, one)
  }

  /** Sends whoever may go, and looks again when the next may. */
  function move() {
    forget()
    const now = time.now()
    for (const one of waiting.filter(({ deadline }) => deadline <= now || closed.until > deadline)) leave(one)
    for (let next = waiting.find(mayGo); next; next = waiting.find(mayGo)) send(next)
    if (waiting.length > 0) forget = time.after(Math.ceil(untilSomethingChanges()), move)
  }

  function mayGo({ turn }: Waiting): boolean {
    if (closed.until > time.now() || underWay.all >= atOnce) return false
    if (turn.urgent) return sent.count() < requests
    return underWay.background < Math.ceil(atOnce / 2) && sent.count() < requests * (1 - RESERVE)
  }

  function untilSomethingChanges(): number {
    const now = time.now()
    const moments = [
      ...waiting.map(({ deadline }) => deadline - now),
      closed.until - now,
      sent.oldestLeavesIn(),
    ]
    return Math.max(1, Math.min(...moments.filter((ms) => ms > 0)))
  }

  function leave(one: Waiting) {
    waiting.splice(waiting.indexOf(one), 1)
    const { method } = one.turn
    const full = underWay.all >= atOnce
    const answer = full
      ? refusal('unreachable', `${method}: the organization answers nobody`)
      : refusal('limited', `${method}: its turn did not come`)
    one.answered({
      answer: one.last?.answer ?? answer,
      status: one.last?.status ?? null,
      retried: one.retried,
    })
  }

  function send(one: Waiting) {
    waiting.splice(waiting.indexOf(one), 1)
    sent.note()
    count(one, 1)
    one
      .ask()
      .finally(() => count(one, -1))
      .then((asked) => learn(one, asked), one.failed)
      .finally(move)
  }

  function count({ turn }: Waiting, by: 1 | -1) {
    underWay.all += by
    if (!turn.urgent) underWay.background += by
  }

  function learn(one: Waiting, asked: Asked<unknown>) {
    const { answer, status, retryAfter } = asked
    const full = !answer.ok && answer.reason === 'limited'
    if (full || retryAfter !== null) stepBack(retryAfter)
    else closed = { ...closed, times: 0 }
    const shut = silent.learn(asked)
    if (shut) answerAll(shut)
    // Of a full organization nothing has been carried out, so that even what changes something may be asked again.
    if (full) return join({ ...one, last: asked, retried: one.retried + 1 }, true)
    one.answered({ answer, status, retried: one.retried })
  }

  function stepBack(ms: number | null) {
    const now = time.now()
    // Of several under way together each says when it would be free: the latest counts, and they are one step.
    const news = closed.until <= now
    const wait = ms ?? Math.min(BACKOFF.first * 2 ** closed.times, BACKOFF.longest)
    closed = { until: Math.max(closed.until, now + wait), times: closed.times + (news ? 1 : 0) }
  }

  function answerAll(answer: Answer<never>) {
    for (const one of waiting.splice(0)) one.answered({ answer, status: null, retried: one.retried })
  }

  return {
    pass,
    traffic: () => ({ waiting: waiting.length, shut: silent.shut() || closed.until > time.now() }),
  }
}
