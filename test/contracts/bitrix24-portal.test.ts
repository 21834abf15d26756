import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalPortal, type PostedForm, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Answer, Crm, Grant, HostRequest, Portal } from '../../crm-adapters/port.ts'

const ours = 'https://chat.example'
const app = {
  clientId: 'local.dealthread',
  clientSecret: 'the client secret',
  installUrl: `${ours}/bitrix24/install`,
  cardUrl: `${ours}/bitrix24/card`,
}
const [admin, manager, stranger] = ['1', '7', '18']
const deal = { type: 'deal', id: '1204' }

let at: number
let portal: LocalPortal
let crm: Crm
let address: Portal

beforeEach(async () => {
  at = Date.UTC(2026, 10, 21, 12)
  portal = await startPortal({ app, now: () => new Date(at) })
  const { clientId, clientSecret } = app
  crm = bitrix24({
    clientId,
    clientSecret,
    oauthHosts: [portal.oauthOrigin],
    allowLoopback: true,
    now: () => new Date(at),
  })
  address = {
    host: 'bitrix24',
    company: portal.memberId,
    origin: portal.origin,
    endpoint: portal.restEndpoint,
  }
})
afterEach(() => portal.stop())

const asked = ({ query, form }: PostedForm): HostRequest => ({ query, form })
const open = (person: string, id = 1204, overrides = {}) =>
  crm.opening(asked(portal.placementForm(person, id, overrides)), {
    portal: address,
    applicationToken: portal.applicationToken,
  })

function grantOf(person: string): Grant {
  const { AUTH_ID, REFRESH_ID } = portal.tokenFor(person)
  return { access: AUTH_ID, refresh: REFRESH_ID, expiresAt: new Date(at + 3_600_000) }
}

function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.message}`)
  return answer.value
}

test('the installer’s form proves the portal and its administrator', async () => {
  const installing = given(await crm.installing(asked(portal.installForm(admin))))
  expect(installing).toMatchObject({
    portal: address,
    person: { id: '1', name: 'Анна Воронцова', admin: true },
    applicationToken: portal.applicationToken,
    locale: 'ru',
  })
  expect(installing.scopes).toContain('crm')
  expect(given(await crm.installing(asked(portal.installForm(manager)))).person.admin).toBe(false)
})

test('a second installation finds everything bound and changes nothing', async () => {
  for (let time = 0; time < 2; time++) given(await crm.register(address, grantOf(admin), ours))
  expect(portal.placements.map(({ placement }) => placement).sort()).toEqual([
    'CRM_COMPANY_DETAIL_TAB',
    'CRM_CONTACT_DETAIL_TAB',
    'CRM_DEAL_DETAIL_TAB',
    'CRM_DYNAMIC_183_DETAIL_TAB',
    'CRM_LEAD_DETAIL_TAB',
    'CRM_QUOTE_DETAIL_TAB',
    'CRM_SMART_INVOICE_DETAIL_TAB',
    'LEFT_MENU',
  ])
  expect(new Set(portal.placements.map(({ handler }) => handler))).toEqual(new Set([app.cardUrl]))
  expect(portal.placements[0]?.langAll).toMatchObject({
    ru: { TITLE: 'Чат' },
    en: { TITLE: 'Chat' },
    ua: { TITLE: 'Чат' },
  })
})

test('after a move the tabs open the new address only', async () => {
  given(await crm.register(address, grantOf(admin), 'https://old.example'))
  given(await crm.register(address, grantOf(admin), ours))
  expect(new Set(portal.placements.map(({ handler }) => handler))).toEqual(new Set([app.cardUrl]))
})

test('nobody but an administrator can bind our tabs', async () => {
  expect(await crm.register(address, grantOf(manager), ours)).toMatchObject({ ok: false })
  expect(portal.placements).toEqual([])
})

test('opening a deal’s tab gives its header and its person, in two requests', async () => {
  const opening = given(await open(manager))
  expect(opening).toMatchObject({
    portal: address,
    person: { id: '7', name: 'Сергей Котов', position: 'Менеджер по продажам', admin: false },
    locale: 'ru',
    context: {
      record: deal,
      title: 'Поставка упаковочной линии для «Ромашки»',
      amount: 1_840_000,
      currency: 'RUB',
      stage: { name: 'Договор', step: 3, steps: 6, outcome: 'open' },
      funnel: 'Экспедирование',
      responsible: '7',
      client: { name: 'ООО «Ромашка»', url: '/crm/company/details/31/' },
    },
  })
  expect(portal.requests.map(({ method }) => method)).toEqual(['oauth/app.info', 'batch'])
})

test('a deal of another funnel shows that funnel’s stages', async () => {
  expect(given(await open('12', 1213)).context).toMatchObject({
    funnel: 'Таможенное оформление',
    stage: { name: 'Классификация', step: 2, steps: 3 },
  })
})

test('in the portal’s menu no record is open, and the person is proven all the same', async () => {
  const { person, context, locale } = given(
    await crm.opening(asked(portal.menuForm(manager)), {
      portal: address,
      applicationToken: portal.applicationToken,
    }),
  )
  expect(context).toBeNull()
  expect(person).toMatchObject({ id: manager, admin: false })
  expect(locale).toBe('ru')
})

test('a list of records names those this person may see, each with its stage', async () => {
  const refs = [
    { type: 'deal', id: '1204' },
    { type: 'deal', id: '1213' },
    { type: 'contact', id: '1' },
    { type: 'deal', id: '999999' },
  ]
  const grant = grantOf(manager)
  const found = given(await crm.glances(address, grant, refs))
  expect(found.map(({ ref }) => ref.id)).not.toContain('999999')
  expect(found.find(({ ref }) => ref.id === '1204')).toMatchObject({
    title: expect.stringMatching(/./),
    stage: expect.stringMatching(/./),
  })
  portal.requests.length = 0
  given(await crm.glances(address, grant, refs))
  expect(portal.requests.length).toBe(1)
})

test('a won and a lost deal are shown as such', async () => {
  expect(given(await open(manager, 1212)).context?.stage).toMatchObject({ outcome: 'won' })
  expect(given(await open(stranger, 1214)).context?.stage).toMatchObject({ outcome: 'lost' })
})

test('the portal decides who sees a card', async () => {
  expect(await open(stranger)).toMatchObject({ ok: false, reason: 'denied' })
  expect(await open(manager, 999_999)).toMatchObject({ ok: false, reason: 'missing' })
  portal.faults.deny(manager, 1204)
  expect(await open(manager)).toMatchObject({ ok: false, reason: 'denied' })
})

test('somebody dismissed opens nothing and proves nothing', async () => {
  portal.faults.dismiss(manager)
  expect(await open(manager)).toMatchObject({ ok: false, reason: 'denied' })
  expect(await crm.prove(address, portal.tokenFor(manager).AUTH_ID)).toMatchObject({
    ok: false,
    reason: 'denied',
  })
})

test('a form of an hour ago opens nothing', async () => {
  const form = asked(portal.placementForm(manager, 1204))
  at += 3_600_000
  const refused = await crm.opening(form, { portal: address, applicationToken: portal.applicationToken })
  expect(refused).toMatchObject({ ok: false, reason: 'expired' })
})

test('a token frames mint anew proves the same person', async () => {
  const proven = given(await crm.prove(address, portal.tokenFor(manager).AUTH_ID))
  expect(proven.person).toMatchObject({ id: '7', name: 'Сергей Котов' })
  expect(proven.grant.refresh).toBeNull()
})

test('a grant works for an hour and is renewed for another, once', async () => {
  const grant = grantOf(manager)
  expect((await crm.record(address, grant, deal)).ok).toBe(true)
  at += 3_600_000
  expect(await crm.record(address, grant, deal)).toMatchObject({ ok: false, reason: 'expired' })
  const renewed = given(await crm.renew(address, grant))
  expect(renewed.expiresAt).toEqual(new Date(at + 3_600_000))
  expect((await crm.record(address, renewed, deal)).ok).toBe(true)
  expect(await crm.renew(address, grant)).toMatchObject({ ok: false, reason: 'expired' })
})

test('of many deals those a person may see are told apart in one request', async () => {
  const refs = portal.deals.map(({ id }) => ({ type: 'deal', id: String(id) }))
  const seen = given(await crm.visible(address, grantOf('16'), refs))
  expect(seen.map(({ id }) => id)).toEqual(['1207', '1211'])
  expect(portal.requests.length).toBe(1)
})

test('colleagues are listed, with those who have left', async () => {
  const people = given(await crm.people(address, grantOf(manager)))
  expect(people.length).toBe(portal.people.length)
  expect(people.filter(({ active }) => !active).map(({ id }) => id)).toEqual(['25'])
  expect(people.find(({ id }) => id === '11')).toMatchObject({ name: 'Дмитрий Лунёв', position: 'Логист' })
})

test.each([
  ['INTERNAL_SERVER_ERROR', 'unreachable'],
  ['expired_token', 'expired'],
] as const)('a portal that answers %s is reported as %s, and works again', async (failure, reason) => {
  const grant = grantOf(manager)
  portal.faults.fail(failure, 1, 'batch')
  expect(await crm.record(address, grant, deal)).toMatchObject({ ok: false, reason })
  expect((await crm.record(address, grant, deal)).ok).toBe(true)
})

test('a portal that is gone is unreachable', async () => {
  const grant = grantOf(manager)
  await portal.stop()
  expect(await crm.record(address, grant, deal)).toMatchObject({ ok: false, reason: 'unreachable' })
  portal = await startPortal({ app })
})

test('a portal’s form is refused when a field of it is another portal’s', async () => {
  const other = await startPortal({ app, memberId: 'f'.repeat(32) })
  try {
    for (const overrides of [
      { member_id: other.memberId },
      { AUTH_ID: other.tokenFor(manager).AUTH_ID },
      { DOMAIN: new URL(other.origin).host },
      { APPLICATION_TOKEN: other.applicationToken },
    ]) {
      expect(await open(manager, 1204, overrides)).toMatchObject({ ok: false, reason: 'forged' })
    }
    expect(other.requests).toEqual([])
    expect(
      await open(manager, 1204, { APPLICATION_TOKEN: undefined, SERVER_ENDPOINT: undefined }),
    ).toMatchObject({ ok: true })
  } finally {
    await other.stop()
  }
})
