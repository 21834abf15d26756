/** The certificate an application proves itself with, as an operator hands it to us. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'

export interface Certificate {
  key: KeyObject
  /** Thumbprints of what was registered with the provider, in base64url. */
  sha256: string
  sha1: string
}

/**
 * Reads a PEM that holds the private key (RSA, not encrypted) and its certificate. Throws a sentence when it does not, or when
 * they do not belong together; never with a word of the key.
 */
export function certificateIn(pem: string): Certificate {
  const certificate = read(() => new X509Certificate(pem), 'it holds no certificate')
  const key = read(() => createPrivateKey(pem), 'it holds no private key we can read')
  if (key.asymmetricKeyType !== 'rsa') throw new Error('its key is not an RSA key')
  if (!certificate.checkPrivateKey(key)) throw new Error('its key is not that of its certificate')
  return { key, sha256: base64url(certificate.fingerprint256), sha1: base64url(certificate.fingerprint) }
}

function read<T>(reading: () => T, sentence: string): T {
  try {
    return reading()
  } catch {
    // What the library says may quote the file.
    throw new Error(sentence)
  }
}

const base64url = (fingerprint: string) =>
  Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url')
