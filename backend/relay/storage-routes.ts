/** HTTP of where texts are kept: for administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { chooseStorage, shownStorage } from './switch.ts'

/** To be mounted behind the administrators' door. */
export function storageRoutes({ store }: { store: Store }) {
  return new Hono<AtHome>()
    .get('/', describeRoute({ summary: 'Where the company keeps its texts', tags: ['company'] }), async (c) =>
      c.json(await store.read(c.var.visitor.company, shownStorage), 200),
    )
    .put(
      '/',
      describeRoute({ summary: 'Chooses where texts are kept from now on', tags: ['company'] }),
      valid('json', z.strictObject({ mode: z.enum(['archive', 'relay']) })),
      async (c) => {
        const { visitor } = c.var
        const shown = await store.write(visitor.company, async (w) => {
          await chooseStorage(w, visitor, c.req.valid('json').mode)
          return shownStorage(w)
        })
        return c.json(shown, 200)
      },
    )
}
