/**
 * The way to a portal: each has a line of its own, so that one portal's storm or silence is nobody else's. People who
 * wait go before the background, within what the portal allows. The count is this process's: where several ask one
 * portal they meet its own limit, and step back.
 */
import { LRUCache } from 'lru-cache'
import * as line from '../line.ts'
import { realTime, type Time } from '../time.ts'
import { bucket, cloud, type Limits } from './queue-bucket.ts'
import { operating, type Spent } from './queue-operating.ts'
import { shutting } from './queue-shut.ts'

export interface Turn extends line.Turn {
  /** Methods whose time it costs: those of a batch, otherwise itself. */
  uses: string[]
  /** Whose token it shows; kept while it waits. */
  token: string
}

/** What an answer says besides. */
interface More {
  /** The portal's own word for a refusal. */
  code: string | null
  spent: Spent[]
}

/** What came of asking. */
export type Asked<T> = line.Asked<T> & More

export interface Line {
  pass: line.Line<Turn, More>['pass']
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

/** Requests under way at once, and as many sockets. */
const SOCKETS = 8
/** Milliseconds to step back when the portal is full, twice as long each time. */
const BACKOFF = { first: 1000, longest: 30_000 }

export function queues({ limits = () => cloud, ...options }: QueueOptions = {}): (company: string) => Line {
  const lines = new LRUCache<string, Line>({ maxSize: 50_000, sizeCalculation: () => 1 })
  return (company) => {
    const known = lines.get(company) ?? lineTo(limits(company), options)
    lines.set(company, known)
    return known
  }
}

function lineTo(
  limits: Limits,
  { time = realTime, random = Math.random }: Omit<QueueOptions, 'limits'>,
): Line {
  const { now } = time
  const requests = bucket(limits, now)
  const methods = operating(now)
  const shut = shutting(now)
  const reserve = Math.floor(limits.burst * line.RESERVE)
  let backoff = { times: 0, since: Number.NEGATIVE_INFINITY, until: Number.NEGATIVE_INFINITY }

  function stepBack(sentAt: number) {
    requests.overflow()
    // Of several that were under way together only the first has told anything new.
    if (sentAt <= backoff.since) return
    const longest = Math.min(BACKOFF.first * 2 ** backoff.times, BACKOFF.longest)
    const since = now()
    backoff = { times: backoff.times + 1, since, until: since + longest * (0.5 + random() / 2) }
  }

  const { pass, waiting } = line.lineOf<Turn, More>(
    {
      host: 'portal',
      atOnce: SOCKETS,
      turnedAway: shut.answerTo,
      closedUntil: ({ method }) => Math.max(backoff.until, methods.parkedUntil(method)),

      hasRoom({ urgent, uses }) {
        if (urgent) return requests.room() >= 1
        return methods.slowUntil(uses) <= now() && requests.room() > reserve
      },

      roomIn: (turns) => [
        ...turns.map(({ uses }) => methods.slowUntil(uses) - now()),
        requests.roomIn(1),
        requests.roomIn(reserve + 1),
      ],
      sending: requests.take,

      learn({ answer, code, spent }, sentAt, { token }) {
        for (const one of spent) methods.note(one)
        const full = code === 'QUERY_LIMIT_EXCEEDED'
        if (full) stepBack(sentAt)
        else if (sentAt >= backoff.until) backoff = { ...backoff, times: 0 }
        const closed = shut.learn(answer, code)
        const expired = !answer.ok && answer.reason === 'expired'
        return {
          // A refused one has not been carried out.
          again: full || code === 'OPERATION_TIME_LIMIT',
          // Those behind with the same token would each spend a request to learn the same.
          alike: closed ? () => true : expired ? (other) => other.token === token : undefined,
        }
      },
    },
    time,
  )

  return {
    pass,
    parked: (method) => methods.parkedUntil(method) > now(),
    traffic: () => ({ waiting: waiting(), resting: methods.resting(), shut: shut.isShut() }),
  }
}
