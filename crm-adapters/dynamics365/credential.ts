/** How our application proves itself to a provider: with a certificate's key, or with a secret. */
import { SignJWT } from 'jose'
import type { Certificate } from './certificate.ts'

export type Credential = { secret: string } | { certificate: Certificate }

/** How a provider wants an assertion signed, and the certificate named. */
export type Signing = 'PS256' | 'RS256'

/** Seconds an assertion may be shown. */
const ASSERTED_FOR = 300

/** Fields of a token request that say who asks. docs: "Certificate credentials". */
export async function proving(
  clientId: string,
  credential: Credential,
  { token: audience, signing }: { token: URL; signing: Signing },
  now: Date,
): Promise<Record<string, string>> {
  if ('secret' in credential) return { client_id: clientId, client_secret: credential.secret }
  const { key, sha256, sha1 } = credential.certificate
  const seconds = Math.floor(now.getTime() / 1000)
  const assertion = await new SignJWT()
    .setProtectedHeader({
      alg: signing,
      typ: 'JWT',
      ...(signing === 'PS256' ? { 'x5t#S256': sha256 } : { x5t: sha1 }),
    })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience.href)
    .setJti(crypto.randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + ASSERTED_FOR)
    .sign(key)
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}
