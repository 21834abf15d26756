/** HTTP of how long things are kept: for administrators and for compliance, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { RetentionPreview, RetentionRule, ShownPurge, ShownRetention } from '../shown.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const word = z.string().min(1).max(300)
const where = z.strictObject({
  channel: word.optional(),
  thread: z.enum(['team', 'topic', 'private', 'client', 'backstage']).optional(),
  stage: word.optional(),
  funnel: word.optional(),
  type: word.optional(),
  closed: z.boolean().optional(),
})
const rules = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[\w-]{1,64}$/),
      what: z.enum(['files', 'messages', 'links', 'audit', 'payloads']),
      where,
      days: z.number().int().positive().nullable(),
      from: z.enum(['made', 'closed']),
    }),
  )
  .max(100)
const one = z.object({ id })

interface Wanted {
  rules: RetentionRule[]
  version: string
  asOf: string
  confirmed?: number | undefined
}

export interface RetentionRoutesDeps {
  retention: {
    shown(company: string): Promise<ShownRetention>
    preview(company: string, rules: RetentionRule[]): Promise<RetentionPreview>
    save(visitor: Visitor, wanted: Wanted): Promise<ShownRetention>
    purges(company: string, before: Date | undefined): Promise<ShownPurge[]>
    receipt(visitor: Visitor, id: string): Promise<unknown>
    /** The lines the hash of a receipt's list is over. */
    list(visitor: Visitor, id: string): Promise<ReadableStream<Uint8Array>>
  }
}

/** To be mounted behind the door of those who oversee. */
export function retentionRoutes({ retention }: RetentionRoutesDeps) {
  return new Hono<AtHome>()
    .get('/', about('How long things are kept'), async (c) =>
      c.json(await retention.shown(c.var.visitor.company), 200),
    )
    .post(
      '/preview',
      about('What would go within a week if these rules were saved now'),
      valid('json', z.strictObject({ rules })),
      async (c) =>
        c.json(await retention.preview(c.var.visitor.company, plain(c.req.valid('json').rules)), 200),
    )
    .put(
      '/',
      about('Saves rules as they were previewed, in place of the version one has seen'),
      valid(
        'json',
        z.strictObject({
          rules,
          version: z.string().max(64),
          asOf: z.iso.datetime(),
          confirmed: z.number().int().nonnegative().optional(),
        }),
      ),
      async (c) => {
        const { rules: wanted, ...rest } = c.req.valid('json')
        return c.json(await retention.save(c.var.visitor, { ...rest, rules: plain(wanted) }), 200)
      },
    )
    .get(
      '/receipts',
      about('Rounds in which things went, the newest first'),
      valid('query', z.object({ before: z.iso.datetime().optional() })),
      async (c) => {
        const { before } = c.req.valid('query')
        const purges = await retention.purges(c.var.visitor.company, before ? new Date(before) : undefined)
        return c.json({ purges }, 200)
      },
    )
    .get('/receipts/:id', about('The signed receipt of a round'), valid('param', one), async (c) =>
      c.json(await retention.receipt(c.var.visitor, c.req.valid('param').id), 200),
    )
    .get(
      '/receipts/:id/list',
      about('What went in it, a line each: what, id, rule, bytes and hash'),
      valid('param', one),
      async (c) => {
        c.header('Content-Type', 'text/tab-separated-values; charset=utf-8')
        c.header('X-Content-Type-Options', 'nosniff')
        c.header('Cache-Control', 'no-store')
        return c.body(await retention.list(c.var.visitor, c.req.valid('param').id), 200)
      },
    )
}

/** Without what is not named at all. */
function plain(given: z.infer<typeof rules>): RetentionRule[] {
  return given.map(({ where, ...rule }) => {
    const named = Object.entries(where).filter(([, value]) => value !== undefined)
    return { ...rule, where: Object.fromEntries(named) }
  })
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['retention'] })
}
