import { decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { app, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const [redirectUri = ''] = app.redirectUris
const at = (path: string, tenant = v.organization.tenantId) =>
  `${v.organization.entra.authority(tenant)}/${path}`

async function token(form: Record<string, string>, tenant?: string) {
  const { clientId: client_id, clientSecret: client_secret } = app
  const body = new URLSearchParams({ client_id, client_secret, ...form })
  const answer = await fetch(at('oauth2/v2.0/token', tenant), { method: 'POST', body })
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, string> & { error_codes?: number[] },
  }
}
const forItself = () => ({ grant_type: 'client_credentials', scope: `${v.organization.origin}/.default` })

test('the application gets a token in its own name where it was let in, and nowhere else', async () => {
  const { body } = await token(forItself())
  expect(body).toMatchObject({ token_type: 'Bearer' })
  expect((await v.ask(body.access_token ?? '', 'GET', 'WhoAmI')).body.UserId).toBe(
    v.organization.applicationUser,
  )
  const stranger = v.organization.entra.addTenant({ name: 'Чужие', domain: 'other.example', people: ['Eve'] })
  expect((await token(forItself(), stranger.id)).body).toMatchObject({
    error: 'unauthorized_client',
    error_codes: [700016],
  })
  expect((await token(forItself(), 'common')).body.error_codes).toEqual([700016])
  v.organization.entra.consent(app.clientId, stranger.id)
  expect((await token(forItself(), stranger.id)).body).toMatchObject({ error: 'invalid_scope' })
})

test('a wrong or an expired secret is refused', async () => {
  const wrong = await token({ ...forItself(), client_secret: 'guess' })
  expect([wrong.status, wrong.body.error, wrong.body.error_codes]).toEqual([401, 'invalid_client', [7000215]])
  v.organization.entra.expireSecret()
  expect((await token(forItself())).body.error_codes).toEqual([7000222])
})

test('keys change: a new one signs, the old one stays known for a while', async () => {
  const keys = async () => {
    const { keys } = (await (await fetch(at('discovery/v2.0/keys'))).json()) as {
      keys: { kid: string; issuer: string }[]
    }
    return keys
  }
  const before = await keys()
  expect(before.map(({ issuer }) => issuer)).toEqual([
    `${v.organization.entraOrigin}/{tenantid}/v2.0`,
    `${v.organization.entraOrigin}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
  ])
  const old = await v.organization.entra.applicationToken()
  await v.organization.entra.rotateKeys()
  const fresh = await v.organization.entra.applicationToken()
  expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(old).kid)
  expect(await keys()).toHaveLength(3)
  expect((await v.ask(old, 'GET', 'WhoAmI')).status).toBe(200)
  v.organization.entra.retireOldKeys()
  expect((await v.ask(old, 'GET', 'WhoAmI')).status).toBe(401)
  expect((await v.ask(fresh, 'GET', 'WhoAmI')).status).toBe(200)
})

test('tokens can be made that must be refused', async () => {
  const { objectId } = v.organization.person(sergey)
  const claims = await v.organization.entra.claims(objectId, app.clientId, 'the nonce')
  expect(claims).toMatchObject({ oid: objectId, aud: app.clientId, nonce: 'the nonce' })
  const personal = await v.organization.entra.sign(claims, 'personal')
  expect(decodeProtectedHeader(personal).kid).toBe('k2')
  expect((await v.ask(personal, 'GET', 'WhoAmI')).status).toBe(401)
})

test('an administrator lets the application into his tenant, or does not', async () => {
  const own = await visit({ installed: false })
  const { organization } = own
  const scope = `${organization.origin}/.default`
  const form = {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'client_credentials',
    scope,
  }
  const tokenStatus = async () =>
    (
      await fetch(`${organization.entra.authority()}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      })
    ).status
  expect(await tokenStatus()).toBe(400)

  const address = `${organization.entraOrigin}/organizations/v2.0/adminconsent`
  const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: redirectUri, state: 's', scope })
  const seller = { cookie: organization.entra.signedIn(organization.person(sergey).objectId) }
  expect((await fetch(`${address}?${query}`, { headers: seller })).status).toBe(403)
  const cookie = organization.entra.signedIn(organization.person(1).objectId)
  expect(await (await fetch(`${address}?${query}`, { headers: { cookie } })).text()).toContain('Dealthread')
  const decide = async (answer: string, headers: Record<string, string>) => {
    const body = new URLSearchParams({ query: query.toString(), answer })
    const { status, headers: said } = await fetch(address, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    })
    return status === 303 ? Object.fromEntries(new URL(said.get('location') ?? '').searchParams) : status
  }
  expect(await decide('accept', seller)).toBe(400)
  expect(await decide('cancel', { cookie })).toMatchObject({ error: 'access_denied', state: 's' })
  expect(await decide('accept', { cookie })).toEqual({
    admin_consent: 'True',
    tenant: organization.tenantId,
    state: 's',
  })
  expect(await tokenStatus()).toBe(200)
  expect((await own.app('GET', 'WhoAmI')).status).toBe(401)
  organization.addApplicationUser()
  expect((await own.app('GET', 'WhoAmI')).status).toBe(200)
  await own.leave()
})

test('Entra fails on demand, too', async () => {
  v.organization.faults.fail('unavailable', 1, 'POST token')
  const answer = await fetch(at('oauth2/v2.0/token'), {
    method: 'POST',
    body: new URLSearchParams(forItself()),
  })
  expect(answer.status).toBe(503)
  expect((await token(forItself())).status).toBe(200)
  v.organization.faults.skewTokens(3600)
  expect((await v.app('GET', 'WhoAmI')).status).toBe(401)
})
