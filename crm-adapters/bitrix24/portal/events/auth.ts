/** The `auth` block of an event: what is in it depends on the event and on who has caused it. */
import type { World } from '../world.ts'

/**
 * `by` is the person whose token goes along, null for what no person has done: robots, agents.
 * `token` replaces the application token, for forged events.
 */
export function authBlock(world: World, event: string, by: string | null, token?: string) {
  const place = {
    domain: world.domain,
    server_endpoint: `${world.oauthOrigin}/rest/`,
    client_endpoint: `${world.origin}/rest/`,
    member_id: world.memberId,
  }
  if (event === 'ONAPPPAYMENT') return place
  const application_token = token ?? world.applicationToken
  // Its tokens are dead already.
  if (event === 'ONAPPUNINSTALL' || by === null) return { ...place, application_token }
  const { access, refresh, expiresAt } = world.tokens.issue(by)
  return {
    access_token: access,
    expires: Math.floor(expiresAt.getTime() / 1000),
    expires_in: 3600,
    scope: world.scopes.join(','),
    ...place,
    status: 'L',
    user_id: by,
    ...((event === 'ONAPPINSTALL' || event === 'ONAPPUPDATE') && { refresh_token: refresh }),
    application_token,
  }
}
