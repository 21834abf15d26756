/** HTTP of the card's facts: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Talk } from '../awaited/talk.ts'
import type { SignedIn } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { editFact, keepFact, removeFact } from './facts.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const fact = z.object({ id })

export interface FactRoutesDeps {
  store: Store
  talk: Talk
}

export function factRoutes({ store, talk }: FactRoutesDeps) {
  return new Hono<SignedIn>()
    .put(
      '/:id',
      about('Keeps a fact from a message on the card; the same id again changes nothing'),
      valid('param', fact),
      valid('json', z.strictObject({ thread: id, message: id, text: z.string() })),
      async (c) => {
        const { viewer } = c.var
        const kept = await store.write(viewer.company, (w) =>
          keepFact(w, talk, viewer, c.req.valid('param').id, c.req.valid('json')),
        )
        return c.json(kept.fact, kept.fresh ? 201 : 200)
      },
    )
    .patch(
      '/:id',
      about('Says a fact differently'),
      valid('param', fact),
      valid('json', z.strictObject({ text: z.string() })),
      async (c) => {
        const { viewer } = c.var
        const edited = await store.write(viewer.company, (w) =>
          editFact(w, talk, viewer, c.req.valid('param').id, c.req.valid('json').text),
        )
        return c.json(edited, 200)
      },
    )
    .delete('/:id', about('Takes a fact off the card'), valid('param', fact), async (c) => {
      const { viewer } = c.var
      await store.write(viewer.company, (w) => removeFact(w, talk, viewer, c.req.valid('param').id))
      return c.body(null, 204)
    })
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['facts'] })
}
