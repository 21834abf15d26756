/** What each database does in its own way: keep the terms of messages, and find messages by them. */
import { hash } from 'node:crypto'
import type { SQL, SQLWrapper } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Reading, Writing } from '../store/store.ts'
import type { Wanted } from './words.ts'

export interface SearchIndex {
  /** Remembers a message that is new. */
  add(w: Writing, message: { id: string; thread: string }, terms: string[]): Promise<void>
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
  /** Messages of the company with the words asked for; newest first. */
  find(r: Reading, asked: Asked): Promise<Found[]>
  /** A `number` that no message has reached yet. */
  end(r: Reading): Promise<number>
  /** Whether a column is one of many values, of more than a statement takes parameters. */
  isOneOf(column: SQLWrapper, values: string[]): SQL
}

export interface Asked {
  /** All of them, in any order; at least one. */
  words: Wanted[]
  /** Said in one of these, or in one that shares its term; absent: anywhere. */
  threads?: string[]
  /** Only messages of these `numbers`. */
  from: number
  before: number
  limit: number
}

export interface Found {
  /** Grows in the order in which messages arrived, and stays when a message is edited. */
  number: number
  message: string
  thread: string
}

/** A message's terms as the index keeps them. */
export function keptTerms(company: string, thread: string, terms: string[]): string[] {
  const its = companyMark(company)
  return [threadTerm(company, thread), ...terms.map((term) => its + term)]
}

/** What must be met for all that is asked, each by one of several terms. */
export function questionOf(company: string, { threads, words }: Pick<Asked, 'threads' | 'words'>): AnyOf[] {
  const its = companyMark(company)
  const said = words.map(({ stems, prefix }) => {
    // What begins so needs not be asked for beside the beginning.
    const others = prefix ? stems.filter((stem) => !stem.startsWith(prefix)) : stems
    return { terms: others.map((stem) => its + stem), ...(prefix && { prefix: its + prefix }) }
  })
  return threads ? [{ terms: threads.map((thread) => threadTerm(company, thread)) }, ...said] : said
}

export interface AnyOf {
  terms: string[]
  /** Or what begins like this. */
  prefix?: string
}

/**
 * No word has such a sign, so none can pass for a thread. Two may share a term, so whoever asks looks which it was. One sign
 * longer than a company's mark it is the beginning of nothing that is kept for words not written to the end.
 */
function threadTerm(company: string, thread: string): string {
  return `§${short(JSON.stringify([company, thread]))}`
}

const marks = new LRUCache<string, string>({ max: 1000 })

/** Each word begins with it: what others say is not gone through. */
function companyMark(company: string): string {
  const mark = marks.get(company) ?? short(company)
  marks.set(company, mark)
  return mark
}

/** Letters of a mark, on which the index of beginnings in the migration counts; a hash, for ids may hold anything. */
const short = (text: string) => hash('sha256', text, 'hex').slice(0, 8)
