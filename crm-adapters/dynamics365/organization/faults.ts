/** What may go wrong at an organization, on demand. Durations are of its clock unless said otherwise. */
import { generator } from './random.ts'

export type Failure =
  /** 429: more than 6000 requests of a user in five minutes. */
  | 'requests'
  /** 429: more than 20 minutes of execution. */
  | 'time'
  /** 429: more than 52 at once. */
  | 'concurrency'
  /** 503. */
  | 'unavailable'
  /** 502 with a page of some proxy. */
  | 'badGateway'
  /** 401 with an empty body, as for a token that is no longer good. */
  | 'unauthorized'
  /** 500. */
  | 'internal'
  /** 200 whose JSON breaks off. */
  | 'truncated'

export interface Limits {
  requests: number
  milliseconds: number
  concurrent: number
}

/** An `operation` is `GET opportunities`, `POST $batch`, `GET WhoAmI`, `POST token`...; all of them when absent. */
export interface Faults {
  /** Real milliseconds before every answer of the Web API and of `/token`. */
  latency: number
  /** While true, requests are taken and answered only once it is false again. */
  hang: boolean
  /** Service protection, for each user within five minutes. */
  limits: Limits
  /** The next `times` requests fail so. */
  fail(failure: Failure, times?: number, operation?: string): void
  /** Every request fails so for that many seconds; a 429 names what is left of them in `Retry-After`. */
  storm(failure: Failure, seconds: number, operation?: string): void
  /** Real milliseconds before each answer of an operation, besides `latency`. */
  slow(operation: string, milliseconds: number): void
  /** What each call of an operation adds to its user's execution time, in milliseconds; measured when not said. */
  cost(operation: string, milliseconds: number): void
  /** Every access token given out so far is expired. */
  expireTokens(): void
  /** Seconds by which Entra's clock is ahead of everybody's. */
  skewTokens(seconds: number): void
  /** With this chance a request is not carried out: the connection is cut. */
  dropRequests(chance: number, operation?: string): void
  /** With this chance a request is carried out and the connection cut before its answer. */
  dropAnswers(chance: number, operation?: string): void
  /** The connection is cut once, after so many more requests: before that one is carried out, or before its answer. */
  cutAfter(requests: number, when: 'request' | 'answer'): void
  /** With this chance a webhook is never sent. */
  loseEvents(chance: number): void
  /** With this chance a webhook is sent twice. */
  doubleEvents(chance: number): void
  /** Webhooks wait until `releaseEvents`, which sends the last one first. */
  holdEvents(): void
  releaseEvents(): void
  /** Real milliseconds a webhook is waited for. */
  patience: number
  /** The organization is switched off by its administrator, or on again. */
  disableOrganization(): void
  enableOrganization(): void
  /** Ends whatever else was ordered here. */
  calm(): void
}

export interface Struck {
  failure: Failure
  /** Seconds until the storm is over. */
  left: number
}

export interface Trouble extends Faults {
  /** Waits as long as told, then says how the request fails, if it does. */
  strike(operations: string[]): Promise<Struck | undefined>
  costOf(operation: string): number | undefined
  requestDropped(operations: string[]): boolean
  answerDropped(operations: string[]): boolean
  eventLost(): boolean
  eventDoubled(): boolean
  /** Runs it now, or when events are released. */
  sendEvent(send: () => void): void
}

/** What of the world the faults reach into. */
export interface Reach {
  now(): Date
  expireTokens(): void
  skewTokens(seconds: number): void
  disable(at: Date | undefined): void
}

interface Planned {
  failure: Failure
  operation: string | undefined
  /** Until that moment; once when absent. */
  until?: number
}

const calmly = { latency: 0, patience: 60_000 }
const DOCUMENTED: Limits = { requests: 6000, milliseconds: 1_200_000, concurrent: 52 }

/** Chances are the same again for the same `seed`. */
export function trouble(reach: Reach, seed = 1): Trouble {
  const random = generator(seed)
  const delays = new Map<string, number>()
  const costs = new Map<string, number>()
  let planned: Planned[] = []
  let unheard: { chance: number; operation?: string | undefined } = { chance: 0 }
  let unanswered = unheard
  let [lost, doubled] = [0, 0]
  let hanging = false
  let released: (() => void)[] = []
  let held: (() => void)[] | undefined

  let cut: { left: number; when: 'request' | 'answer' } | undefined

  /** Counts down; true for the one whose turn it is. */
  function isCut(when: 'request' | 'answer'): boolean {
    if (cut?.when !== when) return false
    cut.left -= 1
    if (cut.left >= 0) return false
    cut = undefined
    return true
  }

  const happens = (chance: number) => chance > 0 && random() < chance
  const concerns = (operation: string | undefined, operations: string[]) =>
    !operation || operations.includes(operation)
  const longest = (times: Map<string, number>, operations: string[]) =>
    Math.max(0, ...operations.map((one) => times.get(one) ?? 0))

  return {
    ...calmly,
    limits: { ...DOCUMENTED },
    get hang() {
      return hanging
    },
    set hang(value) {
      hanging = value
      if (hanging) return
      for (const release of released) release()
      released = []
    },
    fail(failure, times = 1, operation) {
      planned.push(...Array.from({ length: times }, () => ({ failure, operation })))
    },
    storm(failure, seconds, operation) {
      planned.push({ failure, operation, until: reach.now().getTime() + seconds * 1000 })
    },
    slow: (operation, milliseconds) => delays.set(operation, milliseconds),
    cost: (operation, milliseconds) => costs.set(operation, milliseconds),
    expireTokens: () => reach.expireTokens(),
    skewTokens: (seconds) => reach.skewTokens(seconds),
    dropRequests(chance, operation) {
      unheard = { chance, operation }
    },
    dropAnswers(chance, operation) {
      unanswered = { chance, operation }
    },
    cutAfter(requests, when) {
      cut = { left: requests, when }
    },
    loseEvents(chance) {
      lost = chance
    },
    doubleEvents(chance) {
      doubled = chance
    },
    holdEvents() {
      held ??= []
    },
    releaseEvents() {
      const waiting = held ?? []
      held = undefined
      for (const send of waiting.reverse()) send()
    },
    disableOrganization: () => reach.disable(reach.now()),
    enableOrganization: () => reach.disable(undefined),
    calm() {
      planned = []
      unheard = unanswered = { chance: 0 }
      cut = undefined
      lost = doubled = 0
      delays.clear()
      costs.clear()
      Object.assign(this, { ...calmly, hang: false, limits: { ...DOCUMENTED } })
      reach.skewTokens(0)
      reach.disable(undefined)
      this.releaseEvents()
    },

    async strike(operations) {
      const delay = this.latency + longest(delays, operations)
      if (delay > 0) await new Promise((passed) => setTimeout(passed, delay))
      if (hanging) await new Promise<void>((release) => released.push(release))
      const now = reach.now().getTime()
      planned = planned.filter(({ until = Number.POSITIVE_INFINITY }) => until > now)
      const next = planned.find(({ operation }) => concerns(operation, operations))
      if (next && next.until === undefined) planned = planned.filter((one) => one !== next)
      return next && { failure: next.failure, left: next.until ? Math.ceil((next.until - now) / 1000) : 1 }
    },
    costOf: (operation) => costs.get(operation),
    requestDropped: (operations) =>
      isCut('request') || (concerns(unheard.operation, operations) && happens(unheard.chance)),
    answerDropped: (operations) =>
      isCut('answer') || (concerns(unanswered.operation, operations) && happens(unanswered.chance)),
    eventLost: () => happens(lost),
    eventDoubled: () => happens(doubled),
    sendEvent(send) {
      if (held) held.push(send)
      else send()
    },
  }
}
