/** What may go wrong at a portal, on demand. Durations are of the portal's clock unless said otherwise. */

export type Failure =
  | 'QUERY_LIMIT_EXCEEDED'
  | 'OPERATION_TIME_LIMIT'
  | 'OVERLOAD_LIMIT'
  | 'expired_token'
  | 'insufficient_scope'
  | 'user_access_error'
  | 'INTERNAL_SERVER_ERROR'
  /** The portal has none of it: the module is off. */
  | 'ERROR_METHOD_NOT_FOUND'

/** A `method` is `batch`, `profile`, `oauth/token`...; a batch is also struck by what is meant for one of its commands. */
export interface Faults {
  /** Real milliseconds before every answer of REST and OAuth. */
  latency: number
  /** While true, REST and OAuth take requests and answer nothing; those waiting are answered once it is false. */
  hang: boolean
  /** While true, the page ignores everything an application's frame says. */
  silent: boolean
  /** Whether the leaky bucket of 50 requests, drained by 2 a second, is enforced for each source address. */
  limited: boolean
  /** Whether 480 seconds of a method's time within ten minutes are its limit. */
  operating: boolean
  /** The next `times` requests fail so. */
  fail(failure: Failure, times?: number, method?: string): void
  /** Every request fails so for that many seconds. */
  storm(failure: Failure, seconds: number, method?: string): void
  /** Real milliseconds before each answer of a method, besides `latency`. */
  slow(method: string, milliseconds: number): void
  /** What each call of a method adds to its operating time, in seconds; measured when not said. */
  cost(method: string, seconds: number): void
  /** Every access token given out so far is expired. */
  expireTokens(): void
  /** With this chance a request is not carried out: the connection is cut. */
  dropRequests(chance: number, method?: string): void
  /** With this chance a request is carried out and the connection cut before its answer. */
  dropAnswers(chance: number, method?: string): void
  /** With this chance an event is sent to nobody. */
  loseEvents(chance: number): void
  /** With this chance an event is sent twice. */
  doubleEvents(chance: number): void
  /** Ends whatever else was ordered here; people stay as they are. */
  calm(): void
  /** Takes a deal from a person, whatever role they have in it. */
  deny(person: string, deal: number): void
  allow(person: string, deal: number): void
  dismiss(person: string): void
  reinstate(person: string): void
}

export interface Trouble extends Faults {
  denied(person: string, deal: number): boolean
  dismissed(person: string): boolean
  /** When the person was dismissed or taken back, if that was while the portal ran. */
  changedAt(person: string): Date | undefined
  /** Waits as long as told, then says how the request fails, if it does. */
  strike(method: string): Promise<Failure | undefined>
  /** How one command of a batch fails, if it does. */
  struck(method: string): Failure | undefined
  costOf(method: string): number | undefined
  requestDropped(methods: string[]): boolean
  answerDropped(methods: string[]): boolean
  eventLost(): boolean
  eventDoubled(): boolean
}

interface Chance {
  chance: number
  method: string | undefined
}

interface Planned {
  failure: Failure
  method: string | undefined
  /** Until that moment; once when absent. */
  until?: number
}

/** Chances are the same again for the same `seed`. */
export function trouble(dismissedBefore: string[], now: () => Date, expire: () => void, seed = 1): Trouble {
  const denials = new Set<string>()
  const gone = new Set(dismissedBefore)
  const changes = new Map<string, Date>()
  const delays = new Map<string, number>()
  const costs = new Map<string, number>()
  const random = generator(seed)
  let planned: Planned[] = []
  let unheard: Chance = { chance: 0, method: undefined }
  let unanswered: Chance = unheard
  let [lost, doubled] = [0, 0]
  let hanging = false
  let released: (() => void)[] = []

  const happens = (chance: number) => chance > 0 && random() < chance
  const strikes = ({ chance, method }: Chance, methods: string[]) =>
    (!method || methods.includes(method)) && happens(chance)

  return {
    latency: 0,
    silent: false,
    limited: false,
    operating: false,
    get hang() {
      return hanging
    },
    set hang(value) {
      hanging = value
      if (hanging) return
      for (const release of released) release()
      released = []
    },
    fail(failure, times = 1, method) {
      planned.push(...Array.from({ length: times }, () => ({ failure, method })))
    },
    storm(failure, seconds, method) {
      planned.push({ failure, method, until: now().getTime() + seconds * 1000 })
    },
    slow: (method, milliseconds) => delays.set(method, milliseconds),
    cost: (method, seconds) => costs.set(method, seconds),
    expireTokens: expire,
    dropRequests(chance, method) {
      unheard = { chance, method }
    },
    dropAnswers(chance, method) {
      unanswered = { chance, method }
    },
    loseEvents(chance) {
      lost = chance
    },
    doubleEvents(chance) {
      doubled = chance
    },
    calm() {
      planned = []
      unheard = unanswered = { chance: 0, method: undefined }
      lost = doubled = 0
      delays.clear()
      costs.clear()
      Object.assign(this, { latency: 0, hang: false, silent: false, limited: false, operating: false })
    },
    deny: (person, deal) => denials.add(`${person}:${deal}`),
    allow: (person, deal) => denials.delete(`${person}:${deal}`),
    dismiss(person) {
      gone.add(person)
      changes.set(person, now())
    },
    reinstate(person) {
      gone.delete(person)
      changes.set(person, now())
    },

    denied: (person, deal) => denials.has(`${person}:${deal}`),
    dismissed: (person) => gone.has(person),
    changedAt: (person) => changes.get(person),
    async strike(method) {
      const delay = this.latency + (delays.get(method) ?? 0)
      if (delay > 0) await new Promise((passed) => setTimeout(passed, delay))
      if (hanging) await new Promise<void>((release) => released.push(release))
      return this.struck(method)
    },
    struck(method) {
      planned = planned.filter(({ until = Number.POSITIVE_INFINITY }) => until > now().getTime())
      const next = planned.find((one) => !one.method || one.method === method)
      if (next?.until === undefined) planned = planned.filter((one) => one !== next)
      return next?.failure
    },
    costOf: (method) => costs.get(method),
    requestDropped: (methods) => strikes(unheard, methods),
    answerDropped: (methods) => strikes(unanswered, methods),
    eventLost: () => happens(lost),
    eventDoubled: () => happens(doubled),
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
