/** Who vouches for people: Entra for organizations in the cloud, the customer's own AD FS for those on premises. */
import type { Signing } from './credential.ts'

/** Where a provider is asked and how, and which of its claims name a person. */
export interface Provider {
  authorize: URL
  token: URL
  /** How our assertions to it are signed. */
  signing: Signing
  /** What lets somebody take another account. */
  choosing: 'select_account' | 'login'
  /** What asks who somebody is, and for his rights at an organization where there is an origin. */
  asking(lending: string | undefined): Record<string, string>
  /** Where its keys are published (JWKS). */
  keys: URL
  /** `iss` of its tokens; `{tenantid}` stands for their own `tid`. */
  issuer: string
  claims: {
    /** Of the tenant; null where the provider has but one. */
    tenant: string | null
    /** Of the person: one that is never given to somebody else. */
    object: string
    login: string
    /** `ver` of the tokens; null where they have none. */
    version: string | null
  }
}

/** Any work or school account. */
export const ANY_TENANT = 'organizations'

/** docs: "OpenID Connect on the Microsoft identity platform". `authority` is the cloud's, `tenant` a GUID or `organizations`. */
export function entra(authority: string, tenant: string): Provider {
  const at = (path: string) => new URL(path, authority)
  return {
    authorize: at(`/${tenant}/oauth2/v2.0/authorize`),
    token: at(`/${tenant}/oauth2/v2.0/token`),
    signing: 'PS256',
    choosing: 'select_account',
    asking: (lending) => ({
      scope: ['openid', 'profile', ...(lending ? [`${lending}/user_impersonation`] : [])].join(' '),
    }),
    keys: at('/common/discovery/v2.0/keys'),
    issuer: `${new URL(authority).origin}/{tenantid}/v2.0`,
    claims: { tenant: 'tid', object: 'oid', login: 'preferred_username', version: '2.0' },
  }
}

/** How an installation on premises has set up its AD FS. */
export interface Adfs {
  /** `https://adfs.example.com`. */
  origin: string
  /** `iss` as its federation service is named; `{origin}/adfs` when absent. */
  issuer?: string | undefined
  /** The claim that names a person for ever. AD FS has no `oid`, and its `sub` differs from application to application. */
  object?: 'objectguid' | 'primarysid' | 'sid' | 'upn' | undefined
  /** What AD FS calls the organization: an identifier of its relying party. */
  resource: string
}

/** docs: "AD FS OpenID Connect/OAuth flows". Its tokens for an organization are asked for by `resource`, not by a scope. */
export function adfs({ origin, issuer = `${origin}/adfs`, object = 'primarysid', resource }: Adfs): Provider {
  const at = (path: string) => new URL(`/adfs${path}`, origin)
  return {
    authorize: at('/oauth2/authorize'),
    token: at('/oauth2/token'),
    signing: 'RS256',
    choosing: 'login',
    asking: () => ({ scope: 'openid profile', resource }),
    keys: at('/discovery/keys'),
    issuer,
    claims: { tenant: null, object, login: 'upn', version: null },
  }
}
