/** Entra fails as the organization it was started with is told to; it has no faults of its own. */
import type { Gate } from './entra/world.ts'
import type { Failure } from './faults.ts'
import type { World } from './world.ts'

const TOKEN = 'POST token'

const statuses: Record<Failure, number> = {
  requests: 429,
  time: 429,
  concurrency: 429,
  unavailable: 503,
  badGateway: 502,
  unauthorized: 401,
  internal: 500,
  truncated: 500,
}

export function gateOf({ faults, requests, now }: World): Gate {
  const noted = (status: number) =>
    requests.push({ operation: TOKEN, real: null, caller: null, at: now(), status })
  return {
    async enter() {
      const struck = await faults.strike([TOKEN])
      if (faults.requestDropped([TOKEN])) return 'cut'
      if (!struck) return 'go on'
      const status = statuses[struck.failure]
      noted(status)
      return { status, ...(status === 429 && { retryAfter: struck.left }) }
    },
    leave(status) {
      noted(status)
      return faults.answerDropped([TOKEN]) ? 'cut' : 'go on'
    },
  }
}
