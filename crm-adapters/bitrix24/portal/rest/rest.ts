/** REST, version 2: who asks, whether they may ask now, the answer in its envelope. */
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Failure } from '../faults.ts'
import { personCalled, type World } from '../world.ts'
import { batch, methodsOf } from './batch.ts'
import { bindings } from './bindings.ts'
import { bucket } from './bucket.ts'
import { crm } from './crm.ts'
import { type Method, RestError, type Result } from './method.ts'
import { type Params, paramsOf, text } from './params.ts'
import { people } from './people.ts'
import { platform } from './platform.ts'

const methods: Record<string, Method> = {
  ...crm,
  ...people,
  ...bindings,
  ...platform(() => [...Object.keys(methods), 'batch']),
}

export function rest(world: World): Hono {
  const overflows = bucket(world.now)
  const app = new Hono()
  app.use('/rest/*', cors())
  app.on(['GET', 'POST'], '/rest/:method', (c) => answered(c, c.req.param('method').replace(/\.json$/, '')))
  app.all('/rest/*', (c) => refused(c, new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)))
  return app

  async function answered(c: Context, method: string) {
    const started = Date.now()
    const time = () => timeSince(started)
    try {
      const failure = await world.faults.strike(method)
      const params = await readable(c)
      const access = text(params.auth)
      const owner = world.tokens.owner(access)
      world.requests.push({
        method,
        person: owner?.person ?? null,
        at: world.now(),
        ...(method === 'batch' && { commands: methodsOf(params) }),
      })
      if (failure) throw failures[failure]()
      if (world.faults.limited && overflows()) throw failures.QUERY_LIMIT_EXCEEDED()
      const person = whose(access)
      const run = (name: string, given: Params) => called(name, given, person)
      const result = method === 'batch' ? batch(params, run, time) : run(method, params)
      return c.json({ ...result, time: time() })
    } catch (error) {
      if (error instanceof RestError) return refused(c, error)
      throw error
    }
  }

  function whose(access: string) {
    const owner = world.tokens.owner(access)
    const person = owner && personCalled(world, owner.person)
    if (!person) throw new RestError('NO_AUTH_FOUND', 'Wrong authorization data', 401)
    if (owner.expired) throw failures.expired_token()
    return person
  }

  function called(name: string, params: Params, person: ReturnType<typeof whose>): Result {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    if (!method) throw new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)
    if (world.faults.dismissed(person.id) && name !== 'profile') {
      throw new RestError('', 'User is not found or is not active')
    }
    return method({ world, person, params })
  }
}

const failures: Record<Failure, () => RestError> = {
  QUERY_LIMIT_EXCEEDED: () => new RestError('QUERY_LIMIT_EXCEEDED', 'Too many requests', 503),
  OPERATION_TIME_LIMIT: () =>
    new RestError('OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.', 429),
  expired_token: () => new RestError('expired_token', 'The access token provided has expired.', 401),
  INTERNAL_SERVER_ERROR: () => new RestError('INTERNAL_SERVER_ERROR', 'Internal server error', 500),
}

/** The same failures where OAuth answers. */
export function failed(c: Context, failure: Failure) {
  return refused(c, failures[failure]())
}

function refused(c: Context, error: RestError) {
  return c.json(error.body, error.status)
}

async function readable(c: Context): Promise<Params> {
  try {
    return await paramsOf(c.req.raw)
  } catch (error) {
    if (error instanceof SyntaxError) throw new RestError('INVALID_REQUEST', 'The request is not readable')
    throw error
  }
}

// What a request cost is measured, so it is real time, whatever the portal's clock says.
function timeSince(started: number) {
  const finished = Date.now()
  const duration = (finished - started) / 1000
  const written = (time: number) => new Date(time + 3 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+03:00')
  return {
    start: started / 1000,
    finish: finished / 1000,
    duration,
    processing: duration,
    date_start: written(started),
    date_finish: written(finished),
    operating_reset_at: Math.floor(finished / 1000) + 600,
    operating: duration,
  }
}
