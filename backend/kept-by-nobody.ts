import { createMiddleware } from 'hono/factory'

/** What is answered is for whoever asked, and nothing but what it says it is. What may be kept says so itself. */
export const keptByNobody = createMiddleware(async (c, next) => {
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
  await next()
})
