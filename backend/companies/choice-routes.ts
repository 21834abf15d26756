/** HTTP of the company's settings: for its administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { NumberField } from '../../crm-adapters/port.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { choose, shownChoices } from './choices.ts'

const numberField = z.strictObject({
  field: z.string().regex(/^[A-Za-z]\w{0,99}$/),
  name: z.string().min(1).max(255),
  money: z.boolean(),
})

const choices = z.strictObject({
  mirror: z.strictObject({ files: z.boolean(), topics: z.boolean() }),
  anchor: z.boolean(),
  notices: z.boolean(),
  level: z.enum(['all', 'calls', 'none']),
  margin: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), numberField),
  uploads: z.strictObject({
    largest: z
      .number()
      .int()
      .min(64 * 1024)
      .nullable(),
    refused: z.array(z.enum(['programs', 'archives', 'media'])).max(3),
    places: z.boolean(),
  }),
})

export interface ChoiceRoutesDeps {
  store: Store
  /** Columns of the host in which a margin may stand, as this administrator sees them. */
  numberFields(visitor: Visitor): Promise<NumberField[]>
}

/** To be mounted behind the administrators' door. */
export function choiceRoutes({ store, numberFields }: ChoiceRoutesDeps) {
  return new Hono<AtHome>()
    .get('/', describeRoute({ summary: 'What the company has chosen', tags: ['company'] }), async (c) =>
      c.json(await store.read(c.var.visitor.company, shownChoices), 200),
    )
    .put(
      '/',
      describeRoute({ summary: 'Chooses anew, in place of the version one has seen', tags: ['company'] }),
      valid('json', z.strictObject({ choices, version: z.string().max(64) })),
      async (c) => {
        const { visitor } = c.var
        const chosen = await store.write(visitor.company, async (w) => {
          await choose(w, visitor, c.req.valid('json'))
          return shownChoices(w)
        })
        return c.json(chosen, 200)
      },
    )
    .get(
      '/numbers',
      describeRoute({ summary: 'Columns of numbers that deals have at the host', tags: ['company'] }),
      async (c) => c.json({ fields: await numberFields(c.var.visitor) }, 200),
    )
}
