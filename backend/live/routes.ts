import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { SignedIn } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Traces } from '../supervising/traces.ts'
import { valid } from '../valid.ts'
import { eventPage } from './event-page.ts'

const LIMIT_MOST = 500
const page = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(LIMIT_MOST).default(100),
})

/** What the socket tells, by HTTP: for networks that break sockets. */
export function eventRoutes({ store, traces }: { store: Store; traces: Pick<Traces, 'reads'> }) {
  return new Hono<SignedIn>().get(
    '/',
    describeRoute({ summary: 'What happened on the card after a position', tags: ['live'] }),
    valid('query', page),
    async (c) => {
      const { viewer } = c.var
      const { after, limit } = c.req.valid('query')
      const { page, supervised } = await store.read(viewer.company, (r) => eventPage(r, viewer, after, limit))
      for (const thread of supervised) await traces.reads(viewer, thread, { supervised: true })
      return c.json(page, 200)
    },
  )
}
