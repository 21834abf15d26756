/** `/token`: tokens for a code, for a refresh token, or for the application itself. */
import { createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { cut } from '../cut.ts'
import { clientOf } from './client.ts'
import { bodyOf, EntraRefusal, statusOf } from './refused.ts'
import { applicationToken, idToken, personToken } from './tokens.ts'
import { accountOf, type Entra, type Granted, isShared, type Registration, tenantCalled } from './world.ts'

const CODE_LIFE = 10 * 60_000
const REFRESH_LIFE = 90 * 86_400_000

export function token(entra: Entra): Hono {
  const app = new Hono()
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const trouble = (await entra.gate?.enter()) ?? 'go on'
    if (trouble === 'cut') return cut(c)
    if (trouble !== 'go on') {
      const { status, retryAfter } = trouble
      return new Response(null, { status, headers: retryAfter ? { 'Retry-After': String(retryAfter) } : {} })
    }
    try {
      const form = new URLSearchParams(await c.req.text())
      const tenant = c.req.param('tenant')
      if (!isShared(tenant) && !tenantCalled(entra, tenant)) throw new EntraRefusal(90002)
      const endpoint = `${entra.origin}${c.req.path}`
      const client = await clientOf(entra, form, c.req.header('authorization'), endpoint)
      const tokens = await given(entra, tenant, client, form)
      return entra.gate?.leave(200) === 'cut' ? cut(c) : c.json(tokens, 200, { 'Cache-Control': 'no-store' })
    } catch (error) {
      if (!(error instanceof EntraRefusal)) throw error
      const status = statusOf(error)
      entra.gate?.leave(status)
      return c.json(bodyOf(error, entra.now()), status)
    }
  })
  return app
}

function given(entra: Entra, tenant: string, client: Registration, form: URLSearchParams) {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return forCode(entra, tenant, client, form)
    case 'refresh_token':
      return forRefresh(entra, client, form)
    case 'client_credentials':
      return forItself(entra, tenant, client, form)
    default:
      throw new EntraRefusal(9002313, 'unsupported_grant_type')
  }
}

function forCode(entra: Entra, tenant: string, client: Registration, form: URLSearchParams) {
  const code = entra.codes.get(form.get('code') ?? '')
  if (code?.clientId !== client.clientId || code.redirectUri !== form.get('redirect_uri')) {
    throw new EntraRefusal(9002313, 'invalid_grant')
  }
  if (!isShared(tenant) && tenantCalled(entra, tenant)?.id !== code.tenant) {
    throw new EntraRefusal(9002313, 'invalid_grant')
  }
  if (code.usedAt) throw new EntraRefusal(54005)
  code.usedAt = entra.now()
  if (entra.now().getTime() - code.at.getTime() > CODE_LIFE) throw new EntraRefusal(70008)
  if (code.challenge && code.challenge !== challengeFor(code.challenge, form.get('code_verifier') ?? '')) {
    throw new EntraRefusal(501481)
  }
  return forPerson(entra, code, code.nonce)
}

function forRefresh(entra: Entra, client: Registration, form: URLSearchParams) {
  const refresh = form.get('refresh_token') ?? ''
  const granted = entra.refreshTokens.get(refresh)
  if (granted?.clientId !== client.clientId) throw new EntraRefusal(9002313, 'invalid_grant')
  if (entra.now().getTime() - granted.at.getTime() > REFRESH_LIFE) throw new EntraRefusal(700082)
  return forPerson(entra, { ...granted, at: entra.now() }, undefined)
}

async function forPerson(entra: Entra, granted: Granted, nonce: string | undefined) {
  const account = accountOf(entra, granted.tenant, granted.objectId)
  if (!account) throw new EntraRefusal(50034)
  if (account.disabledAt) throw new EntraRefusal(50057)
  if (!tenantCalled(entra, granted.tenant)?.consents.has(granted.clientId)) {
    throw new EntraRefusal(65001, 'invalid_grant')
  }
  const audience = audienceOf(entra, granted) ?? '00000003-0000-0000-c000-000000000000'
  const access = await personToken(entra, granted, audience)
  const refresh = randomBytes(48).toString('base64url')
  const goesOn = granted.scopes.includes('offline_access')
  if (goesOn) entra.refreshTokens.set(refresh, granted)
  return {
    token_type: 'Bearer',
    scope: granted.scopes.filter((scope) => scope !== 'offline_access').join(' '),
    expires_in: access.expiresIn,
    ext_expires_in: access.expiresIn,
    access_token: access.token,
    ...(goesOn && { refresh_token: refresh }),
    ...(granted.scopes.includes('openid') && {
      id_token: (await idToken(entra, granted, account, nonce)).token,
    }),
  }
}

async function forItself(entra: Entra, named: string, { clientId }: Registration, form: URLSearchParams) {
  const tenant = tenantCalled(entra, named)
  const principal = tenant?.consents.get(clientId)
  // Of a tenant in particular, and one that has let the application in.
  if (!tenant || !principal) throw new EntraRefusal(700016)
  const [, audience = ''] = /^(.+?)\/+\.default$/.exec(form.get('scope') ?? '') ?? []
  if (!tenant.resources.has(audience)) throw new EntraRefusal(70011)
  const { token: access_token, expiresIn } = await applicationToken(
    entra,
    tenant.id,
    clientId,
    principal,
    audience,
  )
  return { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token }
}

/** The organization whose scope is among those asked for. */
function audienceOf(entra: Entra, { tenant, scopes }: Granted): string | undefined {
  const wanted = scopes.find((scope) => /\/(user_impersonation|\.default)$/.test(scope))
  if (!wanted) return undefined
  const audience = wanted.replace(/\/+[^/]+$/, '')
  // The list of organizations is one of Microsoft's own services.
  if (audience !== entra.origin && !tenantCalled(entra, tenant)?.resources.has(audience))
    throw new EntraRefusal(70011)
  return audience
}

function challengeFor(challenge: string, verifier: string): string {
  if (challenge.startsWith('plain:')) return `plain:${verifier}`
  return createHash('sha256').update(verifier).digest('base64url')
}
