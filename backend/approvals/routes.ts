/** HTTP of approvals: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Talk } from '../awaited/talk.ts'
import type { DealNumbers, ShownMessage } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'
import { valid } from '../valid.ts'
import { askApproval, decide, findApproval, withdrawApproval } from './approvals.ts'
import { compared } from './numbers.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const approval = z.object({ id, messageId: id })

const newApproval = z.strictObject({
  text: z.string(),
  to: z
    .union([
      z.strictObject({ role: z.string().min(1).max(40) }),
      z.strictObject({ person: z.string().min(1).max(64) }),
    ])
    .default({ role: 'head' }),
})

export interface ApprovalRoutesDeps {
  store: Store
  talk: Talk
  /** The deal's numbers as this person is shown them now. */
  numbers(viewer: Viewer): Promise<DealNumbers>
  compose<T extends { text: string }>(said: T): Composed<T>
  /** A message by its id, as this person is shown it. */
  showOne(r: Reading, viewer: Viewer, id: string): Promise<ShownMessage>
}

/** Below `/threads`. */
export function approvalRoutes({ store, talk, numbers, compose, showOne }: ApprovalRoutesDeps) {
  return new Hono<SignedIn>()
    .put(
      '/:id/approvals/:messageId',
      about(
        'Asks for a yes or a no in a message, with the deal’s numbers as they are now; a head unless named',
      ),
      valid('param', approval),
      valid('json', newApproval),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId: message } = c.req.valid('param')
        const wanted = { ...compose(c.req.valid('json')), numbers: await numbers(viewer) }
        const asked = await store.write(viewer.company, async (w) => {
          const { fresh } = await askApproval(w, talk, viewer, { thread, message }, wanted)
          return { message: await showOne(w, viewer, message), fresh }
        })
        return c.json(asked.message, asked.fresh ? 201 : 200)
      },
    )
    .delete('/:id/approvals/:messageId', about('Asks no longer'), valid('param', approval), async (c) => {
      const { viewer } = c.var
      const { id: thread, messageId: message } = c.req.valid('param')
      const withdrawn = await store.write(viewer.company, async (w) => {
        await withdrawApproval(w, talk, viewer, thread, message)
        return showOne(w, viewer, message)
      })
      return c.json(withdrawn, 200)
    })
    .put(
      '/:id/approvals/:messageId/decisions/:decisionId',
      about('Decides; the same id again changes nothing, another takes the place of the first'),
      valid('param', approval.extend({ decisionId: id })),
      valid('json', z.strictObject({ yes: z.boolean(), words: z.string().default('') })),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId: message, decisionId } = c.req.valid('param')
        const wanted = { id: decisionId, ...c.req.valid('json'), numbers: await numbers(viewer) }
        const decided = await store.write(viewer.company, async (w) => {
          await decide(w, talk, viewer, { thread, message }, wanted)
          return showOne(w, viewer, message)
        })
        return c.json(decided, 200)
      },
    )
    .get(
      '/:id/approvals/:messageId/numbers',
      about('The deal’s numbers when it was asked, and now, as far as I may see them'),
      valid('param', approval),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const asked = await store.read(viewer.company, (r) =>
          findApproval(r, talk, viewer, thread, messageId),
        )
        const { by, people, numbers: frozen } = asked.approval
        const mine = by === viewer.person || people.includes(viewer.person)
        return c.json(compared(frozen, await numbers(viewer), mine), 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['approvals'] })
}
