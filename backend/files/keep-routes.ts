import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { ShownFile } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

export function keepRoutes({ keep }: { keep(viewer: Viewer, file: string): Promise<ShownFile> }) {
  return new Hono<SignedIn>().put(
    '/:id/kept',
    describeRoute({ summary: 'Has the host keep a file among its record’s documents', tags: ['files'] }),
    valid('param', z.object({ id })),
    async (c) => c.json(await keep(c.var.viewer, c.req.valid('param').id), 200),
  )
}
