/** The OAuth server of our one portal: tokens for codes and for refresh tokens, and whose a token is. */
import { type Context, Hono } from 'hono'
import { paramsOf, text } from './rest/params.ts'
import { failed } from './rest/rest.ts'
import type { Pair } from './tokens.ts'
import { scopes, type World } from './world.ts'

export function oauth(world: World): Hono {
  const app = new Hono()

  app.on(['GET', 'POST'], '/oauth/token/', async (c) => {
    const failure = await world.faults.strike('oauth/token')
    const params = await paramsOf(c.req.raw)
    const given = (name: string) => text(params[name])
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
    const kind = kinds[given('grant_type')]
    if (!kind || !given(kind)) {
      note(null)
      return c.json({ error: 'invalid_request', error_description: `No "${kind}" parameter found` }, 400)
    }
    const pair = kind === 'code' ? world.tokens.redeem(given(kind)) : world.tokens.renew(given(kind))
    note(pair?.person ?? null)
    if (!pair || world.faults.dismissed(pair.person)) return c.json({ error: 'invalid_grant' }, 400)
    return c.json(tokenAnswer(world, pair))
  })

  // With a slash at its end it is the OAuth server's; without, the portal's method of the same name.
  app.get('/rest/app.info/', async (c) => {
    const failure = await world.faults.strike('app.info')
    const owner = world.tokens.owner(c.req.query('auth') ?? '')
    world.requests.push({ method: 'oauth/app.info', person: owner?.person ?? null, at: world.now() })
    if (failure) return failed(c, failure)
    if (!owner) return unauthorised(c, 'NO_AUTH_FOUND', 'Wrong authorization data')
    if (owner.expired) return unauthorised(c, 'expired_token', 'The access token provided has expired.')
    return c.json({ result: info(world, owner), time: {} })
  })

  return app
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
    domain: world.domain,
    expires: Math.floor(expiresAt.getTime() / 1000),
    expires_in: 3600,
    member_id: world.memberId,
    refresh_token: refresh,
    scope: scopes.join(','),
    server_endpoint: `${world.origin}/rest/`,
    status: 'L',
    user_id: Number(person),
  }
}

function info(world: World, { person, expiresAt }: { person: string; expiresAt: Date }) {
  return {
    client_id: world.app.clientId,
    scope: scopes.join(','),
    expires: expiresAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
    install: {
      installed: Boolean(world.installedAt),
      version: '1',
      status: 'L',
      scope: scopes.join(','),
      domain: world.domain,
      uri: world.origin,
      client_endpoint: `${world.origin}/rest/`,
      member_id: world.memberId,
      member_type: 'user',
    },
    user_id: person,
  }
}
