/** HTTP of the company's situations: for its administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { changeSituations, shownSituations } from './playbook.ts'

const words = (most: number) => {
  const text = z.string().trim().min(1).max(most)
  return z.strictObject({ ru: text, uk: text, en: text })
}

const situation = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
  title: words(80),
  roles: z.array(z.string().min(1).max(40)).max(20),
  settles: words(300),
  checklist: z.array(words(200)).max(30),
  opening: words(2000),
  retiredAt: z.iso.datetime().optional(),
})

/** To be mounted behind the administrators' door. */
export function playbookRoutes({ store }: { store: Store }) {
  return new Hono<AtHome>()
    .get('/', about('The company’s situations'), async (c) =>
      c.json(await store.read(c.var.visitor.company, shownSituations), 200),
    )
    .put(
      '/',
      about('Puts others in place of the version one has seen'),
      valid('json', z.strictObject({ situations: z.array(situation).max(50), version: z.string().max(64) })),
      async (c) => {
        const { visitor } = c.var
        const { situations: wanted, version } = c.req.valid('json')
        const kept = wanted.map(({ retiredAt, ...one }) => ({ ...one, ...(retiredAt && { retiredAt }) }))
        const changed = await store.write(visitor.company, async (w) => {
          await changeSituations(w, visitor, kept, version)
          return shownSituations(w)
        })
        return c.json(changed, 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['company'] })
}
