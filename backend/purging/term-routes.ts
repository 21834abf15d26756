/** HTTP of how long one file or message is kept. To be mounted behind a card's door. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { ShownTerm } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

export interface TermRoutesDeps {
  terms: {
    file(viewer: Viewer, id: string): Promise<ShownTerm>
    message(viewer: Viewer, thread: string, id: string): Promise<ShownTerm>
  }
}

export function termRoutes({ terms }: TermRoutesDeps) {
  return new Hono<SignedIn>()
    .get(
      '/files/:id/term',
      about('When a file goes, and by which rule'),
      valid('param', z.object({ id })),
      async (c) => c.json(await terms.file(c.var.viewer, c.req.valid('param').id), 200),
    )
    .get(
      '/threads/:id/messages/:messageId/term',
      about('When a message goes, and by which rule'),
      valid('param', z.object({ id, messageId: id })),
      async (c) => {
        const { id: thread, messageId } = c.req.valid('param')
        return c.json(await terms.message(c.var.viewer, thread, messageId), 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['retention'] })
}
