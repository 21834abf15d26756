/** HTTP of the company's roles and hours: for its administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { changeDirectory, shownDirectory } from './change.ts'

const title = z.string().trim().min(1).max(60)
const titles = z.strictObject({ ru: title, uk: title, en: title })
const roleId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)
const person = z.string().min(1).max(64)
const day = z.iso.date()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** The end of a day may be its midnight. */
const end = z.union([time, z.literal('24:00')])

const rota = z.strictObject({
  weekly: z
    .array(
      z.strictObject({
        days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
        from: time,
        until: end,
        person,
      }),
    )
    .max(100),
  dated: z.array(z.strictObject({ from: day, to: day, person })).max(500),
})

const directory = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        id: roleId,
        title: titles,
        words: z.array(z.string().trim().min(2).max(60)).max(50),
        people: z.array(person).max(200),
        rota,
        retiredAt: z.iso.datetime().optional(),
      }),
    )
    .max(100),
  hours: z.strictObject({
    zone: z.string().min(1).max(64),
    week: z.array(z.strictObject({ from: time, until: end }).nullable()).length(7),
    daysOff: z.array(day).max(500),
  }),
  roleless: z.array(person).max(2000),
})

/** To be mounted behind the administrators' door. */
export function directoryRoutes({ store }: { store: Store }) {
  return new Hono<AtHome>()
    .get('/', about('The company’s roles, hours, and who is told for what'), async (c) =>
      c.json(await store.read(c.var.visitor.company, shownDirectory), 200),
    )
    .put(
      '/',
      about('Puts others in place of the version one has seen'),
      valid('json', z.strictObject({ directory, version: z.string().max(64) })),
      async (c) => {
        const { visitor } = c.var
        const { directory: wanted, version } = c.req.valid('json')
        const changed = await store.write(visitor.company, async (w) => {
          await changeDirectory(w, visitor, withoutAbsent(wanted), version)
          return shownDirectory(w)
        })
        return c.json(changed, 200)
      },
    )
}

/** A field that was not sent is none, not one that holds nothing. */
function withoutAbsent(wanted: z.infer<typeof directory>) {
  return {
    ...wanted,
    roles: wanted.roles.map(({ retiredAt, ...role }) => ({ ...role, ...(retiredAt && { retiredAt }) })),
  }
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['company'] })
}
