/** HTTP of search. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { FilesNamed } from '../documents/found.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Traces } from '../supervising/traces.ts'
import { valid } from '../valid.ts'
import { type ShowMessages, search, threadsSeen } from './search.ts'
import { ownTurn } from './turns.ts'

const question = z.object({
  q: z.string(),
  scope: z.enum(['card', 'all']).default('card'),
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
})

export interface SearchDeps {
  store: Store
  /** The records whose cards the host shows this person now. */
  visibleRecords(viewer: Viewer): Promise<string[]>
  show: ShowMessages
  filesNamed: FilesNamed
  /** Told before somebody is answered. */
  traces: Pick<Traces, 'searches'>
}

export function searchRoutes({ store, visibleRecords, show, filesNamed, traces }: SearchDeps) {
  return new Hono<SignedIn>().get(
    '/',
    describeRoute({ summary: 'Messages by their words in any form, newest first', tags: ['search'] }),
    valid('query', question),
    async (c) => {
      const { viewer } = c.var
      const { q, scope, before } = c.req.valid('query')
      const everywhere = scope === 'all' && !viewer.invited
      const records = everywhere ? await visibleRecords(viewer) : [viewer.record]
      await traces.searches(viewer, { q, scope })
      await ownTurn()
      const { threads, page } = await store.read(viewer.company, async (r) => {
        const threads = await threadsSeen(r, viewer, records)
        return { threads, page: await search(r, { threads, q, before }, show) }
      })
      const files = before === undefined ? await filesNamed(viewer.company, threads, q) : []
      return c.json({ ...page, ...(files.length > 0 && { files }) }, 200)
    },
  )
}
