/** The OAuth server of our portals: tokens for codes and for refresh tokens, and whose a token is. */
import { type Context, Hono } from 'hono'
import { cut } from './rest/cut.ts'
import { RestError } from './rest/method.ts'
import { paramsOf, text } from './rest/params.ts'
import { failed, refused } from './rest/refused.ts'
import type { Pair } from './tokens.ts'
import type { World } from './world.ts'

export function oauth(worlds: World[]): Hono {
  const app = new Hono()
  // What nobody knows is asked of the first: refused there, it is refused everywhere.
  const worldOf = (given: string) => worlds.find(({ tokens }) => tokens.gave(given)) ?? (worlds[0] as World)

  app.on(['GET', 'POST'], '/oauth/token/', async (c) => {
    const params = await paramsOf(c.req.raw)
    const given = (name: string) => text(params[name])
    const kind = kinds[given('grant_type')]
    const world = worldOf(kind ? given(kind) : '')
    const failure = await world.faults.strike('oauth/token')
    const note = (person: string | null) =>
      world.requests.push({ method: 'oauth/token', person, at: world.now() })
    if (failure) {
      note(null)
      return failed(c, failure)
    }
    const refusal = wrongApplication(world, given('client_id'), given('client_secret'))
    if (refusal) {
      note(null)
      return c.json({ error: refusal.error }, refusal.status)
    }
    if (!kind || !given(kind)) {
      note(null)
      return c.json({ error: 'invalid_request', error_description: `No "${kind}" parameter found` }, 400)
    }
    const closed = closedTo(world, given(kind))
    if (closed) {
      note(null)
      return refused(c, closed)
    }
    const pair = kind === 'code' ? world.tokens.redeem(given(kind)) : world.tokens.renew(given(kind))
    note(pair?.person ?? null)
    if (!pair || world.faults.dismissed(pair.person)) return c.json({ error: 'invalid_grant' }, 400)
    if (!world.faults.answerDropped(['oauth/token'])) return c.json(tokenAnswer(world, pair))
    return cut(c)
  })

  // With a slash at its end it is the OAuth server's; without, the portal's method of the same name.
  app.get('/rest/app.info/', async (c) => {
    const access = c.req.query('auth') ?? ''
    const world = worldOf(access)
    const failure = await world.faults.strike('app.info')
    const owner = world.tokens.owner(access)
    world.requests.push({ method: 'oauth/app.info', person: owner?.person ?? null, at: world.now() })
    if (failure) return failed(c, failure)
    const closed = closedTo(world, access)
    if (closed) return refused(c, closed)
    if (!owner) return unauthorised(c, 'NO_AUTH_FOUND', 'Wrong authorization data')
    if (owner.expired) return unauthorised(c, 'expired_token', 'The access token provided has expired.')
    return c.json({ result: info(world, owner), time: {} })
  })

  return app
}

function closedTo(world: World, given: string): RestError | undefined {
  if (world.deletedAt) return new RestError('PORTAL_DELETED', 'Portal has been deleted', 500)
  if (world.planExpiredAt) return new RestError('PAYMENT_REQUIRED', 'Payment required', 401)
  const revoked = world.uninstalledAt && world.tokens.gave(given) && !world.tokens.alive(given)
  return revoked ? new RestError('NOT_INSTALLED', 'Application is not installed', 401) : undefined
}

const kinds: Record<string, 'code' | 'refresh_token'> = {
  authorization_code: 'code',
  refresh_token: 'refresh_token',
}

function wrongApplication({ app }: World, id: string, secret: string) {
  // An unknown application is an error with HTTP 200, a wrong secret one with 400.
  if (id !== app.clientId) return { error: 'wrong_client', status: 200 } as const
  if (secret !== app.clientSecret) return { error: 'invalid_client', status: 400 } as const
  return undefined
}

function unauthorised(c: Context, error: string, error_description: string) {
  return c.json({ error, error_description }, 401)
}

function tokenAnswer(world: World, { person, access, refresh, expiresAt }: Pair) {
  return {
    access_token: access,
    client_endpoint: `${world.origin}/rest/`,
    // Not the portal: the OAuth server's own host.
    domain: new URL(world.oauthOrigin).host,
    expires: Math.floor(expiresAt.getTime() / 1000),
    expires_in: 3600,
    member_id: world.memberId,
    refresh_token: refresh,
    scope: world.scopes.join(','),
    server_endpoint: `${world.oauthOrigin}/rest/`,
    status: 'L',
    user_id: Number(person),
  }
}

function info(world: World, { person, expiresAt }: { person: string; expiresAt: Date }) {
  return {
    client_id: world.app.clientId,
    scope: world.scopes.join(','),
    expires: expiresAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
    install: {
      installed: Boolean(world.installedAt),
      version: String(world.version),
      status: 'L',
      scope: world.scopes.join(','),
      domain: world.domain,
      uri: world.origin,
      client_endpoint: `${world.origin}/rest/`,
      member_id: world.memberId,
      member_type: 'user',
    },
    user_id: person,
  }
}
