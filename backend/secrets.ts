import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Whose secret and what for. Part of the key: what was sealed for one row cannot be opened as another's. */
export interface SecretOf {
  company: string
  /** E.g. `grant of 7`. */
  purpose: string
}

export interface Secrets {
  seal(text: string, of: SecretOf): string
  /** Throws `SecretUnreadable` when it was sealed for something else, with another key, or has been changed. */
  open(sealed: string, of: SecretOf): string
  /** A random-looking secret, always the same for the same purpose, that tells nothing of any other. */
  derive(of: SecretOf): string
}

export class SecretUnreadable extends Error {
  override name = 'SecretUnreadable'

  constructor({ company, purpose }: SecretOf) {
    super(
      `the stored "${purpose}" of ${company} cannot be opened: changed, or sealed with another SECRET_KEY`,
    )
  }
}

const VERSION = 'v1.'
const SHORTEST_KEY = 32

/** Secrets at rest: AES-256-GCM, each company and purpose under a key of its own, derived from `key` (SECRET_KEY). */
export function secrets(key: string): Secrets {
  if (key.length < SHORTEST_KEY)
    throw new Error(`SECRET_KEY is too short: ${SHORTEST_KEY} characters at least`)

  function keyOf({ company, purpose }: SecretOf): Buffer {
    const about = JSON.stringify([company, purpose])
    return Buffer.from(hkdfSync('sha256', key, 'dealthread secrets', about, 32))
  }

  return {
    derive({ company, purpose }) {
      const about = JSON.stringify([company, purpose])
      return Buffer.from(hkdfSync('sha256', key, 'dealthread derived secrets', about, 32)).toString(
        'base64url',
      )
    },

    seal(text, of) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyOf(of), iv)
      cipher.setAAD(Buffer.from(VERSION))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return VERSION + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },

    open(sealed, of) {
      const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
      if (!sealed.startsWith(VERSION) || bytes.length < 28) throw new SecretUnreadable(of)
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyOf(of), bytes.subarray(0, 12), {
          authTagLength: 16,
        })
        decipher.setAAD(Buffer.from(VERSION))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        throw new SecretUnreadable(of)
      }
    },
  }
}
