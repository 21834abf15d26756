/** The whole of HTTP: the door once, the features below it. Exports `Api`, the type the widget's client is made from. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import { absenceRoutes } from './absences/routes.ts'
import { onlyWhereInvited } from './access/open-to-invited.ts'
import { standingRoutes } from './access/standing-routes.ts'
import { acknowledgementRoutes } from './acknowledgements/routes.ts'
import { approvalRoutes } from './approvals/routes.ts'
import { denialIn } from './audit/denied.ts'
import { assetsOf, widgetPage } from './cards/page.ts'
import { cardRoutes } from './cards/routes.ts'
import { choiceRoutes } from './companies/choice-routes.ts'
import { hostEventRoutes } from './companies/event-routes.ts'
import { companyRoutes } from './companies/routes.ts'
import { sessionRoutes } from './companies/session-routes.ts'
import { diagnosticsRoutes } from './diagnostics/routes.ts'
import { filingRoutes } from './documents/filing-routes.ts'
import { aboutFileRoutes, documentRoutes } from './documents/routes.ts'
import { administratorsDoor, door, homeDoor } from './door.ts'
import { dossierLinkRoutes, dossierRoutes } from './dossier/routes.ts'
import { erasureRoutes } from './erasure/routes.ts'
import { factRoutes } from './facts/routes.ts'
import { keepRoutes } from './files/keep-routes.ts'
import { fileRoutes } from './files/routes.ts'
import { handoverRoutes } from './handover/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { holdRoutes } from './holds/routes.ts'
import { inboxRoutes } from './home/inbox-routes.ts'
import { auditRoutes } from './investigating/routes.ts'
import { guestPageRoutes } from './invites/guest-page-routes.ts'
import { guestRoutes } from './invites/guest-routes.ts'
import type { Seat } from './invites/guests.ts'
import { guestPage } from './invites/page.ts'
import { inviteRoutes, threadInviteRoutes } from './invites/routes.ts'
import { keptByNobody } from './kept-by-nobody.ts'
import { leavingRoutes } from './leaving/routes.ts'
import { legalRoutes } from './legal/routes.ts'
import { shortBody } from './limits/body.ts'
import { eventRoutes } from './live/routes.ts'
import { cardSocket, liveSocket } from './live/socket.ts'
import { stopRoutes } from './mail/stop-routes.ts'
import { urgentRoutes } from './notices/urgent-routes.ts'
import { notifyingRoutes } from './notifying/routes.ts'
import { partingRoutes } from './parting/routes.ts'
import type { Parts } from './parts.ts'
import { retentionRoutes } from './purging/routes.ts'
import { termRoutes } from './purging/term-routes.ts'
import { pushRoutes } from './push/routes.ts'
import { matterRoutes, questionRoutes, roleRoutes } from './questions/routes.ts'
import { answerRefusal, notFound } from './refusals.ts'
import { storageRoutes } from './relay/storage-routes.ts'
import { textRoutes } from './relay/text-routes.ts'
import { directoryRoutes } from './roles/directory-routes.ts'
import { version } from './root.ts'
import { searchRoutes } from './search/routes.ts'
import { packageIn } from './setting-up/our-package.ts'
import { setupPage } from './setting-up/page.ts'
import { setupPageRoutes } from './setting-up/page-routes.ts'
import { settingUpRoutes } from './setting-up/routes.ts'
import { createSteps } from './setting-up/steps.ts'
import type { Awaiting, Bootstrap, HomeBootstrap } from './shown.ts'
import type { AtHome, SignedIn, Viewer } from './signed-in.ts'
import { SETUP } from './signing-in/administrators.ts'
import type { SigningInHost } from './signing-in/brokers.ts'
import { signingInRoutes } from './signing-in/routes.ts'
import { playbookRoutes } from './situations/playbook-routes.ts'
import { checklistRoutes, situationRoutes } from './situations/routes.ts'
import { supervisingRoutes } from './supervising/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { messageRoutes } from './threads/message-routes.ts'
import { threadRoutes } from './threads/routes.ts'
import { widgetRoutes } from './widget.ts'

export type * from './shown.ts'

export function createApp(parts: Parts) {
  const { signIn, home, pace, from } = parts

  const signedIn = new Hono<SignedIn>()
    .use(door(signIn, pace, from), onlyWhereInvited)
    .route('/files', fileRoutes(parts))
    .use(shortBody)
    .route('/card', cardRoutes(parts))
    .route('/card/handover', handoverRoutes(parts))
    .route('/files', keepRoutes(parts))
    .route('/files', aboutFileRoutes(parts))
    .route('/documents', documentRoutes(parts))
    .route('/threads', threadRoutes(parts))
    .route('/threads', messageRoutes(parts))
    .route('/threads', textRoutes(parts))
    .route('/threads', taskRoutes(parts))
    .route('/threads', urgentRoutes(parts))
    .route('/threads', questionRoutes(parts))
    .route('/threads', approvalRoutes(parts))
    .route('/threads', acknowledgementRoutes(parts))
    .route('/threads', checklistRoutes(parts))
    .route('/situations', situationRoutes(parts))
    .route('/roles', roleRoutes(parts))
    .route('/matters', matterRoutes(parts))
    .route('/facts', factRoutes(parts))
    .route('/threads', threadInviteRoutes(parts))
    .route('/invites', inviteRoutes(parts))
    .route('/supervising', supervisingRoutes(parts))
    .route('/', termRoutes(parts))
    .route('/search', searchRoutes(parts))
    .route('/events', eventRoutes(parts))

  const atHome = new Hono<AtHome>()
    .get('/inbox/live', liveSocket({ ...parts, ...home }))
    .use('/inbox/*', homeDoor(home.signIn, pace, from), shortBody)
    .route('/inbox', inboxRoutes({ ...parts, ...home }))
    .use('/absences/*', homeDoor(home.signIn, pace, from), shortBody)
    .route('/absences', absenceRoutes(parts))
    .use('/audit/*', homeDoor(home.signIn, pace, from), administratorsDoor(parts.oversees), shortBody)
    .route('/audit', auditRoutes(parts))
    .use('/company/*', homeDoor(home.signIn, pace, from), administratorsDoor(home.administrator), shortBody)
    .route('/company/choices', choiceRoutes(parts))
    .route('/company/storage', storageRoutes(parts))
    .route('/company/standings', standingRoutes(parts))
    .route('/company/roles', directoryRoutes(parts))
    .route('/company/situations', playbookRoutes(parts))
    .route('/company/documents', filingRoutes(parts))
    .route('/company/leaving', leavingRoutes(parts))
    .route('/company/parting', partingRoutes(parts))
    .route('/company/diagnostics', diagnosticsRoutes({ ...parts, ...home }))
    .use('/retention/*', homeDoor(home.signIn, pace, from), administratorsDoor(parts.oversees), shortBody)
    .route('/retention', retentionRoutes(parts))
    .use('/holds/*', homeDoor(home.signIn, pace, from), administratorsDoor(parts.oversees), shortBody)
    .route('/holds', holdRoutes(parts))
    .use('/erasures/*', homeDoor(home.signIn, pace, from), administratorsDoor(parts.oversees), shortBody)
    .route('/erasures', erasureRoutes(parts))
    .use('/dossiers/*', homeDoor(home.signIn, pace, from), administratorsDoor(parts.oversees), shortBody)
    .route('/dossiers', dossierRoutes(parts))

  const api = new Hono()
    .get('/live', cardSocket(parts))
    .use('/session', shortBody)
    .use('/notices/*', homeDoor(parts.seatedColleague, pace, from), shortBody)
    .route('/notices', notifyingRoutes(parts.notifying))
    .route('/session', sessionRoutes({ ...parts, crm: parts.brokers }))
    .route('/', atHome)
    .use('/invites/*', shortBody)
    .route('/invites', guestRoutes({ ...parts, seat: seatIn(parts) }))
    .route('/', signedIn)

  let described: ReturnType<typeof openAPIRouteHandler> | undefined
  const app = new Hono()
    .use(keptByNobody)
    // Before the door: what can be asked is no secret.
    .get('/api/openapi.json', (c, next) => {
      described ??= openAPIRouteHandler(whole, { documentation, excludeStaticFile: false })
      return described(c, next)
    })
    .route('/', healthRoutes(parts))
    .route('/', hostRoutes(parts))
    .route('/guest', guestPageRoutes({ page: pages(parts).guestPage }))
    .route('/widget', widgetRoutes(parts))
    .route('/legal', legalRoutes(parts))
    .route('/dossier', dossierLinkRoutes(parts))
    .route('/mail', stopRoutes(parts.notifying.stopping))
    .route('/push', pushRoutes(pushAssets(parts)))
    .route('/api', api)

  // Typed, for its description is one of its routes.
  const whole: Hono = app as never
  app.onError(async (error, c) => {
    const denial = denialIn(c, error, from(c))
    // Who is denied is denied, whether or not it could be written down.
    if (denial) await parts.looks.note(denial).catch(parts.failed)
    return answerRefusal(error, c, parts)
  })
  app.notFound(notFound)
  return app
}

/** Where each host that is set up opens our pages and tells of what happens. */
function hostRoutes(parts: Parts) {
  const made = { ...parts, ...pages(parts) }
  const routes = new Hono()
  const bitrix24 = parts.crm.at('bitrix24')
  if (bitrix24) routes.route('/bitrix24', companyRoutes({ ...made, crm: bitrix24 }))
  const dynamics365 = parts.brokers.at('dynamics365')
  if (dynamics365) {
    routes
      .route('/dynamics/events', hostEventRoutes({ ...parts, crm: dynamics365.host }))
      .route('/dynamics/setup', setupPageRoutes({ page: made.setupPage }))
      .route(
        '/dynamics/setup',
        settingUpRoutes({ ...parts, ...dynamics365, ticketsOf: SETUP, steps: stepsIn(parts, dynamics365) }),
      )
      .route('/dynamics', signingInRoutes({ ...made, ...dynamics365 }))
  }
  return routes
}

/** How administrators bring us into organizations of that host. */
function stepsIn(parts: Parts, { host }: SigningInHost) {
  const { home, settings } = parts
  return createSteps({
    ...parts,
    host,
    diagnose: home.diagnose,
    ourPackage: packageIn(settings.SOLUTIONS_DIR, version),
  })
}

/** Our pages and the installer's script, by the names the build gave them. */
function pages({
  widgetFolder,
  homeFolder,
  guestFolder,
  setupFolder,
  publicUrl,
  openCard,
  page,
  limitsOf,
}: Parts) {
  const manifestIn = (folder: string) => JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const widget = manifestIn(widgetFolder)
  const card = { assets: assetsOf(widget, 'widget/main.tsx', '/widget/'), publicUrl }
  const framed = assetsOf(widget, 'widget/main.tsx', '/widget/', ['widget/signing-in/framed.tsx'])
  const built = manifestIn(homeFolder)
  const home = { assets: assetsOf(built, 'widget/home/main.tsx', '/widget/'), publicUrl }
  const homeFramed = assetsOf(built, 'widget/home/main.tsx', '/widget/', ['widget/home/framed.tsx'])
  const setup = { assets: assetsOf(manifestIn(setupFolder), 'widget/setup/main.tsx', '/widget/'), publicUrl }
  const guest = { assets: assetsOf(manifestIn(guestFolder), 'widget/guest/main.tsx', '/widget/'), publicUrl }
  return {
    installedScript: assetsOf(widget, 'crm-adapters/bitrix24/installed.ts', '/widget/').script,
    cardPage: (bootstrap: Bootstrap) => widgetPage(bootstrap, card),
    awaitingPage: (awaiting: Awaiting, provider: string) =>
      widgetPage(awaiting, { ...card, assets: framed, frames: provider, forms: true }),
    awaitingHome: (awaiting: Awaiting, provider: string) =>
      widgetPage(awaiting, { ...home, assets: homeFramed, frames: provider, forms: true }),
    setupPage: (locale: string) => setupPage(locale, setup),
    homePage: (bootstrap: HomeBootstrap) => widgetPage(bootstrap, home),
    guestPage: (locale: string) => guestPage(locale, guest),
    /** Of a colleague who sees of the record only what he was invited to. */
    invitedPage: (bootstrap: Bootstrap) => widgetPage(bootstrap, guest),
    openInvited: async (viewer: Viewer) => ({
      ...(await page(viewer)),
      limits: await limitsOf(viewer.company),
    }),
    openCard: async (...opened: Parameters<typeof openCard>) => ({
      ...(await openCard(...opened)),
      limits: await limitsOf(opened[0].company),
    }),
  }
}

/** What a browser loads to be pushed to; looked up when the first one does. */
function pushAssets({ widgetFolder, notifying }: Parts) {
  const manifest = () => JSON.parse(readFileSync(join(widgetFolder, '.vite/manifest.json'), 'utf8'))
  return {
    pushPage: (locale: string) =>
      notifying.pushWindow(assetsOf(manifest(), 'widget/push/window.ts', '/widget/').script, locale),
    pushWorker: () =>
      new Uint8Array(
        readFileSync(join(widgetFolder, assetsOf(manifest(), 'widget/push/worker.ts', '').script)),
      ),
  }
}

/** All the page of a guest shows who has just come in. */
function seatIn({ page, limitsOf, store, hostOf }: Parts) {
  return async ({ viewer, session }: Seat, locale: string): Promise<Bootstrap> => ({
    session: { token: session.token, expiresAt: session.expiresAt.toISOString() },
    host: await store.read(viewer.company, hostOf),
    portal: '',
    locale,
    ...(await page(viewer)),
    limits: await limitsOf(viewer.company),
  })
}

const documentation = {
  info: {
    title: 'Dealthread',
    version,
    description:
      'The chat of a deal card. Everything below /api needs `Authorization: Bearer <session>`; a session is of one ' +
      'person and one card. Errors are `{ "error": { "reason", "message" } }`. Live events: WebSocket /api/live, ' +
      'subprotocol dealthread.v1, first frame `{ "token", "after" }`. After the first frame of the server messages may be sent ' +
      'there too: `{ "send": { "thread", "id", "text", ... } }`, answered by `{ "ack": { "id", "seq" } }` or by ' +
      '`{ "refused": { "id", "reason", "after" } }`.',
  },
  components: { securitySchemes: { session: { type: 'http' as const, scheme: 'bearer' } } },
  security: [{ session: [] }],
}

/**
 * What a typed client is made from: `hc<Api>(address)` of `hono/client`.
 * @public
 */
export type Api = ReturnType<typeof createApp>
