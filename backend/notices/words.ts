/** What the bell says: who, where and how many. Never a word of what was written: it goes out by mail and to locked screens. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { Why } from './tables.ts'
import { en } from './words-en.ts'
import { ru } from './words-ru.ts'
import { uk } from './words-uk.ts'

export interface Told {
  record: RecordRef
  /** Messages that wait. */
  count: number
  /** Titles of the threads they are in; the team's thread has an empty one. Null for one whose title is not told. */
  threads: (string | null)[]
  /** Of the newest. */
  why: Why
  author: string | null
}

/** Amounts, by what they are of. */
export interface Amounts {
  unread: number
  threads: number
  unanswered: number
  due: number
}

export interface Words {
  one: Record<Why, (author: string, thread: string) => string>
  /** One message in a thread whose title is not told. */
  hidden(author: string): string
  many(count: number, threads: string, author: string): string
  /** What gathered while nothing rang. */
  gathered(count: number, cards: number, author: string): string
  urgent(text: string): string
  summary: {
    title: string
    unread(count: number, threads: number): string
    unanswered(count: number): string
    due(count: number): string
  }
  /** Our name where nothing else tells who rings. */
  title: string
  test: string
  quoted(title: string): string
  team: string
  /** A private thread, whose name is nobody else's business. */
  closed: string
  somebody: string
  /** By kind of record. */
  cards: Record<string, string>
  card: string
  numbered(card: string, id: string): string
}

const languages: Record<string, Words> = { en, ru, uk }

/** Threads named in one notice. */
const NAMED_MOST = 3

/** Our words in this language, or in English where it is none of ours. */
export function wordsIn(locale: string): Words {
  const language = locale.split('-')[0] ?? ''
  return Object.hasOwn(languages, language) ? languages[language]! : en
}

/** A notice of one card; `link` are the words that open it. */
export function noticeText(locale: string, told: Told): { text: string; link: string } {
  const say = wordsIn(locale)
  const titles = told.threads.map((title) => (title === null ? say.closed : say.quoted(title || say.team)))
  const named = titles.slice(0, NAMED_MOST).join(', ') + (titles.length > NAMED_MOST ? '…' : '')
  const author = told.author ?? say.somebody
  const single = told.threads[0] === null ? say.hidden(author) : say.one[told.why](author, named)
  return {
    text: told.count === 1 ? single : say.many(told.count, named, author),
    link: cardName(locale, told.record),
  }
}

/** One notice of several cards; its link opens the card of the newest message. */
export function digestText(
  locale: string,
  {
    count,
    cards,
    author,
    record,
  }: { count: number; cards: number; author: string | null; record: RecordRef },
): { text: string; link: string } {
  const say = wordsIn(locale)
  return { text: say.gathered(count, cards, author ?? say.somebody), link: cardName(locale, record) }
}

export function urgently(locale: string, text: string): string {
  return wordsIn(locale).urgent(text)
}

/** All of a day's summary in one line. */
export function summaryText(locale: string, amounts: Amounts): string {
  const { title } = wordsIn(locale).summary
  return `${title}: ${summaryLines(locale, amounts).join(', ')}.`
}

/** A line for each amount there is. */
export function summaryLines(locale: string, { unread, threads, unanswered, due }: Amounts): string[] {
  const { summary } = wordsIn(locale)
  return [
    unread > 0 && summary.unread(unread, threads),
    unanswered > 0 && summary.unanswered(unanswered),
    due > 0 && summary.due(due),
  ].filter((line) => line !== false)
}

/** What a record is called by those who may not name it: its kind and number. */
export function cardName(locale: string, { type, id }: RecordRef): string {
  const say = wordsIn(locale)
  return say.numbered(Object.hasOwn(say.cards, type) ? say.cards[type]! : say.card, id)
}
