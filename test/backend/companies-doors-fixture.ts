/** Our doors as a portal comes to them: made anew for each test, with a clock that is moved by hand. */
import { Hono } from 'hono'
import { afterEach, beforeEach, expect } from 'vitest'
import { widgetPage } from '../../backend/cards/page.ts'
import { createGrants, type Grants } from '../../backend/companies/grants.ts'
import { hostsOf } from '../../backend/companies/hosts.ts'
import { createReception } from '../../backend/companies/reception.ts'
import { companyRoutes } from '../../backend/companies/routes.ts'
import { createSessions, type Sessions } from '../../backend/companies/sessions.ts'
import { fromOf } from '../../backend/companies/source.ts'
import type { Secrets } from '../../backend/keys/secrets.ts'
import type { Bootstrap } from '../../backend/shown.ts'
import type { Store } from '../../backend/store/store.ts'
import { type LocalPortal, type PostedForm, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Crm } from '../../crm-adapters/port.ts'
import { secretsIn } from '../secrets.ts'
import type { TestStores } from '../stores.ts'

const publicUrl = 'https://chat.example'
export const app = {
  clientId: 'local.dealthread',
  clientSecret: 'the client secret',
  installUrl: `${publicUrl}/bitrix24/install`,
  cardUrl: `${publicUrl}/bitrix24/card`,
}
export const admin = '1'
export const manager: string = '7'
export const stranger = '18'
const assets = {
  script: '/widget/assets/main.js',
  preload: ['/widget/assets/p.js'],
  words: { ru: [], uk: [], en: [] },
  styles: ['/widget/assets/m.css'],
}

export function portalDoors(stores: TestStores) {
  let at: number
  let portal: LocalPortal
  let crm: Crm
  let store: Store
  let vault: Secrets
  let grants: Grants
  let sessions: Sessions
  let http: Hono
  const now = () => new Date(at)

  beforeEach(async () => {
    at = Date.UTC(2026, 10, 21, 12)
    portal = await startPortal({ app, now })
    store = await stores.open({ now })
    vault = await secretsIn(store)
    const { clientId, clientSecret } = app
    // This portal is self-hosted, and sets no limits.
    const limits = () => ({ burst: 1000, perSecond: 1000 })
    crm = bitrix24({
      clientId,
      clientSecret,
      oauthHosts: [portal.oauthOrigin],
      allowLoopback: true,
      now,
      limits,
    })
    grants = createGrants({ store, secrets: vault, crm })
    sessions = createSessions({ store, now, failed: (error) => expect.unreachable(String(error)) })
    const reception = createReception({
      store,
      crm: hostsOf([crm]),
      secrets: vault,
      grants,
      sessions,
      publicUrl,
      now,
      clock: () => at,
      proxies: 1,
      installed: () => {},
      finishErasing: async () => {},
      received: () => {},
      onHint: async () => {},
    })
    const routes = companyRoutes({
      ...reception,
      from: fromOf(1),
      store,
      crm,
      secrets: vault,
      grants,
      sessions,
      publicUrl,
      installedScript: '/widget/assets/installed.js',
      openCard: async (_viewer, _opening, context) => cardOf(context.title),
      cardPage: (bootstrap) => widgetPage(bootstrap, { assets, publicUrl }),
      isWelcomeAtDoor: async () => false,
      openInvited: async () => expect.unreachable(),
      invitedPage: () => expect.unreachable(),
      openHome: async () => expect.unreachable(),
      homePage: () => expect.unreachable(),
    })
    http = new Hono().route('/bitrix24', routes)
  })
  afterEach(async () => {
    await portal.stop()
    await store.close()
  })

  const post = ({ url, form }: PostedForm) =>
    http.request(url, { method: 'POST', body: new URLSearchParams(form) })
  const install = () => post(portal.installForm(admin))
  const open = (person = manager, deal = 1204, overrides = {}) =>
    post(portal.placementForm(person, deal, overrides))
  const sessionsStored = () => store.read(portal.memberId, ({ db, t }) => db.select().from(t.session))

  async function opened(person = manager): Promise<Bootstrap> {
    return bootstrapIn(await (await open(person)).text())
  }

  return {
    post,
    install,
    open,
    opened,
    sessionsStored,
    now,
    get at() {
      return at
    },
    set at(time) {
      at = time
    },
    get portal() {
      return portal
    },
    get crm() {
      return crm
    },
    get grants() {
      return grants
    },
    get sessions() {
      return sessions
    },
    get http() {
      return http
    },
  }
}

function cardOf(title: string): Pick<Bootstrap, 'card' | 'page' | 'limits'> {
  const limits = { text: 1, file: 1, editWindow: 1, files: 1 }
  return { card: { context: { title } }, page: { thread: 't', messages: [] }, limits } as unknown as Bootstrap
}

export function bootstrapIn(html: string): Bootstrap {
  const [, json = ''] = /<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html) ?? []
  return JSON.parse(json)
}

export function policyOf(headers: Headers): Record<string, string> {
  const policy = headers.get('content-security-policy') ?? ''
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )
}
