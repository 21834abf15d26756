/** How our application proves itself to Entra: with a certificate's key, or with a secret. */
import { SignJWT } from 'jose'

export type Credential =
  | { secret: string }
  /** `thumbprint`: SHA-256 of the certificate registered with Entra, in base64url. */
  | { key: CryptoKey; thumbprint: string }

/** Seconds an assertion may be shown. */
const ASSERTED_FOR = 300

/** Fields of a token request that say who asks. docs: "Certificate credentials". */
export async function proving(
  clientId: string,
  credential: Credential,
  audience: URL,
  now: Date,
): Promise<Record<string, string>> {
  if ('secret' in credential) return { client_id: clientId, client_secret: credential.secret }
  const seconds = Math.floor(now.getTime() / 1000)
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': credential.thumbprint })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience.href)
    .setJti(crypto.randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + ASSERTED_FOR)
    .sign(credential.key)
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}
