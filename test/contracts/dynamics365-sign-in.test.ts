/** Who has signed in at Entra: what is believed of a token, and everything that is not. */
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { whoseToken } from '../../crm-adapters/dynamics365/id-token.ts'
import { keyset } from '../../crm-adapters/dynamics365/keyset.ts'
import { adfs } from '../../crm-adapters/dynamics365/provider.ts'
import { outbound } from '../../crm-adapters/outbound.ts'
import type { SigningIn } from '../../crm-adapters/port.ts'
import { ANNA, CLIENT, crmOf, type Scripted, scripted, TENANT } from './scripted-dynamics.ts'

const redirectUri = 'https://chat.example/dynamics/signed-in'
const OTHER_TENANT = '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0'

let one: Scripted
let crm: ReturnType<typeof crmOf>

beforeEach(async () => {
  one = await scripted()
  crm = crmOf(one)
})
afterEach(() => one.close())

async function begin(more: Partial<Parameters<typeof crm.signIn.begin>[0]> = {}): Promise<SigningIn> {
  const begun = await crm.signIn.begin({ portal: one.portal, redirectUri, ...more })
  if (!begun.ok) throw new Error(begun.message)
  return begun.value
}

/** Somebody comes back with a token of these claims. */
async function comeBack(claims: object = {}, header: object = {}, begun?: SigningIn) {
  const mine = begun ?? (await begin())
  one.code = async () => ({ body: { id_token: await one.idToken({ nonce: mine.nonce, ...claims }, header) } })
  return crm.signIn.finish(mine, { state: mine.state, code: 'the code' })
}

test('a person of the organization’s tenant is asked for there, with a code only we can use', async () => {
  const begun = await begin({ login: 'anna@contoso.example' })
  const url = new URL(begun.url)
  expect(url.pathname).toBe(`/${TENANT}/oauth2/v2.0/authorize`)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: CLIENT,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge_method: 'S256',
    login_hint: 'anna@contoso.example',
  })
  expect(begun.url).not.toContain(begun.verifier)
  expect(new URL((await begin({ silent: true })).url).searchParams.get('prompt')).toBe('none')
})

test('who comes back is whom Entra has signed for', async () => {
  expect(await comeBack()).toEqual({
    ok: true,
    value: { tenant: TENANT, object: ANNA, name: 'Anna Seller', login: 'anna@contoso.example', lent: null },
  })
  const exchange = one.arrived.find(({ body }) => body.includes('authorization_code'))
  const form = new URLSearchParams(exchange?.body)
  expect(form.get('client_secret')).toBe('the client secret')
  expect(form.get('code_verifier')).toHaveLength(43)
})

test('an administrator may lend us his rights at one organization, and at no address that is none', async () => {
  const begun = await begin({ lending: one.origin })
  expect(new URL(begun.url).searchParams.get('scope')).toBe(`openid profile ${one.origin}/user_impersonation`)
  one.code = async () => ({
    body: { id_token: await one.idToken({ nonce: begun.nonce }), access_token: 'lent', expires_in: 4000 },
  })
  const came = await crm.signIn.finish(begun, { state: begun.state, code: 'the code' })
  expect(came.ok && came.value.lent).toMatchObject({ access: 'lent', refresh: null })
  const elsewhere = await crm.signIn.begin({ redirectUri, lending: 'https://evil.example' })
  expect(elsewhere).toMatchObject({ ok: false, reason: 'malformed' })
})

describe('a token is not believed', () => {
  const seconds = () => Math.floor(Date.now() / 1000)
  test.each<[string, () => object, object?]>([
    ['that is for another application', () => ({ aud: '22222222-2222-4222-8222-222222222222' })],
    ['of another tenant', () => ({ tid: OTHER_TENANT, iss: `${one.origin}/${OTHER_TENANT}/v2.0` })],
    ['whose issuer is of one tenant and whose person of another', () => ({ tid: OTHER_TENANT })],
    ['of the old issuer', () => ({ iss: `https://sts.windows.net/${TENANT}/` })],
    ['whose tenant is none', () => ({ tid: '../evil', iss: `${one.origin}/../evil/v2.0` })],
    ['of the old version', () => ({ ver: '1.0' })],
    ['that names nobody', () => ({ oid: undefined })],
    ['that names somebody by something else', () => ({ oid: 'anna@contoso.example' })],
    ['of another sign-in', () => ({ nonce: 'another' })],
    ['without the sign-in it belongs to', () => ({ nonce: undefined })],
    ['without an end', () => ({ exp: undefined })],
    ['that is not valid yet', () => ({ nbf: seconds() + 120 })],
    ['signed with a key that is not published', () => ({}), { kid: 'unknown' }],
    ['that does not say with which key it is signed', () => ({}), { kid: undefined }],
  ])('%s', async (_, claims, header) => {
    expect(await comeBack(claims(), header)).toMatchObject({ ok: false, reason: 'forged' })
  })

  test('that is older than a minute past its end', async () => {
    expect(await comeBack({ exp: seconds() - 50 })).toMatchObject({ ok: true })
    expect(await comeBack({ exp: seconds() - 70 })).toMatchObject({ ok: false, reason: 'expired' })
  })

  test('that nobody has signed', async () => {
    const begun = await begin()
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'first' })).toString('base64url')
    const payload = (await one.idToken({ nonce: begun.nonce })).split('.')[1]
    one.code = async () => ({ body: { id_token: `${header}.${payload}.` } })
    const came = await crm.signIn.finish(begun, { state: begun.state, code: 'the code' })
    expect(came).toMatchObject({ ok: false, reason: 'forged' })
  })

  test('that is signed with the published key as if it were a shared secret', async () => {
    const begun = await begin()
    const jwk = JSON.stringify(one.keys[0]!.jwk)
    const token = await new SignJWT({ nonce: begun.nonce, tid: TENANT, oid: ANNA, ver: '2.0' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setIssuer(`${one.origin}/${TENANT}/v2.0`)
      .setAudience(CLIENT)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(jwk))
    one.code = async () => ({ body: { id_token: token } })
    const came = await crm.signIn.finish(begun, { state: begun.state, code: 'the code' })
    expect(came).toMatchObject({ ok: false, reason: 'forged' })
  })

  test('of a work account when the key is for personal ones', async () => {
    await one.addKey('consumer', { issuer: `${one.origin}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0` })
    expect(await comeBack()).toMatchObject({ ok: false, reason: 'forged' })
  })
})

describe('Entra’s keys', () => {
  const fetches = () => one.arrived.filter(({ what }) => what.endsWith('/keys')).length

  test('are fetched once for many sign-ins, and again for a new one', async () => {
    let now = 0
    const time = { now: () => now, after: () => () => {} }
    crm = crmOf(one, { time })
    for (let n = 0; n < 5; n++) expect(await comeBack()).toMatchObject({ ok: true })
    expect(fetches()).toBe(1)
    now += 31_000
    await one.addKey('second')
    expect(await comeBack()).toMatchObject({ ok: true })
    expect(fetches()).toBe(2)
  })

  test('are not fetched anew for every forged one', async () => {
    await comeBack()
    for (let n = 0; n < 20; n++) await comeBack({}, { kid: `forged ${n}` })
    expect(fetches()).toBe(1)
  })

  test('go on serving while Entra does not tell them, and an unknown one is then no forgery', async () => {
    let now = 0
    const time = { now: () => now, after: () => () => {} }
    crm = crmOf(one, { time })
    await comeBack()
    now += 31_000
    one.instead = ({ what }) => (what.endsWith('/keys') ? { status: 503 } : undefined)
    expect(await comeBack()).toMatchObject({ ok: true })
    await one.addKey('second')
    expect(await comeBack()).toMatchObject({ ok: false, reason: 'unreachable' })
  })
})

describe('somebody comes back', () => {
  test.each([
    ['without having been signed in silently', 'login_required', 'expired'],
    ['because he must prove more', 'interaction_required', 'expired'],
    ['having refused', 'access_denied', 'denied'],
    ['from an Entra that is down', 'temporarily_unavailable', 'unreachable'],
  ])('%s', async (_, error, reason) => {
    const begun = await begin()
    const came = await crm.signIn.finish(begun, { state: begun.state, error })
    expect(came).toMatchObject({ ok: false, reason })
  })

  test('with another’s state, and no code is spent on it', async () => {
    const begun = await begin()
    one.arrived = []
    const came = await crm.signIn.finish(begun, { state: (await begin()).state, code: 'stolen' })
    expect(came).toMatchObject({ ok: false, reason: 'forged' })
    expect(one.arrived).toEqual([])
  })

  test.each([
    ['a code that is used up', { error: 'invalid_grant', error_codes: [54005] }, 'expired'],
    ['an account that is disabled', { error: 'invalid_grant', error_codes: [50057] }, 'dismissed'],
    ['a tenant that has not consented', { error: 'invalid_grant', error_codes: [65001] }, 'not_granted'],
    ['our own secret having run out', { error: 'invalid_client', error_codes: [7000222] }, 'broken'],
  ])('with %s', async (_, body, reason) => {
    const begun = await begin()
    one.code = async () => ({ status: 400, body })
    const came = await crm.signIn.finish(begun, { state: begun.state, code: 'the code' })
    expect(came).toMatchObject({ ok: false, reason })
    expect(JSON.stringify(came)).not.toContain('the client secret')
  })
})

describe('an administrator lets us into his tenant', () => {
  test('at Entra, by name and for Dataverse alone', () => {
    const url = new URL(crm.signIn.consent({ redirectUri, state: 's' }))
    expect(url.origin + url.pathname).toBe(`${one.origin}/organizations/v2.0/adminconsent`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT,
      scope: 'openid profile 00000007-0000-0000-c000-000000000000/user_impersonation',
      redirect_uri: redirectUri,
      state: 's',
    })
  })

  test.each([
    ['having consented', { state: 's', admin_consent: 'True', tenant: TENANT }, { ok: true, value: TENANT }],
    ['having refused', { state: 's', error: 'access_denied' }, { ok: false, reason: 'denied' }],
    [
      'with another’s state',
      { state: 'x', admin_consent: 'True', tenant: TENANT },
      { ok: false, reason: 'forged' },
    ],
    [
      'with a tenant that is none',
      { state: 's', admin_consent: 'True', tenant: '../x' },
      { ok: false, reason: 'malformed' },
    ],
    ['with nothing', { state: 's' }, { ok: false, reason: 'malformed' }],
  ])('and comes back %s', (_, query, answer) => {
    expect(crm.signIn.consented('s', query as Record<string, string>)).toMatchObject(answer)
  })
})

test('on premises AD FS vouches, by the claims the installation has chosen', async () => {
  const provider = {
    ...adfs({ origin: one.origin, object: 'primarysid', resource: 'https://crm.contoso.local/' }),
    keys: new URL('/common/discovery/v2.0/keys', one.origin),
  }
  const keys = keyset(outbound({ allowLoopback: true }), provider.keys, { now: () => 0 })
  one.keys = []
  await one.addKey('adfs', { issuer: undefined })
  const claims = { iss: `${one.origin}/adfs`, nonce: 'n', ver: undefined, tid: undefined, oid: undefined }
  const expected = { clientId: CLIENT, nonce: 'n', tenant: null, now: new Date() }
  const whose = async (more: object) =>
    whoseToken(await one.idToken({ ...claims, ...more }), provider, keys, expected)
  expect(await whose({ primarysid: 'S-1-5-21-1', upn: 'anna@contoso.local' })).toEqual({
    ok: true,
    value: { tenant: '', object: 'S-1-5-21-1', name: 'Anna Seller', login: 'anna@contoso.local' },
  })
  expect(await whose({ upn: 'anna@contoso.local' })).toMatchObject({ ok: false, reason: 'forged' })
  expect(await whose({ primarysid: 'S-1-5-21-1', iss: 'https://evil.example/adfs' })).toMatchObject({
    ok: false,
  })
})
