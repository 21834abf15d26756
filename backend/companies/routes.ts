import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type {
  Crm,
  HostRequest,
  Installation,
  Opening,
  RecordContext,
  RecordRef,
} from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import { recordKey } from '../records.ts'
import { Refused } from '../refused.ts'
import type { Bootstrap, HomeBootstrap, Opened } from '../shown.ts'
import type { From, Viewer, Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Arrivals } from './arrivals.ts'
import { installation, moveTo } from './companies.ts'
import { type HostEventRoutesDeps, hostEventRoutes } from './event-routes.ts'
import { type Explained, explain } from './explanations.ts'
import type { Page } from './framed.ts'
import type { Grants } from './grants.ts'
import type { Sessions, SessionToken } from './sessions.ts'

export interface CompanyRoutesDeps extends HostEventRoutesDeps {
  store: Store
  crm: Crm
  secrets: Secrets
  grants: Grants
  sessions: Sessions
  /** Our own origin. */
  publicUrl: string
  /** Where a request comes from. */
  from(c: Context): From
  /** Path of the script that tells the host the installation is complete. */
  installedScript?: string
  arrivals: Pick<Arrivals, 'takeIn'>
  /** What the card shows at once; called when the session is stored. */
  openCard(
    viewer: Viewer,
    opening: Opening,
    context: RecordContext,
  ): Promise<Pick<Bootstrap, 'card' | 'page' | 'limits'>>
  cardPage(bootstrap: Bootstrap): Page
  /** Whether somebody his host does not show a record was invited to a thread of it. */
  isWelcomeAtDoor(viewer: Viewer): Promise<boolean>
  /** The same of somebody who sees of the record only what he was invited to. */
  openInvited(viewer: Viewer): Promise<Pick<Bootstrap, 'card' | 'page' | 'limits'>>
  invitedPage(bootstrap: Bootstrap): Page
  /** The same of our own page. */
  openHome(visitor: Visitor, opening: Opening): Promise<HomeBootstrap['home']>
  homePage(bootstrap: HomeBootstrap): Page
}

const LARGEST_FORM = 64 * 1024
const UNPROVEN = new Set<Explained>(['malformed', 'forged', 'expired', 'not_installed'])

/** The pages a host opens in its frames: `POST /install` and `POST /card`, below a path of the host's name. */
export function companyRoutes(deps: CompanyRoutesDeps) {
  const { store, crm, secrets, grants, sessions, throttle, publicUrl } = deps

  function explained(c: Context, what: Explained, about: { portal?: string; script?: string } = {}) {
    const locale = crm.claimedLocale({ query: c.req.query(), form: {} })
    const { html, status, headers } = explain(what, { locale, publicUrl, ...about })
    if (UNPROVEN.has(what)) c.set('unproven', true)
    return c.body(html, status, headers)
  }

  /** Each page that proves false costs its source a chance, for it may have cost us a question to the host. */
  const honest = createMiddleware<{ Variables: { unproven?: boolean } }>(async (c, next) => {
    const source = deps.sourceOf(c)
    if (!throttle.take(source)) {
      c.header('Retry-After', '60')
      return explained(c, 'hasty')
    }
    await next()
    if (!c.get('unproven')) throttle.giveBack(source)
  })

  return (
    new Hono()
      .route('/events', hostEventRoutes(deps))
      .use(honest)
      .use(bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => explained(c, 'malformed') }))

      .post('/install', async (c) => {
        const request = await readRequest(c)
        if (!request) return explained(c, 'malformed')
        const installing = await crm.installing(request)
        if (!installing.ok) return explained(c, installing.reason)

        const { portal, person } = installing.value
        const here = { portal: portal.origin }
        if (!person.admin) return explained(c, 'not_admin', here)
        const taken = await deps.arrivals.takeIn(installing.value)
        if (!taken.ok) return explained(c, taken.reason, here)
        const { installedScript: script } = deps
        return explained(c, 'installed', { ...here, ...(script && { script }) })
      })

      .post('/card', async (c) => {
        const request = await readRequest(c)
        if (!request) return explained(c, 'malformed')
        const company = crm.claimedCompany(request)
        if (!company) return explained(c, 'malformed')
        const known = await store.read(company, (r) => installation(r, secrets))
        if (!known) return unknown(c, request)
        const opening = await crm.opening(request, known)
        const denied = !opening.ok && opening.reason === 'denied'
        const visit = denied ? await invitedVisit(request, known) : undefined
        if (!opening.ok && !visit) return explained(c, opening.reason, { portal: known.portal.origin })

        const came = opening.ok ? opening.value : visit!.opening
        const { portal, person, grant, context } = came
        if (await sessions.isDismissed(portal.company, person.id))
          return explained(c, 'dismissed', { portal: known.portal.origin })
        const record = visit ? recordKey(visit.record) : context && recordKey(context.record)
        const session = await store.write(company, async (w) => {
          if (portal.endpoint !== known.portal.endpoint) await moveTo(w, portal)
          await grants.keep(w, person.id, grant)
          return sessions.start(w, person.id, record, { invited: visit !== undefined, from: deps.from(c) })
        })
        const page = visit ? await drawnFor(visit, session) : await drawn(came, session)
        if (!page) return explained(c, 'denied', { portal: known.portal.origin })
        return c.body(page.html, 200, page.headers)
      })

      // Hosts try our addresses with HEAD and GET before they list them.
      .get('/install', (c) => explained(c, 'outside'))
      .get('/card', (c) => explained(c, 'outside'))
  )

  /** A card where it was opened in a record, else our own page; undefined when there is nothing of it for him. */
  async function drawn(opening: Opening, session: SessionToken): Promise<Page | undefined> {
    const { portal, person, context } = opening
    const opened = openedBy(opening, session)
    const visitor = { company: portal.company, person: person.id }
    if (!context) return deps.homePage({ ...opened, home: await deps.openHome(visitor, opening) })
    const viewer = { ...visitor, record: recordKey(context.record) }
    const card = await deps.openCard(viewer, opening, context).catch(nothingThere)
    return card && deps.cardPage({ ...opened, ...card })
  }

  /** Somebody whom the host does not show the record, and who was invited to a thread of it. */
  async function invitedVisit(request: HostRequest, known: Installation): Promise<Visit | undefined> {
    const visiting = await crm.visiting?.(request, known)
    if (!visiting?.ok) return undefined
    const { opening, record } = visiting.value
    const viewer = { company: opening.portal.company, person: opening.person.id, record: recordKey(record) }
    return (await deps.isWelcomeAtDoor(viewer)) ? visiting.value : undefined
  }

  async function drawnFor({ opening, record }: Visit, session: SessionToken): Promise<Page | undefined> {
    const { portal, person } = opening
    const invited = {
      company: portal.company,
      person: person.id,
      record: recordKey(record),
      invited: true,
    } as const
    const card = await deps.openInvited(invited).catch(nothingThere)
    return card && deps.invitedPage({ ...openedBy(opening, session), ...card })
  }

  function openedBy({ portal, locale }: Opening, { token, expiresAt }: SessionToken): Opened {
    const session = { token, expiresAt: expiresAt.toISOString() }
    return { session, host: crm.host, portal: portal.origin, locale }
  }

  // Only the host can say whether such a portal exists at all, and so who may show the explanation.
  async function unknown(c: Context, request: HostRequest) {
    const claim = await crm.installing(request)
    return explained(c, 'not_installed', claim.ok ? { portal: claim.value.portal.origin } : {})
  }
}

interface Visit {
  opening: Opening
  record: RecordRef
}

/** The record is there, and none of its talk is this person's. */
function nothingThere(error: unknown): undefined {
  if (!(error instanceof Refused) || error.reason !== 'not_found') throw error
}

/** Undefined when it is not a form, or says something twice. */
async function readRequest(c: Context): Promise<HostRequest | undefined> {
  const [type] = (c.req.header('content-type') ?? '').split(';')
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return undefined
  const form = once(new URLSearchParams(await c.req.text()))
  const query = once(new URL(c.req.url).searchParams)
  return form && query && { form, query }
}

function once(params: URLSearchParams): Record<string, string> | undefined {
  const values = Object.fromEntries(params)
  return Object.keys(values).length === params.size ? values : undefined
}
