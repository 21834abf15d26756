/** The application proves at `/token` that it is itself: by secret, or by an assertion signed with its certificate. */
import { timingSafeEqual, X509Certificate } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { EntraRefusal } from './refused.ts'
import type { Entra, Registration } from './world.ts'

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export async function clientOf(
  entra: Entra,
  form: URLSearchParams,
  basic: string | undefined,
  endpoint: string,
): Promise<Registration> {
  const assertion = form.get('client_assertion')
  const [basicId, basicSecret] = credentialsIn(basic)
  const clientId = form.get('client_id') ?? basicId ?? (assertion ? decodeJwt(assertion).sub : undefined)
  const client = entra.apps.find((one) => one.clientId === clientId)
  if (!client) throw new EntraRefusal(700016)
  if (assertion) {
    await proven(entra, client, form, assertion, endpoint)
    return client
  }
  const secret = form.get('client_secret') ?? basicSecret
  if (secret === undefined) throw new EntraRefusal(90014)
  if (!equal(secret, client.clientSecret)) throw new EntraRefusal(7000215)
  if (client.secretExpiresAt && client.secretExpiresAt <= entra.now()) throw new EntraRefusal(7000222)
  return client
}

async function proven(
  entra: Entra,
  client: Registration,
  form: URLSearchParams,
  assertion: string,
  audience: string,
) {
  if (!client.certificate || form.get('client_assertion_type') !== ASSERTION) throw new EntraRefusal(7000215)
  const { clientId } = client
  const registered = new X509Certificate(client.certificate)
  if (!names(assertion, registered)) throw new EntraRefusal(700027)
  try {
    await jwtVerify(assertion, registered.publicKey, {
      algorithms: ['PS256', 'RS256'],
      audience,
      issuer: clientId,
      subject: clientId,
      currentDate: entra.now(),
    })
  } catch {
    throw new EntraRefusal(700027)
  }
}

/** Whether it says that it is signed with the key of that certificate, by a thumbprint of it. */
function names(assertion: string, { fingerprint, fingerprint256 }: X509Certificate): boolean {
  const thumbprint = (hex: string) => Buffer.from(hex.replaceAll(':', ''), 'hex').toString('base64url')
  const { x5t, 'x5t#S256': x5tS256 } = decodeProtectedHeader(assertion)
  return x5tS256 === thumbprint(fingerprint256) || x5t === thumbprint(fingerprint)
}

function credentialsIn(header: string | undefined): string[] {
  const [, encoded] = /^Basic (.+)$/.exec(header ?? '') ?? []
  if (!encoded) return []
  return Buffer.from(encoded, 'base64').toString().split(':').map(decodeURIComponent)
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
