import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
import { onEveryStore } from '../stores.ts'

const publicUrl = 'https://chat.example'
const app = {
  clientId: 'local.dealthread',
  clientSecret: 'the client secret',
  installUrl: `${publicUrl}/bitrix24/install`,
  cardUrl: `${publicUrl}/bitrix24/card`,
}
const [admin, manager, stranger] = ['1', '7', '18']
const assets = {
  script: '/widget/assets/main.js',
  preload: ['/widget/assets/p.js'],
  words: { ru: [], uk: [], en: [] },
  styles: ['/widget/assets/m.css'],
}

onEveryStore((stores) => {
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

  test('an administrator installs, and people open cards', async () => {
    const installed = await install()
    expect(installed.status).toBe(200)
    expect(await installed.text()).toContain('src="/widget/assets/installed.js"')
    expect(portal.placements.length).toBe(8)

    const response = await open()
    expect(response.status).toBe(200)
    const bootstrap = bootstrapIn(await response.text())
    expect(bootstrap).toMatchObject({ host: 'bitrix24', portal: portal.origin, locale: 'ru' })
    expect(bootstrap.session.expiresAt).toBe(new Date(at + 15 * 60_000).toISOString())
    expect(await sessions.sessionOf(bootstrap.session.token)).toMatchObject({
      person: '7',
      record: 'deal:1204',
    })
  })

  test('row 1: no token of the host is in a page', async () => {
    await install()
    const form = portal.placementForm(manager, 1204)
    const text = await (await post(form)).text()
    const { AUTH_ID = '', REFRESH_ID = '', APPLICATION_TOKEN = '' } = form.form
    for (const secret of [AUTH_ID, REFRESH_ID, APPLICATION_TOKEN, app.clientSecret]) {
      expect(secret.length).toBeGreaterThan(8)
      expect(text).not.toContain(secret)
    }
  })

  test('row 1: only the verified portal may frame a card, and only our own files run in it', async () => {
    await install()
    const { headers } = await open()
    expect(policyOf(headers)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' blob:",
      'connect-src': "'self' wss://chat.example",
      'font-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': portal.origin,
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toMatch(/max-age=(\d{8,})/)
  })

  test('row 3: a spoofed DOMAIN neither opens a card nor may frame the refusal', async () => {
    await install()
    for (const DOMAIN of [
      'attacker.example',
      '127.0.0.1',
      '169.254.169.254',
      'x@attacker.example',
      'attacker.example:8443',
      '[::1]',
      'xn--e1afmkfd.example',
      '*',
      "'self'",
      '',
    ]) {
      const response = await open(manager, 1204, { DOMAIN })
      expect([DOMAIN, response.status >= 400, policyOf(response.headers)['frame-ancestors']]).toEqual([
        DOMAIN,
        true,
        portal.origin,
      ])
    }
    expect(await sessionsStored()).toEqual([])
  })

  test('row 10: who is no administrator binds nothing and takes nothing over', async () => {
    const response = await post(portal.installForm(manager))
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('администратор')
    expect(portal.placements).toEqual([])
    expect((await open()).status).toBe(403)
  })

  test('a portal that has not installed us reads so in its frame, and nobody else frames that', async () => {
    const response = await open()
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('не установлено')
    expect(policyOf(response.headers)['frame-ancestors']).toBe(portal.origin)

    const forged = await open(manager, 1204, { AUTH_ID: 'a-token-made-up' })
    expect(forged.status).toBe(403)
    expect(policyOf(forged.headers)['frame-ancestors']).toBe("'none'")
  })

  test('row 11: installing again keeps what is there and takes the newest keys', async () => {
    await install()
    const { session } = await opened()
    expect((await install()).status).toBe(200)
    expect(portal.placements.length).toBe(8)
    expect(await sessions.sessionOf(session.token)).toBeDefined()
    expect((await open()).status).toBe(200)
  })

  test('row 7, first half (threads of an invited person come with invites): a card the CRM closes to a person stays closed', async () => {
    await install()
    const response = await open(stranger)
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('Поставка')
    expect((await open(manager, 999_999)).status).toBe(404)
    expect(await sessionsStored()).toEqual([])
  })

  test.each([
    ['ru', 'Нет доступа', 'ru', 'ltr'],
    ['ua', 'Немає доступу', 'uk', 'ltr'],
    ['en', 'No access', 'en', 'ltr'],
    ['kz', 'No access', 'en', 'ltr'],
    ['pl', 'No access', 'en', 'ltr'],
    ['ar', 'No access', 'en', 'rtl'],
    ['xx', 'No access', 'en', 'ltr'],
  ])(
    'row 25: a portal in %s is spoken to in a language we have, its own way round',
    async (LANG, words, lang, dir) => {
      await install()
      const refusal = await (await open(stranger, 1204, { LANG })).text()
      expect(refusal).toContain(words)
      const card = await (await open(manager, 1204, { LANG })).text()
      for (const page of [refusal, card]) expect(page).toContain(`<html lang="${lang}" dir="${dir}">`)
    },
  )

  test('row 2: another application token is refused before anybody is asked', async () => {
    await install()
    const before = portal.requests.length
    expect((await open(manager, 1204, { APPLICATION_TOKEN: 'f'.repeat(32) })).status).toBe(403)
    expect(portal.requests.length).toBe(before)
  })

  test('row 4: a token of one portal is refused for another company of ours', async () => {
    await install()
    const memberId = 'b'.repeat(32)
    const other = await startPortal({ app, now, memberId, beside: portal })
    await post(other.installForm(admin))
    const { AUTH_ID } = other.tokenFor(manager)
    expect((await open(manager, 1204, { AUTH_ID })).status).toBe(403)
    expect((await open(manager, 1204, { member_id: memberId, APPLICATION_TOKEN: undefined })).status).toBe(
      403,
    )
    await other.stop()
    expect(await sessionsStored()).toEqual([])
  })

  test('row 5: a token given to another application is refused', async () => {
    await install()
    const foreign = await startPortal({
      app: { ...app, clientId: 'app.other' },
      now,
      memberId: portal.memberId,
      beside: portal,
    })
    const response = await open(manager, 1204, { AUTH_ID: foreign.tokenFor(manager).AUTH_ID })
    await foreign.stop()
    expect([response.status, await sessionsStored()]).toEqual([403, []])
  })

  test.each([
    'undefined',
    '[]',
    '{"ID":"1e3"}',
    '{"ID":"-5"}',
    `{"ID":"1204","URI":"${'a'.repeat(1_000_000)}"}`,
  ])('row 6: PLACEMENT_OPTIONS of %.20s is answered as a bad request', async (PLACEMENT_OPTIONS) => {
    await install()
    expect((await open(manager, 1204, { PLACEMENT_OPTIONS })).status).toBe(400)
  })

  test('row 9: an old portal that sends neither token nor server opens its cards', async () => {
    await install()
    const old = { APPLICATION_TOKEN: undefined, SERVER_ENDPOINT: undefined, APPLICATION_SCOPE: undefined }
    expect((await open(manager, 1204, old)).status).toBe(200)
  })

  describe('who keeps sending what proves false', () => {
    const from = (source: string, overrides: Record<string, string> = {}) => {
      const { url, form } = portal.placementForm(manager, 1204, overrides)
      const headers = { 'x-forwarded-for': `made.up, ${source}` }
      return http.request(url, { method: 'POST', body: new URLSearchParams(form), headers })
    }
    const madeUp = (n: number) => ({ AUTH_ID: `a-token-made-up-${n}` })

    test('soon costs the OAuth server nothing more, and others are served as ever', async () => {
      await install()
      const before = portal.requests.length
      const statuses: number[] = []
      for (let n = 0; n < 260; n++) statuses.push((await from('192.0.2.1', madeUp(n))).status)
      expect(statuses.filter((status) => status === 403).length).toBe(200)
      expect(statuses.at(-1)).toBe(429)
      expect(portal.requests.length - before).toBe(200)
      expect((await from('192.0.2.2')).status).toBe(200)
      at += 2000
      expect((await from('192.0.2.1')).status).toBe(200)
    })

    test('is known by his network where addresses are many', async () => {
      await install()
      for (let n = 0; n < 200; n++) await from(`2001:db8:0:1::${n.toString(16)}`, madeUp(n))
      expect((await from('2001:db8:0:1:ffff::1')).status).toBe(429)
      expect((await from('2001:db8:0:2::1')).status).toBe(200)
    })

    test('is not an office that opens many cards at once', async () => {
      await install()
      const opened = await Promise.all(Array.from({ length: 150 }, () => from('192.0.2.3')))
      expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]))
      expect((await from('192.0.2.3')).status).toBe(200)
    })
  })

  describe('what is not a portal’s form is refused', () => {
    const send = (body: string, type = 'application/x-www-form-urlencoded', query = '') =>
      http.request(`/bitrix24/card${query}`, { method: 'POST', body, headers: { 'content-type': type } })
    const honest = () => {
      const { url, form } = portal.placementForm(manager, 1204)
      return { query: new URL(url).search, body: new URLSearchParams(form).toString() }
    }

    test('fields given twice, or as lists', async () => {
      await install()
      const { query, body } = honest()
      for (const more of ['&member_id=x', '&AUTH_ID=x', '&PLACEMENT_OPTIONS=%7B%7D']) {
        expect((await send(body + more, undefined, query)).status).toBe(400)
      }
      expect((await send(body.replace('member_id=', 'member_id[]='), undefined, query)).status).toBe(400)
      expect((await send(body.replace('AUTH_ID=', 'AUTH_ID[0]='), undefined, query)).status).toBe(400)
      expect((await send(body, undefined, `${query}&DOMAIN=attacker.example`)).status).toBe(400)
      expect((await send(`${body}&__proto__=1&constructor[prototype][x]=1`, undefined, query)).status).toBe(
        200,
      )
    })

    test('other bodies, and too large ones', async () => {
      await install()
      const { query, body } = honest()
      expect((await send('{}', 'application/json')).status).toBe(400)
      expect((await send(body, 'text/plain', query)).status).toBe(400)
      expect((await send('')).status).toBe(400)
      expect((await send(`${body}&X=${'a'.repeat(64 * 1024)}`, undefined, query)).status).toBe(400)
    })
  })

  test('row 28: an address looked at outside a portal says what it is, for HEAD too', async () => {
    for (const method of ['GET', 'HEAD']) {
      expect((await http.request('/bitrix24/events', { method })).status).toBe(200)
    }
    for (const path of ['/bitrix24/card', '/bitrix24/install']) {
      expect((await http.request(path)).status).toBe(200)
      const { status, headers } = await http.request(path, { method: 'HEAD' })
      expect([status, policyOf(headers)['frame-ancestors']]).toEqual([200, "'none'"])
    }
  })

  test('a portal that does not answer is told apart from one that refuses', async () => {
    await install()
    portal.faults.fail('INTERNAL_SERVER_ERROR', 1, 'batch')
    expect((await open()).status).toBe(503)
    expect((await open()).status).toBe(200)
  })

  test('after an hour two hundred questions of one person cost one renewal', async () => {
    await install()
    await opened()
    at += 3_600_000
    const ask = () =>
      grants.withGrant(portal.memberId, manager, (address, grant) => crm.record(address, grant, deal))
    const before = portal.requests.length
    const answers = await Promise.all(Array.from({ length: 200 }, ask))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(portal.requests.slice(before).filter(({ method }) => method === 'oauth/token').length).toBe(1)
  })
})

const deal = { type: 'deal', id: '1204' }

function cardOf(title: string): Pick<Bootstrap, 'card' | 'page' | 'limits'> {
  const limits = { text: 1, file: 1, editWindow: 1, files: 1 }
  return { card: { context: { title } }, page: { thread: 't', messages: [] }, limits } as unknown as Bootstrap
}

function bootstrapIn(html: string): Bootstrap {
  const [, json = ''] = /<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html) ?? []
  return JSON.parse(json)
}

function policyOf(headers: Headers): Record<string, string> {
  const policy = headers.get('content-security-policy') ?? ''
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )
}
