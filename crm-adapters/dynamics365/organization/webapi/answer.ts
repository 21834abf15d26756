/** A request carried out as somebody: its answer, or the refusal in its envelope. */
import type { Caller } from '../rights/caller.ts'
import type { World } from '../world.ts'
import { type Answer, type Ask, json, preferencesIn } from './exchange.ts'
import { ApiRefusal, errorBody } from './refused.ts'
import { route } from './route.ts'

export function answerTo(world: World, caller: Caller, ask: Ask): Answer {
  return route({ ...ask, world, caller, prefers: preferencesIn(ask.headers) })
}

/** 401 and 5xx come without a body of ours; all others say their code. */
export function refusedWith(refusal: ApiRefusal, headers: Headers): Answer {
  const version = { 'OData-Version': '4.0', ...refusal.headers }
  if (!refusal.code && !refusal.message) return { status: refusal.status, headers: refusal.headers }
  const detailed = preferencesIn(headers).annotations === '*'
  return json(refusal.status, errorBody(refusal, detailed), version)
}

export function answered(headers: Headers, carryOut: () => Answer): Answer {
  try {
    const answer = carryOut()
    return { ...answer, headers: { 'OData-Version': '4.0', ...answer.headers } }
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    return refusedWith(error, headers)
  }
}

/** How a request is called in tests and faults: `GET opportunities`, `POST WinOpportunity`. */
export function operationOf({ method, path }: Pick<Ask, 'method' | 'path'>): string {
  const bound = path.split('/').find((part) => part.startsWith('Microsoft.Dynamics.CRM.'))
  const name = (bound?.replace('Microsoft.Dynamics.CRM.', '') ?? path).replace(/[(/].*$/s, '')
  return `${method} ${name}`
}
