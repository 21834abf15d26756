/** What Entra says of itself: its endpoints and its keys. */
import { type Context, Hono } from 'hono'
import { keySet } from './keys.ts'
import { bodyOf, EntraRefusal } from './refused.ts'
import { type Entra, isShared, tenantCalled } from './world.ts'

export function discovery(entra: Entra): Hono {
  const app = new Hono()
  const unknown = (c: Context) => {
    const tenant = c.req.param('tenant') ?? ''
    if (isShared(tenant) || tenantCalled(entra, tenant)) return undefined
    return c.json(bodyOf(new EntraRefusal(90002), entra.now()), 400)
  }
  app.get(
    '/:tenant/v2.0/.well-known/openid-configuration',
    (c) => unknown(c) ?? c.json(configuration(entra, c.req.param('tenant'))),
  )
  app.get('/:tenant/discovery/v2.0/keys', (c) => unknown(c) ?? c.json(keySet(entra.keys, entra.origin)))
  return app
}

/** For `common` and `organizations` the issuer is a template. */
function configuration({ origin, ...entra }: Entra, tenant: string) {
  const id = isShared(tenant) ? '{tenantid}' : tenantCalled({ origin, ...entra }, tenant)?.id
  const base = `${origin}/${tenant}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${origin}/${id}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    code_challenge_methods_supported: ['plain', 'S256'],
  }
}
