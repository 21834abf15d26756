/** Service protection: how much one user may ask within five minutes. */
import type { Limits } from '../faults.ts'
import { ApiRefusal } from './refused.ts'

const WINDOW = 300_000
const LONGEST = 300

export type Exceeded = 'requests' | 'time' | 'concurrency'

const refusals: Record<Exceeded, [code: string, message: string]> = {
  requests: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
  time: [
    '0x80072321',
    'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
  ],
  concurrency: ['0x80072326', 'Number of concurrent requests exceeded the limit of 52.'],
}

export function throttled(kind: Exceeded, seconds: number): ApiRefusal {
  const [code, message] = refusals[kind]
  return new ApiRefusal(429, code, message, { 'Retry-After': String(seconds) })
}

interface Use {
  /** When each request of the window came and what it took. */
  calls: { at: number; milliseconds: number }[]
  concurrent: number
  /** Refused while already asked to wait: the wait grows with each. */
  ignored: number
  notBefore: number
}

export interface Protection {
  /** Throws while the user has used up what he may; otherwise what to call when the request is done. */
  begin(user: string, limits: Limits): (milliseconds: number) => void
  /** What is left to a user. */
  left(user: string, limits: Limits): { requests: number; milliseconds: number }
}

export function protection(now: () => Date): Protection {
  const uses = new Map<string, Use>()

  function useOf(user: string): Use {
    const use = uses.get(user) ?? { calls: [], concurrent: 0, ignored: 0, notBefore: 0 }
    uses.set(user, use)
    const oldest = now().getTime() - WINDOW
    use.calls = use.calls.filter(({ at }) => at > oldest)
    return use
  }
  const spent = ({ calls }: Use) => calls.reduce((sum, { milliseconds }) => sum + milliseconds, 0)

  function refuse(use: Use, kind: Exceeded): never {
    const at = now().getTime()
    use.ignored = at < use.notBefore ? use.ignored + 1 : 0
    const freed = kind === 'concurrency' ? at + 1000 : (use.calls[0]?.at ?? at) + WINDOW
    const seconds = Math.min(
      LONGEST,
      Math.max(1, Math.ceil((freed - at) / 1000)) * 2 ** Math.min(use.ignored, 8),
    )
    use.notBefore = at + seconds * 1000
    throw throttled(kind, seconds)
  }

  return {
    begin(user, limits) {
      const use = useOf(user)
      if (use.concurrent >= limits.concurrent) refuse(use, 'concurrency')
      if (use.calls.length >= limits.requests) refuse(use, 'requests')
      if (spent(use) >= limits.milliseconds) refuse(use, 'time')
      const call = { at: now().getTime(), milliseconds: 0 }
      use.calls.push(call)
      use.concurrent += 1
      return (milliseconds) => {
        call.milliseconds = milliseconds
        use.concurrent -= 1
      }
    },
    left(user, limits) {
      const use = useOf(user)
      return {
        requests: Math.max(0, limits.requests - use.calls.length),
        milliseconds: Math.max(0, limits.milliseconds - spent(use)),
      }
    },
  }
}
