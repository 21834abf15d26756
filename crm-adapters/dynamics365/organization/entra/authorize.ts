/** `/authorize`: an authorization code for whoever is signed in, or the reason why there is none. */
import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { accountPage, languageOf, postingPage, troublePage } from './pages.ts'
import { EntraRefusal } from './refused.ts'
import { type SignedIn, signedIn, signIn, signOut } from './session.ts'
import { type Entra, isShared, type Registration, type Tenant, tenantCalled } from './world.ts'

export function authorize(entra: Entra): Hono {
  const app = new Hono()

  app.get('/:tenant/oauth2/v2.0/authorize', (c) => {
    const language = languageOf(c.req.header('accept-language'))
    const asked = new URL(c.req.url).searchParams
    const tenants = tenantsOf(entra, c.req.param('tenant'))
    const client = entra.apps.find(({ clientId }) => clientId === asked.get('client_id'))
    const redirectUri = asked.get('redirect_uri') ?? ''
    // Nothing is sent to an address that is not the application's: the person is told here.
    const wrong = !tenants.length
      ? new EntraRefusal(90002)
      : !client
        ? new EntraRefusal(700016)
        : !client.redirectUris.includes(redirectUri)
          ? new EntraRefusal(50011)
          : undefined
    if (!client || wrong) return c.html(troublePage(language, wrong?.message ?? ''), 400)
    try {
      const who = mayGoOn(entra, asked, tenants, signedIn(entra, c))
      if (!who) {
        asked.delete('prompt')
        return c.html(
          accountPage(language, client, tenants, `${entra.origin}/sign-in`, `${c.req.path}?${asked}`),
        )
      }
      return answered(c, asked, new URLSearchParams({ code: newCode(entra, asked, client, who) }))
    } catch (error) {
      if (!(error instanceof EntraRefusal)) throw error
      const said = { error: error.error, error_description: error.message }
      return answered(c, asked, new URLSearchParams(said))
    }
  })

  app.post('/sign-in', async (c) => {
    const form = await c.req.parseBody()
    const [tenant = '', objectId = ''] = String(form.account).split('.')
    signIn(c, tenant, objectId)
    const onward = new URL(String(form.query), entra.origin)
    if (onward.origin !== entra.origin) return c.text('Bad request', 400)
    // Whom the application has expected counts no longer: the person has chosen.
    onward.searchParams.delete('login_hint')
    return c.redirect(onward.href, 303)
  })

  app.get('/:tenant/oauth2/v2.0/logout', (c) => {
    signOut(c)
    const back = c.req.query('post_logout_redirect_uri')
    const known = entra.apps.some(({ redirectUris }) => back !== undefined && redirectUris.includes(back))
    return back && known ? c.redirect(back) : c.text('Signed out')
  })

  return app
}

/** Who is to be signed in without being asked; undefined when a person has to choose. Throws where nobody may ask. */
function mayGoOn(entra: Entra, asked: URLSearchParams, tenants: Tenant[], current: SignedIn | undefined) {
  const [type, prompt] = [asked.get('response_type'), asked.get('prompt')]
  const method = asked.get('code_challenge_method') ?? 'plain'
  if (type !== 'code' || !['S256', 'plain'].includes(method)) throw new EntraRefusal(9002313)
  if (!asked.get('scope')) throw new EntraRefusal(90014)
  const hint = asked.get('login_hint')?.toLowerCase()
  const fits =
    current && tenants.includes(current.tenant) && (!hint || current.account.username.toLowerCase() === hint)
  const silent = prompt === 'none'
  if (!fits || prompt === 'select_account' || prompt === 'login') {
    if (silent) throw new EntraRefusal(50058)
    return undefined
  }
  if (current.account.disabledAt) throw new EntraRefusal(50057)
  if (silent && entra.mustProveMore.has(current.account.objectId)) throw new EntraRefusal(50076)
  const clientId = asked.get('client_id') ?? ''
  if (!current.tenant.consents.has(clientId)) throw new EntraRefusal(silent ? 65001 : 90094)
  return current
}

function newCode(
  entra: Entra,
  asked: URLSearchParams,
  client: Registration,
  { tenant, account }: SignedIn,
): string {
  const code = randomBytes(32).toString('base64url')
  entra.codes.set(code, {
    tenant: tenant.id,
    objectId: account.objectId,
    clientId: client.clientId,
    scopes: (asked.get('scope') ?? '').split(' ').filter(Boolean),
    at: entra.now(),
    redirectUri: asked.get('redirect_uri') ?? '',
    challenge: challengeOf(asked),
    nonce: asked.get('nonce') ?? undefined,
  })
  return code
}

// `S256` by itself or `plain:` before a challenge that is the verifier itself.
function challengeOf(asked: URLSearchParams): string | undefined {
  const challenge = asked.get('code_challenge')
  if (!challenge) return undefined
  return asked.get('code_challenge_method') === 'S256' ? challenge : `plain:${challenge}`
}

function answered(c: Context, asked: URLSearchParams, answer: URLSearchParams) {
  const state = asked.get('state')
  if (state !== null) answer.set('state', state)
  const redirectUri = asked.get('redirect_uri') ?? ''
  const mode = asked.get('response_mode') ?? 'query'
  if (mode === 'form_post') return c.html(postingPage(redirectUri, answer))
  const mark = mode === 'fragment' ? '#' : redirectUri.includes('?') ? '&' : '?'
  return c.redirect(`${redirectUri}${mark}${answer}`, 302)
}

function tenantsOf(entra: Entra, named: string): Tenant[] {
  if (isShared(named)) return entra.tenants
  const tenant = tenantCalled(entra, named)
  return tenant ? [tenant] : []
}
