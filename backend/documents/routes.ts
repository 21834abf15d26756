/** HTTP of a card's documents: what its files are, their versions, what the record needs, and what is kept of its client. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type {
  ClientTalk,
  DocumentPage,
  FilingWords,
  KitStep,
  ShownDocument,
  ShownFile,
  ShownKit,
} from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Sought } from './panel.ts'
import type { Said } from './saying.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const one = z.object({ id })
const word = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
const person = z.string().min(1).max(64)

const said = z.strictObject({
  kind: word.nullable().optional(),
  class: word.nullable().optional(),
  dated: z.iso.date().nullable().optional(),
  replaces: id.nullable().optional(),
})

const name = z.string().trim().min(1).max(200).optional()
const sought = z.object({
  name,
  kind: word.optional(),
  thread: id.optional(),
  author: person.optional(),
  current: z.literal('1').optional(),
  before: z.string().max(80).optional(),
})

const place = z.object({ kind: word, number: z.coerce.number().int().min(1).max(10_000) })

const move = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('request'),
    asked: z.union([
      z.strictObject({ client: z.literal(true) }),
      z.strictObject({
        to: z.union([z.strictObject({ role: z.string().min(1).max(40) }), z.strictObject({ person })]),
        thread: id,
        message: id,
        text: z.string(),
      }),
    ]),
  }),
  z.strictObject({ step: z.enum(['receive', 'correct']), file: id.optional() }),
  z.strictObject({ step: z.literal('reject'), reason: z.string().max(500) }),
  z.strictObject({ step: z.literal('accept') }),
])

export type WantedMove = z.infer<typeof move> & { step: KitStep }

export interface DocumentVerbs {
  say(viewer: Viewer, file: string, said: Said): Promise<ShownFile>
  list(viewer: Viewer, sought: Sought): Promise<DocumentPage>
  versions(viewer: Viewer, file: string): Promise<ShownDocument[]>
  words(viewer: Viewer): Promise<FilingWords>
  kit(viewer: Viewer): Promise<ShownKit>
  move(viewer: Viewer, kind: string, number: number, wanted: z.infer<typeof move>): Promise<ShownKit>
  ofClient(viewer: Viewer, name?: string): Promise<ShownDocument[]>
  talkOfClient(viewer: Viewer): Promise<ClientTalk[]>
}

/** Below `/files`. */
export function aboutFileRoutes({ documents }: { documents: DocumentVerbs }) {
  return new Hono<SignedIn>().put(
    '/:id/about',
    about('Says what a file is, of which class and day, and whose place it takes; what is left out stays'),
    valid('param', one),
    valid('json', said),
    async (c) => c.json(await documents.say(c.var.viewer, c.req.valid('param').id, c.req.valid('json')), 200),
  )
}

/** Below `/documents`. */
export function documentRoutes({ documents }: { documents: DocumentVerbs }) {
  return new Hono<SignedIn>()
    .get(
      '/',
      about('Files of the card over all its threads, the newest first'),
      valid('query', sought),
      async (c) => {
        const { current, ...rest } = c.req.valid('query')
        return c.json(await documents.list(c.var.viewer, { ...rest, current: current === '1' }), 200)
      },
    )
    .get('/words', about('Kinds and classes that files may have'), async (c) =>
      c.json(await documents.words(c.var.viewer), 200),
    )
    .get('/kit', about('The documents the card’s record needs, and how far they are'), async (c) =>
      c.json(await documents.kit(c.var.viewer), 200),
    )
    .put(
      '/kit/:kind/:number',
      about('Takes the next step with a document that is needed; the same again changes nothing'),
      valid('param', place),
      valid('json', move),
      async (c) => {
        const { kind, number } = c.req.valid('param')
        return c.json(await documents.move(c.var.viewer, kind, number, c.req.valid('json')), 200)
      },
    )
    .get(
      '/client',
      about(
        'Documents kept of the client over all his records; by words of the name, all files of his records',
      ),
      valid('query', z.object({ name })),
      async (c) =>
        c.json({ documents: await documents.ofClient(c.var.viewer, c.req.valid('query').name) }, 200),
    )
    .get('/client/talk', about('The client’s other records that are talked about'), async (c) =>
      c.json({ talk: await documents.talkOfClient(c.var.viewer) }, 200),
    )
    .get('/:id/versions', about('Versions of a document, the newest first'), valid('param', one), async (c) =>
      c.json({ documents: await documents.versions(c.var.viewer, c.req.valid('param').id) }, 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['documents'] })
}
