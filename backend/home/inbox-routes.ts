/** HTTP of the list over all my cards. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { bearer } from '../door.ts'
import type { Moved } from '../live/homes.ts'
import { Refused } from '../refused.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Deeds } from './deeds.ts'
import { type FilesDeps, filesOfMine } from './files.ts'
import { type InboxDeps, inboxPage, placeIn } from './inbox.ts'
import { type VisitDeps, visit } from './visit.ts'

const id = z.string().min(1).max(64)
const inThread = z.object({ thread: id })
/** Rows asked for by name. */
const THREADS_MOST = 100

const asked = z.object({
  filter: z.enum(['all', 'unread', 'mentions', 'unanswered', 'questions']).default('all'),
  q: z.string().max(200).optional(),
  before: z.string().optional(),
  threads: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(id).max(THREADS_MOST))
    .optional(),
})

export interface InboxRoutesDeps extends InboxDeps, FilesDeps, VisitDeps {
  deeds: Deeds
  moved(visitor: Visitor, after: number): Promise<Moved>
}

export function inboxRoutes(deps: InboxRoutesDeps) {
  const { deeds } = deps
  return new Hono<AtHome>()
    .get(
      '/',
      about('My discussions over all cards, by what was said last; or those of `threads` that fit'),
      valid('query', asked),
      async (c) => {
        const { before, ...rest } = c.req.valid('query')
        const place = before === undefined ? undefined : placeIn(before)
        if (before !== undefined && !place) throw new Refused('bad_request', 'no such cursor')
        return c.json(await inboxPage(deps, c.var.visitor, { ...rest, before: place }), 200)
      },
    )
    .get(
      '/files',
      about('Files of my discussions over all cards by words of their names; the newest few'),
      valid('query', z.object({ q: z.string().max(200) })),
      async (c) => c.json({ files: await filesOfMine(deps, c.var.visitor, c.req.valid('query').q) }, 200),
    )
    .get(
      '/moved',
      about('What the socket tells, by HTTP: for networks that break sockets'),
      valid('query', z.object({ after: z.coerce.number().int().nonnegative() })),
      async (c) => c.json(await deps.moved(c.var.visitor, c.req.valid('query').after), 200),
    )
    .put(
      '/read',
      about('All of it is read, up to this moment'),
      valid('json', z.object({ upTo: z.iso.datetime() })),
      async (c) => {
        const discussions = await deeds.readAll(c.var.visitor, new Date(c.req.valid('json').upTo))
        return c.json({ discussions }, 200)
      },
    )
    .put(
      '/:thread/read',
      about('Read up to this seq'),
      valid('param', inThread),
      valid('json', z.object({ seq: z.number().int().nonnegative() })),
      async (c) => {
        const { thread } = c.req.valid('param')
        return c.json(await deeds.read(c.var.visitor, thread, c.req.valid('json').seq), 200)
      },
    )
    .post(
      '/:thread/visit',
      about('A seat in a discussion I was invited to, whose record my CRM does not show me'),
      valid('param', inThread),
      async (c) => {
        const token = bearer(c.req.header('authorization')) ?? ''
        return c.json(await visit(deps, c.var.visitor, token, c.req.valid('param').thread), 200)
      },
    )
    .put(
      '/:thread/level',
      about('What of this discussion rings for me; null: as I wish of all'),
      valid('param', inThread),
      valid('json', z.object({ level: z.enum(['all', 'calls', 'none']).nullable() })),
      async (c) => {
        const { thread } = c.req.valid('param')
        return c.json(await deeds.level(c.var.visitor, thread, c.req.valid('json').level), 200)
      },
    )
    .put(
      '/:thread/answered',
      about('No answer of mine is needed up to this seq'),
      valid('param', inThread),
      valid('json', z.object({ seq: z.number().int().nonnegative() })),
      async (c) => {
        const { thread } = c.req.valid('param')
        const unanswered = await deeds.answered(c.var.visitor, thread, c.req.valid('json').seq)
        return c.json({ unanswered }, 200)
      },
    )
    .get('/counts', about('How much of it is unread and unanswered'), async (c) =>
      c.json(await deeds.counts(c.var.visitor), 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['inbox'] })
}
