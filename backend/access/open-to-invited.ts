/** All that somebody may ask who was invited to a thread and does not see its record. What is not listed is closed to him. */
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { Refused } from '../refused.ts'
import type { SignedIn } from '../signed-in.ts'

const thread = '/api/threads/:id'
const message = `${thread}/messages/:messageId`

const open = new Set([
  'GET /api/card',
  'GET /api/card/panel',
  'GET /api/events',
  'GET /api/search',
  `GET ${thread}/messages`,
  `GET ${thread}/texts`,
  `PUT ${thread}/read`,
  `PUT ${thread}/unread`,
  `PUT ${thread}/level`,
  `PUT ${thread}/answered`,
  `PUT ${thread}/draft`,
  `PUT ${message}`,
  `PATCH ${message}`,
  `DELETE ${message}`,
  `GET ${message}/versions`,
  `PUT ${message}/reactions/:emoji`,
  `DELETE ${message}/reactions/:emoji`,
  `PUT ${message}/acknowledgement/mine`,
  `PUT ${message}/checklist/:number`,
  `DELETE ${message}/checklist/:number`,
  `PUT ${thread}/questions/:messageId/answer`,
  'PUT /api/files/:id',
  'GET /api/files/:id',
  'GET /api/documents',
  'GET /api/documents/words',
  'GET /api/documents/:id/versions',
])

/** Behind the door of a card: refused as `not_allowed` to those who are only invited. */
export const onlyWhereInvited = createMiddleware<SignedIn>(async (c, next) => {
  const isOpen = () => matchedRoutes(c).some(({ method, path }) => open.has(`${method} ${path}`))
  if (c.var.viewer.invited && !isOpen()) throw new Refused('not_allowed')
  await next()
})
