/** HTTP of situations in a card: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Talk } from '../awaited/talk.ts'
import type { ShownMessage } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'
import { valid } from '../valid.ts'
import { situationsOf } from './playbook.ts'
import { openSituation, tick } from './situations.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const item = z.object({ id, messageId: id, number: z.coerce.number().int().min(0).max(100) })

export interface SituationRoutesDeps {
  store: Store
  talk: Talk
  compose<T extends { text: string }>(said: T): Composed<T>
  /** A message by its id, as this person is shown it. */
  showOne(r: Reading, viewer: Viewer, id: string): Promise<ShownMessage>
}

/** Below `/situations`. */
export function situationRoutes({ store, talk, compose, showOne }: SituationRoutesDeps) {
  return new Hono<SignedIn>()
    .get('/', about('What may come up, and who is called then'), async (c) =>
      c.json({ situations: await store.read(c.var.viewer.company, situationsOf) }, 200),
    )
    .put(
      '/:id',
      about(
        'Opens one in a message, in a thread or a new topic; the same id again answers with what is stored',
      ),
      valid('param', z.object({ id })),
      valid(
        'json',
        z.strictObject({
          situation: z.string().min(1).max(64),
          language: z.enum(['ru', 'uk', 'en']),
          thread: id,
          topic: z.boolean(),
          text: z.string(),
        }),
      ),
      async (c) => {
        const { viewer } = c.var
        const { id: message } = c.req.valid('param')
        const wanted = compose(c.req.valid('json'))
        const opened = await store.write(viewer.company, async (w) => {
          const { fresh } = await openSituation(w, talk, viewer, message, wanted)
          return { message: await showOne(w, viewer, message), fresh }
        })
        return c.json(opened.message, opened.fresh ? 201 : 200)
      },
    )
}

/** Below `/threads`. */
export function checklistRoutes({ store, talk, showOne }: SituationRoutesDeps) {
  const ticked = (
    viewer: Viewer,
    { id: thread, messageId: message, number }: z.infer<typeof item>,
    done: boolean,
  ) =>
    store.write(viewer.company, async (w) => {
      await tick(w, talk, viewer, { thread, message, number }, done)
      return showOne(w, viewer, message)
    })
  const path = '/:id/messages/:messageId/checklist/:number'

  return new Hono<SignedIn>()
    .put(path, about('A line of its checklist is done'), valid('param', item), async (c) =>
      c.json(await ticked(c.var.viewer, c.req.valid('param'), true), 200),
    )
    .delete(path, about('It is not done after all'), valid('param', item), async (c) =>
      c.json(await ticked(c.var.viewer, c.req.valid('param'), false), 200),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['situations'] })
}
