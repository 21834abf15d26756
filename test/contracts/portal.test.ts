import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'

const admin = '1'
const sergey = '7'
const igor = '12'
const romashka = 1204
const app = {
  clientId: 'local.app',
  clientSecret: 'secret',
  installUrl: 'http://127.0.0.1:9/bitrix24/install',
  cardUrl: 'http://127.0.0.1:9/bitrix24/card',
}

let portal: LocalPortal
let clock: Date

beforeEach(async () => {
  clock = new Date('2026-11-20T09:00:00Z')
  portal = await startPortal({ app, now: () => clock })
})

afterEach(() => portal.stop())

test('a refresh token is good once and gives a pair that works', async () => {
  const first = portal.tokenFor(sergey)
  const renewed = await refresh(first.REFRESH_ID)
  expect(renewed).toMatchObject({ status: 200, body: { member_id: portal.memberId, user_id: 7 } })
  expect(await call('profile', {}, String(renewed.body.access_token))).toMatchObject({ result: { ID: '7' } })

  expect(await refresh(first.REFRESH_ID)).toEqual({ status: 400, body: { error: 'invalid_grant' } })
  expect((await refresh(String(renewed.body.refresh_token))).status).toBe(200)
})

test('a code is good for thirty seconds', async () => {
  const [quick, slow] = [portal.codeFor(sergey), portal.codeFor(sergey)]
  expect((await token({ grant_type: 'authorization_code', code: quick })).body.user_id).toBe(7)
  passes(31)
  expect((await token({ grant_type: 'authorization_code', code: slow })).body).toEqual({
    error: 'invalid_grant',
  })
})

test('an unknown application is refused with HTTP 200, a wrong secret with 400', async () => {
  const wish = { grant_type: 'refresh_token', refresh_token: portal.tokenFor(sergey).REFRESH_ID }
  expect(await token({ ...wish, client_id: 'another' })).toEqual({
    status: 200,
    body: { error: 'wrong_client' },
  })
  expect(await token({ ...wish, client_secret: 'guess' })).toMatchObject({ status: 400 })
  expect((await token(wish)).status).toBe(200)
})

test('an access token lives an hour', async () => {
  const { AUTH_ID } = portal.tokenFor(sergey)
  passes(3599)
  expect(await call('profile', {}, AUTH_ID)).toHaveProperty('result')
  passes(2)
  expect(await call('profile', {}, AUTH_ID)).toMatchObject({ error: 'expired_token' })
  expect(await call('profile', {}, 'nobody-s-token')).toMatchObject({ error: 'NO_AUTH_FOUND' })
})

test('the OAuth server tells whose a token is, the portal tells about the application', async () => {
  const { AUTH_ID } = portal.tokenFor(igor)
  const answer = await fetch(`${portal.oauthOrigin}/rest/app.info/?auth=${AUTH_ID}`)
  expect(await answer.json()).toMatchObject({
    result: {
      client_id: app.clientId,
      user_id: igor,
      expires: '2026-11-20T10:00:00+00:00',
      install: {
        member_id: portal.memberId,
        domain: new URL(portal.origin).host,
        client_endpoint: portal.restEndpoint,
      },
    },
  })
  expect(await call('app.info', {}, AUTH_ID)).toMatchObject({
    result: { CODE: app.clientId, INSTALLED: false },
  })
})

test('a deal is read by those who are in it, the head of sales and an administrator', async () => {
  const reading = (person: string) => callAs(person, 'crm.item.get', { entityTypeId: 2, id: romashka })
  for (const person of [admin, '5', sergey, '9']) {
    expect(await reading(person)).toMatchObject({
      result: { item: { id: romashka, opportunity: 1_840_000, stageSemanticId: 'P' } },
    })
  }
  expect(await reading(igor)).toMatchObject({ error: 'ACCESS_DENIED' })
  expect(await callAs(sergey, 'crm.item.get', { entityTypeId: 2, id: 999 })).toMatchObject({
    error: 'NOT_FOUND',
  })

  portal.faults.deny(sergey, romashka)
  expect(await reading(sergey)).toMatchObject({ error: 'ACCESS_DENIED' })
})

test('a list holds only what the person may read, filtered, ordered and cut to the fields asked for', async () => {
  const filter = { '@id': [1204, 1205, 1202], '>id': 1203 }
  const order = { id: 'DESC' }
  const listing = { entityTypeId: 2, filter, order, select: ['title'] }
  const { result, total } = await callAs(igor, 'crm.item.list', listing)
  expect(result).toEqual({ items: [{ id: 1205, title: expect.stringContaining('Ганновера') }] })
  expect(total).toBe(1)
})

test('a batch fills in earlier answers, keeps going after an error and writes empty maps as lists', async () => {
  const { result } = await callAs(sergey, 'batch', {
    halt: 0,
    cmd: {
      deal: `crm.item.get?entityTypeId=2&id=${romashka}`,
      client: 'crm.item.get?entityTypeId=4&id=$result[deal][item][companyId]',
      stages: 'crm.status.list?filter[ENTITY_ID]=DEAL_STAGE&order[SORT]=ASC',
      secret: 'crm.item.get?entityTypeId=2&id=1202',
    },
  })
  expect(result).toMatchObject({
    result: { client: { item: { title: 'ООО «Ромашка»' } } },
    result_error: { secret: { error: 'ACCESS_DENIED' } },
    result_total: { stages: 8 },
    result_next: [],
  })
  expect(portal.requests.at(-1)).toMatchObject({ method: 'batch', person: sergey })
})

test('the form of a card carries what Bitrix24 posts, and what a test wants changed', () => {
  const { url, query, form } = portal.placementForm(sergey, romashka)
  expect(url).toBe(`${app.cardUrl}?${new URLSearchParams(query)}`)
  expect(query).toMatchObject({ DOMAIN: new URL(portal.origin).host, PROTOCOL: '0', LANG: 'ru' })
  expect(form).toMatchObject({
    AUTH_EXPIRES: '3600',
    APPLICATION_TOKEN: portal.applicationToken,
    member_id: portal.memberId,
    PLACEMENT: 'CRM_DEAL_DETAIL_TAB',
    PLACEMENT_OPTIONS: '{"ID":"1204","URI":"\\/crm\\/deal\\/details\\/1204\\/"}',
  })

  const changed = portal.placementForm(sergey, romashka, { DOMAIN: 'evil.example', REFRESH_ID: undefined })
  expect(changed.query.DOMAIN).toBe('evil.example')
  expect(changed.form).not.toHaveProperty('REFRESH_ID')
  expect(changed.form).not.toHaveProperty('DOMAIN')
})

test('a handler stands in a place once, however often it is bound', async () => {
  const tab = { PLACEMENT: 'CRM_DEAL_DETAIL_TAB', HANDLER: 'http://127.0.0.1:9/other', TITLE: 'Chat' }
  expect(await callAs(sergey, 'placement.bind', tab)).toMatchObject({ error: 'ACCESS_DENIED' })
  expect(await callAs(admin, 'placement.bind', tab)).toMatchObject({ result: true })
  expect(await callAs(admin, 'placement.bind', tab)).toMatchObject({ error: 'ERROR_CORE' })
  expect(portal.placements).toHaveLength(1)
  expect(portal.placementForm(sergey, romashka).url).toContain('/other?')

  expect(await callAs(admin, 'placement.unbind', tab)).toMatchObject({ result: { count: 2 } })
  expect(portal.placements).toHaveLength(0)
})

test('whoever is dismissed is listed as inactive and gets nowhere', async () => {
  const { AUTH_ID, REFRESH_ID } = portal.tokenFor(sergey)
  portal.faults.dismiss(sergey)
  expect(await call('profile', {}, AUTH_ID)).toMatchObject({ result: {} })
  expect(await call('user.current', {}, AUTH_ID)).toMatchObject({
    error: '',
    error_description: expect.stringContaining('not active'),
  })
  expect((await refresh(REFRESH_ID)).status).toBe(400)
  const { result } = await callAs(admin, 'user.get', { FILTER: { ACTIVE: false }, sort: 'ID' })
  expect(result).toMatchObject([
    { ID: '7', ACTIVE: false },
    { ID: '25', ACTIVE: false },
  ])
})

test('failures come as often as ordered, and the bucket overflows after fifty requests', async () => {
  portal.faults.fail('QUERY_LIMIT_EXCEEDED', 1, 'user.admin')
  expect(await callAs(admin, 'profile', {})).toHaveProperty('result')
  expect(await callAs(admin, 'user.admin', {})).toMatchObject({ error: 'QUERY_LIMIT_EXCEEDED' })
  expect(await callAs(admin, 'user.admin', {})).toMatchObject({ result: true })

  portal.faults.limited = true
  const burst = await Promise.all(Array.from({ length: 52 }, () => callAs(admin, 'user.admin', {})))
  expect(burst.filter(({ error }) => error === 'QUERY_LIMIT_EXCEEDED')).toHaveLength(2)
  passes(1)
  expect(await callAs(admin, 'user.admin', {})).toMatchObject({ result: true })
})

test('a hanging portal answers once it is let go', async () => {
  portal.faults.hang = true
  const waiting = callAs(admin, 'user.admin', {})
  const first = await Promise.race([waiting, aMoment()])
  expect(first).toBe('nothing yet')
  portal.faults.hang = false
  expect(await waiting).toMatchObject({ result: true })
})

test('the tab appears in the card once the installer has finished, and the card is closed to strangers', async () => {
  const handler = 'http://127.0.0.1:9/bitrix24/card'
  const LANG_ALL = { ru: { TITLE: 'Чат' }, ua: { TITLE: 'Чат угоди' } }
  await callAs(admin, 'placement.bind', { PLACEMENT: 'CRM_DEAL_DETAIL_TAB', HANDLER: handler, LANG_ALL })
  expect(await pageOf(portal.cardUrl(sergey, romashka))).not.toContain(handler)
  portal.finishInstallation()
  expect(await pageOf(portal.cardUrl(sergey, romashka))).toContain(`data-handler="${handler}"`)
  expect(await pageOf(`${portal.cardUrl(sergey, romashka)}&lang=uk`)).toContain('Чат угоди')
  expect(await pageOf(portal.cardUrl(igor, romashka))).not.toContain('1 840 000')
})

function passes(seconds: number) {
  clock = new Date(clock.getTime() + seconds * 1000)
}

function refresh(refresh_token: string) {
  return token({ grant_type: 'refresh_token', refresh_token })
}

async function token(params: Record<string, string>) {
  const { clientId: client_id, clientSecret: client_secret } = app
  const body = new URLSearchParams({ client_id, client_secret, ...params })
  const answer = await fetch(`${portal.oauthOrigin}/oauth/token/`, { method: 'POST', body })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

function callAs(person: string, method: string, params: object) {
  return call(method, params, portal.tokenFor(person).AUTH_ID)
}

async function call(method: string, params: object, auth: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${portal.restEndpoint}${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...params, auth }),
  })
  return (await answer.json()) as Record<string, unknown>
}

async function pageOf(url: string): Promise<string> {
  return (await fetch(url)).text()
}

/** As long as another request to the same server takes, one the fault does not touch. */
async function aMoment() {
  await pageOf(portal.cardUrl(sergey, romashka))
  return 'nothing yet'
}
