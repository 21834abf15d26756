import { createECDH } from 'node:crypto'
import type { Secrets } from '../keys/secrets.ts'

/** By which push services know us (RFC 8292); base64url, as browsers want them. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/**
 * Worked out from SECRET_KEY, so that every node has the same and nothing is to be kept. One pair for all companies: a
 * browser takes one for all it gets from an address. Another SECRET_KEY has people ask their browsers again.
 */
export function pushKeys(secrets: Pick<Secrets, 'derive'>): PushKeys {
  const curve = createECDH('prime256v1')
  for (let attempt = 0; ; attempt++) {
    const privateKey = secrets.derive({ company: '', purpose: `web push ${attempt}` })
    try {
      curve.setPrivateKey(privateKey, 'base64url')
      return { privateKey, publicKey: curve.getPublicKey('base64url') }
    } catch {
      // One number in four billion is no key of this curve; the next is tried.
    }
  }
}
