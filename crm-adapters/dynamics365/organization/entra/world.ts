/** What the local Entra knows: tenants and their people, applications, who has been given which code and token. */
import { type Keys, newKeys } from './keys.ts'

export interface Account {
  objectId: string
  name: string
  /** `preferred_username`. */
  username: string
  admin: boolean
  disabledAt?: Date | undefined
}

export interface Tenant {
  id: string
  name: string
  domain: string
  accounts: Account[]
  /** Applications an administrator has consented to, with the object id of each one's service principal. */
  consents: Map<string, string>
  /** Origins of the organizations that belong to it. */
  resources: Set<string>
}

export interface Registration {
  clientId: string
  clientSecret: string
  /** PEM, for `client_assertion`; without it only the secret is good. */
  certificate?: string
  secretExpiresAt?: Date | undefined
  /** How the consent page calls it. */
  name: string
  redirectUris: string[]
}

/** Asked before and after a request for tokens. */
export interface Gate {
  enter(): Promise<{ status: number; retryAfter?: number } | 'go on' | 'cut'>
  leave(status: number): 'go on' | 'cut'
}

/** What an authorization code or a refresh token stands for. */
export interface Granted {
  tenant: string
  objectId: string
  clientId: string
  scopes: string[]
  at: Date
}

export interface Code extends Granted {
  redirectUri: string
  /** What AD FS is asked for in place of a scope. */
  resource?: string | undefined
  challenge?: string | undefined
  nonce?: string | undefined
  usedAt?: Date
}

export interface Entra {
  origin: string
  tenants: Tenant[]
  apps: Registration[]
  keys: Keys
  now: () => Date
  codes: Map<string, Code>
  refreshTokens: Map<string, Granted>
  /** Tokens are numbered; those up to here are no longer good. */
  serial: number
  expiredUpTo: number
  /** Seconds by which its clock is ahead. */
  skew: number
  /** What may go wrong at `/token`, on demand. */
  gate?: Gate
  /** Who must first prove more than a password: silent sign-in answers `interaction_required`. */
  mustProveMore: Set<string>
}

export async function newEntra(origin: string, app: Registration, now: () => Date): Promise<Entra> {
  return {
    origin,
    tenants: [],
    apps: [{ ...app }],
    keys: await newKeys(),
    now,
    codes: new Map(),
    refreshTokens: new Map(),
    serial: 0,
    expiredUpTo: 0,
    skew: 0,
    mustProveMore: new Set(),
  }
}

/** By its id; `common` and `organizations` are every tenant, so they are none in particular. */
export function tenantCalled(entra: Entra, id: string): Tenant | undefined {
  return entra.tenants.find((tenant) => tenant.id === id || tenant.domain === id)
}

export function isShared(tenant: string): boolean {
  return tenant === 'common' || tenant === 'organizations'
}

export function accountOf(entra: Entra, tenant: string, objectId: string): Account | undefined {
  return tenantCalled(entra, tenant)?.accounts.find((account) => account.objectId === objectId)
}
