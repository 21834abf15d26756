/** What a letter tells when it goes: what still waits then, of cards the host still shows. Never a word of the talk. */
import { and, count, desc, eq, isNull, max } from 'drizzle-orm'
import type { Answer, CrmRefusal, RecordContext, RecordRef } from '../../crm-adapters/port.ts'
import { choicesOf } from '../companies/choices.ts'
import { portalOf } from '../companies/companies.ts'
import type { Letter } from '../letters/letters.ts'
import { recordKey, recordRef } from '../records.ts'
import type { Reading, Store } from '../store/store.ts'
import { callingsOf, type Found, isWaiting, listenerOf } from './callings.ts'
import { endOfDay, type Sum, sumOf } from './summary.ts'
import { wishesOf } from './wishes.ts'
import { cardName, noticeText, urgently, wordsIn } from './words.ts'

export interface Gathered {
  locale: string
  /** The newest last. */
  cards: GatheredCard[]
  urgent: boolean
  /** Of a summary. */
  sum?: Sum
}

export interface GatheredCard {
  record: RecordRef
  /** As the host names it to him, else by its number. */
  name: string
  /** Of the host; null where it shows no such card. */
  url: string | null
  /** Messages that wait. */
  count: number
  /** Who, where and how many. */
  line: string
  urgent: boolean
}

export interface GatherDeps {
  store: Store
  /** The record as the host shows it to that person. */
  look(company: string, person: string, record: RecordRef): Promise<Answer<RecordContext>>
  cardUrl(company: string, record: RecordRef): Promise<string | null>
  /** To a thread of the record, which its host does not show him. */
  isWelcome(viewer: { company: string; person: string; record: string }): Promise<boolean>
  /** Of our own page, where he reads it then; null where the host has no such address. */
  homeUrl(company: string): Promise<string | null>
}

/** Cards told of in one letter. */
const CARDS_MOST = 20
const NAME_MOST = 100
/** Reasons for which the host would not show him the card: then he is told nothing of its chat. */
const HIDDEN = new Set<CrmRefusal>(['denied', 'missing', 'guest', 'dismissed', 'restricted'])

/** Undefined when there is nothing left to tell. */
export async function gather(
  deps: GatherDeps,
  company: string,
  letter: Letter,
): Promise<Gathered | undefined> {
  const found = await deps.store.read(company, async (r) => {
    const { leftAt, locale } = await listenerOf(r, letter.person)
    if (leftAt || !(await portalOf(r))) return undefined
    const summary = letter.about.what === 'summary'
    return {
      locale,
      lines: summary ? await owedCards(r, letter.person, locale) : await calledCards(r, letter, locale),
      sum: summary ? await sumFor(r, letter.person) : undefined,
    }
  })
  if (!found) return undefined
  const { locale, lines, sum } = found
  const cards = (
    await Promise.all(lines.map((line) => shown(deps, company, letter.person, locale, line)))
  ).filter((card) => card !== undefined)
  const nothing = sum ? sum.unread + sum.unanswered + sum.due === 0 : cards.length === 0
  const urgent = cards.some((card) => card.urgent)
  return nothing ? undefined : { locale, cards, urgent, ...(sum && { sum }) }
}

type Line = Pick<GatheredCard, 'record' | 'count' | 'line' | 'urgent'>

async function shown(
  { look, cardUrl, isWelcome, homeUrl }: GatherDeps,
  company: string,
  person: string,
  locale: string,
  line: Line,
): Promise<GatheredCard | undefined> {
  const { record } = line
  const seen = await look(company, person, record)
  if (!seen.ok && HIDDEN.has(seen.reason)) {
    if (!(await isWelcome({ company, person, record: recordKey(record) }))) return undefined
    return { ...line, name: cardName(locale, record), url: await homeUrl(company) }
  }
  const title = seen.ok ? seen.value.title.replaceAll(/\s+/g, ' ').trim().slice(0, NAME_MOST) : ''
  return { ...line, name: title || cardName(locale, record), url: await cardUrl(company, record) }
}

/** Cards of which something was told when the letter was asked for, and still waits. */
async function calledCards(r: Reading, { person, about, by, at }: Letter, locale: string): Promise<Line[]> {
  const level = (await wishesOf(r, person)).level ?? (await choicesOf(r)).level
  const of = about.what === 'calls' && about.record !== null ? about.record : undefined
  const waiting = (await callingsOf(r, person, of)).filter((one) => isWaiting(one, level))
  const told = ({ calling }: Found) => (by === 'mail' ? calling.mailedAt : calling.toldAt)
  const byCard = Map.groupBy(
    waiting.filter((one) => told(one)),
    ({ thread }) => thread.record,
  )
  return [...byCard]
    .filter(([, found]) => found.some((one) => told(one)?.getTime() === at.getTime()))
    .slice(-CARDS_MOST)
    .map(([record, found]) => lineOf(recordRef(record), found, locale))
}

function lineOf(record: RecordRef, found: Found[], locale: string): Line {
  const newest = found.at(-1)!
  const { text } = noticeText(locale, {
    record,
    count: found.length,
    threads: [...new Set(found.map(({ thread }) => (thread.kind === 'private' ? null : thread.title)))],
    why: newest.calling.why,
    author: newest.author,
  })
  const urgent = found.some(({ calling }) => calling.urgentAt)
  return { record, count: found.length, line: urgent ? urgently(locale, text) : text, urgent }
}

/** Cards in whose chats an answer of his is waited for, the newest last. */
async function owedCards({ company, db, t }: Reading, person: string, locale: string): Promise<Line[]> {
  const rows = await db
    .select({ record: t.thread.record, waiting: count(), newest: max(t.unanswered.at) })
    .from(t.unanswered)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.unanswered.thread)))
    .innerJoin(
      t.member,
      and(eq(t.member.company, company), eq(t.member.thread, t.thread.id), eq(t.member.person, person)),
    )
    .where(
      and(
        eq(t.unanswered.company, company),
        eq(t.unanswered.person, person),
        isNull(t.thread.closedAt),
        isNull(t.member.leftAt),
      ),
    )
    .groupBy(t.thread.record)
    .orderBy(desc(max(t.unanswered.at)))
    .limit(CARDS_MOST)
  const { unanswered } = wordsIn(locale).summary
  return rows.reverse().map(({ record, waiting }) => {
    const many = Number(waiting)
    return { record: recordRef(record), count: many, line: unanswered(many), urgent: false }
  })
}

async function sumFor(r: Reading, person: string): Promise<Sum> {
  const { zone } = await wishesOf(r, person)
  return sumOf(r, person, endOfDay(zone, r.now))
}
