import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { bearer, type Whence } from '../door.ts'
import { Refused } from '../refused.ts'
import { valid } from '../valid.ts'
import { type RenewalDeps, renewSession } from './renewal.ts'

/** Below the door's sill: whoever comes has a session that is over, or about to be. */
export function sessionRoutes(deps: RenewalDeps & { from: Whence }) {
  return new Hono().post(
    '/',
    async (c, next) => {
      if (!bearer(c.req.header('authorization'))) throw new Refused('session_over', 'no session')
      await next()
    },
    describeRoute({
      summary: 'A new session for an old one, with a fresh proof from the host',
      tags: ['session'],
    }),
    valid('json', z.object({ proof: z.string().min(1).max(4096) })),
    async (c) => {
      const old = bearer(c.req.header('authorization')) ?? ''
      const { token, expiresAt } = await renewSession(deps, old, c.req.valid('json').proof, deps.from(c))
      return c.json({ token, expiresAt: expiresAt.toISOString() }, 200)
    },
  )
}
