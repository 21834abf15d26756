/**
 * What differs by who runs an organization: Microsoft in its cloud, or a company by itself on premises. Who vouches for
 * people, as what our application proves itself there, and how a person is named when it asks for him.
 */
import type { Cloud } from './clouds.ts'
import type { Credential } from './credential.ts'
import { adfs, entra, type Provider } from './provider.ts'

/** Where people sign in, and our application. */
export interface Entrance {
  provider: Provider
  clientId: string
  credential: Credential
  /** Whether whoever signs in lends us his rights only where they were asked for. */
  lends: 'when asked' | 'always'
  /** Asks for our application's own rights at the organization of that origin. */
  ourselves(origin: string): Record<string, string>
}

/** How an organization is told for whom we ask, and in which column it knows him. */
export type Naming =
  | { header: 'CallerObjectId'; column: 'azureactivedirectoryobjectid' }
  | { header: 'MSCRMCallerID'; column: 'systemuserid' }

/** An organization a company runs by itself, as the operator of this server has declared it. */
export interface OnPremises {
  /** Origin people reach it at. */
  organization: string
  adfs: {
    origin: string
    issuer?: string | undefined
    object?: 'objectguid' | 'primarysid' | 'sid' | 'upn' | undefined
  }
  clientId: string
  credential: Credential
  /** What AD FS calls the organization; its origin with a slash when absent. */
  resource?: string | undefined
  /**
   * The user our application acts as, where AD FS asks him for a password. Without one a rule of AD FS has to say in the
   * application's own token which user it is.
   */
  account?: { name: string; password: string } | undefined
}

export function inCloud(
  cloud: Cloud,
  own: { clientId: string; credential: Credential },
  tenant: string,
): Entrance {
  return {
    ...own,
    provider: entra(cloud.authority, tenant),
    lends: 'when asked',
    ourselves: (origin) => ({ grant_type: 'client_credentials', scope: `${origin}/.default` }),
  }
}

/** docs: "AD FS OpenID Connect/OAuth flows", client credentials and resource owner password credentials. */
export function onPremises({ organization, account, ...own }: OnPremises): Entrance {
  const { clientId, credential, resource = `${organization}/` } = own
  return {
    clientId,
    credential,
    provider: adfs({ ...own.adfs, resource }),
    lends: 'always',
    ourselves: () =>
      account
        ? {
            grant_type: 'password',
            username: account.name,
            password: account.password,
            scope: 'openid',
            resource,
          }
        : { grant_type: 'client_credentials', resource },
  }
}
