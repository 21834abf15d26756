/**
 * The way to an organization: one line for each identity we ask by, for Dataverse counts by identity (docs: "Service
 * protection API limits"). People who wait go before the background. What the organization says of when to come back is kept
 * to by everybody in the line, to the millisecond; the count is this process's, and where several ask they meet the limit.
 */
import { LRUCache } from 'lru-cache'
import * as line from '../line.ts'
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

/** What came of asking. */
export interface Asked<T> extends line.Asked<T> {
  /** Milliseconds the organization wants to be left alone; null when it does not say. */
  retryAfter: number | null
}

export interface Line {
  pass: line.Line<line.Turn, Pick<Asked<unknown>, 'retryAfter'>>['pass']
  traffic(): { waiting: number; shut: boolean }
}

export interface QueueOptions {
  limits?: Limits
  time?: Time
}

/** Milliseconds to step back when the organization is full and does not say for how long; twice as long each time. */
const BACKOFF = { first: 2000, longest: 60_000 }

export function queues({ limits = documented, time = realTime }: QueueOptions = {}) {
  const lines = new LRUCache<string, Line>({ maxSize: 50_000, sizeCalculation: () => 1 })
  /** `identity` is whose rights are shown: the application's own, or those of an administrator who sets us up. */
  return (company: string, identity: string): Line => {
    const key = `${company} ${identity}`
    const known = lines.get(key) ?? lineTo(limits, time)
    lines.set(key, known)
    return known
  }
}

function lineTo({ atOnce, requests, window }: Limits, time: Time): Line {
  const { now } = time
  const sent = sliding(window, now)
  const silent = silence(now)
  let closed = { until: Number.NEGATIVE_INFINITY, times: 0 }

  function stepBack(ms: number | null) {
    // Of several under way together each says when it would be free: the latest counts, and they are one step.
    const news = closed.until <= now()
    // It counts what came in the last `window`: nobody has to wait for longer, whatever a gateway says or its clock.
    const wait = Math.min(ms ?? Math.min(BACKOFF.first * 2 ** closed.times, BACKOFF.longest), window)
    closed = { until: Math.max(closed.until, now() + wait), times: closed.times + (news ? 1 : 0) }
  }

  const { pass, waiting } = line.lineOf<line.Turn, Pick<Asked<unknown>, 'retryAfter'>>(
    {
      host: 'organization',
      atOnce,
      turnedAway: silent.answerTo,
      closedUntil: () => closed.until,
      hasRoom: ({ urgent }) => sent.count() < requests * (urgent ? 1 : 1 - line.RESERVE),
      roomIn: () => [sent.oldestLeavesIn()],
      sending: sent.note,

      learn(asked) {
        const { answer, retryAfter } = asked
        const full = !answer.ok && answer.reason === 'limited'
        if (full || retryAfter !== null) stepBack(retryAfter)
        else closed = { ...closed, times: 0 }
        // Of a full organization nothing has been carried out.
        return { again: full, alike: silent.learn(asked) && everybody }
      },
    },
    time,
  )

  return {
    pass,
    traffic: () => ({ waiting: waiting(), shut: silent.shut() || closed.until > now() }),
  }
}

const everybody = () => true
