/** The only way to the database: `read` and `write`, each for one company. Everything here is the same for SQLite and Postgres. */
import type { SQL, SQLWrapper } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './schema.ts'
import type { Awaits } from './stirred.ts'

export { isAmong } from './among.ts'
export { isDamaged, isFull, isUnreachable } from './failures.ts'
export { lastPosition, positionIn } from './position.ts'
export { prepared } from './prepared.ts'
export { type Awaits, isStirred, settled } from './stirred.ts'
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

/** A query that names companies: those in which something is due. Nothing else is asked of several at once. */
export type Due = (all: Omit<Reading, 'company'>) => SQLWrapper

/** What is done by itself after a commit that asks for it; the clock sees to what that misses. */
export type Work = 'errands' | 'parting'

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
  /** Waits for this at the very end of the commit only: what follows is run after it in any case. Should it fail, all are refused. */
  unwaited(done: PromiseLike<unknown>): void
  /** Does this once all of it is durable, before whoever waits for the write learns of it. It must not throw. */
  onceStored(act: () => void): void
  /** Says that something of the company is from now on to be taken up by whoever looks for it, until `settled`. */
  stir(awaits: Awaits): void
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
   * Makes sure that what was deleted can be read from no file we write. Of Postgres: that no table or index has it, though
   * free space in its files and its log may still, until they are used again.
   */
  scrub(): Promise<void>
  /**
   * Looks through all that is stored: from the first damage that is found on, nothing more is written. Of an engine that sees
   * to it by itself it asks nothing.
   */
  examine(): Promise<void>
  /** Why nothing more is written until the server is started again; undefined while all is well. */
  stopped(): Stopped | undefined
  /** Every company there is, or those in which something is due, for what happens by the clock. */
  companies(due?: Due): Promise<string[]>
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
  /** Nothing more is written from now on; what can be read is. */
  stopped?: (why: Stopped, error: unknown) => void
}

/** A part of the database is no longer what was written there, and writing would spread that; or its disk refuses to be written. */
export type Stopped = 'damaged' | 'read_only'
