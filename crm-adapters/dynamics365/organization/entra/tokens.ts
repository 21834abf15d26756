/** Tokens of Entra: what they say, and whether one of them is still good. */
import { createHash } from 'node:crypto'
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { SigningKey } from './keys.ts'
import type { Account, Entra, Granted } from './world.ts'

/** Seconds; Entra takes 60 to 90 minutes at random. */
const LIFE = 4500
const APP_LIFE = 3599

export interface Minted {
  token: string
  expiresIn: number
}

/** For the application itself: who has signed in. */
export function idToken(entra: Entra, granted: Granted, account: Account, nonce: string | undefined) {
  return minted(entra, LIFE, {
    aud: granted.clientId,
    iss: issuerOf(entra, granted.tenant),
    tid: granted.tenant,
    oid: account.objectId,
    // Another one for every application: `sub` cannot be used to follow somebody from one to the next.
    sub: createHash('sha256')
      .update(`${account.objectId} ${granted.clientId}`)
      .digest('base64url')
      .slice(0, 43),
    preferred_username: account.username,
    name: account.name,
    ver: '2.0',
    ...(granted.scopes.includes('email') && { email: account.username }),
    ...(nonce !== undefined && { nonce }),
  })
}

/** For an organization, in a person's name. */
export function personToken(entra: Entra, granted: Granted, audience: string) {
  return minted(entra, LIFE, {
    aud: audience,
    iss: `${entra.origin}/${granted.tenant}/`,
    tid: granted.tenant,
    oid: granted.objectId,
    sub: granted.objectId,
    appid: granted.clientId,
    scp: 'user_impersonation',
    ver: '1.0',
  })
}

/** For an organization, in the application's own name. */
export function applicationToken(
  entra: Entra,
  tenant: string,
  clientId: string,
  oid: string,
  audience: string,
) {
  return minted(entra, APP_LIFE, {
    aud: audience,
    iss: `${entra.origin}/${tenant}/`,
    tid: tenant,
    oid,
    sub: oid,
    appid: clientId,
    idtyp: 'app',
    ver: '1.0',
  })
}

export function issuerOf({ origin }: Entra, tenant: string): string {
  return `${origin}/${tenant}/v2.0`
}

/** Signs whatever is said with whichever key: for tokens that must be refused. */
export async function sign(claims: JWTPayload, { kid, privateKey }: SigningKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey)
}

/** What the token says; undefined when it is not of this Entra, not for this audience, or no longer good. */
export async function readToken(
  entra: Entra,
  token: string,
  audience: string,
): Promise<JWTPayload | undefined> {
  try {
    const { kid } = decodeProtectedHeader(token)
    const key = entra.keys.published.find((one) => one.kid === kid)
    if (!key) return undefined
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['RS256'],
      audience,
      currentDate: entra.now(),
    })
    return serialOf(payload) > entra.expiredUpTo ? payload : undefined
  } catch {
    // Whatever is wrong with it, a token that cannot be verified is none.
    return undefined
  }
}

/** Signed by whoever vouches for people, with what every token says of itself. */
export async function minted(entra: Entra, life: number, claims: JWTPayload): Promise<Minted> {
  entra.serial += 1
  const iat = Math.floor(entra.now().getTime() / 1000) + entra.skew
  const token = await sign(
    { iat, nbf: iat, exp: iat + life, uti: `u${entra.serial}`, ...claims },
    entra.keys.current,
  )
  return { token, expiresIn: life }
}

function serialOf({ uti }: JWTPayload): number {
  return typeof uti === 'string' ? Number(uti.slice(1)) : 0
}
