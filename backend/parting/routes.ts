/** HTTP of what becomes of a company's talk when it removes us: for its administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Partings } from './parting.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const one = z.object({ id })
const wanted = z.strictObject({
  language: z.enum(['ru', 'uk', 'en']),
  zone: z.string().max(64).refine(isZone),
  confirmed: z.number().int().nonnegative(),
})

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

/** To be mounted behind the administrators' door. */
export function partingRoutes({ partings }: { partings: Partings }) {
  return new Hono<AtHome>()
    .get('/', about('What becomes of our data when the company uninstalls us'), async (c) =>
      c.json(await partings.shown(c.var.visitor), 200),
    )
    .put(
      '/',
      about('Says what is to become of it'),
      valid('json', z.strictObject({ wish: z.enum(['ask', 'leave', 'erase']) })),
      async (c) => c.json(await partings.wish(c.var.visitor, c.req.valid('json').wish), 200),
    )
    .get(
      '/dossiers',
      about('How much there is to be put into the CRM, and who would read it there'),
      async (c) => c.json(await partings.preview(c.var.visitor), 200),
    )
    .put(
      '/dossiers/:id',
      about('Has the dossiers of all records put into the CRM; the same id again changes nothing'),
      valid('param', one),
      valid('json', wanted),
      async (c) => {
        const order = { ...c.req.valid('param'), ...c.req.valid('json') }
        return c.json(await partings.order(c.var.visitor, order), 201)
      },
    )
    .delete('/dossiers/:id', about('No more of them are put there'), valid('param', one), async (c) =>
      c.json(await partings.callOff(c.var.visitor, c.req.valid('param').id), 200),
    )
    .get('/dossiers/:id/receipt', about('The signed receipt'), valid('param', one), async (c) =>
      c.json(await partings.receipt(c.var.visitor, c.req.valid('param').id), 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['parting'] })
}
