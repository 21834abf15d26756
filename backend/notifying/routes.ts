/** HTTP of how I am told: the same for whoever has a card open and on our own page. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Notifying } from './notifying.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const level = z.enum(['all', 'calls', 'none'])

const wishes = z.strictObject({
  level: level.nullable(),
  channels: z.strictObject({ bell: z.boolean(), mail: z.boolean(), push: z.boolean() }),
  quiet: z
    .strictObject({ from: time, until: time, days: z.array(z.number().int().min(1).max(7)).max(7) })
    .nullable(),
  zone: z.string().min(1).max(64),
  summary: z.strictObject({ at: time, by: z.enum(['bell', 'mail']) }).nullable(),
})

/** As `PushSubscription.toJSON()` has it; what else is in it is not kept. */
const subscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,100}$/),
    auth: z.string().regex(/^[\w-]{16,40}$/),
  }),
})

export function notifyingRoutes({ mine }: Pick<Notifying, 'mine'>) {
  return new Hono<AtHome>()
    .get('/', about('How I wish to be told, and by what I can be'), async (c) =>
      c.json(await mine.shown(c.var.visitor), 200),
    )
    .put('/', about('Wishes otherwise'), valid('json', wishes), async (c) =>
      c.json(await mine.wish(c.var.visitor, c.req.valid('json')), 200),
    )
    .post(
      '/try',
      about('Tries out one way of telling me; answers with what came of it'),
      valid('json', z.object({ by: z.enum(['bell', 'mail', 'push']) })),
      async (c) => c.json(await mine.try(c.var.visitor, c.req.valid('json').by), 200),
    )
    .put(
      '/address',
      about('Names an address to write to, where the CRM names none; a code is sent there'),
      valid('json', z.object({ address: z.email().max(254) })),
      async (c) => c.json(await mine.nameAddress(c.var.visitor, c.req.valid('json').address), 200),
    )
    .post(
      '/address/confirmed',
      about('Confirms it by the code'),
      valid('json', z.object({ code: z.string().regex(/^\d{6}$/) })),
      async (c) => c.json(await mine.confirmAddress(c.var.visitor, c.req.valid('json').code), 200),
    )
    .put(
      '/devices',
      about('Has a browser ring for me'),
      valid('json', z.object({ subscription, name: z.string().min(1).max(100) })),
      async (c) => c.json(await mine.addDevice(c.var.visitor, c.req.valid('json')), 200),
    )
    .delete(
      '/devices/:id',
      about('Has it ring no more'),
      valid('param', z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) })),
      async (c) => c.json(await mine.removeDevice(c.var.visitor, c.req.valid('param').id), 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['notifications'] })
}
