/** What may go wrong at a portal, on demand. */

export type Failure =
  | 'QUERY_LIMIT_EXCEEDED'
  | 'OPERATION_TIME_LIMIT'
  | 'expired_token'
  | 'INTERNAL_SERVER_ERROR'

export interface Faults {
  /** Milliseconds before every answer of REST and OAuth. */
  latency: number
  /** While true, REST and OAuth take requests and answer nothing; those waiting are answered once it is false. */
  hang: boolean
  /** While true, the page ignores everything an application's frame says. */
  silent: boolean
  /** Whether the leaky bucket of 50 requests, drained by 2 a second, is enforced. */
  limited: boolean
  /** The next `times` requests fail so; with a `method`, only requests to it: `batch`, `profile`, `oauth/token`... */
  fail(failure: Failure, times?: number, method?: string): void
  /** Takes a deal from a person, whatever role they have in it. */
  deny(person: string, deal: number): void
  allow(person: string, deal: number): void
  dismiss(person: string): void
  reinstate(person: string): void
}

export interface Trouble extends Faults {
  denied(person: string, deal: number): boolean
  dismissed(person: string): boolean
  /** Waits as long as told, then says how the request fails, if it does. */
  strike(method: string): Promise<Failure | undefined>
}

export function trouble(dismissedBefore: string[]): Trouble {
  const denials = new Set<string>()
  const gone = new Set(dismissedBefore)
  let planned: { failure: Failure; method: string | undefined }[] = []
  let hanging = false
  let released: (() => void)[] = []

  return {
    latency: 0,
    silent: false,
    limited: false,
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
    deny: (person, deal) => denials.add(`${person}:${deal}`),
    allow: (person, deal) => denials.delete(`${person}:${deal}`),
    dismiss: (person) => gone.add(person),
    reinstate: (person) => gone.delete(person),

    denied: (person, deal) => denials.has(`${person}:${deal}`),
    dismissed: (person) => gone.has(person),
    async strike(method) {
      if (this.latency > 0) await new Promise((passed) => setTimeout(passed, this.latency))
      if (hanging) await new Promise<void>((release) => released.push(release))
      const next = planned.find((one) => !one.method || one.method === method)
      planned = planned.filter((one) => one !== next)
      return next?.failure
    },
  }
}
