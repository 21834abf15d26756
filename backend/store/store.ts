/** The only way to the database: `read` and `write`, each for one company. Everything here is the same for SQLite and Postgres. */
import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './schema.ts'

export { lastPosition } from './position.ts'
export { prepared } from './prepared.ts'
export { countRows, eraseRows } from './whole.ts'

/** The part of Drizzle both dialects share. */
export type Db = Pick<
  PgDatabase<PgQueryResultHKT>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$count'
>

export type Dialect = 'sqlite' | 'postgres'

export interface Reading {
  readonly company: string
  readonly db: Db
  readonly t: Tables
  readonly dialect: Dialect
  /** When this was begun: what time decides is decided by it throughout. */
  readonly now: Date
  /** Rows of a statement only this dialect knows; for the features' dialect files and nobody else. */
  rows<T>(query: SQL): Promise<T[]>
}

/** What is done by itself after a commit that asks for it; the clock sees to what that misses. */
export type Work = 'errands'

/** Who an event concerns and what it says. Ids only: texts are read when the event is shown, so that erasing them is enough. */
export interface About {
  /** Record key, `deal:1204`. */
  record: string
  thread?: string
  /** Only these people may learn of it; absent = whoever may see the card. */
  people?: string[]
  data: Record<string, string | number | null>
}

/** One write: what has been read in it is still true when it writes, and all of it is stored or none. */
export interface Writing extends Reading {
  /** Stores an event at the company's next position, with the change it tells of. Published after the commit. */
  emit(topic: string, about: About): Promise<void>
  /** The commit this is part of: the same object for all who share it. */
  readonly commit: object
  /** What only we can have made of a text: an HMAC under the company's key. base64url. */
  mark(text: string): string
  /** Does this at the end of the commit, once for all who share it; one that throws refuses them all. */
  atEnd(work: () => Promise<void>): void
  /** Does this once all of it is durable, before whoever waits for the write learns of it. It must not throw. */
  onceStored(act: () => void): void
  /** Says, once all of it is durable, that there is work of this kind to be done for the company. */
  wake(work: Work): void
}

export interface Store {
  readonly dialect: Dialect
  /** Sees what was last committed. Two queries may see two moments: read the cursor before the state. */
  read<T>(company: string, fn: (r: Reading) => Promise<T>): Promise<T>
  /**
   * One write at a time per company. Writes waiting together share one commit, each in its own savepoint:
   * one that throws leaves no trace and harms no other. Resolves after the commit is durable.
   * `fn` may await nothing but the database.
   */
  write<T>(company: string, fn: (w: Writing) => Promise<T>): Promise<T>
  /**
   * Makes sure that what was deleted can be read from no file we write; afterwards only the engine's own care is left,
   * such as Postgres's vacuum.
   */
  scrub(): Promise<void>
  /** Every company there is, for what happens by the clock. */
  companies(): Promise<string[]>
  close(): Promise<void>
}

export interface StoreOptions {
  now?: () => Date
  /** Makes `Writing.mark`; without it the marks of a company are no secret. */
  mark?: (company: string, text: string) => string
  /** Told after each commit how far a company's events have come. */
  published?: (company: string, position: number) => void
  /** Told after each commit that has asked for work of that kind. */
  woken?: (company: string, work: Work) => void
  /** The disk can no longer be trusted: an I/O error inside a commit. The process should stop. */
  broken?: (error: unknown) => void
}

/** Whether an error says that the disk (or the quota) is full; nothing was stored. */
export function isFull(error: unknown): boolean {
  return codes(error).some((code) => code === 'SQLITE_FULL' || code === '53100')
}

/** Whether an error says that a part of the database is no longer what was written there; the rest may be well. */
export function isDamaged(error: unknown): boolean {
  return codes(error).some((code) => DAMAGED.test(code))
}

/** SQLite's own, and of Postgres: XX001 data, XX002 an index. */
const DAMAGED = /^(SQLITE_CORRUPT\w*|SQLITE_NOTADB|XX00[12])$/

/**
 * Whether an error says that the database cannot be reached just now. Whether a write was stored then is unknown, as with
 * any answer that did not come.
 */
export function isUnreachable(error: unknown): boolean {
  return (
    codes(error).some((code) => UNREACHABLE.test(code)) ||
    messages(error).some((message) => LINE_BROKE.some((broke) => message.startsWith(broke)))
  )
}

/** The network's own, and of Postgres: 08 connections, 57P0 a server that stops or starts, 53300 too many of us. */
const UNREACHABLE =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300)$/
/** What node-postgres says without a code. */
const LINE_BROKE = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
]

function messages(error: unknown): string[] {
  const found: string[] = []
  for (let e = error; e instanceof Error; e = e.cause) found.push(e.message)
  return found
}

/** Error codes along the chain of causes. */
export function codes(error: unknown): string[] {
  const found: string[] = []
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e) found.push(String(e.code))
  return found
}
