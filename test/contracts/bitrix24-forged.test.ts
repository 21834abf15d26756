import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HostRequest, Installation } from '../../crm-adapters/port.ts'
import { crmOf, dealTab, MEMBER, owner, type Scripted, scripted } from './scripted-bitrix24.ts'

let portal: Scripted
let canary: Scripted
let installation: Installation

beforeEach(async () => {
  portal = await scripted()
  canary = await scripted()
  installation = { portal: portal.portal, applicationToken: '11112222333344445555666677778888' }
})

afterEach(async () => {
  await portal.close()
  await canary.close()
})

test('an honest form opens the card of its record as its person', async () => {
  const opening = await crmOf(portal).opening(dealTab(portal), installation)
  expect(opening).toMatchObject({
    ok: true,
    value: {
      portal: {
        host: 'bitrix24' as const,
        company: MEMBER,
        origin: portal.origin,
        endpoint: `${portal.origin}/rest/`,
      },
      person: { id: '7', name: 'Игорь Менеджер', position: 'Логист', admin: false, active: true },
      grant: { access: 'access-of-7', refresh: 'refresh-of-7' },
      context: { record: { type: 'deal', id: '8061' }, title: 'Поставка' },
      locale: 'ru',
    },
  })
})

test('whose a token is, is asked once in its life, and the card in one request', async () => {
  const crm = crmOf(portal)
  await crm.opening(dealTab(portal), installation)
  await crm.opening(dealTab(portal), installation)
  expect(portal.arrived).toEqual(['GET /rest/app.info/', 'POST /rest/batch', 'POST /rest/batch'])
})

const spoofs = [
  'attacker.example',
  'ATTACKER.EXAMPLE:443',
  'demo.bitrix24.example.attacker.example',
  '127.0.0.1',
  '127.0.0.1:1',
  '127.1',
  '0x7f000001',
  '2130706433',
  '017700000001',
  'localhost',
  'localhost:80',
  '0.0.0.0',
  '169.254.169.254',
  '10.0.0.1',
  '192.168.1.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '::1',
  'user@attacker.example',
  'attacker.example/path',
  'attacker.example?x',
  'attacker.example#x',
  'attacker.example\\x',
  'https://attacker.example',
  '//attacker.example',
  'xn--e1afmkfd.example',
  'attacker.example ',
  'attacker.example\r\nHost: x',
  'attacker.example%2f',
  '.',
  '',
]

test.each(spoofs)('a form that says DOMAIN=%j is refused', async (DOMAIN) => {
  const refused = await crmOf(portal).opening(dealTab(portal, {}, { DOMAIN }), installation)
  expect(refused.ok ? 'opened' : refused.reason).toMatch(/^(forged|malformed)$/)
  expect(portal.arrived).not.toContain('POST /rest/batch')
})

describe('no byte goes where only the form points', () => {
  test.each(['DOMAIN', 'SERVER_ENDPOINT', 'PLACEMENT_OPTIONS'])('by %s', async (field) => {
    const where = { DOMAIN: new URL(canary.origin).host, SERVER_ENDPOINT: `${canary.origin}/rest/` }
    const options = JSON.stringify({ ID: '8061', URI: canary.origin })
    const form =
      field === 'DOMAIN'
        ? dealTab(portal, {}, { DOMAIN: where.DOMAIN })
        : dealTab(portal, field === 'SERVER_ENDPOINT' ? { [field]: where[field] } : { [field]: options })
    const crm = crmOf(portal)
    await crm.opening(form, installation)
    await crm.installing(form)
    expect(canary.arrived).toEqual([])
  })

  test('by an endpoint inside our network, even when the OAuth server names it', async () => {
    portal.owners.set('access-of-7', owner(portal, { client_endpoint: 'http://169.254.169.254/rest/' }))
    const refused = await crmOf(portal).opening(dealTab(portal), installation)
    expect(refused).toMatchObject({ ok: false, reason: 'broken' })
  })

  test('on loopback, where it has not been allowed', async () => {
    expect(() => crmOf(portal, { allowLoopback: false })).toThrow(/OAuth host/)
    const crm = crmOf(portal, { allowLoopback: false, oauthHosts: ['oauth.bitrix.info'] })
    const grant = { access: 'access-of-7', refresh: null, expiresAt: new Date() }
    const refused = await crm.record(portal.portal, grant, { type: 'deal', id: '8061' })
    expect(refused).toMatchObject({ ok: false, reason: 'unreachable' })
    expect(portal.arrived).toEqual([])
  })

  test('after a redirect', async () => {
    portal.instead = (path) =>
      path === '/rest/batch' ? { status: 302, text: '', location: `${canary.origin}/rest/batch` } : undefined
    const refused = await crmOf(portal).opening(dealTab(portal), installation)
    expect(refused).toMatchObject({ ok: false, reason: 'moved' })
    expect(canary.arrived).toEqual([])
  })
})

test('a form with another application token is refused before anybody is asked', async () => {
  const form = dealTab(portal, { APPLICATION_TOKEN: '11112222333344445555666677778889' })
  const refused = await crmOf(portal).opening(form, installation)
  expect(refused).toMatchObject({ ok: false, reason: 'forged' })
  expect(portal.arrived).toEqual([])
})

test('an old portal that sends no application token is proven by its OAuth server', async () => {
  const { APPLICATION_TOKEN, ...form } = dealTab(portal).form
  const opening = await crmOf(portal).opening({ ...dealTab(portal), form }, installation)
  expect(opening.ok).toBe(true)
})

test('a portal renamed since its installation is met at its new address', async () => {
  const old = {
    ...installation,
    portal: { ...portal.portal, origin: 'https://old.example', endpoint: 'https://old.example/rest/' },
  }
  const opening = await crmOf(portal).opening(dealTab(portal), old)
  expect(opening).toMatchObject({ ok: true, value: { portal: { origin: portal.origin } } })
})

test.each([
  ['of another portal', { install: { member_id: 'f'.repeat(32) }, info: {} }],
  ['of another application', { install: {}, info: { client_id: 'app.other' } }],
  ['of another domain', { install: { domain: 'other.example' }, info: {} }],
])('a token %s is refused', async (_, { install, info }) => {
  portal.owners.set('access-of-7', owner(portal, install, info))
  const crm = crmOf(portal)
  expect(await crm.opening(dealTab(portal), installation)).toMatchObject({ ok: false, reason: 'forged' })
  expect(await crm.installing(dealTab(portal))).toMatchObject({ ok: false, reason: 'forged' })
})

test('a token nobody knows is refused, also when member_id is another company of ours', async () => {
  const crm = crmOf(portal)
  const unknown = dealTab(portal, { AUTH_ID: 'a-token-made-up' })
  expect(await crm.opening(unknown, installation)).toMatchObject({ ok: false, reason: 'forged' })
  const other = { ...installation, portal: { ...portal.portal, company: 'f'.repeat(32) } }
  expect(await crm.opening(dealTab(portal), other)).toMatchObject({ ok: false, reason: 'forged' })
})

test('while an OAuth server is silent, what the other does not know proves nothing', async () => {
  const silent = await scripted()
  await silent.close()
  const crm = crmOf(portal, { oauthHosts: [silent.origin, portal.origin] })
  expect((await crm.opening(dealTab(portal), installation)).ok).toBe(true)
  const unknown = dealTab(portal, { AUTH_ID: 'a-token-made-up' })
  expect(await crm.opening(unknown, installation)).toMatchObject({ ok: false, reason: 'unreachable' })
})

test('a portal that names another user than the OAuth server is not believed', async () => {
  portal.methods.profile = () => ({ result: { ID: '1', ADMIN: true, NAME: 'Анна' } })
  const refused = await crmOf(portal).opening(dealTab(portal), installation)
  expect(refused).toMatchObject({ ok: false, reason: 'forged' })
})

test('somebody the portal no longer knows as active opens nothing', async () => {
  portal.methods.profile = () => ({ result: [] })
  const refused = await crmOf(portal).opening(dealTab(portal), installation)
  expect(refused).toMatchObject({ ok: false, reason: 'denied' })
})

test.each([
  'undefined',
  '',
  '[]',
  'null',
  '"8061"',
  '{"ID":"1e3"}',
  '{"ID":"-5"}',
  '{"ID":"0"}',
  '{"ID":"080"}',
  '{"ID":1.5}',
  '{"ID":["8061"]}',
  '{"ID":{"0":"8061"}}',
  '{"ID":"1234567890123"}',
  '{"ID":"8061\\n"}',
  '{"ID":"8061 or 1=1"}',
])('PLACEMENT_OPTIONS=%j is no record', async (PLACEMENT_OPTIONS) => {
  const refused = await crmOf(portal).opening(dealTab(portal, { PLACEMENT_OPTIONS }), installation)
  expect(refused).toMatchObject({ ok: false, reason: 'malformed' })
})

test.each<[string, HostRequest['form'], HostRequest['query']]>([
  ['a domain', {}, { DOMAIN: `${'a'.repeat(300)}.example` }],
  ['an option', { PLACEMENT_OPTIONS: JSON.stringify({ ID: '8061', URI: 'a'.repeat(1_000_000) }) }, {}],
  ['a token', { AUTH_ID: 'a'.repeat(5000) }, {}],
  ['a field nobody knows', { X: 'a'.repeat(5000) }, {}],
])('%s of absurd length is refused', async (_, form, query) => {
  const refused = await crmOf(portal).opening(dealTab(portal, form, query), installation)
  expect(refused).toMatchObject({ ok: false, reason: 'malformed' })
  expect(portal.arrived).toEqual([])
})

test('a form that contradicts its own address is refused', async () => {
  const form = dealTab(portal, { DOMAIN: 'attacker.example' })
  expect(await crmOf(portal).opening(form, installation)).toMatchObject({ ok: false, reason: 'malformed' })
})

test('opened where it has no page it says so', async () => {
  const form = dealTab(portal, { PLACEMENT: 'IM_NAVIGATION', PLACEMENT_OPTIONS: '{}' })
  expect(await crmOf(portal).opening(form, installation)).toMatchObject({ ok: false, reason: 'elsewhere' })
})

test.each([
  ['ru', 'ru'],
  ['ua', 'uk'],
  ['kz', 'kk'],
  ['en', 'en'],
  ['<script>', 'en'],
])('a portal in %j is spoken to in %s', async (LANG, locale) => {
  expect(crmOf(portal).claimedLocale(dealTab(portal, {}, { LANG }))).toBe(locale)
})

test('a session is proven again only for a person of the same portal', async () => {
  const crm = crmOf(portal)
  expect(await crm.prove(portal.portal, 'access-of-7')).toMatchObject({
    ok: true,
    value: { person: { id: '7' } },
  })
  const elsewhere = { ...portal.portal, company: 'f'.repeat(32) }
  expect(await crm.prove(elsewhere, 'access-of-7')).toMatchObject({ ok: false, reason: 'forged' })
  expect(await crm.prove(portal.portal, 'a-token-made-up')).toMatchObject({ ok: false, reason: 'forged' })
})
