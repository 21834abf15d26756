/** The AD FS of an organization on premises, at its own address. It has no tenants, and no `oid` for its people. */
import { createHash, randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { cut } from '../cut.ts'
import { clientOf } from '../entra/client.ts'
import { keySet } from '../entra/keys.ts'
import { accountPage, languageOf, troublePage } from '../entra/pages.ts'
import { bodyOf, EntraRefusal, statusOf } from '../entra/refused.ts'
import { signedIn, signIn } from '../entra/session.ts'
import type { Account, Entra, Registration } from '../entra/world.ts'
import { accessToken, idToken, issuerOf } from './tokens.ts'

/** The user our application acts as, with the password AD FS asks him for. */
export interface ServiceAccount {
  name: string
  password: string
}

const CODE_LIFE = 10 * 60_000

export function adfsSite(adfs: Entra, service: ServiceAccount): Hono {
  const app = new Hono()
  app.get('/adfs/.well-known/openid-configuration', (c) =>
    c.json({
      issuer: issuerOf(adfs),
      authorization_endpoint: `${adfs.origin}/adfs/oauth2/authorize`,
      token_endpoint: `${adfs.origin}/adfs/oauth2/token`,
      jwks_uri: `${adfs.origin}/adfs/discovery/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['plain', 'S256'],
    }),
  )
  app.get('/adfs/discovery/keys', (c) => {
    const { keys } = keySet(adfs.keys, adfs.origin)
    return c.json({ keys: keys.map(({ issuer: _, ...key }: Record<string, unknown>) => key) })
  })

  app.get('/adfs/oauth2/authorize', (c) => {
    const asked = new URL(c.req.url).searchParams
    const language = languageOf(c.req.header('accept-language'))
    const client = adfs.apps.find(({ clientId }) => clientId === asked.get('client_id'))
    const redirectUri = asked.get('redirect_uri') ?? ''
    if (!client?.redirectUris.includes(redirectUri))
      return c.html(troublePage(language, 'MSIS9224: The redirect URI is not registered.'), 400)
    const who = signedIn(adfs, c)
    const prompt = asked.get('prompt')
    if (!who || prompt === 'login') {
      if (prompt === 'none') return answered(c, asked, { error: 'login_required' })
      asked.delete('prompt')
      const onward = `${c.req.path}?${asked}`
      return c.html(accountPage(language, client, adfs.tenants, `${adfs.origin}/sign-in`, onward))
    }
    const code = randomBytes(32).toString('base64url')
    adfs.codes.set(code, {
      tenant: who.tenant.id,
      objectId: who.account.objectId,
      clientId: client.clientId,
      scopes: (asked.get('scope') ?? '').split(' '),
      resource: asked.get('resource') ?? undefined,
      at: adfs.now(),
      redirectUri,
      challenge: asked.get('code_challenge') ?? undefined,
      nonce: asked.get('nonce') ?? undefined,
    })
    return answered(c, asked, { code })
  })

  app.post('/sign-in', async (c) => {
    const form = await c.req.parseBody()
    const [tenant = '', objectId = ''] = String(form.account).split('.')
    signIn(c, tenant, objectId)
    const onward = new URL(String(form.query), adfs.origin)
    return onward.origin === adfs.origin ? c.redirect(onward.href, 303) : c.text('Bad request', 400)
  })

  app.post('/adfs/oauth2/token', async (c) => {
    if ((await adfs.gate?.enter()) === 'cut') return cut(c)
    try {
      const form = new URLSearchParams(await c.req.text())
      const client = await clientOf(adfs, form, c.req.header('authorization'), `${adfs.origin}${c.req.path}`)
      const tokens = await given(adfs, service, client, form)
      return adfs.gate?.leave(200) === 'cut' ? cut(c) : c.json(tokens, 200, { 'Cache-Control': 'no-store' })
    } catch (error) {
      if (!(error instanceof EntraRefusal)) throw error
      adfs.gate?.leave(statusOf(error))
      return c.json(bodyOf(error, adfs.now()), statusOf(error))
    }
  })
  return app
}

function answered(c: Context, asked: URLSearchParams, answer: Record<string, string>) {
  const said = new URLSearchParams({ ...answer, state: asked.get('state') ?? '' })
  return c.redirect(`${asked.get('redirect_uri')}?${said}`, 302)
}

async function given(adfs: Entra, service: ServiceAccount, client: Registration, form: URLSearchParams) {
  const [all] = adfs.tenants
  const serving = all?.accounts.find(({ username }) => username === service.name)
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return forCode(adfs, client, form)
    // A rule of AD FS says in the application's token whose it is.
    case 'client_credentials':
      return tokensFor(adfs, client, serving, form.get('resource') ?? undefined)
    case 'password':
      if (form.get('username') !== service.name || form.get('password') !== service.password)
        throw new EntraRefusal(50034)
      return tokensFor(adfs, client, serving, form.get('resource') ?? undefined)
    default:
      throw new EntraRefusal(9002313, 'unsupported_grant_type')
  }
}

async function forCode(adfs: Entra, client: Registration, form: URLSearchParams) {
  const code = adfs.codes.get(form.get('code') ?? '')
  const verifier = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  const fits =
    code?.clientId === client.clientId &&
    code.redirectUri === form.get('redirect_uri') &&
    !code.usedAt &&
    (!code.challenge || code.challenge === verifier)
  if (!fits || adfs.now().getTime() - code.at.getTime() > CODE_LIFE)
    throw new EntraRefusal(9002313, 'invalid_grant')
  code.usedAt = adfs.now()
  const account = adfs.tenants
    .flatMap(({ accounts }) => accounts)
    .find(({ objectId }) => objectId === code.objectId)
  const tokens = await tokensFor(adfs, client, account, code.resource)
  const id = account && (await idToken(adfs, client.clientId, account, code.nonce))
  return { ...tokens, id_token: id?.token }
}

async function tokensFor(
  adfs: Entra,
  { clientId }: Registration,
  account: Account | undefined,
  resource: string | undefined,
) {
  const known = adfs.tenants.some(({ resources }) => resources.has((resource ?? '').replace(/\/$/, '')))
  if (!account || account.disabledAt || !resource || !known) throw new EntraRefusal(70011)
  const { token, expiresIn } = await accessToken(adfs, clientId, account, resource)
  return { token_type: 'bearer', expires_in: expiresIn, resource, access_token: token }
}
