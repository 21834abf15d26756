/** REST, version 2: who asks, whether they may ask now, the answer in its envelope. */
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Employee } from '../data/people.ts'
import { scopeOf } from '../scopes.ts'
import { personCalled, type World } from '../world.ts'
import { batch, methodsOf } from './batch.ts'
import { cut } from './cut.ts'
import { buckets, operating } from './limits.ts'
import { RestError, type Result } from './method.ts'
import { methodCalled } from './methods.ts'
import { type Params, paramsOf, text } from './params.ts'
import { failures, refused } from './refused.ts'

export function rest(world: World): Hono<{ Bindings: HttpBindings }> {
  const overflows = buckets(world.now)
  const times = operating(world.now)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('/rest/*', cors())
  app.on(['GET', 'POST'], '/rest/:method', (c) => answered(c, c.req.param('method').replace(/\.json$/, '')))
  app.all('/rest/*', (c) => refused(c, new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)))
  return app

  async function answered(c: Context, method: string) {
    const started = performance.now()
    try {
      const failure = await world.faults.strike(method)
      const params = await readable(c)
      const access = text(params.auth)
      const commands = method === 'batch' ? methodsOf(params) : []
      const person = world.tokens.owner(access)?.person ?? null
      world.requests.push({ method, person, at: world.now(), ...(method === 'batch' && { commands }) })
      if (failure) throw failures[failure]()
      if (world.faults.requestDropped([method, ...commands])) return cut(c)
      if (world.faults.limited && overflows(sourceOf(c))) throw failures.QUERY_LIMIT_EXCEEDED()
      const result = await carriedOut(method, params, whose(access))
      if (world.faults.answerDropped([method, ...commands])) return cut(c)
      return c.json({ ...result, time: timed(method, started) })
    } catch (error) {
      if (error instanceof RestError) return refused(c, error)
      throw error
    }
  }

  function carriedOut(method: string, params: Params, person: Employee): Result {
    if (method !== 'batch') return called(method, params, person)
    const run = (name: string, given: Params) => {
      const failure = world.faults.struck(name)
      if (failure) throw failures[failure]()
      const started = performance.now()
      return { ...called(name, given, person), time: timed(name, started) }
    }
    return batch(params, run)
  }

  function whose(access: string): Employee {
    if (world.deletedAt) throw new RestError('PORTAL_DELETED', 'Portal has been deleted', 500)
    const owner = world.tokens.owner(access)
    const person = owner && personCalled(world, owner.person)
    if (!person) throw new RestError('NO_AUTH_FOUND', 'Wrong authorization data', 401)
    if (owner.expired) throw failures.expired_token()
    if (world.planExpiredAt) throw new RestError('PAYMENT_REQUIRED', 'Payment required', 401)
    return person
  }

  function called(name: string, params: Params, person: Employee): Result {
    const method = methodCalled(name)
    if (!method) throw new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)
    if (world.faults.dismissed(person.id) && name !== 'profile') {
      throw new RestError('', 'User is not found or is not active')
    }
    const scope = scopeOf(name)
    if (scope && !world.scopes.includes(scope)) throw failures.insufficient_scope()
    if (world.faults.operating && times.exhausted(name)) throw failures.OPERATION_TIME_LIMIT()
    return method({ world, person, params })
  }

  // Moments are the portal's own; what a call took is real, unless a test has said what it costs.
  function timed(method: string, started: number) {
    const duration = (performance.now() - started) / 1000
    const { operating, resetAt } = times.spend(method, world.faults.costOf(method) ?? duration)
    const start = world.now().getTime()
    const finish = start + duration * 1000
    const written = (time: number) =>
      new Date(time + 3 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+03:00')
    return {
      start: start / 1000,
      finish: finish / 1000,
      duration,
      processing: duration,
      date_start: written(start),
      date_finish: written(finish),
      operating_reset_at: resetAt,
      operating,
    }
  }
}

function sourceOf(c: Context<{ Bindings: HttpBindings }>): string {
  return c.env.incoming.socket.remoteAddress ?? ''
}

async function readable(c: Context): Promise<Params> {
  try {
    return await paramsOf(c.req.raw)
  } catch (error) {
    if (error instanceof SyntaxError) throw new RestError('INVALID_REQUEST', 'The request is not readable')
    throw error
  }
}
