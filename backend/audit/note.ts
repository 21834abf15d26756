/**
 * A head of the log as a signed note: three lines and a signature that people and programs of others can read.
 * @see https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note
 */
import { createHash } from 'node:crypto'

export interface Head {
  company: string
  /** How many entries. */
  size: number
  /** base64. */
  root: string
}

/** Names the log, and its key: a name has neither blanks nor plus signs. */
export function originOf(company: string): string {
  return `dealthread.audit/${encodeURIComponent(company)}`
}

/** What is signed. */
export function headText({ company, size, root }: Head): string {
  return `${originOf(company)}\n${size}\n${root}\n`
}

/** `publicKey` is raw, base64url; `signature` is Ed25519 over the text, base64url. */
export function signedNote(head: Head, publicKey: string, signature: string): string {
  const name = originOf(head.company)
  const signed = Buffer.concat([keyHash(name, publicKey), Buffer.from(signature, 'base64url')])
  return `${headText(head)}\n— ${name} ${signed.toString('base64')}\n`
}

/** Tells the key a signature is of: the first four bytes of what the name and an Ed25519 key (0x01) come to. */
function keyHash(name: string, publicKey: string): Buffer {
  const key = Buffer.from(publicKey, 'base64url')
  const said = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(1), key])
  return createHash('sha256').update(said).digest().subarray(0, 4)
}

export interface ReadNote {
  text: string
  origin: string
  size: number
  root: string
  /** Of which key it claims to be, and the signature; both base64url. */
  keyHash: string
  signature: string
}

/** Undefined when it is no head of ours. */
export function readNote(note: string): ReadNote | undefined {
  const found = /^((\S+)\n(0|[1-9]\d{0,15})\n([\w+/]{43}=)\n)\n— (\S+) ([\w+/]+={0,2})\n$/.exec(note)
  if (!found) return undefined
  const [, text = '', origin = '', size = '', root = '', name = '', signed = ''] = found
  const bytes = Buffer.from(signed, 'base64')
  if (name !== origin || bytes.length !== 68) return undefined
  return {
    ...{ text, origin, size: Number(size), root },
    keyHash: bytes.subarray(0, 4).toString('base64url'),
    signature: bytes.subarray(4).toString('base64url'),
  }
}

/** Whether a note is of this key, by its name. */
export function isOfKey({ origin, keyHash: claimed }: ReadNote, publicKey: string): boolean {
  return keyHash(origin, publicKey).toString('base64url') === claimed
}
