/** `/v2.0/adminconsent`: an administrator lets an application into the tenant, or does not. */
import { type Context, Hono } from 'hono'
import { guidNamed } from '../ids.ts'
import { accountPage, consentPage, languageOf, troublePage } from './pages.ts'
import { EntraRefusal } from './refused.ts'
import { signedIn } from './session.ts'
import { type Entra, isShared, type Tenant, tenantCalled } from './world.ts'

const PATH = '/:tenant/v2.0/adminconsent'

export function consent(entra: Entra): Hono {
  const app = new Hono()

  app.get(PATH, (c) => {
    const language = languageOf(c.req.header('accept-language'))
    const asked = asking(entra, c, new URL(c.req.url).searchParams)
    if (asked instanceof EntraRefusal) return c.html(troublePage(language, asked.message), 400)
    const { client, tenants, query } = asked
    const who = signedIn(entra, c)
    const self = `${c.req.path}?${query}`
    if (!who || !tenants.includes(who.tenant)) {
      return c.html(accountPage(language, client, tenants, `${entra.origin}/sign-in`, self))
    }
    if (!who.account.admin) return c.html(troublePage(language, new EntraRefusal(90094).message, true), 403)
    return c.html(consentPage(language, client, who.tenant, `${entra.origin}${c.req.path}`, query.toString()))
  })

  app.post(PATH, async (c) => {
    const form = await c.req.parseBody()
    const asked = asking(entra, c, new URLSearchParams(String(form.query)))
    const who = signedIn(entra, c)
    if (asked instanceof EntraRefusal || !who?.account.admin || !asked.tenants.includes(who.tenant)) {
      return c.text('Bad request', 400)
    }
    const { client, redirectUri, query } = asked
    const state = query.get('state')
    const said = new URLSearchParams(state === null ? {} : { state })
    if (form.answer === 'accept') {
      allow(who.tenant, client.clientId)
      said.set('admin_consent', 'True')
      said.set('tenant', who.tenant.id)
    } else {
      const refusal = new EntraRefusal(65004)
      said.set('error', refusal.error)
      said.set('error_description', refusal.message)
    }
    return c.redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${said}`, 303)
  })

  return app
}

/** The application gets a service principal in the tenant, always the same one. */
export function allow(tenant: Tenant, clientId: string): string {
  const principal = tenant.consents.get(clientId) ?? guidNamed(`service principal ${tenant.id} ${clientId}`)
  tenant.consents.set(clientId, principal)
  return principal
}

function asking(entra: Entra, c: Context, query: URLSearchParams) {
  const named = c.req.param('tenant') ?? ''
  const tenant = tenantCalled(entra, named)
  const client = entra.apps.find(({ clientId }) => clientId === query.get('client_id'))
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!tenant && !isShared(named)) return new EntraRefusal(90002)
  if (!client) return new EntraRefusal(700016)
  if (!client.redirectUris.includes(redirectUri)) return new EntraRefusal(50011)
  return { client, redirectUri, query, tenants: tenant ? [tenant] : entra.tenants }
}
