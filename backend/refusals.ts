import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { type Reason, Refused, statusOf, TooMany } from './refused.ts'
import { isDamaged, isFull, isUnreachable, type Store } from './store/store.ts'

export interface RefusalDeps {
  log: Logger
  store: Pick<Store, 'stopped'>
}

/** What whoever asked is told instead of an answer, in the contract's words. */
export interface Refusal {
  reason: Reason | 'failed'
  message: string
  /** Seconds after which it is worth asking again, where waiting helps. */
  after?: number
}

/** Whatever was thrown becomes a refusal; what nobody expected is logged and told without details. */
export function refusalOf(
  error: Error,
  asked: { method: string; route: string },
  { log, store }: RefusalDeps,
): Refusal {
  const { route } = asked
  if (error instanceof TooMany) return refusal(error.reason, error.message, error.after)
  if (error instanceof Refused && statusOf[error.reason] === 500) {
    log.error({ error, ...asked }, 'what is stored is damaged')
    return refusal(error.reason, 'it is damaged; it is in the log')
  }
  if (isDamaged(error)) {
    log.fatal({ error, route }, 'what is kept is damaged: restore it from a backup')
    return refusal('storage_damaged', DAMAGED)
  }
  if (error instanceof Refused && error.reason === 'storage_unreachable')
    log.warn({ error, route }, 'where files are kept could not be reached')
  if (error instanceof Refused) return refusal(error.reason, error.message)
  if (isFull(error)) return refusal('storage_full', 'the disk is full; nothing was stored')
  if (isUnreachable(error)) {
    log.warn({ reason: error.message, route }, 'the database could not be reached')
    return refusal('storage_unreachable', 'the database does not answer; say it again')
  }
  log.error({ error, ...asked }, 'a request failed')
  // What is read of a damaged database may be anything, and fail anyhow.
  if (store.stopped() === 'damaged') return refusal('storage_damaged', DAMAGED)
  return { reason: 'failed', message: 'something went wrong; it is in the log' }
}

/** Answers with the contract's error. */
export function answerRefusal(error: Error, c: Context, deps: RefusalDeps) {
  if (error instanceof HTTPException && error.status === 413) {
    return c.json({ error: { reason: 'bad_request', message: 'the body is too large' } }, 413)
  }
  if (error instanceof HTTPException && error.status < 500)
    return refuse(c, refusal('bad_request', 'the request is malformed'))
  return refuse(c, refusalOf(error, { method: c.req.method, route: c.req.routePath }, deps))
}

export function notFound(c: Context) {
  return refuse(c, refusal('not_found', 'not_found'))
}

const DAMAGED = 'what is kept of this is damaged; an administrator has to restore it'
const WAITING_HELPS = new Set<Reason>([
  'host_unreachable',
  'scanner_unreachable',
  'storage_unreachable',
  'too_many_requests',
])

function refusal(reason: Reason, message: string, after = 5): Refusal {
  return { reason, message, ...(WAITING_HELPS.has(reason) && { after }) }
}

function refuse(c: Context, { reason, message, after }: Refusal) {
  if (after !== undefined) c.header('Retry-After', String(after))
  return c.json({ error: { reason, message } }, reason === 'failed' ? 500 : statusOf[reason])
}
