/** HTTP of dossiers: for administrators and for compliance, who are asked for at every call, and for their links. */
import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome, From } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Dossiers } from './dossier.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const record = z.string().regex(/^[a-z][\w-]{0,40}:[\w-]{1,64}$/i)
const wanted = z.strictObject({
  record,
  language: z.enum(['ru', 'uk', 'en']),
  zone: z.string().max(64).refine(isZone),
  reason: z.string().max(5000).optional(),
})
const one = z.object({ id })

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

/** To be mounted behind the overseers' door. */
export function dossierRoutes({ dossiers }: { dossiers: Dossiers }) {
  return new Hono<AtHome>()
    .get('/', about('My dossiers, the newest first, and how far they are'), async (c) =>
      c.json(await dossiers.list(c.var.visitor), 200),
    )
    .put(
      '/:id',
      about('Asks for one: all of a record’s talk, with files and proofs, as one archive'),
      valid('param', one),
      valid('json', wanted),
      async (c) => {
        const asked = { ...c.req.valid('param'), ...c.req.valid('json') }
        return c.json(await dossiers.ask(c.var.visitor, asked), 201)
      },
    )
    .post(
      '/:id/link',
      about('A link that fetches it once, within a minute'),
      valid('param', one),
      async (c) => c.json(await dossiers.link(c.var.visitor, c.req.valid('param').id), 201),
    )
}

/** To be mounted where links point: whoever has a true one is known by it. */
export function dossierLinkRoutes({ dossiers, from }: { dossiers: Dossiers; from: (c: Context) => From }) {
  return new Hono().get('/:link', async (c) => {
    // Programs that look at links by themselves must not use one up.
    if (c.req.method === 'HEAD') return c.body(null, 405)
    const { name, size, bytes } = await dossiers.fetch(c.req.param('link'), from(c))
    return c.body(bytes, 200, {
      'Content-Type': 'application/zip',
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
  })
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['dossiers'] })
}
