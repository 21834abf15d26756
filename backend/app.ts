/** The whole of HTTP: the door once, the features below it. Exports `Api`, the type the widget's client is made from. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { openAPIRouteHandler } from 'hono-openapi'
import type { Opening } from '../crm-adapters/port.ts'
import { assetsOf, cardPage } from './cards/page.ts'
import { cardRoutes } from './cards/routes.ts'
import { companyRoutes } from './companies/routes.ts'
import { sessionRoutes } from './companies/session-routes.ts'
import { door } from './door.ts'
import { fileRoutes } from './files/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { legalRoutes } from './legal/routes.ts'
import { eventRoutes } from './live/routes.ts'
import { liveSocket } from './live/socket.ts'
import type { Parts } from './parts.ts'
import { answerRefusal, notFound } from './refusals.ts'
import { searchRoutes } from './search/routes.ts'
import type { Bootstrap } from './shown.ts'
import type { SignedIn, Viewer } from './signed-in.ts'
import { messageRoutes } from './threads/message-routes.ts'
import { threadRoutes } from './threads/routes.ts'
import { widgetRoutes } from './widget.ts'

export type * from './shown.ts'

/** Bytes of a JSON body; files have their own limit. */
const BODY_MOST = 256 * 1024

const counted = bodyLimit({ maxSize: BODY_MOST })
// Hono's limit opens the body as a stream even when its length is told; that alone costs a quarter of sending a message.
const shortBody = createMiddleware((c, next) => {
  const told = c.req.header('transfer-encoding') ? undefined : c.req.header('content-length')
  return c.req.method === 'GET' || Number(told) <= BODY_MOST ? next() : counted(c, next)
})

export function createApp(parts: Parts) {
  const { log, signIn } = parts

  const signedIn = new Hono<SignedIn>()
    .use(door(signIn))
    .route('/files', fileRoutes(parts))
    .use(shortBody)
    .route('/card', cardRoutes(parts))
    .route('/threads', threadRoutes(parts))
    .route('/threads', messageRoutes(parts))
    .route('/search', searchRoutes(parts))
    .route('/events', eventRoutes(parts))

  const api = new Hono()
    .get('/live', liveSocket(parts))
    .use('/session', shortBody)
    .route('/session', sessionRoutes(parts))
    .route('/', signedIn)

  let described: ReturnType<typeof openAPIRouteHandler> | undefined
  const app = new Hono()
    // Before the door: what can be asked is no secret.
    .get('/api/openapi.json', (c, next) => {
      described ??= openAPIRouteHandler(whole, { documentation })
      return described(c, next)
    })
    .route('/', healthRoutes(parts))
    .route(`/${parts.crm.host}`, companyRoutes({ ...parts, ...pages(parts) }))
    .route('/widget', widgetRoutes(parts))
    .route('/legal', legalRoutes(parts))
    .route('/api', api)

  // Typed, for its description is one of its routes.
  const whole: Hono = app as never
  app.onError((error, c) => answerRefusal(error, c, log))
  app.notFound(notFound)
  return app
}

/** The widget's page and the installer's script, by the names the build gave them. */
function pages({ widgetFolder, publicUrl, openCard, limits }: Parts) {
  const manifest = JSON.parse(readFileSync(join(widgetFolder, '.vite/manifest.json'), 'utf8'))
  const assets = assetsOf(manifest, 'widget/main.tsx', '/widget/')
  return {
    installedScript: assetsOf(manifest, 'crm-adapters/bitrix24/installed.ts', '/widget/').script,
    cardPage: (bootstrap: Bootstrap) => cardPage(bootstrap, { assets, publicUrl }),
    openCard: async (viewer: Viewer, opening: Opening) => ({ ...(await openCard(viewer, opening)), limits }),
  }
}

const documentation = {
  info: {
    title: 'Dealthread',
    version: '0.1.0',
    description:
      'The chat of a deal card. Everything below /api needs `Authorization: Bearer <session>`; a session is of one ' +
      'person and one card. Errors are `{ "error": { "reason", "message" } }`. Live events: WebSocket /api/live, ' +
      'subprotocol dealthread.v1, first frame `{ "token", "after" }`.',
  },
  components: { securitySchemes: { session: { type: 'http' as const, scheme: 'bearer' } } },
  security: [{ session: [] }],
}

/**
 * What a typed client is made from: `hc<Api>(address)` of `hono/client`.
 * @public
 */
export type Api = ReturnType<typeof createApp>
