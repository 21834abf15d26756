import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { ShownMessage } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

export function urgentRoutes({
  ringUrgently,
}: {
  ringUrgently(viewer: Viewer, thread: string, message: string): Promise<ShownMessage>
}) {
  return new Hono<SignedIn>().put(
    '/:id/messages/:messageId/urgent',
    describeRoute({ summary: 'Has my message ring until those it calls have seen it', tags: ['messages'] }),
    valid('param', z.object({ id, messageId: id })),
    async (c) => {
      const { id: thread, messageId } = c.req.valid('param')
      return c.json(await ringUrgently(c.var.viewer, thread, messageId), 200)
    },
  )
}
