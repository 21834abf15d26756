/** Who is signed in to Entra in this browser. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Account, accountOf, type Entra, type Tenant, tenantCalled } from './world.ts'

export const COOKIE = 'local_entra_signed_in'

export interface SignedIn {
  tenant: Tenant
  account: Account
}

/** The cookie's value; what it names is looked up at every use. */
export function cookieFor(tenant: string, objectId: string): string {
  return `${tenant}.${objectId}`
}

export function signedIn(entra: Entra, c: Context): SignedIn | undefined {
  const [tenantId = '', objectId = ''] = (getCookie(c, COOKIE) ?? '').split('.')
  const tenant = tenantCalled(entra, tenantId)
  const account = accountOf(entra, tenantId, objectId)
  return tenant && account ? { tenant, account } : undefined
}

export function signIn(c: Context, tenant: string, objectId: string): void {
  setCookie(c, COOKIE, cookieFor(tenant, objectId), { path: '/', httpOnly: true, sameSite: 'Lax' })
}

export function signOut(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' })
}
