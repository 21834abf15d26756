/** HTTP of texts that are in the CRM only. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { SignedIn } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Texts } from './texts.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const messages = z
  .string()
  .max(50 * 37)
  .transform((ids) => [...new Set(ids.split(','))])
  .pipe(z.array(id).min(1).max(50))

export function textRoutes({ texts }: { texts: Texts }) {
  return new Hono<SignedIn>().get(
    '/:id/texts',
    describeRoute({
      summary: 'Texts of messages, read back where the CRM alone has them',
      tags: ['messages'],
    }),
    valid('param', z.object({ id })),
    valid('query', z.object({ messages })),
    async (c) => {
      const { messages } = c.req.valid('query')
      return c.json(await texts.of(c.var.viewer, c.req.valid('param').id, messages), 200)
    },
  )
}
