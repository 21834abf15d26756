/**
 * The way to a portal: each has a line of its own, so that one portal's storm or silence is nobody else's. People who
 * wait go before the background, within what the portal allows. The count is this process's: where several ask one
 * portal they meet its own limit, and step back.
 */
import { LRUCache } from 'lru-cache'
import type { Answer } from '../port.ts'
import { realTime, type Time } from '../time.ts'
import { bucket, cloud, type Limits } from './queue-bucket.ts'
import { operating, type Spent } from './queue-operating.ts'
import { shutting } from './queue-shut.ts'
import { refusal } from './rest.ts'

export interface Turn {
  method: string
  /** Methods whose time it costs: those of a batch, otherwise itself. */
  uses: string[]
  /** Somebody waits for it. */
  urgent: boolean
  /** Whose token it shows; kept while it waits. */
  token: string
}

/** What came of asking. */
export interface Asked<T> {
  answer: Answer<T>
  status: number | null
  /** The portal's own word for a refusal. */
  code: string | null
  spent: Spent[]
}

export interface Passed<T> extends Pick<Asked<T>, 'answer' | 'status'> {
  retried: number
}

export interface Line {
  /** Asks when its turn has come. `limited` when that takes longer than 2 s, or 30 s in the background. */
  pass<T>(turn: Turn, ask: () => Promise<Asked<T>>): Promise<Passed<T>>
  /** Whether the portal refuses the method for now. */
  parked(method: string): boolean
  /** How it goes just now; `ms` is how long a method rests. */
  traffic(): { waiting: number; resting: { method: string; ms: number }[]; shut: boolean }
}

export interface QueueOptions {
  limits?: (company: string) => Limits
  time?: Time
  /** From 0 to 1. */
  random?: () => number
}

/** Requests under way at once, and as many sockets. The background may have half of them. */
const SOCKETS = 8
/** How much of a burst the background leaves to people. */
const RESERVE = 0.2
/** Of people, and of the background. */
const MOST_WAITING = 1000
/** Milliseconds a question waits for its turn. */
const PATIENCE = { urgent: 2000, background: 30_000 }
/** Milliseconds to step back when the portal is full, twice as long each time. */
const BACKOFF = { first: 1000, longest: 30_000 }

export function queues({ limits = () => cloud, ...options }: QueueOptions = {}): (company: string) => Line {
  const lines = new LRUCache<string, Line>({ max: 50_000 })
  return (company) => {
    const known = lines.get(company) ?? line(limits(company), options)
    lines.set(company, known)
    return known
  }
}

interface Waiting {
  turn: Turn
  ask(): Promise<Asked<unknown>>
  deadline: number
  retried: number
  /** Why the portal had it come back. */
  last?: Asked<unknown>
  answered(passed: Passed<unknown>): void
  failed(error: unknown): void
}

function line(limits: Limits, { time = realTime, random = Math.random }: Omit<QueueOptions, 'limits'>): Line {
  const requests = bucket(limits, time.now)
  const methods = operating(time.now)
  const shut = shutting(time.now)
  const reserve = Math.floor(limits.burst * RESERVE)
  const waiting: Waiting[] = []
  const underWay = { all: 0, background: 0 }
  let backoff = { times: 0, since: Number.NEGATIVE_INFINITY, until: Number.NEGATIVE_INFINITY }
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
    if (before >= MOST_WAITING) return refusal('limited', `${method}: too many wait for the portal`)
    return shut.answerTo(urgent ? 'urgent' : 'background')
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
    for (const one of waiting.filter(hopeless)) leave(one)
    for (let next = waiting.find(mayGo); next; next = waiting.find(mayGo)) send(next)
    if (waiting.length > 0) forget = time.after(Math.ceil(untilSomethingChanges()), move)
  }

  function hopeless({ turn, deadline }: Waiting): boolean {
    return deadline <= time.now() || methods.parkedUntil(turn.method) > deadline || backoff.until > deadline
  }

  function mayGo({ turn }: Waiting): boolean {
    const now = time.now()
    if (backoff.until > now || underWay.all >= SOCKETS || methods.parkedUntil(turn.method) > now) return false
    if (turn.urgent) return requests.room() >= 1
    if (underWay.background >= SOCKETS / 2 || methods.slowUntil(turn.uses) > now) return false
    return requests.room() > reserve
  }

  function untilSomethingChanges(): number {
    const now = time.now()
    const moments = waiting.flatMap(({ turn, deadline }) => [
      deadline - now,
      methods.parkedUntil(turn.method) - now,
      methods.slowUntil(turn.uses) - now,
    ])
    const soon = [...moments, backoff.until - now, requests.roomIn(1), requests.roomIn(reserve + 1)]
    return Math.min(...soon.filter((ms) => ms > 0))
  }

  function leave(one: Waiting) {
    waiting.splice(waiting.indexOf(one), 1)
    const { method } = one.turn
    const stuck = underWay.all >= SOCKETS
    const answer = stuck
      ? refusal('unreachable', `${method}: the portal answers nobody`)
      : refusal('limited', `${method}: its turn did not come`)
    one.answered({
      answer: one.last?.answer ?? answer,
      status: one.last?.status ?? null,
      retried: one.retried,
    })
  }

  function send(one: Waiting) {
    waiting.splice(waiting.indexOf(one), 1)
    const sentAt = time.now()
    requests.take()
    count(one, 1)
    one
      .ask()
      .finally(() => count(one, -1))
      .then((asked) => learn(one, asked, sentAt), one.failed)
      .finally(move)
  }

  function count({ turn }: Waiting, by: 1 | -1) {
    underWay.all += by
    if (!turn.urgent) underWay.background += by
  }

  function learn(one: Waiting, asked: Asked<unknown>, sentAt: number) {
    const { answer, code, status } = asked
    for (const spent of asked.spent) methods.note(spent)
    if (code === 'QUERY_LIMIT_EXCEEDED') stepBack(sentAt)
    else if (sentAt >= backoff.until) backoff = { ...backoff, times: 0 }
    if (shut.learn(answer, code) && !answer.ok) answerAll(() => true, answer)
    // A refused one has not been carried out, so that even what changes something may be asked again.
    if (code === 'QUERY_LIMIT_EXCEEDED' || code === 'OPERATION_TIME_LIMIT') {
      return join({ ...one, last: asked, retried: one.retried + 1 }, true)
    }
    one.answered({ answer, status, retried: one.retried })
    // Those behind with the same token would each spend a request to learn the same.
    if (!answer.ok && answer.reason === 'expired') {
      answerAll((other) => other.turn.token === one.turn.token, answer)
    }
  }

  function stepBack(sentAt: number) {
    requests.overflow()
    // Of several that were under way together only the first has told anything new.
    if (sentAt <= backoff.since) return
    const longest = Math.min(BACKOFF.first * 2 ** backoff.times, BACKOFF.longest)
    const now = time.now()
    backoff = { times: backoff.times + 1, since: now, until: now + longest * (0.5 + random() / 2) }
  }

  function answerAll(of: (one: Waiting) => boolean, answer: Answer<never>) {
    for (const one of waiting.filter(of)) {
      waiting.splice(waiting.indexOf(one), 1)
      one.answered({ answer, status: null, retried: one.retried })
    }
  }

  return {
    pass,
    parked: (method) => methods.parkedUntil(method) > time.now(),
    traffic: () => ({ waiting: waiting.length, resting: methods.resting(), shut: shut.isShut() }),
  }
}
