/** Where the bytes of attachments lie: what is promised of them, and what of any place they are kept in. Who may have them is not its business. */

/** Names an object. A preview is an object of its own beside its file. */
export interface Key {
  company: string
  file: string
  part?: 'preview'
}

/** The size in bytes and the SHA-256, hex. */
export interface Measured {
  size: number
  hash: string
}

/** Offsets of the first and the last byte wanted. */
export interface ByteRange {
  start: number
  end: number
}

export interface Files {
  /**
   * Stores all of it under a key nothing has yet, and answers once it would outlive a power cut. Whatever goes wrong,
   * nothing is left under the key.
   * @param most bytes; reading stops at the first one more
   * @throws KeyTaken when there is such an object: objects never change
   * @throws Refused `file_too_large`, `storage_full`, and whatever `bytes` throws
   */
  put(key: Key, bytes: AsyncIterable<Uint8Array>, most: number): Promise<Measured>
  /** The bytes, read as they are asked for; undefined when there is no such object. */
  get(key: Key, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>
  /** In bytes; undefined when there is no such object. */
  size(key: Key): Promise<number | undefined>
  /** Answers once it would not come back after a power cut; removing what is not there is well. */
  remove(key: Key): Promise<void>
  /** Every object of a company and when it was stored, in no order. */
  list(company: string): AsyncIterable<{ key: Key; at: Date }>
  /** Removes all of a company's, what is under way included; answers once it would not come back after a power cut. */
  forget(company: string): Promise<void>
  /** Drops what broken-off puts left behind before that time. */
  dropUnfinished(company: string, before: Date): Promise<void>
}

/** A folder or a bucket: what is kept there is what it was given. */
export interface Place extends Files {
  /** Puts these bytes where others are, all at once: who reads finds the ones or the others whole. Makes what was not there. */
  replace(key: Key, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** A short text about the whole place, beside what is kept; undefined when nobody has left one. */
  label(): Promise<string | undefined>
  /** Leaves it, where there is none. */
  setLabel(text: string): Promise<void>
}

/** There is an object under this key already. */
export class KeyTaken extends Error {
  /** What was offered, read to its end. */
  readonly offered: Measured

  constructor(key: Key, offered: Measured) {
    super(`${pathOf(key)} is taken`)
    this.name = 'KeyTaken'
    this.offered = offered
  }
}

const COMPANY = /^[\w-]{1,64}$/
const FILE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `company/aa/<id>`: the company first, then the id's last two digits, for its first ones only tell the time. */
export function pathOf({ company, file, part }: Key): string {
  if (!FILE.test(file)) throw new Error('not the id of a file')
  return `${folderOf(company)}/${file.slice(-2)}/${file}${part ? `.${part}` : ''}`
}

/** What the paths of a company begin with. */
export function folderOf(company: string): string {
  if (!COMPANY.test(company)) throw new Error('not the id of a company')
  return company
}

/** The key an object's path was made from; undefined when it was not made by `pathOf`. */
export function keyOf(path: string): Key | undefined {
  const [company = '', , name = ''] = path.split('/')
  const [file = '', part] = name.split('.')
  if (!COMPANY.test(company) || !FILE.test(file)) return undefined
  const key: Key = part === 'preview' ? { company, file, part } : { company, file }
  return pathOf(key) === path ? key : undefined
}
