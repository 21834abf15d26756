/** The card as this person sees it now: the snapshot of the page, kept fresh by what the live line tells. */
import { batch, computed, effect, signal } from '@preact/signals'
import type {
  Bootstrap,
  CardSnapshot,
  Happened,
  ServerFrame,
  ShownEvent,
  ShownPerson,
  ShownThread,
} from '../../backend/shown.ts'
import type { Api } from '../api.ts'
import { goLive, type Line, openSocket } from '../live.ts'
import { apply } from './apply.ts'
import { forgetPresence, present, setPresent, setTyping } from './presence.model.ts'

export { present, typing } from './presence.model.ts'

export type Connection = 'online' | 'connecting' | 'offline'

const nobody: ShownPerson = { id: '', name: '', position: null, role: null, photo: null }
const noCard: CardSnapshot = {
  me: nobody,
  record: { type: '', id: '' },
  context: {
    record: { type: '', id: '' },
    title: '',
    amount: null,
    currency: null,
    stage: null,
    funnel: null,
    responsible: null,
    client: null,
    closeDate: null,
  },
  threads: [],
  people: [],
  roles: [],
  position: 0,
  rights: {
    standing: 'manager',
    write: true,
    documents: true,
    invite: false,
    inviteGuests: false,
    supervise: false,
  },
}

/** What the page came with; set once the card has started. */
export const started = signal<Bootstrap | undefined>(undefined)
export const card = signal<CardSnapshot>(noCard)
export const current = signal('')
export const limits = signal<Bootstrap['limits']>({ text: 20_000, file: 0, editWindow: 0, files: 10 })
export const connection = signal<Connection>('connecting')
/** Why nothing more will come until the page is opened anew. */
export const trouble = signal<'access_lost' | 'session_over' | 'left' | undefined>(undefined)

// Each keeps its identity while its part of the card does, so that an event about one thread redraws nothing else.
export const me = computed(() => card.value.me)
export const directory = computed(() => card.value.people)
export const roles = computed(() => card.value.roles)
/** As the navigation lists them: the team's first, then by what was said last. */
export const threads = computed(() => [...card.value.threads].sort(byNavigation))
export const currentThread = computed(() => card.value.threads.find(({ id }) => id === current.value))
const people = computed(() => new Map([...directory.value, me.value].map((one) => [one.id, one])))

// A thread may go on in another record's card while it is read here.
effect(() => {
  const [first] = threads.value
  if (first && !currentThread.value) current.value = first.id
})

const CHANGES_OFFERS = new Set<Happened['what'] | undefined>(['gone', 'back', 'continued', 'took_over'])

const offlineAfter = 5_000
const staleAfterHidden = 60_000

let api: Api | undefined
let line: Line | undefined
const listeners = new Set<(event: ShownEvent) => void>()
const refreshers = new Set<() => void>()
let offlineTimer: ReturnType<typeof setTimeout> | undefined
let hiddenSince: number | undefined
let watching: AbortController | undefined

/** @param open how a socket is made; another in tests. */
export function start(bootstrap: Bootstrap, given: Api, open = () => openSocket(location)): void {
  stop()
  api = given
  batch(() => {
    card.value = bootstrap.card
    limits.value = bootstrap.limits
    current.value = bootstrap.page.thread
    trouble.value = undefined
    started.value = bootstrap
  })
  line = goLive({
    open,
    token: given.token,
    after: bootstrap.card.position,
    events: (after) => given.events(after),
    hear,
    refresh,
    renew: given.renewal,
    onStatus: setStatus,
    onAccessLost: () => {
      trouble.value = 'access_lost'
    },
    onLeft: shownOut,
  })
  watchPage(line)
}

/** This person works here no more: nothing of the talk stays on his screen. */
export function shownOut(): void {
  trouble.value = 'left'
  line?.hangUp()
}

/** Leaves the card: nothing is heard or asked any more. */
export function stop(): void {
  line?.hangUp()
  watching?.abort()
  clearTimeout(offlineTimer)
  offlineTimer = undefined
  forgetPresence()
}

/** The server of this card. Only for use after `start`. */
export function server(): Api {
  if (!api) throw new Error('the card has not started')
  return api
}

export function openThread(id: string): void {
  if (card.peek().threads.some((thread) => thread.id === id)) current.value = id
}

export function threadById(id: string): ShownThread | undefined {
  return card.value.threads.find((thread) => thread.id === id)
}

/** Somebody by id; nameless when the directory does not know him. */
export function person(id: string): ShownPerson {
  return people.value.get(id) ?? { ...nobody, id }
}

/** What we know of a thread ahead of the event that will say so. */
export function patchThread(id: string, change: (thread: ShownThread) => ShownThread): void {
  const now = card.peek()
  card.value = { ...now, threads: now.threads.map((thread) => (thread.id === id ? change(thread) : thread)) }
}

/** A thread just made here, ahead of its event. */
export function addThread(thread: ShownThread): void {
  const now = card.peek()
  if (!now.threads.some(({ id }) => id === thread.id))
    card.value = { ...now, threads: [...now.threads, thread] }
}

/** Calls back with every event after the card has taken it in. */
export function onEvent(listener: (event: ShownEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls back when a fresh snapshot took the place of events. */
export function onRefresh(refreshed: () => void): () => void {
  refreshers.add(refreshed)
  return () => refreshers.delete(refreshed)
}

export function tellTyping(thread: string, on: boolean): void {
  line?.say({ typing: { thread, on } })
}

/** Takes a fresh snapshot; resolves to its position. */
export async function refresh(): Promise<number | undefined> {
  const fresh = await server().card()
  if (!fresh.ok) return undefined
  batch(() => {
    card.value = fresh.value
    for (const refreshed of refreshers) refreshed()
  })
  return fresh.value.position
}

function hear(frame: ServerFrame) {
  if ('events' in frame) batch(() => frame.events.forEach(happened))
  else if ('typing' in frame) setTyping(frame.typing)
  else if ('present' in frame) present.value = new Set(frame.present)
  else if ('presence' in frame) setPresent(frame.presence)
}

function happened(event: ShownEvent) {
  const before = card.peek()
  card.value = apply(before, event)
  if (card.peek() === before) return
  if (event.topic === 'message.sent') {
    const { thread, author } = event.data.message
    setTyping({ thread, person: author, on: false })
    // What is offered to whoever answers for the record is another thing now.
    if (CHANGES_OFFERS.has(event.data.message.happened?.what)) void refresh()
  }
  for (const listener of listeners) listener(event)
}

function setStatus(status: 'online' | 'connecting') {
  if (status === 'online') {
    clearTimeout(offlineTimer)
    offlineTimer = undefined
    connection.value = 'online'
    if (trouble.peek() === 'session_over') trouble.value = undefined
  } else if (connection.peek() !== 'offline') {
    connection.value = 'connecting'
    offlineTimer ??= setTimeout(() => {
      connection.value = 'offline'
    }, offlineAfter)
  }
}

function watchPage(live: Line) {
  watching = new AbortController()
  const { signal } = watching
  hiddenSince = undefined
  window.addEventListener('online', () => live.wake(), { signal })
  window.addEventListener('offline', () => setStatus('connecting'), { signal })
  document.addEventListener('visibilitychange', () => void lookedAtAgain(live), { signal })
}

async function lookedAtAgain(live: Line) {
  if (document.visibilityState === 'hidden') {
    hiddenSince ??= Date.now()
    return
  }
  const hiddenFor = hiddenSince === undefined ? 0 : Date.now() - hiddenSince
  hiddenSince = undefined
  if (hiddenFor < staleAfterHidden) return
  const position = await refresh()
  if (position !== undefined) live.resumeFrom(position)
}

function byNavigation(a: ShownThread, b: ShownThread): number {
  const team = Number(b.kind === 'team') - Number(a.kind === 'team')
  return team || lastTime(b) - lastTime(a) || (a.id < b.id ? 1 : -1)
}

function lastTime(thread: ShownThread): number {
  return thread.lastMessage ? Date.parse(thread.lastMessage.at) : 0
}
