import { createHash } from 'node:crypto'

/** The same GUID for the same words, in lower case without braces: what is made twice is then the same thing. */
export function guidOf(words: string): string {
  const hash = createHash('sha256').update(words).digest('hex')
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`]
  return [...parts, hash.slice(20, 32)].join('-')
}
