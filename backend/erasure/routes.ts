/** HTTP of forgetting somebody: for administrators and for compliance, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type {
  ErasureDecision,
  ErasureOpening,
  ErasurePreview,
  ErasureSign,
  KeepReason,
  ShownConsent,
  ShownErasure,
} from '../shown.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const one = z.object({ id })
const wanted = z.strictObject({
  signs: z
    .array(
      z.strictObject({
        kind: z.enum(['name', 'phone', 'email', 'id', 'words']),
        text: z.string().trim().min(3).max(200),
      }),
    )
    .max(400),
  people: z.array(z.string().min(1).max(64)).max(50).default([]),
})
const decisions = z
  .array(
    z.strictObject({
      thing: z.string().min(1).max(400),
      decision: z.enum(['erase', 'redact', 'keep']),
      reason: z.enum(['other', 'claim', 'law', 'hold']).optional(),
    }),
  )
  .min(1)
  .max(500)
const consent = z.strictObject({
  who: z.string().trim().min(1).max(200),
  record: z.string().min(1).max(300).nullable().default(null),
  purpose: z.string().trim().min(1).max(300),
  edition: z.string().trim().min(1).max(100),
  givenAt: z.iso.datetime(),
})

export interface ErasureRoutesDeps {
  erasures: {
    list(company: string): Promise<ShownErasure[]>
    ask(
      visitor: Visitor,
      id: string,
      wanted: { signs: ErasureSign[]; people: string[] },
    ): Promise<ErasurePreview>
    preview(visitor: Visitor, id: string): Promise<ErasurePreview>
    decide(
      visitor: Visitor,
      id: string,
      decisions: { thing: string; decision: ErasureDecision; reason?: KeepReason | undefined }[],
    ): Promise<{ confirm: number }>
    callOff(visitor: Visitor, id: string): Promise<void>
    order(visitor: Visitor, id: string, confirmed: number): Promise<ErasureOpening>
    certificate(visitor: Visitor, id: string): Promise<unknown>
    paper(visitor: Visitor, id: string, language: string): Promise<Uint8Array<ArrayBuffer>>
    consents(company: string): Promise<ShownConsent[]>
    noteConsent(visitor: Visitor, id: string, wanted: z.infer<typeof consent>): Promise<ShownConsent[]>
    withdrawConsent(visitor: Visitor, id: string): Promise<ShownConsent[]>
  }
}

/** To be mounted behind the door of those who oversee. */
export function erasureRoutes({ erasures }: ErasureRoutesDeps) {
  return new Hono<AtHome>()
    .get('/', about('Who was to be forgotten; not by name'), async (c) =>
      c.json({ erasures: await erasures.list(c.var.visitor.company) }, 200),
    )
    .get('/consents', about('Consents to the processing of data'), async (c) =>
      c.json({ consents: await erasures.consents(c.var.visitor.company) }, 200),
    )
    .put(
      '/consents/:id',
      about('Notes that somebody has agreed; the same id again changes nothing'),
      valid('param', one),
      valid('json', consent),
      async (c) => {
        const { visitor } = c.var
        const consents = await erasures.noteConsent(visitor, c.req.valid('param').id, c.req.valid('json'))
        return c.json({ consents }, 201)
      },
    )
    .put(
      '/consents/:id/withdrawn',
      about('Notes that somebody has taken his consent back'),
      valid('param', one),
      async (c) =>
        c.json({ consents: await erasures.withdrawConsent(c.var.visitor, c.req.valid('param').id) }, 200),
    )
    .put(
      '/:id',
      about('Looks for somebody who is to be forgotten; nothing is done by it'),
      valid('param', one),
      valid('json', wanted),
      async (c) =>
        c.json(await erasures.ask(c.var.visitor, c.req.valid('param').id, c.req.valid('json')), 201),
    )
    .get('/:id', about('What is found of him now, and what is decided'), valid('param', one), async (c) =>
      c.json(await erasures.preview(c.var.visitor, c.req.valid('param').id), 200),
    )
    .put(
      '/:id/decisions',
      about('Decides about finds; a later word takes an earlier one’s place'),
      valid('param', one),
      valid('json', z.strictObject({ decisions })),
      async (c) => {
        const { id: which } = c.req.valid('param')
        return c.json(await erasures.decide(c.var.visitor, which, c.req.valid('json').decisions), 200)
      },
    )
    .delete('/:id', about('Nobody is to be forgotten after all'), valid('param', one), async (c) => {
      await erasures.callOff(c.var.visitor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post(
      '/:id/order',
      about('Has it done as it was decided; answers, this once, with what opens the certificate'),
      valid('param', one),
      valid('json', z.strictObject({ confirmed: z.number().int().nonnegative() })),
      async (c) => {
        const { id: which } = c.req.valid('param')
        c.header('Cache-Control', 'no-store')
        return c.json(await erasures.order(c.var.visitor, which, c.req.valid('json').confirmed), 200)
      },
    )
    .get('/:id/certificate', about('The signed certificate'), valid('param', one), async (c) =>
      c.json(await erasures.certificate(c.var.visitor, c.req.valid('param').id), 200),
    )
    .get(
      '/:id/certificate.pdf',
      about('The same to be printed, with the signed certificate in it'),
      valid('param', one),
      valid('query', z.object({ lang: z.string().max(20).default('en') })),
      async (c) => {
        const { id: which } = c.req.valid('param')
        const bytes = await erasures.paper(c.var.visitor, which, c.req.valid('query').lang)
        c.header('Content-Type', 'application/pdf')
        c.header('Cache-Control', 'no-store')
        c.header('X-Content-Type-Options', 'nosniff')
        return c.body(bytes, 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['erasure'] })
}
