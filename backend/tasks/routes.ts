import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { ShownMessage } from '../shown.ts'
import type { SignedIn } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { makeTask, type Talk } from './tasks.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
/** Characters of a title: what hosts take. */
const TITLE_MOST = 250

const newTask = z.object({
  title: z.string().max(TITLE_MOST),
  responsible: z.string().min(1).max(64),
  deadline: z.iso.datetime({ offset: true }).nullable().default(null),
})

export interface TaskRoutesDeps {
  store: Store
  talk: Talk
  newId: () => string
  show(r: Reading, ids: string[]): Promise<Map<string, ShownMessage>>
}

export function taskRoutes({ store, talk, newId, show }: TaskRoutesDeps) {
  return new Hono<SignedIn>().put(
    '/:id/messages/:messageId/tasks/:taskId',
    describeRoute({
      summary:
        'Has the host make a task from a message; the same id again changes nothing, unless it was refused',
      tags: ['tasks'],
    }),
    valid('param', z.object({ id, messageId: id, taskId: id })),
    valid('json', newTask),
    async (c) => {
      const { viewer } = c.var
      const { id: thread, messageId: message, taskId: task } = c.req.valid('param')
      const made = await store.write(viewer.company, async (w) => {
        const at = { thread, message, task, errand: newId() }
        const { fresh } = await makeTask(w, talk, viewer, at, c.req.valid('json'))
        return { message: (await show(w, [message])).get(message)!, fresh }
      })
      return c.json(made.message, made.fresh ? 201 : 200)
    },
  )
}
