import { afterEach, beforeEach, expect, test } from 'vitest'
import { listenedTo } from '../../crm-adapters/bitrix24/events.ts'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Answer, Capabilities, Crm, Grant, Portal } from '../../crm-adapters/port.ts'
import { scripted, crmOf as scriptedCrm } from './scripted-bitrix24.ts'

const ours = 'https://chat.example'
const app = {
  clientId: 'local.dealthread',
  clientSecret: 'the client secret',
  installUrl: `${ours}/bitrix24/install`,
  cardUrl: `${ours}/bitrix24/card`,
}
const [admin, manager] = ['1', '7']

let at: number
let portal: LocalPortal
let crm: Crm
beforeEach(async () => {
  at = Date.UTC(2026, 10, 21, 12)
  portal = await startPortal({ app, now: () => new Date(at), reach: async () => new Response() })
  crm = crmOf(portal)
})
afterEach(() => portal.stop())

function crmOf({ oauthOrigin }: LocalPortal): Crm {
  const { clientId, clientSecret } = app
  const hosts = [oauthOrigin]
  return bitrix24({ clientId, clientSecret, oauthHosts: hosts, allowLoopback: true, now: () => new Date(at) })
}

const addressOf = ({ memberId, origin, restEndpoint }: LocalPortal): Portal => ({
  host: 'bitrix24',
  company: memberId,
  origin,
  endpoint: restEndpoint,
})

function grantOf(person: string): Grant {
  const { AUTH_ID, REFRESH_ID } = portal.tokenFor(person)
  return { access: AUTH_ID, refresh: REFRESH_ID, expiresAt: new Date(at + 3_600_000) }
}

async function register(publicUrl = ours, person = admin): Promise<Capabilities> {
  return given(await crm.register(addressOf(portal), grantOf(person), publicUrl))
}

function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.message}`)
  return answer.value
}

test('row 11: installed again and again, every tab and every event is bound once', async () => {
  for (let time = 0; time < 3; time++) await register()
  const placements = portal.placements.map(({ placement }) => placement)
  expect(placements.length).toBe(new Set(placements).size)
  expect(portal.events.map(({ event }) => event).sort()).toEqual(listenedTo.toSorted())
  expect(new Set(portal.events.map(({ handler }) => handler))).toEqual(new Set([`${ours}/bitrix24/events`]))
})

test('row 11: what an update has dropped is bound again, what another address has left is taken away', async () => {
  await register('https://old.example')
  await portal.finishInstallation()
  await register()
  expect(portal.events.filter(({ handler }) => handler.startsWith('https://old.example'))).toEqual([])
  await portal.updateApp()
  expect([portal.placements, portal.events]).toEqual([[], []])
  const { placements, events } = await register()
  expect(portal.placements.map(({ placement }) => placement).sort()).toEqual(placements.toSorted())
  expect(events.toSorted()).toEqual(listenedTo.toSorted())
})

test('a smart process of the portal gets its tab, in the portal’s languages', async () => {
  await register()
  const tab = portal.placements.find(({ placement }) => placement === 'CRM_DYNAMIC_183_DETAIL_TAB')
  expect(tab?.langAll).toMatchObject({ ru: { TITLE: 'Чат' }, ua: { TITLE: 'Чат' }, kz: { TITLE: 'Чат' } })
})

test.each([
  [{ kind: 7, id: 0 }, 'quote'],
  [{ kind: 31, id: 0 }, 'smart_invoice'],
  [{ kind: 183, id: 0 }, 'dynamic_183'],
])('the tab of a record of kind %j opens as a %s', async ({ kind }, type) => {
  const record = await portal.create({ title: 'Первая' }, admin, kind)
  const { query, form } = portal.placementForm(admin, { kind, id: record.id })
  const installation = { portal: addressOf(portal), applicationToken: portal.applicationToken }
  expect(await crm.opening({ query, form }, installation)).toMatchObject({
    ok: true,
    value: { context: { record: { type, id: String(record.id) }, title: 'Первая' } },
  })
})

test('what a portal can do is told with its tabs: rights, plan, paid features', async () => {
  portal.features.rest_auth_connector = false
  const capabilities = await register()
  expect(capabilities.plan).toMatch(/pro/)
  expect(capabilities.scopes).toEqual(expect.arrayContaining(['crm', 'placement']))
  expect(capabilities.features).not.toContain('rest_auth_connector')
})

test('an old portal is asked what it lacks, and its own kinds of record are found without a list of placements', async () => {
  const old = await scripted()
  const bound: (string | null)[] = []
  Object.assign(old.methods, {
    'placement.get': () => ({ result: [] }),
    'placement.bind': (params: URLSearchParams) => ({ result: bound.push(params.get('PLACEMENT')) > 0 }),
    'crm.type.list': () => ({
      result: {
        types: [
          { id: 1, entityTypeId: 1038 },
          { id: 2, entityTypeId: 5 },
        ],
      },
    }),
    'method.get': (params: URLSearchParams) => {
      const there = params.get('name') !== 'feature.get'
      return { result: { isExisting: there, isAvailable: there } }
    },
  })
  const grant = { access: 'access-of-7', refresh: null, expiresAt: new Date() }
  const capabilities = given(await scriptedCrm(old).register(old.portal, grant, ours))
  await old.close()
  expect(bound).toContain('CRM_DYNAMIC_1038_DETAIL_TAB')
  expect(bound.join()).not.toContain('DYNAMIC_5_')
  expect(capabilities).toMatchObject({ missing: ['feature.get'], events: [], features: [] })
})

test('who is no administrator binds nothing', async () => {
  expect(await crm.register(addressOf(portal), grantOf(manager), ours)).toMatchObject({ ok: false })
  expect([portal.placements, portal.events]).toEqual([[], []])
})

test('an event of an update is believed for its token, and of the portal that token belongs to', async () => {
  const { AUTH_ID: access, REFRESH_ID: refresh } = portal.tokenFor(admin)
  const event = { company: portal.memberId, grant: { access, refresh }, applicationToken: 'a-new-one' }
  expect(await crm.reinstalling(event)).toMatchObject({
    ok: true,
    value: { portal: addressOf(portal), person: { id: admin, admin: true }, applicationToken: 'a-new-one' },
  })
  expect(await crm.reinstalling({ ...event, company: 'f'.repeat(32) })).toMatchObject({ reason: 'forged' })
  expect(await crm.reinstalling({ ...event, grant: null })).toMatchObject({ reason: 'forged' })
  const madeUp = { access: 'a-token-made-up', refresh: null }
  expect(await crm.reinstalling({ ...event, grant: madeUp })).toMatchObject({ reason: 'forged' })
})

test('a grant tells whether we are installed and where the portal is; a dead one tells that it is dead', async () => {
  await portal.finishInstallation()
  const grant = grantOf(admin)
  const old = addressOf(portal)
  expect(await crm.standing(old, grant)).toEqual({ ok: true, value: { portal: old, installed: true } })
  portal.rename()
  expect(await crm.standing(old, grant)).toEqual({
    ok: true,
    value: { portal: addressOf(portal), installed: true },
  })
  await portal.uninstall()
  expect((await crm.standing(old, grant)).ok).toBe(false)
  const stranger = { ...grant, access: 'a-token-made-up' }
  expect(await crm.standing(old, stranger)).toMatchObject({ ok: false, reason: 'expired' })
})
