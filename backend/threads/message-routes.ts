/** HTTP of messages: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { SignedIn, Viewer } from '../signed-in.ts'
import type { Store, Writing } from '../store/store.ts'
import type { Traces } from '../supervising/traces.ts'
import { valid } from '../valid.ts'
import { findMessage } from './find.ts'
import { compose, deleteMessage, editMessage, type MessageRow, sendMessage, versionsOf } from './messages.ts'
import { id, newMessage } from './new-message.ts'
import { pin, unpin } from './pins.ts'
import { react, unreact } from './reactions.ts'
import { showTo } from './show-to.ts'

const message = z.object({ id, messageId: id })
const reaction = message.extend({ emoji: z.string().max(64) })

export function messageRoutes({ store, traces }: { store: Store; traces: Pick<Traces, 'reads'> }) {
  /** Does something to a message and shows what it is then. */
  const shown = (viewer: Viewer, act: (w: Writing) => Promise<MessageRow>) =>
    store.write(viewer.company, async (w) => showTo(w, viewer, await act(w)))

  return new Hono<SignedIn>()
    .put(
      '/:id/messages/:messageId',
      about('Sends a message; the same id again answers with what is stored'),
      valid('param', message),
      valid('json', newMessage),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const draft = compose(c.req.valid('json'))
        const sent = await store.write(viewer.company, async (w) => {
          const { message, fresh } = await sendMessage(w, viewer, thread, messageId, draft)
          return { message: await showTo(w, viewer, message), fresh }
        })
        return c.json(sent.message, sent.fresh ? 201 : 200)
      },
    )
    .patch(
      '/:id/messages/:messageId',
      about('Edits my message, for a while'),
      valid('param', message),
      valid('json', z.object({ text: z.string() })),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const text = compose(c.req.valid('json'))
        const edited = await shown(viewer, (w) => editMessage(w, viewer, thread, messageId, text))
        return c.json(edited, 200)
      },
    )
    .delete('/:id/messages/:messageId', about('Leaves a tombstone'), valid('param', message), async (c) => {
      const { viewer } = c.var
      const { id: thread, messageId } = c.req.valid('param')
      return c.json(await shown(viewer, (w) => deleteMessage(w, viewer, thread, messageId)), 200)
    })
    .get(
      '/:id/messages/:messageId/versions',
      about('What it said before'),
      valid('param', message),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const { view, versions } = await store.read(viewer.company, async (r) => {
          const { message, view } = await findMessage(r, viewer, thread, messageId)
          // What was deleted was deleted for everybody who reads here.
          return { view, versions: message.deletedAt ? [] : await versionsOf(r, messageId) }
        })
        await traces.reads(viewer, thread, view)
        return c.json({ versions }, 200)
      },
    )
    .put(
      '/:id/messages/:messageId/reactions/:emoji',
      about('Reacts'),
      valid('param', reaction),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId, emoji } = c.req.valid('param')
        return c.json(await shown(viewer, (w) => react(w, viewer, thread, messageId, emoji)), 200)
      },
    )
    .delete(
      '/:id/messages/:messageId/reactions/:emoji',
      about('Takes a reaction back'),
      valid('param', reaction),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId, emoji } = c.req.valid('param')
        return c.json(await shown(viewer, (w) => unreact(w, viewer, thread, messageId, emoji)), 200)
      },
    )
    .put('/:id/messages/:messageId/pin', about('Pins for everybody'), valid('param', message), async (c) => {
      const { viewer } = c.var
      const { id: thread, messageId } = c.req.valid('param')
      return c.json(await shown(viewer, (w) => pin(w, viewer, thread, messageId)), 200)
    })
    .delete('/:id/messages/:messageId/pin', about('Unpins'), valid('param', message), async (c) => {
      const { viewer } = c.var
      const { id: thread, messageId } = c.req.valid('param')
      return c.json(await shown(viewer, (w) => unpin(w, viewer, thread, messageId)), 200)
    })
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['messages'] })
}
