/** HTTP of threads: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { SignedIn } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Traces } from '../supervising/traces.ts'
import { valid } from '../valid.ts'
import { markAnswered } from './answered.ts'
import { saveDraft } from './drafts.ts'
import { findThread } from './find.ts'
import { join, setLevel } from './members.ts'
import { id } from './new-message.ts'
import { messagePage } from './pages.ts'
import { markRead, markUnread } from './reads.ts'
import { showThread } from './show-threads.ts'
import { closeThread, openThread, reopenThread } from './threads.ts'

const hostId = z.string().min(1).max(64)
const seq = z.object({ seq: z.number().int().nonnegative() })
const inThread = z.object({ id })
const cursor = z.coerce.number().int().nonnegative().optional()

const newThread = z.object({
  id,
  kind: z.enum(['topic', 'private']),
  title: z.string(),
  people: z.array(hostId).max(100).default([]),
  role: z.string().max(40).optional(),
})

export interface ThreadRoutesDeps {
  store: Store
  /** Told before somebody reads. */
  traces: Pick<Traces, 'reads'>
}

export function threadRoutes({ store, traces }: ThreadRoutesDeps) {
  return new Hono<SignedIn>()
    .post(
      '/',
      about('Opens a topic or a private thread of the card'),
      valid('json', newThread),
      async (c) => {
        const { viewer } = c.var
        const { shown, fresh } = await store.write(viewer.company, async (w) => {
          const { thread, fresh } = await openThread(w, viewer, c.req.valid('json'))
          return { shown: await showThread(w, viewer, thread.id), fresh }
        })
        return c.json(shown!, fresh ? 201 : 200)
      },
    )
    .get(
      '/:id/messages',
      about('A page of messages by seq, newest last'),
      valid('param', inThread),
      valid('query', z.object({ before: cursor, after: cursor, limit: cursor })),
      async (c) => {
        const { viewer } = c.var
        const { found, messages } = await store.read(viewer.company, async (r) => {
          const found = await findThread(r, viewer, c.req.valid('param').id)
          return { found, messages: await messagePage(r, found, c.req.valid('query')) }
        })
        await traces.reads(viewer, found.thread.id, found.view)
        return c.json({ messages }, 200)
      },
    )
    .put(
      '/:id/read',
      about('Read up to this seq'),
      valid('param', inThread),
      valid('json', seq),
      async (c) => {
        const { viewer } = c.var
        const read = await store.write(viewer.company, (w) =>
          markRead(w, viewer, c.req.valid('param').id, c.req.valid('json').seq),
        )
        return c.json(read, 200)
      },
    )
    .put(
      '/:id/unread',
      about('Unread from this seq on'),
      valid('param', inThread),
      valid('json', seq),
      async (c) => {
        const { viewer } = c.var
        const read = await store.write(viewer.company, (w) =>
          markUnread(w, viewer, c.req.valid('param').id, c.req.valid('json').seq),
        )
        return c.json(read, 200)
      },
    )
    .put(
      '/:id/level',
      about('What of this thread rings for me; null: as I wish of all'),
      valid('param', inThread),
      valid('json', z.object({ level: z.enum(['all', 'calls', 'none']).nullable() })),
      async (c) => {
        const { viewer } = c.var
        const shown = await store.write(viewer.company, async (w) => {
          const { thread, member } = await findThread(w, viewer, c.req.valid('param').id)
          if (!member) await join(w, thread, viewer.person)
          return setLevel(w, thread, viewer.person, c.req.valid('json').level)
        })
        return c.json(shown, 200)
      },
    )
    .put(
      '/:id/answered',
      about('No answer of mine is needed up to this seq'),
      valid('param', inThread),
      valid('json', seq),
      async (c) => {
        const { viewer } = c.var
        const unanswered = await store.write(viewer.company, (w) =>
          markAnswered(w, viewer, c.req.valid('param').id, c.req.valid('json').seq),
        )
        return c.json({ unanswered }, 200)
      },
    )
    .put('/:id/closed', about('Closes the thread for writing'), valid('param', inThread), async (c) => {
      const { viewer } = c.var
      const closedAt = await store.write(viewer.company, async (w) =>
        closeThread(w, await findThread(w, viewer, c.req.valid('param').id), viewer),
      )
      return c.json({ closedAt: closedAt.toISOString() }, 200)
    })
    .delete('/:id/closed', about('Opens it for writing again'), valid('param', inThread), async (c) => {
      const { viewer } = c.var
      await store.write(viewer.company, async (w) =>
        reopenThread(w, await findThread(w, viewer, c.req.valid('param').id), viewer),
      )
      return c.json({}, 200)
    })
    .put(
      '/:id/draft',
      about('Keeps what I have begun to write; empty text forgets it'),
      valid('param', inThread),
      valid('json', z.object({ text: z.string(), replyTo: id.optional() })),
      async (c) => {
        const { viewer } = c.var
        const { text, replyTo } = c.req.valid('json')
        await store.write(viewer.company, (w) => saveDraft(w, viewer, c.req.valid('param').id, text, replyTo))
        return c.body(null, 204)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['threads'] })
}
