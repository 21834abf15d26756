/** HTTP of people's leaving: for administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { LeavingPreview, MadePage, MadeWhat, SeenPage, ShownLeaving, ShownLeavings } from '../shown.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Dismissal } from './leaving.ts'
import type { MadePlace } from './made.ts'
import type { Signed } from './signing.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const person = z.string().min(1).max(64)
/** `1795250000000.<id>` */
const place = z
  .string()
  .regex(/^\d{1,15}\.[\w-]{1,64}$/)
  .transform((text): MadePlace => {
    const [at = '', ...rest] = text.split('.')
    return { at: new Date(Number(at)), id: rest.join('.') }
  })
  .optional()

const dismissal = z.strictObject({
  person,
  heirs: z.record(z.string().max(300), person.nullable()),
  sponsor: person.nullable().default(null),
})

export interface LeavingRoutesDeps {
  leaving: {
    list(company: string): Promise<ShownLeavings>
    one(company: string, id: string): Promise<ShownLeaving>
    preview(company: string, person: string): Promise<LeavingPreview>
    seen(visitor: Visitor, person: string, before?: MadePlace): Promise<SeenPage>
    made(
      visitor: Visitor,
      person: string,
      asked: { what: MadeWhat; before?: MadePlace | undefined },
    ): Promise<MadePage>
    dismiss(visitor: Visitor, wanted: Dismissal): Promise<{ fresh: boolean }>
    undo(visitor: Visitor, id: string): Promise<void>
    act(visitor: Visitor, id: string, of: 'leaving' | 'undoing'): Promise<Signed>
    paper(
      visitor: Visitor,
      id: string,
      of: 'leaving' | 'undoing',
      language: string,
    ): Promise<Uint8Array<ArrayBuffer>>
  }
}

/** To be mounted behind the administrators' door. */
export function leavingRoutes({ leaving }: LeavingRoutesDeps) {
  const which = z.object({ of: z.enum(['leaving', 'undoing']).default('leaving') })
  return new Hono<AtHome>()
    .get('/', about('Who has left, and who has been seen to'), async (c) =>
      c.json(await leaving.list(c.var.visitor.company), 200),
    )
    .get(
      '/people/:person',
      about('What comes to an end or to another when this person leaves, and who is proposed'),
      valid('param', z.object({ person })),
      async (c) => c.json(await leaving.preview(c.var.visitor.company, c.req.valid('param').person), 200),
    )
    .get(
      '/people/:person/seen',
      about('What this person has opened, downloaded and exported in the last 30 days'),
      valid('param', z.object({ person })),
      valid('query', z.object({ before: place })),
      async (c) => {
        const { person: who } = c.req.valid('param')
        return c.json(await leaving.seen(c.var.visitor, who, c.req.valid('query').before), 200)
      },
    )
    .get(
      '/people/:person/made',
      about('What this person has made, over all cards'),
      valid('param', z.object({ person })),
      valid('query', z.object({ what: z.enum(['messages', 'files', 'tasks']), before: place })),
      async (c) => {
        const { person: who } = c.req.valid('param')
        return c.json(await leaving.made(c.var.visitor, who, c.req.valid('query')), 200)
      },
    )
    .put(
      '/:id',
      about('Ends somebody’s work here and hands it over; the same id again changes nothing'),
      valid('param', z.object({ id })),
      valid('json', dismissal),
      async (c) => {
        const { visitor } = c.var
        const wanted = { id: c.req.valid('param').id, ...c.req.valid('json') }
        const { fresh } = await leaving.dismiss(visitor, wanted)
        return c.json(await leaving.one(visitor.company, wanted.id), fresh ? 201 : 200)
      },
    )
    .get('/:id', about('How far it is'), valid('param', z.object({ id })), async (c) =>
      c.json(await leaving.one(c.var.visitor.company, c.req.valid('param').id), 200),
    )
    .delete('/:id', about('Takes it back, within a day'), valid('param', z.object({ id })), async (c) => {
      const { visitor } = c.var
      const { id: which } = c.req.valid('param')
      await leaving.undo(visitor, which)
      return c.json(await leaving.one(visitor.company, which), 200)
    })
    .get(
      '/:id/act',
      about('The signed act of what was done'),
      valid('param', z.object({ id })),
      valid('query', which),
      async (c) =>
        c.json(await leaving.act(c.var.visitor, c.req.valid('param').id, c.req.valid('query').of), 200),
    )
    .get(
      '/:id/act.pdf',
      about('The same to be printed, with the signed act in it'),
      valid('param', z.object({ id })),
      valid('query', which.extend({ lang: z.string().max(20).default('en') })),
      async (c) => {
        const { of, lang } = c.req.valid('query')
        const bytes = await leaving.paper(c.var.visitor, c.req.valid('param').id, of, lang)
        c.header('Content-Type', 'application/pdf')
        c.header('Cache-Control', 'no-store')
        c.header('X-Content-Type-Options', 'nosniff')
        return c.body(bytes, 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['leaving'] })
}
