/** HTTP of confirming that one has read: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Talk } from '../awaited/talk.ts'
import type { ShownMessage } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { valid } from '../valid.ts'
import { askToConfirm, confirm } from './acknowledgements.ts'
import { remind } from './remind.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const inMessage = z.object({ id, messageId: id })

export interface AcknowledgementRoutesDeps {
  store: Store
  talk: Talk
  /** A message by its id, as this person is shown it. */
  showOne(r: Reading, viewer: Viewer, id: string): Promise<ShownMessage>
}

/** Below `/threads`. */
export function acknowledgementRoutes({ store, talk, showOne }: AcknowledgementRoutesDeps) {
  const shown = (viewer: Viewer, of: string, act: (w: Writing) => Promise<unknown>) =>
    store.write(viewer.company, async (w) => {
      await act(w)
      return showOne(w, viewer, of)
    })

  return new Hono<SignedIn>()
    .put(
      '/:id/messages/:messageId/acknowledgement',
      about('Asks people and roles to confirm that they have read a message; those not asked before'),
      valid('param', inMessage),
      valid(
        'json',
        z.strictObject({
          people: z.array(z.string().min(1).max(64)).max(200).default([]),
          roles: z.array(z.string().min(1).max(40)).max(50).default([]),
        }),
      ),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const at = { thread, message: messageId }
        const asked = await store.write(viewer.company, async (w) => {
          const { fresh } = await askToConfirm(w, talk, viewer, at, c.req.valid('json'))
          return { message: await showOne(w, viewer, messageId), fresh }
        })
        return c.json(asked.message, asked.fresh ? 201 : 200)
      },
    )
    .put(
      '/:id/messages/:messageId/acknowledgement/mine',
      about('I have read it'),
      valid('param', inMessage),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const message = await shown(viewer, messageId, (w) => confirm(w, talk, viewer, thread, messageId))
        return c.json(message, 200)
      },
    )
    .put(
      '/:id/messages/:messageId/acknowledgement/reminder',
      about('Reminds whoever has not confirmed; every ten minutes at most'),
      valid('param', inMessage),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const message = await shown(viewer, messageId, (w) => remind(w, talk, viewer, thread, messageId))
        return c.json(message, 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['acknowledgements'] })
}
