/** Stored events hold ids; what is told is what those things are now. Three queries for a page of events, whatever is in it. */
import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { factsById } from '../facts/facts.ts'
import { peopleById } from '../people/people.ts'
import type { ShownDraft, ShownEvent, ShownFact } from '../shown.ts'
import { prepared, type Reading } from '../store/store.ts'
import { messagesById } from '../threads/show.ts'
import { showThread } from '../threads/show-threads.ts'

export type EventRow = Reading['t']['event']['$inferSelect']

/** A company's events after a position, oldest first. */
export function eventsAfter(r: Reading, after: number, upTo: number, limit: number): Promise<EventRow[]> {
  return ofCompany(r).execute({ company: r.company, after, upTo, limit })
}

const ofCompany = prepared('company_events', (db, { event }) =>
  db
    .select()
    .from(event)
    .where(
      and(
        eq(event.company, sql.placeholder('company')),
        gt(event.position, sql.placeholder('after')),
        lte(event.position, sql.placeholder('upTo')),
      ),
    )
    .orderBy(asc(event.position))
    .limit(sql.placeholder('limit')),
)

/** The same of one card. */
export function cardEvents(
  r: Reading,
  wanted: { record: string; after: number; upTo: number; limit: number },
): Promise<EventRow[]> {
  return ofCard(r).execute({ company: r.company, ...wanted })
}

const ofCard = prepared('card_events', (db, { event }) =>
  db
    .select()
    .from(event)
    .where(
      and(
        eq(event.company, sql.placeholder('company')),
        eq(event.record, sql.placeholder('record')),
        gt(event.position, sql.placeholder('after')),
        lte(event.position, sql.placeholder('upTo')),
      ),
    )
    .orderBy(asc(event.position))
    .limit(sql.placeholder('limit')),
)

/** Where the newest event of a card stands that has so many newer ones; 0 when it has had fewer. */
export async function newestButSo(
  { company, db, t }: Reading,
  record: string,
  many: number,
): Promise<number> {
  const [row] = await db
    .select({ position: t.event.position })
    .from(t.event)
    .where(and(eq(t.event.company, company), eq(t.event.record, record)))
    .orderBy(desc(t.event.position))
    .limit(1)
    .offset(many)
  return row?.position ?? 0
}

/** Whether this person, with this card open, may learn of it. */
export function concerns(event: EventRow, viewer: { person: string; record: string }): boolean {
  return event.record === viewer.record && (event.people === null || event.people.includes(viewer.person))
}

/** Events as told; `undefined` for one whose thing is gone. `thread.opened` is left to `showOpened`, for it differs per person. */
export async function showEvents(r: Reading, rows: EventRow[]): Promise<Map<number, ShownEvent>> {
  const ids = (name: string) => [
    ...new Set(rows.flatMap(({ data }) => (data[name] ? [String(data[name])] : []))),
  ]
  const messages = await messagesById(r, ids('message'))
  const people = await peopleById(r, ids('person'))
  const drafts = await draftsOf(r, rows)
  const facts = await factsById(r, ids('fact'))

  const shown = new Map<number, ShownEvent>()
  for (const row of rows) {
    const data = told(row, { messages, people, drafts, facts })
    if (data) shown.set(row.position, { position: row.position, topic: row.topic, data } as ShownEvent)
  }
  return shown
}

/** A thread's opening as this person sees the thread now. */
export async function showOpened(r: Reading, row: EventRow, viewer: { person: string; record: string }) {
  const thread = row.thread && (await showThread(r, viewer, row.thread))
  return thread
    ? ({ position: row.position, topic: 'thread.opened', data: { thread } } satisfies ShownEvent)
    : undefined
}

interface Hydrated {
  messages: Awaited<ReturnType<typeof messagesById>>
  people: Awaited<ReturnType<typeof peopleById>>
  drafts: Map<string, ShownDraft>
  facts: Map<string, ShownFact>
}

function told(row: EventRow, { messages, people, drafts, facts }: Hydrated): unknown {
  const { topic, data } = row
  if (data.message) {
    const message = messages.get(String(data.message))
    return message && { message }
  }
  switch (topic) {
    case 'thread.joined':
    case 'thread.left':
    case 'person.changed': {
      const person = people.get(String(data.person))
      return person && { ...data, person }
    }
    case 'thread.read':
      return { ...data, mentioned: data.mentioned === 1 }
    case 'draft.saved': {
      const draft = drafts.get(`${data.thread} ${data.person}`)
      return { thread: data.thread, ...(draft && { draft }) }
    }
    case 'fact.changed': {
      const id = String(data.fact)
      const fact = facts.get(id)
      return { id, ...(fact && { fact }) }
    }
    case 'thread.opened':
      return undefined
    default:
      return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
  }
}

async function draftsOf({ company, db, t }: Reading, rows: EventRow[]): Promise<Map<string, ShownDraft>> {
  const threads = rows.filter((row) => row.topic === 'draft.saved').map((row) => String(row.thread))
  if (threads.length === 0) return new Map()
  const drafts = await db
    .select()
    .from(t.draft)
    .where(and(eq(t.draft.company, company), inArray(t.draft.thread, [...new Set(threads)])))
  return new Map(
    drafts.map(({ thread, person, text, replyTo }) => [
      `${thread} ${person}`,
      { text, ...(replyTo && { replyTo }) },
    ]),
  )
}
