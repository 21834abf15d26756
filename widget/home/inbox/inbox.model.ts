/** The list over all my cards as it is filtered now: a page and what was loaded below it, each row kept fresh on its own. */
import { batch, computed, signal } from '@preact/signals'
import type { HomeBootstrap, InboxPage, InboxRow, ShownPerson } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import type { HomeApi } from '../api.ts'
import { findFiles } from './found-files.model.ts'

/** What the list can be narrowed to, in the order of its switch. */
export const filters = ['all', 'unread', 'mentions', 'unanswered', 'questions'] as const
export type Filter = (typeof filters)[number]

export const filter = signal<Filter>('all')
export const sought = signal('')
export const rows = signal<InboxRow[]>([])
/** The host does not answer: some rows have no name. */
export const silent = signal(false)
/** There are older ones. */
export const more = signal(false)
/** Being asked for: the whole list, or its next page. */
export const loading = signal<'list' | 'more' | undefined>(undefined)
/** Why the list could not be loaded. */
export const failure = signal<string | undefined>(undefined)
export const isEmpty = computed(() => rows.value.length === 0 && !more.value && !loading.value)

/** Milliseconds a person may type before the list is asked for. */
const TYPING = 250
/** Milliseconds rows gather that are to be asked for again. */
const GATHER = 150
/** More than these are cheaper asked for as a list. */
const MOVED_MOST = 60
/** Milliseconds after which names are asked for again that the host did not give. */
const SILENT_AGAIN = 15_000
/** Pages without a row, all of whose records the host hides, that are gone through in one go. */
const EMPTY_MOST = 5

let api: HomeApi | undefined
let me = ''
let next: string | undefined
/** Each list asked for has a number: an answer that comes late is dropped. */
let asked = 0
const people = signal(new Map<string, ShownPerson>())
const moved = new Set<string>()
const timers: { [of in 'typing' | 'gather' | 'silent']?: ReturnType<typeof setTimeout> | undefined } = {}

export function beginInbox(given: HomeApi, { inbox, me: mine }: HomeBootstrap['home']): void {
  for (const timer of Object.values(timers)) clearTimeout(timer)
  api = given
  me = mine.id
  asked += 1
  batch(() => {
    filter.value = 'all'
    sought.value = ''
    failure.value = undefined
    loading.value = undefined
    people.value = new Map([[mine.id, mine]])
    takeList(inbox)
  })
  if (rows.peek().length === 0 && next) void loadMore()
}

export function personNamed(id: string): ShownPerson | undefined {
  return people.value.get(id)
}

export function isMe(id: string): boolean {
  return id === me
}

export function choose(chosen: Filter): void {
  if (filter.peek() === chosen) return
  filter.value = chosen
  void loadList()
}

/** Looks for records by name while they are typed. */
export function seek(text: string): void {
  sought.value = text
  clearTimeout(timers.typing)
  timers.typing = setTimeout(() => void loadList(), TYPING)
}

/** Asks for the list anew; resolves to its position, or to nothing when there was no answer. */
export async function refreshInbox(): Promise<number | undefined> {
  return loadList('quietly')
}

async function loadList(how?: 'quietly'): Promise<number | undefined> {
  clearTimeout(timers.typing)
  const mine = ++asked
  moved.clear()
  if (!how) loading.value = 'list'
  const answer = await ask({})
  if (mine !== asked) return undefined
  batch(() => {
    loading.value = undefined
    failure.value = answer.ok || how ? undefined : answer.reason
    if (answer.ok) takeList(answer.value)
  })
  if (api && !how) void findFiles(api, filter.peek() === 'all' ? sought.peek().trim() : '')
  if (answer.ok && answer.value.rows.length === 0 && next) await loadMore()
  return answer.ok ? answer.value.position : undefined
}

/** The next page below; goes on where the host hides a whole page of them. */
export async function loadMore(): Promise<void> {
  const mine = asked
  for (let empty = 0; next && !loading.peek() && empty < EMPTY_MOST; empty += 1) {
    loading.value = 'more'
    const answer = await ask({ before: next })
    if (mine !== asked) return
    batch(() => {
      loading.value = undefined
      failure.value = answer.ok ? undefined : answer.reason
      if (answer.ok) takeMore(answer.value)
    })
    if (!answer.ok || answer.value.rows.length > 0) return
  }
}

/** These discussions have changed somewhere: their rows are asked for again, and move to their place. */
export function inboxMoved(threads: string[]): void {
  for (const thread of threads) moved.add(thread)
  timers.gather ??= setTimeout(() => {
    timers.gather = undefined
    void askMoved()
  }, GATHER)
}

async function askMoved(): Promise<void> {
  const threads = [...moved]
  moved.clear()
  if (threads.length === 0) return
  if (threads.length > MOVED_MOST) return void (await loadList('quietly'))
  const mine = asked
  const answer = await ask({ threads })
  if (mine !== asked) return
  // What has not come is asked for with the next that moves, or with the list.
  if (!answer.ok) {
    for (const thread of threads) moved.add(thread)
    return
  }
  batch(() => {
    meet(answer.value.people)
    const others = rows.peek().filter(({ thread }) => !threads.includes(thread.id))
    const last = others.at(-1)
    const within = (row: InboxRow) => !more.peek() || (last !== undefined && newerFirst(row, last) < 0)
    rows.value = [...others, ...answer.value.rows.filter(within)].sort(newerFirst)
    noteSilence()
  })
}

/** Shows at once what the server is being told. */
export function patchRow(thread: string, change: (row: InboxRow) => InboxRow): void {
  rows.value = rows.peek().map((row) => (row.thread.id === thread ? change(row) : row))
}

function ask({ before, threads }: { before?: string; threads?: string[] }): Promise<Result<InboxPage>> {
  if (!api) throw new Error('the list has not begun')
  const q = sought.peek().trim()
  return api.inbox({
    filter: filter.peek(),
    ...(q && { q }),
    ...(before && { before }),
    ...(threads && { threads }),
  })
}

function takeList(page: InboxPage) {
  meet(page.people)
  rows.value = page.rows
  takeNext(page)
}

function takeMore(page: InboxPage) {
  meet(page.people)
  const known = new Set(rows.peek().map(({ thread }) => thread.id))
  rows.value = [...rows.peek(), ...page.rows.filter(({ thread }) => !known.has(thread.id))]
  takeNext(page)
}

function takeNext(page: InboxPage) {
  next = page.next
  more.value = next !== undefined
  noteSilence()
}

function meet(some: ShownPerson[]) {
  people.value = new Map([...people.peek(), ...some.map((one) => [one.id, one] as const)])
}

/** A host that was silent is asked again in a while, as long as rows have no name. */
function noteSilence() {
  silent.value = rows.peek().some(({ named }) => named === null)
  clearTimeout(timers.silent)
  if (silent.peek()) timers.silent = setTimeout(() => void loadList('quietly'), SILENT_AGAIN)
}

function newerFirst(a: InboxRow, b: InboxRow): number {
  return a.at === b.at ? (a.thread.id < b.thread.id ? 1 : -1) : a.at < b.at ? 1 : -1
}
