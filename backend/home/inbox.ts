/** The list over all my cards: three queries for a page, however many cards there are, and one question to the host. */
import { sight } from '../access/sight.ts'
import { type Seeing, veiledLast } from '../access/veil.ts'
import { type Passed, passesOf } from '../invites/show.ts'
import { peopleById } from '../people/people.ts'
import { recordRef } from '../records.ts'
import type { InboxFilter, InboxPage, InboxRow } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import { lastPosition, type Store } from '../store/store.ts'
import { shownLevel } from '../threads/members.ts'
import { showLast } from '../threads/show.ts'
import type { Glances, Looked, Named } from './glances.ts'
import { type Mine, myThreads, type Place, placeOf } from './mine.ts'

/** Rows of a page. */
const PAGE = 30
/** Threads a page is chosen from: some are of records the host no longer shows. */
const LOOKED_AT = 100
/** The same when they are looked for by name, which only the host knows. */
const SEARCHED = 500

export interface InboxDeps {
  store: Store
  glances: Pick<Glances, 'look'>
}

export interface InboxAsked {
  filter: InboxFilter
  /** Part of a record's or a discussion's name, or of a record's number. */
  q?: string | undefined
  before?: Place | undefined
  threads?: string[] | undefined
}

/** A page may be short, even empty, and have a `next` all the same. */
export async function inboxPage({ store, glances }: InboxDeps, visitor: Visitor, asked: InboxAsked) {
  const { company, person } = visitor
  const sought = plain(asked.q ?? '')
  const limit = sought ? SEARCHED : LOOKED_AT
  const { position, mine } = await store.read(company, async (r) => ({
    position: await lastPosition(r),
    mine: await myThreads(r, person, { ...asked, limit }),
  }))
  const looked = await glances.look(
    visitor,
    mine.map(({ thread }) => thread.record),
  )

  const passes =
    looked.hidden.size > 0 ? await store.read(company, (r) => passesOf(r, person)) : new Map<string, Passed>()
  // Only what happened to a record tells what may be hidden.
  const hidden = mine.some(({ last }) => last?.happened)
    ? (await store.read(company, (r) => sight(r, { person, record: '' }))).hidden
    : []
  const nameOf = ({ thread }: Mine): Named | undefined => {
    const pass = looked.hidden.has(thread.record) ? passes.get(thread.id) : undefined
    return pass ? { title: pass.title ?? '', stage: null } : looked.named.get(thread.record)
  }

  const page = mine.filter((one) => isShown(one, looked, passes) && isSought(one, nameOf(one), sought))
  const shown = page.slice(0, PAGE)
  const rows = shown.map((one) => {
    const pass = looked.hidden.has(one.thread.record) ? passes.get(one.thread.id) : undefined
    return rowOf(one, nameOf(one), pass ? { ...pass, invited: true } : { fromSeq: 1, hidden, invited: false })
  })
  const people = await store.read(company, (r) => peopleById(r, [...new Set(rows.flatMap(spokenOf))]))
  const last = page.length > PAGE ? shown.at(-1) : mine.length === limit ? mine.at(-1) : undefined
  return {
    rows,
    people: [...people.values()],
    silent: rows.some(({ named }) => named === null),
    position,
    ...(last && { next: written(placeOf(last)) }),
  } satisfies InboxPage
}

function isShown({ thread }: Mine, { hidden }: Looked, passes: Map<string, Passed>): boolean {
  return !hidden.has(thread.record) || passes.has(thread.id)
}

function isSought({ thread }: Mine, name: Named | undefined, sought: string): boolean {
  if (!sought) return true
  if (!name) return false
  return [name.title, thread.title, recordRef(thread.record).id].some((text) => plain(text).includes(sought))
}

/** As people compare names: case and `ё` do not count. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е')
}

function rowOf(
  { thread, member, last, unanswered }: Mine,
  named: Named | undefined,
  seeing: Pick<Seeing, 'fromSeq' | 'hidden' | 'invited'>,
): InboxRow {
  const { id, kind, title, record, lastSeq, openedAt, closedAt } = thread
  const { readSeq, ownUnread, mentionSeq } = member
  return {
    record: recordRef(record),
    ...(seeing.invited && { invited: true as const }),
    named: named ?? null,
    thread: { id, kind, title: named ? title : '' },
    lastSeq,
    unread: lastSeq - readSeq - ownUnread,
    mentioned: mentionSeq > readSeq,
    at: (last?.at ?? openedAt).toISOString(),
    ...(named && last && last.seq >= seeing.fromSeq && { lastMessage: veiledLast(showLast(last), seeing) }),
    ...(unanswered > 0 && { unanswered }),
    ...shownLevel(member),
    ...(closedAt && { closedAt: closedAt.toISOString() }),
  }
}

function spokenOf({ lastMessage }: InboxRow): string[] {
  if (!lastMessage) return []
  const { author, happened } = lastMessage
  const named = happened?.what === 'responsible' ? [happened.from, happened.to] : []
  return [author, ...named].filter((id): id is string => Boolean(id))
}

/** A place as one word, for a cursor. */
function written({ at, thread }: Place): string {
  return `${at.getTime()}.${thread}`
}

/** Undefined when it is none. */
export function placeIn(cursor: string): Place | undefined {
  const [, at, thread] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? []
  return at && thread ? { at: new Date(Number(at)), thread } : undefined
}
