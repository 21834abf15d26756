/** Signing keys, as Entra publishes and replaces them. */
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

/** The tenant of personal accounts; its key is published beside the others and must not sign for work accounts. */
export const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad'

export interface SigningKey {
  kid: string
  privateKey: CryptoKey
  publicKey: CryptoKey
  jwk: JWK
  /** Whose tokens it may sign, as the published key says. */
  issuer: 'work' | 'consumers'
}

export interface Keys {
  /** The one that signs now. */
  current: SigningKey
  personal: SigningKey
  /** Never published. */
  unknown: SigningKey
  /** All of `current` so far that are still published. */
  published: SigningKey[]
}

// Making a key takes longer than starting an organization; within one process they are made once.
const pool = new Map<string, Promise<SigningKey>>()

export async function newKeys(): Promise<Keys> {
  const [current, personal, unknown] = await Promise.all([
    keyCalled('k1'),
    keyCalled('k2', 'consumers'),
    keyCalled('k0'),
  ])
  return { current, personal, unknown, published: [current] }
}

/** A new key signs from now on; the old ones stay published until `retire`. */
export async function rotate(keys: Keys): Promise<void> {
  const next = Math.max(2, ...keys.published.map(({ kid }) => Number(kid.slice(1)))) + 1
  keys.current = await keyCalled(`k${next}`)
  keys.published.push(keys.current)
}

export function retire(keys: Keys): void {
  keys.published = [keys.current]
}

export function keySet(keys: Keys, origin: string): { keys: JWK[] } {
  const issuers = { work: `${origin}/{tenantid}/v2.0`, consumers: `${origin}/${CONSUMERS}/v2.0` }
  return {
    keys: [...keys.published, keys.personal].map((key) => ({ ...key.jwk, issuer: issuers[key.issuer] })),
  }
}

function keyCalled(kid: string, issuer: SigningKey['issuer'] = 'work'): Promise<SigningKey> {
  const known = pool.get(kid) ?? made(kid, issuer)
  pool.set(kid, known)
  return known
}

async function made(kid: string, issuer: SigningKey['issuer']): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), use: 'sig', kid, x5t: kid }
  return { kid, privateKey, publicKey, jwk, issuer }
}
