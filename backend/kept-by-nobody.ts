import type { ServerResponse } from 'node:http'
import { createMiddleware } from 'hono/factory'

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/**
 * What is answered is for whoever asked, and nothing but what it says it is. What may be kept says so itself. Node is told at
 * once where it is there: Hono would make and sort headers of its own for each answer.
 */
export const keptByNobody = createMiddleware(async (c, next) => {
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
  for (const [name, value] of Object.entries(HEADERS)) {
    if (outgoing) outgoing.setHeader(name, value)
    else c.header(name, value)
  }
  await next()
})
