/** HTTP of questions to specialists: one call, one verb. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Talk } from '../awaited/talk.ts'
import type { CardMatters, OfferedRoles, ShownFact, ShownMessage } from '../shown.ts'
import type { SignedIn, Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'
import { valid } from '../valid.ts'
import { tellOfEmpty } from './empty-role.ts'
import { ask, markAnswer, type NewQuestion, reopen, withdraw } from './questions.ts'
import { questionsIn } from './show.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const question = z.object({ id, messageId: id })
const roleId = z.string().min(1).max(40)

const newQuestion = z.strictObject({
  text: z.string(),
  to: z.union([z.strictObject({ role: roleId }), z.strictObject({ person: z.string().min(1).max(64) })]),
  deadline: z.union([z.enum(['hour', 'fourHours', 'noon']), z.iso.datetime({ offset: true })]),
})

export interface QuestionRoutesDeps {
  store: Store
  talk: Talk
  now(): Date
  compose<T extends { text: string }>(said: T): Composed<T>
  /** A message by its id, as this person is shown it. */
  showOne(r: Reading, viewer: Viewer, id: string): Promise<ShownMessage>
  /** By id, as this person is shown them. */
  showSeveral(r: Reading, viewer: Viewer, ids: string[]): Promise<Map<string, ShownMessage>>
  /** Ids of the card's threads this person may read. */
  threadsSeen(r: Reading, viewer: Viewer): Promise<string[]>
  factsIn(r: Reading, threads: string[]): Promise<ShownFact[]>
  offeredRoles(r: Reading, now: Date): Promise<OfferedRoles>
}

/** Below `/threads`. */
export function questionRoutes({ store, talk, compose, showOne }: QuestionRoutesDeps) {
  const shown = (viewer: Viewer, message: string, act: (w: Writing) => Promise<unknown>) =>
    store.write(viewer.company, async (w) => {
      await act(w)
      return showOne(w, viewer, message)
    })

  return new Hono<SignedIn>()
    .put(
      '/:id/questions/:messageId',
      about('Asks a role or a person in a message; the same id again answers with what is stored'),
      valid('param', question),
      valid('json', newQuestion),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId: message } = c.req.valid('param')
        const { deadline, ...said } = c.req.valid('json')
        const wanted: NewQuestion = { ...compose(said), deadline: presetOrTime(deadline) }
        const asked = await store.write(viewer.company, async (w) => {
          const { fresh } = await ask(w, talk, viewer, { thread, message }, wanted)
          return { message: await showOne(w, viewer, message), fresh }
        })
        return c.json(asked.message, asked.fresh ? 201 : 200)
      },
    )
    .delete('/:id/questions/:messageId', about('Asks no longer'), valid('param', question), async (c) => {
      const { viewer } = c.var
      const { id: thread, messageId } = c.req.valid('param')
      const act = (w: Writing) => withdraw(w, talk, viewer, thread, messageId)
      return c.json(await shown(viewer, messageId, act), 200)
    })
    .put(
      '/:id/questions/:messageId/answer',
      about('Says which later message answers it'),
      valid('param', question),
      valid('json', z.strictObject({ message: id })),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const at = { thread, question: messageId, answer: c.req.valid('json').message }
        const act = (w: Writing) => markAnswer(w, talk, viewer, at)
        return c.json(await shown(viewer, messageId, act), 200)
      },
    )
    .delete(
      '/:id/questions/:messageId/answer',
      about('It is not answered after all'),
      valid('param', question),
      async (c) => {
        const { viewer } = c.var
        const { id: thread, messageId } = c.req.valid('param')
        const act = (w: Writing) => reopen(w, talk, viewer, thread, messageId)
        return c.json(await shown(viewer, messageId, act), 200)
      },
    )
}

/** Below `/matters`. */
export function matterRoutes({ store, showSeveral, threadsSeen, factsIn }: QuestionRoutesDeps) {
  return new Hono<SignedIn>().get(
    '/',
    about('Questions of the card, open ones first, and the facts kept from its talk'),
    async (c) => {
      const { viewer } = c.var
      const matters: CardMatters = await store.read(viewer.company, async (r) => {
        const threads = await threadsSeen(r, viewer)
        const ids = await questionsIn(r, threads)
        const messages = await showSeveral(r, viewer, ids)
        return { questions: ids.flatMap((one) => messages.get(one) ?? []), facts: await factsIn(r, threads) }
      })
      return c.json(matters, 200)
    },
  )
}

/** Below `/roles`. */
export function roleRoutes({ store, offeredRoles, now }: QuestionRoutesDeps) {
  return new Hono<SignedIn>()
    .get('/', about('Roles with who is on duty, and when a question asked now is due'), async (c) =>
      c.json(await store.read(c.var.viewer.company, (r) => offeredRoles(r, now())), 200),
    )
    .post(
      '/:role/wanted',
      about('Tells the administrators that nobody answers for a role; once a day'),
      valid('param', z.object({ role: roleId })),
      async (c) => {
        const { viewer } = c.var
        const { role } = c.req.valid('param')
        const told = await store.write(viewer.company, (w) => tellOfEmpty(w, viewer, role))
        return c.json({ told }, 200)
      },
    )
}

function presetOrTime(deadline: z.infer<typeof newQuestion>['deadline']): NewQuestion['deadline'] {
  return deadline === 'hour' || deadline === 'fourHours' || deadline === 'noon'
    ? deadline
    : new Date(deadline)
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['questions'] })
}
