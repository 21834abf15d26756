import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { CookieOptions } from 'hono/utils/cookie'
import { z } from 'zod'
import type { Answer, Crm, Portal, SignIn } from '../../crm-adapters/port.ts'
import type { Page } from '../companies/framed.ts'
import type { Throttle } from '../companies/throttle.ts'
import { bearer, type Whence } from '../door.ts'
import type { Awaiting, Bootstrap, ShownTicket } from '../shown.ts'
import { valid } from '../valid.ts'
import type { Broker } from './broker.ts'
import { type OpenDeps, openByTicket, openHomeByTicket, openNext } from './open.ts'
import { endPage, noCard, onwardPage, standsFor, wordsOf } from './pages.ts'
import type { Standing } from './said.ts'

export interface SigningInRoutesDeps extends Omit<OpenDeps, 'signIn'> {
  /** The host whose people sign in by themselves. */
  host: Pick<Crm, 'claimedCompany' | 'claimedLocale'> & { signIn: SignIn }
  broker: Broker
  /** Where that company is, when it is one of this host's that has us installed. */
  portalOf(company: string): Promise<Portal | undefined>
  publicUrl: string
  throttle: Throttle
  /** The address a request comes from. */
  sourceOf(c: Context): string
  from: Whence
  awaitingPage(awaiting: Awaiting, provider: string): Page
  /** The same of our own page. */
  awaitingHome(awaiting: Awaiting, provider: string): Page
}

const SIGN_IN = '/sign-in'
const BODY_MOST = 16 * 1024
/** Milliseconds a page waits for news in one request. */
const WAIT_MOST = 25_000
/** Seconds a browser keeps what it is to bring back. */
const COOKIE_LASTS = 600

const locale = z.string().max(35).default('en')
const ticket = z.string().max(128)

/** Pages of a host whose people sign in by themselves: the card that waits, the window they sign in in, and what passes between. */
export function signingInRoutes(deps: SigningInRoutesDeps) {
  const { host, broker, publicUrl, throttle, sourceOf, portalOf } = deps
  const { signIn } = host
  const opening = { ...deps, signIn }
  const secure = publicUrl.startsWith('https:')

  /** Whoever keeps coming with what proves false is not listened to for a while. */
  const honest = createMiddleware<{ Variables: { unproven?: boolean } }>(async (c, next) => {
    const source = sourceOf(c)
    if (!throttle.take(source)) {
      c.header('Retry-After', '60')
      return c.req.method === 'GET' || c.req.path.endsWith(SIGN_IN)
        ? ended(c, 'hasty')
        : refused(c, 'hasty', 'en')
    }
    await next()
    if (!c.get('unproven')) throttle.giveBack(source)
  })

  function ended(c: Context, what: Standing, portal?: Portal, locale = localeIn(c)) {
    if (UNPROVEN.has(what)) c.set('unproven', true)
    const about = { locale, publicUrl, portal: portal?.origin }
    const { html, status, headers } = endPage(what, about)
    return c.body(html, status, headers)
  }

  function refused(c: Context, what: Standing, said: string, message: string = what) {
    if (UNPROVEN.has(what)) c.set('unproven', true)
    const { status, title, text } = wordsOf(what, said)
    return c.json({ error: { reason: what, message }, title, text }, status)
  }

  /** The page names its organization by our id, or by the address it has. Either is a claim: it decides who may frame us. */
  async function framedBy(c: Context): Promise<Answer<Portal>> {
    const query = c.req.query()
    const named = host.claimedCompany({ query, form: {} })
    const found = named === undefined ? await signIn.at(query.org ?? '') : undefined
    if (found && !found.ok) return found
    const portal = await portalOf(named ?? found?.value.company ?? '')
    return portal
      ? { ok: true, value: portal }
      : { ok: false, reason: 'not_installed', message: 'nobody has connected that organization' }
  }

  /** Costs its source a chance until somebody has signed in with it. */
  async function newTicket(c: Context, company: string, locale: string): Promise<ShownTicket> {
    c.set('unproven', true)
    const { ticket, attempt } = await broker.ticketFor(company)
    return { ticket, url: `/dynamics/sign-in?${new URLSearchParams({ ticket: attempt, lang: locale })}` }
  }

  /** A page of ours in the organization's, before anybody has signed in. */
  async function waiting(c: Context, draw: SigningInRoutesDeps['awaitingPage']) {
    const portal = await framedBy(c)
    if (!portal.ok) {
      if (UNPROVEN.has(portal.reason)) c.set('unproven', true)
      const { html, status, headers } = noCard(portal.reason, { locale: localeIn(c), publicUrl })
      return c.body(html, status, headers)
    }
    const { company, origin, host: name } = portal.value
    const locale = localeIn(c)
    const awaiting = {
      company,
      host: name,
      portal: origin,
      locale,
      ticket: await newTicket(c, company, locale),
    }
    const { html, headers } = draw(awaiting, signIn.provider(portal.value))
    return c.body(html, 200, headers)
  }

  return (
    new Hono()
      .use(honest)
      .use(bodyLimit({ maxSize: BODY_MOST }))

      .get('/card', (c) => waiting(c, deps.awaitingPage))
      .get('/home', (c) => waiting(c, deps.awaitingHome))

      .post('/tickets', valid('json', z.strictObject({ company: z.string().max(64), locale })), async (c) => {
        const { company, locale } = c.req.valid('json')
        if (!(await portalOf(company))) return refused(c, 'not_installed', locale)
        return c.json(await newTicket(c, company, locale), 201)
      })

      .post('/tickets/wait', valid('json', z.strictObject({ ticket, locale })), async (c) => {
        const { ticket, locale } = c.req.valid('json')
        return c.json(standsFor(await broker.wait(ticket, WAIT_MOST), locale), 200)
      })

      // A link that somebody was sent leads here by GET, also when it stands in a message on a page of ours.
      .get(SIGN_IN, (c) => ended(c, 'astray'))

      .post(SIGN_IN, async (c) => {
        // Only a form of our own page sends people here: whoever was sent by somebody else would sign in for him.
        if (c.req.header('sec-fetch-site') !== 'same-origin') return ended(c, 'astray')
        const { ticket = '', silent, choose, lending, listing } = c.req.query()
        const sent = await broker.send(ticket, {
          silent: silent === '1',
          choose: choose === '1',
          lending,
          listing: listing === '1',
          locale: localeIn(c),
        })
        if (!sent.ok) return ended(c, sent.reason === 'expired' ? 'late' : sent.reason)
        const { url, attempt, browser, portal } = sent.value
        setCookie(c, cookieOf(attempt, secure), browser, { ...cookie(secure), maxAge: COOKIE_LASTS })
        // What is silent goes to the provider and comes back: so far the form of our page may lead.
        if (silent === '1') return c.redirect(url, 303)
        const { html, headers } = onwardPage(url, { locale: localeIn(c), publicUrl, portal: portal?.origin })
        return c.body(html, 200, headers)
      })

      .get('/signed-in', async (c) => {
        let brought: string | undefined
        const { outcome, portal, locale } = await broker.welcome(c.req.query(), (attempt) => {
          const name = cookieOf(attempt, secure)
          brought = getCookie(c, name)
          if (brought !== undefined) deleteCookie(c, name, cookie(secure))
          return brought
        })
        if (outcome === 'signed_in') throttle.giveBack(sourceOf(c))
        return ended(c, outcome, portal, locale)
      })

      .post(
        '/card',
        valid(
          'json',
          z.strictObject({
            company: z.string().max(64),
            ticket: ticket.optional(),
            record: z.strictObject({ type: z.string().max(128), id: z.string().max(64) }),
            /** The card as soon as somebody has signed in with the ticket; until then as `/tickets/wait` answers. */
            wait: z.literal(true).optional(),
            locale,
          }),
        ),
        async (c) => {
          const { company, ticket, record: named, wait, locale } = c.req.valid('json')
          const portal = await portalOf(company)
          if (!portal) return refused(c, 'not_installed', locale)
          const record = signIn.record(named.type, named.id)
          if (!record) return refused(c, 'elsewhere', locale)
          if (ticket && wait) {
            const stands = await broker.wait(ticket, WAIT_MOST)
            if (stands !== 'signed_in') return c.json(standsFor(stands, locale), 200)
          }
          const token = bearer(c.req.header('authorization'))
          const wanted = { portal, record, locale, from: deps.from(c) }
          const opened: Answer<Bootstrap> = ticket
            ? await openByTicket(opening, ticket, wanted)
            : await openNext(opening, token ?? '', wanted)
          if (opened.ok) return c.json(opened.value, 200)
          return refused(c, refusedAs(opened.reason), locale, opened.message)
        },
      )

      .post(
        '/home',
        valid('json', z.strictObject({ company: z.string().max(64), ticket, locale })),
        async (c) => {
          const { company, ticket, locale } = c.req.valid('json')
          const portal = await portalOf(company)
          if (!portal) return refused(c, 'not_installed', locale)
          const opened = await openHomeByTicket(opening, ticket, { portal, locale, from: deps.from(c) })
          if (opened.ok) return c.json(opened.value, 200)
          return refused(c, refusedAs(opened.reason), locale, opened.message)
        },
      )
  )

  function localeIn(c: Context) {
    return host.claimedLocale({ query: c.req.query(), form: {} })
  }
}

/** At the record's own door the words of every host are right. */
function refusedAs(reason: Extract<Answer<never>, { ok: false }>['reason']): Standing {
  return reason === 'expired' || reason === 'revoked' ? 'ask' : reason
}

const UNPROVEN = new Set<Standing>(['malformed', 'forged', 'not_installed', 'late', 'astray'])

/** One each, for a browser may sign in for several pages at once. `__Host-`: nobody at a neighbouring name can have set it. */
const cookieOf = (attempt: string, secure: boolean) =>
  `${secure ? '__Host-' : ''}sign_in_${attempt.slice(0, 16)}`

// In a frame within the CRM's page it is a third party's, and kept apart for that page.
const cookie = (secure: boolean): CookieOptions => ({
  path: '/',
  httpOnly: true,
  ...(secure ? { secure, sameSite: 'None', partitioned: true } : { sameSite: 'Lax' }),
})
