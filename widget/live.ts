/** One line to the server: a socket resumed from the last position heard, and polling where sockets are broken. */
import type { ClientFrame, EventPage, ServerFrame } from '../backend/shown.ts'
import { eventPage, type Result } from './api.ts'

export interface LiveOptions {
  /** A new socket, not open yet. */
  open: () => WebSocket
  token: () => string
  /** The position to go on from. */
  after: number
  /** The same events by HTTP. */
  events: (after: number) => Promise<Result<EventPage>>
  hear: (frame: ServerFrame) => void
  /** Takes a fresh snapshot; resolves to its position, or to nothing when there was no answer. */
  refresh: () => Promise<number | undefined>
  /** Proves the session again. */
  renew: () => Promise<boolean>
  onStatus: (status: 'online' | 'connecting') => void
  onAccessLost: () => void
  /** He works here no more: there is nothing to prove again. */
  onLeft: () => void
  random?: () => number
}

export interface Line {
  /** Said only while the socket is open: what it carries (typing) is worth nothing later. */
  say: (frame: ClientFrame) => void
  /** The network is back: do not wait for the next attempt. */
  wake: () => void
  /** Forget what was heard: a fresh snapshot was taken at this position. */
  resumeFrom: (position: number) => void
  hangUp: () => void
}

const subprotocol = 'dealthread.v1'
const pingEvery = 20_000
/** Nothing heard for so long means the line is dead though it looks open. */
const silence = 45_000
const pollEvery = 3_000
const socketAgainAfter = 60_000
const shortestPause = 500
const longestPause = 30_000

const closed = { sessionOver: 4401, accessLost: 4403, tooSlow: 4408 }

export function openSocket(page: Location, path = '/api/live'): WebSocket {
  return new WebSocket(new URL(path, page.href.replace(/^http/, 'ws')), subprotocol)
}

export function goLive(line: LiveOptions): Line {
  const random = line.random ?? Math.random
  let after = line.after
  let socket: WebSocket | undefined
  let greeted = false
  /** Sockets in a row that closed before the server said anything. */
  let deaf = 0
  let pauses = 0
  let polling = false
  let over = false
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  connect()
  return { say, wake, resumeFrom, hangUp }

  function connect() {
    if (over) return
    stop('connect')
    greeted = false
    if (!polling) line.onStatus('connecting')
    const opening = line.open()
    socket = opening
    opening.onopen = () => {
      opening.send(JSON.stringify({ token: line.token(), after } satisfies ClientFrame))
      expectWords()
    }
    opening.onmessage = (said) => {
      if (opening === socket) heard(JSON.parse(String(said.data)) as ServerFrame)
    }
    opening.onclose = (end) => {
      if (opening === socket) void broken(end.code, end.reason)
    }
  }

  function heard(frame: ServerFrame) {
    expectWords()
    if (!greeted) greet()
    if ('stale' in frame) return void startAfresh()
    // A head comes after everything of ours up to it, so that is where to go on from.
    if ('head' in frame) after = Math.max(after, frame.head)
    line.hear(frame)
  }

  function greet() {
    greeted = true
    deaf = 0
    pauses = 0
    polling = false
    stop('poll')
    stop('socketAgain')
    line.onStatus('online')
    ping()
  }

  function ping() {
    wait('ping', pingEvery, () => {
      say({ ping: true })
      ping()
    })
  }

  function expectWords() {
    wait('silence', silence, () => {
      const dead = socket
      socket = undefined
      dead?.close()
      void broken(0)
    })
  }

  async function broken(code: number, reason = '') {
    stop('ping')
    stop('silence')
    socket = undefined
    if (over) return
    if (code === closed.accessLost) {
      hangUp()
      return line.onAccessLost()
    }
    if (code === closed.sessionOver && reason === 'left') {
      hangUp()
      return line.onLeft()
    }
    if (!polling) line.onStatus('connecting')
    if (code === closed.sessionOver && (await line.renew())) return connect()
    if (code === closed.tooSlow) return connect()
    if (!greeted) deaf++
    if (deaf >= 2) return pollInstead()
    wait('connect', pause(), connect)
  }

  /** Full jitter, so that a thousand cards do not come back at the same moment. */
  function pause() {
    const highest = Math.min(longestPause, shortestPause * 2 ** ++pauses)
    return shortestPause + random() * (highest - shortestPause)
  }

  function pollInstead() {
    if (!polling) void poll()
    wait('socketAgain', socketAgainAfter, connect)
  }

  async function poll() {
    polling = true
    const page = await line.events(after)
    if (over || !polling) return
    if (page.ok) {
      line.onStatus('online')
      after = Math.max(after, page.value.head)
      line.hear(page.value)
      const full = page.value.events.length >= eventPage
      wait('poll', full ? 0 : pollEvery, poll)
    } else {
      line.onStatus('connecting')
      wait('poll', pollEvery + pause(), poll)
    }
  }

  async function startAfresh() {
    const position = await line.refresh()
    if (position !== undefined) after = position
    const old = socket
    socket = undefined
    old?.close()
    stop('ping')
    stop('silence')
    wait('connect', position === undefined ? pause() : 0, connect)
  }

  function say(frame: ClientFrame) {
    if (greeted && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }

  // A socket that lived through a lost network often is dead without knowing it: a new one is sure, and resumes exactly.
  function wake() {
    if (over) return
    pauses = 0
    const old = socket
    socket = undefined
    old?.close()
    stop('ping')
    stop('silence')
    connect()
  }

  function resumeFrom(position: number) {
    after = position
  }

  function hangUp() {
    over = true
    polling = false
    for (const name of [...timers.keys()]) stop(name)
    const old = socket
    socket = undefined
    old?.close()
  }

  function wait(name: string, milliseconds: number, then: () => unknown) {
    stop(name)
    const timer = setTimeout(() => {
      timers.delete(name)
      then()
    }, milliseconds)
    timers.set(name, timer)
  }

  function stop(name: string) {
    clearTimeout(timers.get(name))
    timers.delete(name)
  }
}
