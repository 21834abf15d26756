/** Statements signed so that anybody can check them without us: Ed25519 over the very bytes of the statement. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

/** A statement as it is kept in a file. */
export interface Signed {
  format: typeof FORMAT
  /** What is stated, as JSON text: these bytes, in UTF-8, are signed. */
  statement: string
  signature: {
    algorithm: 'Ed25519'
    /** Tells the key: the beginning of the SHA-256 of its raw bytes, hex. */
    key: string
    /** Raw, base64url. */
    publicKey: string
    /** base64url. */
    value: string
  }
}

export const FORMAT = 'dealthread.act.1'

/** DER before the raw bytes of an Ed25519 key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export interface MadeKey {
  id: string
  publicKey: string
  /** PKCS #8, base64url. Secret. */
  privateKey: string
}

export function makeKey(): MadeKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
  return {
    id: keyId(raw),
    publicKey: raw.toString('base64url'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  }
}

/** base64url. */
export function signStatement(statement: string, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' })
  return sign(null, Buffer.from(statement), key).toString('base64url')
}

export function asFile(act: { body: string; key: string; signature: string }, publicKey: string): Signed {
  const { body: statement, key, signature: value } = act
  return { format: FORMAT, statement, signature: { algorithm: 'Ed25519', key, publicKey, value } }
}

export type Verdict =
  | { ok: true; statement: unknown; key: string }
  | { ok: false; why: 'not_an_act' | 'another_key' | 'wrong_signature' }

/** Whether a file is as it was signed. `trusted` is the public key of the company, from its page: without it only the file itself is asked. */
export function verifyFile(text: string, trusted?: string): Verdict {
  const file = parse(text)
  if (!file) return { ok: false, why: 'not_an_act' }
  const { publicKey, key, value } = file.signature
  const raw = Buffer.from(publicKey, 'base64url')
  if (raw.length !== 32 || keyId(raw) !== key || (trusted !== undefined && trusted !== publicKey))
    return { ok: false, why: 'another_key' }
  const spki = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })
  const good = verify(null, Buffer.from(file.statement), spki, Buffer.from(value, 'base64url'))
  return good
    ? { ok: true, statement: JSON.parse(file.statement), key }
    : { ok: false, why: 'wrong_signature' }
}

function parse(text: string): Signed | undefined {
  try {
    const file = JSON.parse(text)
    const { key, publicKey, value } = file.signature
    const texts = [file.statement, key, publicKey, value].every((one) => typeof one === 'string')
    return file.format === FORMAT && texts ? file : undefined
  } catch {
    return undefined
  }
}

function keyId(raw: Buffer): string {
  return createHash('sha256').update(raw).digest('hex').slice(0, 16)
}
