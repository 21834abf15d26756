import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { app, fedor, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const verifier = 'a verifier of at least forty-three characters, as asked'
const [redirectUri = ''] = app.redirectUris
const asking = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: app.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: 'the state',
    nonce: 'the nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })

const at = (path: string, tenant = v.organization.tenantId) =>
  `${v.organization.entra.authority(tenant)}/${path}`
const known = (person: number) => ({
  cookie: v.organization.entra.signedIn(v.organization.person(person).objectId),
})

async function authorize(
  more: Record<string, string>,
  headers: Record<string, string> = {},
  tenant?: string,
) {
  const answer = await fetch(at(`oauth2/v2.0/authorize?${asking(more)}`, tenant), {
    redirect: 'manual',
    headers,
  })
  const location = answer.headers.get('location')
  return {
    status: answer.status,
    page: await answer.text(),
    said: Object.fromEntries(new URL(location ?? 'http://none').searchParams),
  }
}

async function token(form: Record<string, string>, tenant?: string, headers: Record<string, string> = {}) {
  const { clientId: client_id, clientSecret: client_secret } = app
  const body = new URLSearchParams({ client_id, client_secret, ...form })
  const answer = await fetch(at('oauth2/v2.0/token', tenant), { method: 'POST', body, headers })
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, string> & { error_codes?: number[] },
  }
}

const forCode = (code = '', more: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier,
  ...more,
})

test('Entra describes itself for one tenant, and for all of them with a template', async () => {
  const of = async (tenant: string) =>
    (await fetch(at('v2.0/.well-known/openid-configuration', tenant))).json()
  expect(await of(v.organization.tenantId)).toMatchObject({ issuer: v.organization.entra.issuer() })
  expect(await of('organizations')).toMatchObject({
    issuer: `${v.organization.entraOrigin}/{tenantid}/v2.0`,
    jwks_uri: `${v.organization.entraOrigin}/organizations/discovery/v2.0/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  })
  expect(await of('00000000-0000-4000-8000-000000000000')).toMatchObject({ error_codes: [90002] })
})

test('whoever is signed in gets a code, and for the code a token that says who he is', async () => {
  const { said } = await authorize({ prompt: 'none' }, known(sergey), 'organizations')
  expect(said.state).toBe('the state')
  const { status, body } = await token(forCode(said.code), 'organizations')
  expect(status).toBe(200)
  const jwks = createRemoteJWKSet(new URL(at('discovery/v2.0/keys')))
  const { payload } = await jwtVerify(body.id_token ?? '', jwks, {
    issuer: v.organization.entra.issuer(),
    audience: app.clientId,
    algorithms: ['RS256'],
    currentDate: v.now(),
  })
  expect(payload).toMatchObject({
    tid: v.organization.tenantId,
    oid: v.organization.person(sergey).objectId,
    nonce: 'the nonce',
    preferred_username: 'sergey.kotov@vectrana.example',
    name: 'Сергей Котов',
    ver: '2.0',
  })
  expect(payload.sub).not.toBe(payload.oid)
})

test('a code is good once, for ten minutes, with its verifier and at its address', async () => {
  const code = async () => (await authorize({ prompt: 'none' }, known(sergey))).said.code
  const once = await code()
  expect((await token(forCode(once))).status).toBe(200)
  expect((await token(forCode(once))).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })
  const wrong = await token(forCode(await code(), { code_verifier: 'another' }))
  expect(wrong.body).toMatchObject({ error: 'invalid_grant', error_codes: [501481] })
  const elsewhere = await token(forCode(await code(), { redirect_uri: 'http://127.0.0.1:9/other' }))
  expect(elsewhere.body.error).toBe('invalid_grant')
  const late = await code()
  v.passes(601)
  expect((await token(forCode(late))).body).toMatchObject({ error_codes: [70008] })
})

test('silently nobody is asked: it says why a person would have to be', async () => {
  expect((await authorize({ prompt: 'none' })).said).toMatchObject({
    error: 'login_required',
    state: 'the state',
  })
  const other = { prompt: 'none', login_hint: 'oksana.tkachenko@vectrana.example' }
  expect((await authorize(other, known(sergey))).said.error).toBe('login_required')
  v.organization.entra.askMoreOf(v.organization.person(sergey).objectId)
  expect((await authorize({ prompt: 'none' }, known(sergey))).said.error).toBe('interaction_required')
  v.organization.entra.withdrawConsent()
  expect(
    (
      await authorize(
        { prompt: 'none' },
        { cookie: v.organization.entra.signedIn(v.organization.person(1).objectId) },
      )
    ).said.error,
  ).toBe('consent_required')
})

test('a person picks an account, and the browser remembers it', async () => {
  const { status, page } = await authorize(
    { prompt: 'select_account' },
    { ...known(sergey), 'accept-language': 'ru' },
  )
  expect(status).toBe(200)
  expect(page).toContain('Выберите учётную запись')
  expect(page).toContain('Оксана Ткаченко')
  expect(page).not.toContain('Фёдор Седов')

  const { objectId } = v.organization.person(sergey)
  const query = `/${v.organization.tenantId}/oauth2/v2.0/authorize?${asking({ login_hint: 'oksana.tkachenko@vectrana.example' })}`
  const chosen = await fetch(`${v.organization.entraOrigin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ account: `${v.organization.tenantId}.${objectId}`, query }),
  })
  const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(chosen.headers.get('set-cookie')).toContain('HttpOnly')
  const onward = await fetch(chosen.headers.get('location') ?? '', {
    redirect: 'manual',
    headers: { cookie },
  })
  expect(new URL(onward.headers.get('location') ?? '').searchParams.get('code')).toBeTruthy()
  const away = new URLSearchParams({ account: '', query: 'https://evil.example/' })
  expect((await fetch(`${v.organization.entraOrigin}/sign-in`, { method: 'POST', body: away })).status).toBe(
    400,
  )
})

test('nothing is sent to an address that is not the application’s', async () => {
  const wrong = await authorize({ redirect_uri: 'https://evil.example/' }, known(sergey))
  expect([wrong.status, wrong.said]).toEqual([400, {}])
  expect(wrong.page).toContain('AADSTS50011')
  expect(
    (await authorize({ client_id: '22222222-2222-4222-8222-222222222222' }, known(sergey))).page,
  ).toContain('AADSTS700016')
})

test('the answer comes in the query, in the fragment or in a form', async () => {
  const at2 = async (response_mode: string) =>
    fetch(at(`oauth2/v2.0/authorize?${asking({ response_mode })}`), {
      redirect: 'manual',
      headers: known(sergey),
    })
  expect((await at2('fragment')).headers.get('location')).toMatch(/signed-in#code=/)
  expect(await (await at2('form_post')).text()).toContain('<form method="post" action="http://127.0.0.1:9/')
})

test('an account that is disabled gets neither code nor token', async () => {
  const { objectId } = v.organization.person(sergey)
  const { said } = await authorize({ prompt: 'none', scope: 'openid offline_access' }, known(sergey))
  const { body } = await token(forCode(said.code))
  v.organization.entra.disable(objectId)
  expect((await authorize({}, known(sergey))).said.error_description).toContain('AADSTS50057')
  const refreshed = await token({ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })
  expect(refreshed.body).toMatchObject({ error: 'invalid_grant', error_codes: [50057] })
  expect((await authorize({}, known(fedor))).said.error_description).toContain('AADSTS50057')
})

test('a refresh token gives new tokens until it lies unused for ninety days', async () => {
  const { said } = await authorize({ scope: 'openid offline_access' }, known(sergey))
  const { body } = await token(forCode(said.code))
  const again = await token({ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })
  expect(decodeJwt(again.body.id_token ?? '').oid).toBe(v.organization.person(sergey).objectId)
  v.passes(90 * 86_400 + 1)
  const late = await token({ grant_type: 'refresh_token', refresh_token: again.body.refresh_token ?? '' })
  expect(late.body.error_codes).toEqual([700082])
})

test('an administrator signs in for the Web API itself', async () => {
  const scope = `${v.organization.origin}/user_impersonation openid`
  const { said } = await authorize({ scope }, known(1))
  const { body } = await token(forCode(said.code))
  const me = await v.ask(body.access_token ?? '', 'GET', 'WhoAmI')
  expect(me.body.UserId).toBe(v.organization.person(1).id)
})
