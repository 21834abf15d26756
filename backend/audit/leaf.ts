/** An entry as it is hashed. Whoever checks an export does the same with what he was given. */
import { hash, randomFillSync } from 'node:crypto'

/** First word of every leaf: what the rest means. */
const FORMAT = 'dealthread.audit.1'

export interface Hashed {
  company: string
  position: number
  at: Date
  act: string
  by: string
  record: string | null
  thread: string | null
  thing: string | null
  /** JSON texts, verbatim: a database may not order their names anew. */
  about: string
  commitments: string
}

/** The very text of an entry's leaf: JSON, always the same. */
export function leafText({ company, position, at, act, by, ...one }: Hashed): string {
  const { record, thread, thing, about, commitments } = one
  const said = JSON.stringify([FORMAT, company, position, at.toISOString(), act, by, record, thread, thing])
  return `${said.slice(0, -1)},${about},${commitments}]`
}

/** What is hashed of a value in its stead: whoever lacks the salt cannot find out by guessing. base64url. */
export function commitment(salt: string, name: string, value: string): string {
  return hash('sha256', `${salt}\n${name}\n${value}`, 'base64url')
}

const SALT_BYTES = 16
const pool = Buffer.alloc(SALT_BYTES * 256)
let used = pool.length

/** 128 random bits, base64url. Drawn many at a time, for asking the system costs more than hashing. */
export function salt(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const drawn = pool.toString('base64url', used, used + SALT_BYTES)
  pool.fill(0, used, used + SALT_BYTES)
  used += SALT_BYTES
  return drawn
}
