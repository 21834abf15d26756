/** What a request with JSON may weigh and how long it may take to arrive. Files have limits of their own. */
import type { IncomingMessage } from 'node:http'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'

/** Bytes of a JSON body. */
const BODY_MOST = 256 * 1024
/** Milliseconds until all of it has to be here: a telephone at the edge of its network sends that much in half of it. */
const ARRIVED_WITHIN = 20_000

const counted = bodyLimit({ maxSize: BODY_MOST })

/** Refuses a larger body with 413, and drops the connection of who sends it so slowly that he only wants to hold it. */
export const shortBody = createMiddleware(async (c, next) => {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  const late =
    incoming &&
    !incoming.complete &&
    setTimeout(() => incoming.complete || incoming.destroy(), ARRIVED_WITHIN)
  try {
    // Hono's limit opens the body as a stream even when its length is told; that alone costs a quarter of sending a message.
    const told = c.req.header('transfer-encoding') ? undefined : c.req.header('content-length')
    const short = c.req.method === 'GET' || Number(told) <= BODY_MOST
    return await (short ? next() : counted(c, next))
  } finally {
    if (late) clearTimeout(late)
  }
})
