/** AES-256-GCM, the only way anything is sealed here. */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const IV = 12
const TAG = 16
/** Bytes that sealing adds. */
export const SEAL = IV + TAG

/** A random nonce before, the tag behind. `about` is not stored, and has to be the same when it is opened. */
export function sealBytes(key: KeyObject, bytes: Uint8Array, about: string): Buffer {
  const iv = randomBytes(IV)
  return Buffer.concat([iv, sealWith(key, iv, bytes, about)])
}

/** Undefined when it was sealed under another key or about something else, or has been changed. */
export function openBytes(key: KeyObject, sealed: Uint8Array, about: string): Buffer | undefined {
  return sealed.length < SEAL ? undefined : openWith(key, sealed.subarray(0, IV), sealed.subarray(IV), about)
}

/** The same under a nonce that the caller never uses twice with this key. */
export function sealWith(key: KeyObject, iv: Uint8Array, bytes: Uint8Array, about: string): Buffer {
  const cipher = createCipheriv(CIPHER, key, iv)
  cipher.setAAD(Buffer.from(about))
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

export function openWith(
  key: KeyObject,
  iv: Uint8Array,
  sealed: Uint8Array,
  about: string,
): Buffer | undefined {
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const opened = decipher.update(sealed.subarray(0, sealed.length - TAG))
  try {
    // Nothing is handed out before this has said that it is what was sealed.
    decipher.final()
    return opened
  } catch {
    return undefined
  }
}

/** A key for one use, worked out from another. */
export function keyFor(use: string, from: Uint8Array | string | KeyObject): KeyObject {
  const bytes = typeof from === 'object' && 'export' in from ? from.export() : from
  return createSecretKey(Buffer.from(hkdfSync('sha256', bytes, 'dealthread', use, 32)))
}
