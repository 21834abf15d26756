/** What each database does in its own way: keep the terms of messages, and find messages by them. */
import { createHash } from 'node:crypto'
import type { SQL, SQLWrapper } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'
import type { Wanted } from './words.ts'

export interface SearchIndex {
  /** Remembers a message by these terms and by no others. */
  put(w: Writing, message: { id: string; thread: string }, terms: string[]): Promise<void>
  /** Forgets a message and removes its terms. */
  remove(w: Writing, message: string): Promise<void>
  /** Of these messages, those it remembers. */
  known(r: Reading, messages: string[]): Promise<string[]>
  /** Forgets up to so many messages of the company, whichever; answers with how many. */
  removeSome(w: Writing, most: number): Promise<number>
  /** Takes one step towards an index in which nothing of forgotten terms can be read; false when it is there. */
  tidy(w: Writing, start: boolean): Promise<boolean>
  /** Newest first. */
  find(r: Reading, asked: Asked): Promise<Found[]>
  /** Whether a column is one of many values, of more than a statement takes parameters. */
  isOneOf(column: SQLWrapper, values: string[]): SQL
}

export interface Asked {
  threads: string[]
  /** All of them, in any order; at least one. */
  words: Wanted[]
  /** Only what arrived before this `number`. */
  before?: number | undefined
  limit: number
}

export interface Found {
  /** Grows in the order in which messages arrived, and stays when a message is edited. */
  number: number
  message: string
  thread: string
}

/** Up to so many threads it is cheaper to look each up in the index than to look at what others said. */
const LOOKED_UP_MOST = 200

/** The threads as terms of the index, unless they are too many. */
export function threadTerms(company: string, threads: string[]): string[] {
  return threads.length > LOOKED_UP_MOST ? [] : threads.map((thread) => termOf(company, thread))
}

/** No word has such a sign, so no word can pass for a thread or a company; a hash, for ids may hold anything. */
export function termOf(...ids: string[]): string {
  return `§${createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 32)}`
}
