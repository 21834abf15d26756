/** HTTP of what files are called and what deals need of them: for administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Filing } from '../shown.ts'
import type { AtHome } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { changeFiling, shownFiling } from './filing.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
const text = z.string().trim().min(1).max(80)
const title = z.strictObject({ ru: text, uk: text, en: text })
const retiredAt = z.iso.datetime().optional()

const filing = z.strictObject({
  kinds: z.array(z.strictObject({ id, title, class: id.nullable(), retiredAt })).max(100),
  classes: z
    .array(
      z.strictObject({
        id,
        title,
        closedTo: z
          .array(z.enum(['administrator', 'head', 'manager', 'specialist', 'observer', 'compliance']))
          .max(6),
        retiredAt,
      }),
    )
    .max(30),
  kits: z
    .array(
      z.strictObject({
        id,
        title,
        funnels: z.array(z.string().trim().min(1).max(200)).max(50),
        items: z.array(z.strictObject({ kind: id, hours: z.number().int().min(1).max(1000) })).max(60),
      }),
    )
    .max(30),
})

/** To be mounted behind the administrators' door. */
export function filingRoutes({ store }: { store: Store }) {
  return new Hono<AtHome>()
    .get('/', about('What files are called, which classes there are, and what deals need'), async (c) =>
      c.json(await store.read(c.var.visitor.company, shownFiling), 200),
    )
    .put(
      '/',
      about('Puts others in place of the version one has seen'),
      valid('json', z.strictObject({ filing, version: z.string().max(64) })),
      async (c) => {
        const { visitor } = c.var
        const { filing: wanted, version } = c.req.valid('json')
        const changed = await store.write(visitor.company, async (w) => {
          await changeFiling(w, visitor, asGiven(wanted), version)
          return shownFiling(w)
        })
        return c.json(changed, 200)
      },
    )
}

/** Without what is not said. */
function asGiven({ kinds, classes, kits }: z.infer<typeof filing>): Filing {
  const given = <T extends { retiredAt?: string | undefined }>({ retiredAt: at, ...one }: T) => ({
    ...one,
    ...(at && { retiredAt: at }),
  })
  return { kinds: kinds.map(given), classes: classes.map(given), kits }
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['company'] })
}
