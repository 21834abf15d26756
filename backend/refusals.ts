import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { type Reason, Refused, statusOf, TooMany } from './refused.ts'
import { isDamaged, isFull, isUnreachable, type Store } from './store/store.ts'

interface Parts {
  log: Logger
  store: Pick<Store, 'stopped'>
}

/** Turns whatever was thrown into the contract's error; what nobody expected is logged and answered without details. */
export function answerRefusal(error: Error, c: Context, { log, store }: Parts) {
  if (error instanceof TooMany) return refuse(c, error.reason, error.message, error.after)
  if (error instanceof Refused && statusOf[error.reason] === 500) {
    log.error({ error, method: c.req.method, route: c.req.routePath }, 'what is stored is damaged')
    return refuse(c, error.reason, 'it is damaged; it is in the log')
  }
  if (isDamaged(error)) {
    log.fatal({ error, route: c.req.routePath }, 'what is kept is damaged: restore it from a backup')
    return refuse(c, 'storage_damaged', DAMAGED)
  }
  if (error instanceof Refused) return refuse(c, error.reason, error.message)
  if (isFull(error)) return refuse(c, 'storage_full', 'the disk is full; nothing was stored')
  if (isUnreachable(error)) {
    log.warn({ reason: error.message, route: c.req.routePath }, 'the database could not be reached')
    return refuse(c, 'storage_unreachable', 'the database does not answer; say it again')
  }
  if (error instanceof HTTPException && error.status === 413) {
    return c.json({ error: { reason: 'bad_request', message: 'the body is too large' } }, 413)
  }
  if (error instanceof HTTPException && error.status < 500)
    return refuse(c, 'bad_request', 'the request is malformed')
  log.error({ error, method: c.req.method, route: c.req.routePath }, 'a request failed')
  // What is read of a damaged database may be anything, and fail anyhow.
  if (store.stopped() === 'damaged') return refuse(c, 'storage_damaged', DAMAGED)
  return c.json({ error: { reason: 'failed', message: 'something went wrong; it is in the log' } }, 500)
}

export function notFound(c: Context) {
  return refuse(c, 'not_found', 'not_found')
}

const DAMAGED = 'what is kept of this is damaged; an administrator has to restore it'
const WAITING_HELPS = new Set<Reason>([
  'host_unreachable',
  'scanner_unreachable',
  'storage_unreachable',
  'too_many_requests',
])

/** `after`: seconds until it is worth asking again, where waiting helps. */
function refuse(c: Context, reason: Reason, message: string, after = 5) {
  if (WAITING_HELPS.has(reason)) c.header('Retry-After', String(after))
  return c.json({ error: { reason, message } }, statusOf[reason])
}
