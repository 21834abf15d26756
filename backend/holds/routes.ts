/** HTTP of holds: for administrators and for compliance, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome, Visitor } from '../signed-in.ts'
import type { Store, Writing } from '../store/store.ts'
import { valid } from '../valid.ts'
import { askRelease, confirmRelease, keepHolding, placeHold, shownHolds } from './holds.ts'
import { knownToHolds } from './known.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const word = z.string().min(1).max(300)
const reason = z.string().max(4000)
const scope = z.strictObject({
  record: word.optional(),
  client: word.optional(),
  thread: id.optional(),
  person: word.optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
})
const one = z.object({ id })

/** Of each, those that are offered. */
const KNOWN_MOST = 5000

/** To be mounted behind the door of those who oversee. */
export function holdRoutes({ store }: { store: Store }) {
  const shown = async (visitor: Visitor) => ({
    holds: await store.read(visitor.company, (r) => shownHolds(r, visitor)),
  })

  /** What the holds cover is counted when the write is over: that takes a while, and others write meanwhile. */
  async function changed(visitor: Visitor, change: (w: Writing) => Promise<void>) {
    await store.write(visitor.company, change)
    return shown(visitor)
  }

  return new Hono<AtHome>()
    .get('/', about('What must not be deleted for now, and what was held before'), async (c) =>
      c.json(await shown(c.var.visitor), 200),
    )
    .get('/known', about('Clients, people, cards and topics that a hold can name'), async (c) =>
      c.json(await store.read(c.var.visitor.company, (r) => knownToHolds(r, KNOWN_MOST)), 200),
    )
    .put(
      '/:id',
      about('Puts on hold whatever fits all that the scope names; the same id again changes nothing'),
      valid('param', one),
      valid('json', z.strictObject({ reason, scope })),
      async (c) => {
        const { visitor } = c.var
        const wanted = { ...c.req.valid('param'), ...c.req.valid('json') }
        const holds = await changed(visitor, (w) => placeHold(w, visitor, wanted))
        return c.json(holds, 201)
      },
    )
    .put(
      '/:id/release',
      about('Asks that it be let go of; another has to confirm it'),
      valid('param', one),
      valid('json', z.strictObject({ reason })),
      async (c) => {
        const { visitor } = c.var
        const holds = await changed(visitor, (w) =>
          askRelease(w, visitor, c.req.valid('param').id, c.req.valid('json').reason),
        )
        return c.json(holds, 200)
      },
    )
    .put(
      '/:id/release/confirmed',
      about('Confirms what somebody else has asked: it holds for 72 hours more'),
      valid('param', one),
      async (c) => {
        const { visitor } = c.var
        const holds = await changed(visitor, (w) => confirmRelease(w, visitor, c.req.valid('param').id))
        return c.json(holds, 200)
      },
    )
    .delete('/:id/release', about('Goes on holding'), valid('param', one), async (c) => {
      const { visitor } = c.var
      const holds = await changed(visitor, (w) => keepHolding(w, visitor, c.req.valid('param').id))
      return c.json(holds, 200)
    })
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['holds'] })
}
