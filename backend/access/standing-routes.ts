/** HTTP of rights: for administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { ShownStandings } from '../shown.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Hidden, WantedStanding } from './standings.ts'

const standing = z.enum(['administrator', 'head', 'manager', 'specialist', 'observer', 'compliance'])
const fields = z
  .array(z.enum(['amount', 'bought', 'paid', 'margin', 'invoices', 'products', 'tasks']))
  .max(20)
const hidden = z.strictObject({
  administrator: fields,
  head: fields,
  manager: fields,
  specialist: fields,
  observer: fields,
  compliance: fields,
})

export interface StandingRoutesDeps {
  standings: {
    shown(company: string): Promise<ShownStandings>
    set(visitor: Visitor, wanted: WantedStanding): Promise<ShownStandings>
    hide(visitor: Visitor, hidden: Hidden, version: string): Promise<ShownStandings>
  }
}

/** To be mounted behind the administrators' door. */
export function standingRoutes({ standings }: StandingRoutesDeps) {
  return new Hono<AtHome>()
    .get('/', about('Who may do what in the company’s chats'), async (c) =>
      c.json(await standings.shown(c.var.visitor.company), 200),
    )
    .put(
      '/people/:person',
      about('What a colleague may do'),
      valid('param', z.object({ person: z.string().min(1).max(64) })),
      valid(
        'json',
        z.strictObject({
          standing: standing.nullable(),
          reach: z.enum(['all', 'own']),
          documents: z.boolean(),
        }),
      ),
      async (c) =>
        c.json(await standings.set(c.var.visitor, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
    )
    .put(
      '/hidden',
      about('What each standing is not shown of a record, in place of the version one has seen'),
      valid('json', z.strictObject({ hidden, version: z.string().max(64) })),
      async (c) => {
        const { hidden, version } = c.req.valid('json')
        return c.json(await standings.hide(c.var.visitor, hidden, version), 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['company'] })
}
