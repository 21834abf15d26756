/** HTTP of reading private threads of others. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { PrivateThread, ShownThread } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

export interface SupervisingDeps {
  supervising: {
    list(viewer: Viewer): Promise<PrivateThread[]>
    begin(viewer: Viewer, thread: string, wanted: { id: string; reason: string }): Promise<ShownThread>
  }
}

/** Below `/supervising`. */
export function supervisingRoutes({ supervising }: SupervisingDeps) {
  return new Hono<SignedIn>()
    .get(
      '/',
      about('Private threads of the card I am not in, for those who may ask to read them'),
      async (c) => c.json({ threads: await supervising.list(c.var.viewer) }, 200),
    )
    .post(
      '/:id',
      about('Reads one for an hour, for a reason that is told in it'),
      valid('param', z.object({ id })),
      valid('json', z.object({ id, reason: z.string().max(5000) })),
      async (c) =>
        c.json(await supervising.begin(c.var.viewer, c.req.valid('param').id, c.req.valid('json')), 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['supervising'] })
}
