/** Whose an ID token is. Every rule here is one that a forger would like us to forget. */
import { decodeProtectedHeader, errors, importJWK, type JWTPayload, jwtVerify } from 'jose'
import { text } from '../json.ts'
import type { Answer } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Keyset } from './keyset.ts'
import { guid } from './passed.ts'
import type { Provider } from './provider.ts'

/** The only one Entra and AD FS sign with; what the token's own header says is not asked. */
const ALGORITHM = 'RS256'
/** Seconds by which their clock and ours may differ. */
const SKEW = 60

/** Whom a token names. */
export interface Named {
  /** Empty where the provider has no tenants. */
  tenant: string
  object: string
  name: string
  login: string | null
}

export interface Expected {
  clientId: string
  nonce: string
  /** The tenant that was asked; null when any would do. */
  tenant: string | null
  now: Date
}

/** `forged` when it is not the provider's, not for us, or not for this sign-in; `expired` when it is too old. */
export async function whoseToken(
  token: string,
  provider: Provider,
  keys: Keyset,
  { clientId, nonce, tenant, now }: Expected,
): Promise<Answer<Named>> {
  const kid = keyIdOf(token)
  if (!kid) return refusal('forged', 'id_token: not a signed token')
  const key = await keys.key(kid)
  if (!key.ok) return key

  let claims: JWTPayload
  try {
    const { payload } = await jwtVerify(token, await importJWK(key.value, ALGORITHM), {
      algorithms: [ALGORITHM],
      audience: clientId,
      clockTolerance: SKEW,
      currentDate: now,
      requiredClaims: ['iss', 'exp', 'iat', 'nonce'],
    })
    claims = payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) return refusal('expired', 'id_token: too old')
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      return refusal('forged', `id_token: ${error.message}`)
    throw error
  }

  const named = namedIn(claims, provider)
  if (!named) return refusal('forged', 'id_token: names nobody')
  const issuer = provider.issuer.replace('{tenantid}', named.tenant)
  if (claims.iss !== issuer) return refusal('forged', 'id_token: another issuer')
  // Entra publishes the keys of personal accounts beside the others.
  const signsFor = key.value.issuer?.replace('{tenantid}', named.tenant)
  if (signsFor !== undefined && signsFor !== issuer)
    return refusal('forged', 'id_token: signed with a key for others')
  if (claims.nonce !== nonce) return refusal('forged', 'id_token: of another sign-in')
  if (tenant !== null && named.tenant !== tenant) return refusal('forged', 'id_token: of another tenant')
  return { ok: true, value: named }
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid
  } catch {
    // Whatever is wrong with its form, it is not one of the provider's.
    return undefined
  }
}

function namedIn(claims: JWTPayload, { claims: names }: Provider): Named | undefined {
  const claim = (name: string) => text(claims[name])
  if (names.version !== null && claims.ver !== names.version) return undefined
  // A tenant is part of the issuer that is expected: it must be a GUID before it is put there.
  const tenant = names.tenant === null ? '' : guid(claim(names.tenant) ?? '')
  const object = claim(names.object)
  if (tenant === undefined || object === null) return undefined
  const person = names.tenant === null ? object : guid(object)
  if (person === undefined) return undefined
  const login = claim(names.login)
  return { tenant, object: person, name: claim('name') ?? login ?? person, login }
}
