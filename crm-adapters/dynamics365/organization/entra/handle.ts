/** A running Entra in the hands of whoever has started it. */
import type { JWTPayload } from 'jose'
import { guidNamed } from '../ids.ts'
import type { World } from '../world.ts'
import { allow } from './consent.ts'
import { retire, rotate } from './keys.ts'
import { COOKIE, cookieFor } from './session.ts'
import { applicationToken, idToken, issuerOf, personToken, sign } from './tokens.ts'
import { type Account, type Granted, type Registration, type Tenant, tenantCalled } from './world.ts'

export interface EntraHandle {
  readonly tenants: Tenant[]
  /** Of the organization's own tenant, or of any; ends without `/`. */
  authority(tenant?: string): string
  issuer(tenant?: string): string
  /** The `Cookie` of a browser in which this account is signed in. */
  signedIn(objectId: string, tenant?: string): string
  /** What a token that is in order says of the account. */
  claims(objectId: string, clientId: string, nonce?: string): Promise<JWTPayload>
  /** Signs whatever is said: with the key in use, with that of personal accounts, or with one nobody has published. */
  sign(claims: JWTPayload, key?: 'current' | 'personal' | 'unknown'): Promise<string>
  /** A token for the Web API in a person's own name, as the wizard of an administrator has it. */
  personToken(objectId: string, clientId?: string): Promise<string>
  /** A token for the Web API in the application's name. */
  applicationToken(clientId?: string): Promise<string>
  /** A new key signs; the old one stays published until it is retired. */
  rotateKeys(): Promise<void>
  retireOldKeys(): void
  /** Another company, with people of its own. */
  addTenant(tenant: { name: string; domain: string; people: string[] }): Tenant
  /** Another application. */
  register(app: Registration): void
  consent(clientId?: string, tenant?: string): void
  withdrawConsent(clientId?: string, tenant?: string): void
  disable(objectId: string): void
  enable(objectId: string): void
  /** From now on silent sign-in of this account is answered `interaction_required`. */
  askMoreOf(objectId: string): void
  /** The application's secret is no longer good. */
  expireSecret(clientId?: string): void
}

export function entraHandle({ entra, tenantId, origin }: World): EntraHandle {
  const ownApp = entra.apps[0]?.clientId ?? ''
  const tenantAt = (id = tenantId) => tenantCalled(entra, id) ?? unknown(id)
  const account = (objectId: string): Account =>
    entra.tenants.flatMap(({ accounts }) => accounts).find((one) => one.objectId === objectId) ??
    unknown(objectId)
  const tenantOf = (objectId: string) =>
    entra.tenants.find(({ accounts }) => accounts.some((one) => one.objectId === objectId))?.id ??
    unknown(objectId)
  const granted = (objectId: string, clientId: string): Granted => ({
    tenant: tenantOf(objectId),
    objectId,
    clientId,
    scopes: ['openid', 'profile'],
    at: entra.now(),
  })

  return {
    tenants: entra.tenants,
    authority: (tenant = tenantId) => `${entra.origin}/${tenant}`,
    issuer: (tenant = tenantId) => issuerOf(entra, tenant),
    signedIn: (objectId, tenant) => `${COOKIE}=${cookieFor(tenant ?? tenantOf(objectId), objectId)}`,
    async claims(objectId, clientId, nonce) {
      const { token } = await idToken(entra, granted(objectId, clientId), account(objectId), nonce)
      return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload
    },
    sign: (claims, key = 'current') => sign(claims, entra.keys[key]),
    personToken: async (objectId, clientId = ownApp) =>
      (await personToken(entra, granted(objectId, clientId), origin)).token,
    async applicationToken(clientId = ownApp) {
      const principal = tenantAt().consents.get(clientId) ?? unknown(clientId)
      return (await applicationToken(entra, tenantId, clientId, principal, origin)).token
    },
    rotateKeys: () => rotate(entra.keys),
    retireOldKeys: () => retire(entra.keys),
    addTenant({ name, domain, people }) {
      const accounts = people.map((person, place) => ({
        objectId: guidNamed(`account ${domain} ${place}`),
        name: person,
        username: `person${place + 1}@${domain}`,
        admin: place === 0,
      }))
      const tenant = {
        id: guidNamed(`tenant ${domain}`),
        name,
        domain,
        accounts,
        consents: new Map(),
        resources: new Set<string>(),
      }
      entra.tenants.push(tenant)
      return tenant
    },
    register: (app) => void entra.apps.push({ ...app }),
    consent(clientId = ownApp, tenant) {
      allow(tenantAt(tenant), clientId)
    },
    withdrawConsent(clientId = ownApp, tenant) {
      tenantAt(tenant).consents.delete(clientId)
    },
    disable(objectId) {
      account(objectId).disabledAt = entra.now()
    },
    enable(objectId) {
      account(objectId).disabledAt = undefined
    },
    askMoreOf: (objectId) => void entra.mustProveMore.add(objectId),
    expireSecret(clientId = ownApp) {
      const app = entra.apps.find((one) => one.clientId === clientId) ?? unknown(clientId)
      app.secretExpiresAt = entra.now()
    },
  }
}

function unknown(what: string): never {
  throw new Error(`Entra does not know ${what}`)
}
