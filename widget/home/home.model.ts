/** Our own page: who looks at it, which of its sections, and the line by which it learns of changes. */
import { signal } from '@preact/signals'
import type { HomeBootstrap, ServerFrame } from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { goLive, type Line, openSocket } from '../live.ts'
import type { HomeApi, Moved } from './api.ts'
import { countAgain, endCounts } from './counts.model.ts'
import { beginInbox, inboxMoved, refreshInbox } from './inbox/inbox.model.ts'

export type Section =
  | 'roles'
  | 'situations'
  | 'documents'
  | 'uploads'
  | 'inbox'
  | 'notices'
  | 'history'
  | 'calling'
  | 'numbers'
  | 'absences'
  | 'leaving'
  | 'diagnostics'
  | 'rights'
  | 'storage'
  | 'retention'
  | 'holds'
  | 'erasure'
  | 'dossiers'
  | 'audit'

/** What the page came with; set once it has started. */
export const started = signal<HomeBootstrap | undefined>(undefined)
export const section = signal<Section>('inbox')
export const offline = signal(false)
/** Nothing more will come until the page is opened anew. */
export const over = signal(false)
/** This person works here no more. */
export const left = signal(false)
/** How often the company's choices have been changed by anybody since the page was opened. */
export const choosings = signal(0)

export function shownOut(): void {
  left.value = true
  line?.hangUp()
}

const offlineAfter = 5_000

let api: HomeApi | undefined
let line: Line | undefined
let watching: AbortController | undefined
let offlineTimer: ReturnType<typeof setTimeout> | undefined

/** @param open how a socket is made; another in tests. */
export function start(
  bootstrap: HomeBootstrap,
  given: HomeApi,
  open = () => openSocket(location, '/api/inbox/live'),
): void {
  stop()
  api = given
  section.value = 'inbox'
  over.value = false
  started.value = bootstrap
  beginInbox(given, bootstrap.home)
  countAgain(given)
  line = goLive({
    open,
    token: given.token,
    after: bootstrap.home.inbox.position,
    events: poll,
    hear,
    refresh: () => {
      countAgain(given)
      return refreshInbox()
    },
    renew: given.renewal,
    onStatus: setStatus,
    onAccessLost: () => {
      over.value = true
    },
    onLeft: shownOut,
  })
  watching = new AbortController()
  const { signal: until } = watching
  window.addEventListener('online', () => line?.wake(), { signal: until })
  window.addEventListener('offline', () => setStatus('connecting'), { signal: until })
}

export function stop(): void {
  line?.hangUp()
  watching?.abort()
  endCounts()
  clearTimeout(offlineTimer)
  offlineTimer = undefined
  offline.value = false
}

/** Our server. Only for use after `start`. */
export function server(): HomeApi {
  if (!api) throw new Error('the page has not started')
  return api
}

function hear(frame: ServerFrame) {
  if ('moved' in frame) take(frame)
}

/** The same by HTTP, where sockets are broken; what has moved is taken here, the line only goes on from there. */
async function poll(after: number): Promise<Result<{ events: []; head: number }>> {
  const answer = await server().moved(after)
  if (!answer.ok) return answer
  if ('stale' in answer.value) await refreshInbox()
  else take(answer.value)
  return { ok: true, value: { events: [], head: answer.value.head } }
}

function take(told: Extract<Moved, { moved: string[] }>) {
  if (told.moved.length > 0) {
    inboxMoved(told.moved)
    countAgain(server())
  }
  if (told.chosen) choosings.value += 1
}

function setStatus(status: 'online' | 'connecting') {
  if (status === 'online') {
    clearTimeout(offlineTimer)
    offlineTimer = undefined
    offline.value = false
  } else {
    offlineTimer ??= setTimeout(() => {
      offline.value = true
    }, offlineAfter)
  }
}
