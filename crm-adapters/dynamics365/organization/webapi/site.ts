/** The Web API over HTTP: who asks, how much he may, what may fail on the way, and the answer. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { cut } from '../cut.ts'
import type { Struck } from '../faults.ts'
import type { Row } from '../rows.ts'
import type { Asked, World } from '../world.ts'
import { answered, answerTo, operationOf, refusedWith } from './answer.ts'
import { askFor, type Batch, batch, batchIn } from './batch.ts'
import type { Answer, Ask } from './exchange.ts'
import { callerFor, unauthorized, userOf } from './identity.ts'
import { protection, throttled } from './limits.ts'
import { ApiRefusal, refusals } from './refused.ts'

/** A request, and the batch it is, or why it is none. */
interface Work {
  ask: Ask
  parts: Batch | ApiRefusal | undefined
  /** Its own and, of a batch, those within. */
  operations: string[]
}

export function webApi(world: World): Hono<{ Bindings: HttpBindings }> {
  const limits = protection(world.now)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.all('/api/data/:version{v9\\.[0-2]}/*', async (c) => {
    const work = await workIn(world, c.req.raw)
    const asked = noted(world, work)
    const answer = await attempt().catch((error: unknown) => {
      if (error instanceof ApiRefusal) return refusedWith(error, work.ask.headers)
      throw error
    })
    if (answer === 'cut') return cut(c)
    asked.status = answer.status
    return sent(answer)

    async function attempt(): Promise<Answer | 'cut'> {
      const user = await userOf(world, work.ask.headers)
      asked.real = user.id
      const done = limits.begin(user.id, world.faults.limits)
      const started = performance.now()
      try {
        const outcome = await carriedOut(world, user, work, asked)
        return outcome === 'cut' ? outcome : withWhatIsLeft(user, outcome)
      } finally {
        done(world.faults.costOf(work.operations[0] ?? '') ?? performance.now() - started)
      }
    }
  })
  return app

  function withWhatIsLeft(user: Row, answer: Answer): Answer {
    const { requests, milliseconds } = limits.left(user.id, world.faults.limits)
    const headers = {
      'x-ms-service-request-id': crypto.randomUUID(),
      'x-ms-ratelimit-burst-remaining-xrm-requests': String(requests),
      'x-ms-ratelimit-time-remaining-xrm-requests': (milliseconds / 1000).toFixed(2),
    }
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
}

async function carriedOut(
  world: World,
  user: Row,
  { ask, parts, operations }: Work,
  asked: Asked,
): Promise<Answer | 'cut'> {
  const struck = await world.faults.strike(operations)
  if (world.faults.requestDropped(operations)) return 'cut'
  if (struck && struck.failure !== 'truncated') return failed(world, struck, ask.headers)
  if (world.disabledAt) throw refusals.disabledOrganization()
  if (parts instanceof ApiRefusal) throw parts
  const answer = parts ? batch(world, user, ask, parts) : answered(ask.headers, alone)
  if (world.faults.answerDropped(operations)) return 'cut'
  return struck ? brokenOff(answer) : answer

  function alone(): Answer {
    const caller = callerFor(world, user, ask.headers)
    asked.caller = caller.user.id
    return answerTo(world, caller, ask)
  }
}

async function workIn(world: World, request: Request): Promise<Work> {
  const { pathname, search } = new URL(request.url)
  const body = request.method === 'GET' ? '' : await request.text()
  const ask = askFor(world, request.method, pathname + search, new Headers(request.headers), body)
  const operation = operationOf(ask)
  const parts = operation === 'POST $batch' ? readable(world, ask) : undefined
  const within = parts && 'operations' in parts ? parts.operations : []
  return { ask, parts, operations: [operation, ...within] }
}

/** A malformed batch is refused once it is known who has sent it. */
function readable(world: World, ask: Ask): Batch | ApiRefusal {
  try {
    return batchIn(world, ask)
  } catch (error) {
    if (error instanceof ApiRefusal) return error
    throw error
  }
}

function noted(world: World, { parts, operations: [operation = '', ...within] }: Work): Asked {
  const of = parts ? { operations: within } : {}
  const asked: Asked = { operation, real: null, caller: null, at: world.now(), status: 0, ...of }
  world.requests.push(asked)
  return asked
}

function failed(world: World, { failure, left }: Struck, headers: Headers): Answer {
  if (failure === 'requests' || failure === 'time' || failure === 'concurrency') {
    return refusedWith(throttled(failure, left), headers)
  }
  if (failure === 'unauthorized') return refusedWith(unauthorized(world), headers)
  if (failure === 'badGateway') {
    const body =
      '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'
    return { status: 502, headers: { 'Content-Type': 'text/html' }, body }
  }
  return { status: failure === 'unavailable' ? 503 : 500, headers: {} }
}

function brokenOff(answer: Answer): Answer {
  const whole = written(answer)
  return typeof whole === 'string'
    ? { ...answer, body: whole.slice(0, Math.floor(whole.length / 2)) }
    : answer
}

function sent(answer: Answer): Response {
  const { status, headers } = answer
  const isEmpty = status === 204 || status === 304
  return new Response(isEmpty ? null : (written(answer) ?? null), { status, headers })
}

function written({ body }: Answer): string | Uint8Array<ArrayBuffer> | undefined {
  return typeof body === 'object' && !(body instanceof Uint8Array) ? JSON.stringify(body) : body
}
