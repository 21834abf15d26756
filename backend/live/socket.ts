/** One person's socket: who it is, what he is told, when it must go. Contract: subprotocol `dealthread.v1`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { upgradeWebSocket } from '@hono/node-server'
import type { Context, Handler } from 'hono'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { createDoorway } from '../limits/doorway.ts'
import type { Pace } from '../limits/pace.ts'
import { type Reason, Refused } from '../refused.ts'
import type { From, Viewer, Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { membersOf } from '../threads/about.ts'
import { findThread } from '../threads/find.ts'
import { CLOSED } from './closed.ts'
import type { Hub } from './hub.ts'
import { createSending, type Line, type Sending, type SendingDeps } from './sending.ts'
import type { Watcher } from './watcher.ts'

export const PROTOCOL = 'dealthread.v1'
/** Bytes of a frame from a client. */
export const FRAME_MOST = 64 * 1024
/** Bytes waiting for a socket that does not read, before it is closed to resume later. */
const WAITING_MOST = 1024 * 1024
const SOCKETS_MOST = 10
/** Milliseconds to say who one is. */
const GREETING_WITHIN = 5000
/** Newcomers who are proven at once; who waits for the CRM makes room for the next after so many milliseconds. */
const PROVEN_AT_ONCE = 8
const HELD_MOST = 20

/** Of what whoever comes is refused for. Anything else passes: who is told that he has lost a card does not come back. */
const CODES: Partial<Record<Reason, number>> = {
  session_over: CLOSED.sessionOver,
  not_found: CLOSED.accessLost,
}

/** Proves a bearer token; refused as `session_over` or `not_found`. Also keeps the session awake. */
export type SignIn<V> = (token: string) => Promise<V>

const greeting = z.object({ token: z.string().max(512), after: z.number().int().nonnegative() })
const said = z.union([
  z.object({ typing: z.object({ thread: z.string().max(64), on: z.boolean() }) }),
  z.object({ ping: z.literal(true) }),
])

/** What the HTTP server needs to accept sockets as the contract says. */
export function socketServer(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_MOST,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })
}

/** What a page's socket needs of that page. */
export interface Attended<V extends Visitor, W> {
  signIn: SignIn<V>
  hub: {
    watch(viewer: V, after: number, socket: Socket): Promise<W>
    leave(watcher: W): void
  }
  /** Somebody is writing, or has stopped; refused when it is not his to tell. */
  typing?(watcher: W, typing: { thread: string; on: boolean }): Promise<void>
  /** What he says is listened to for messages. */
  sendingOver?(line: Line): Sending
  /** Notes where a request comes from. */
  from(c: Context): From
  pace: Pace
  failed: (error: unknown) => void
}

type Socket = Pick<Watcher, 'token' | 'send' | 'flushed' | 'gone' | 'close'>

interface CardSocketDeps extends SendingDeps {
  store: Store
  hub: Hub
  pace: Pace
  from(c: Context): From
}

export function cardSocket(deps: CardSocketDeps) {
  return liveSocket<Viewer, Watcher>({
    ...deps,
    sendingOver: createSending(deps),
    async typing(watcher, { thread: id, on }) {
      const { viewer } = watcher
      const { found, members } = await deps.store.read(viewer.company, async (r) => ({
        found: await findThread(r, viewer, id),
        members: await membersOf(r, id),
      }))
      if (found.view.write) deps.hub.typing(watcher, found.thread, on, members)
    },
  })
}

export function liveSocket<V extends Visitor, W>(deps: Attended<V, W>) {
  const perPerson = new Map<string, number>()
  const doorway = createDoorway({ atOnce: PROVEN_AT_ONCE, heldMost: HELD_MOST })

  const upgrade = upgradeWebSocket((c: Context) => {
    const from = deps.from(c)
    return {
      onOpen(_opened, context) {
        const socket = context.raw as unknown as WebSocket
        attend(socket, from).catch((error) => {
          deps.failed(error)
          socket.close(1011)
        })
      },
    }
  })

  // Nobody is proven yet, and a name that is only claimed gets no turn of its own.
  const comeIn = <T>(work: () => Promise<T>) => doorway.through('', work)

  const letIn: Handler = (c, next) => comeIn(async () => upgrade(c, next))
  return letIn

  async function attend(socket: WebSocket, from: From) {
    const { token, after } = await greetingOf(socket)
    if (token === undefined) return
    const viewer = await comeIn(async () => (isOpen(socket) ? admitted(socket, token) : undefined))
    if (!viewer || !isOpen(socket)) return
    // Coming in costs as much as asking for what was missed.
    if (!deps.pace.hear(viewer)) return socket.close(CLOSED.tooMany, 'too many frames')
    const key = `${viewer.company} ${viewer.person}`
    const open = (perPerson.get(key) ?? 0) + 1
    if (open > SOCKETS_MOST) return socket.close(CLOSED.tooMany, 'too many sockets')
    perPerson.set(key, open)
    socket.once('close', () => {
      const left = (perPerson.get(key) ?? 1) - 1
      if (left > 0) perPerson.set(key, left)
      else perPerson.delete(key)
    })

    const sending = deps.sendingOver?.({
      token,
      from,
      answer: (frame) => sendOrClose(socket, frame),
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      end: () => socket.close(CLOSED.sessionOver, 'session_over'),
    })
    let inside: W | undefined
    socket.on('message', (data, isBinary) => {
      if (!isOpen(socket)) return
      const text = isBinary ? '' : String(data)
      const frame = parse(text)
      // What is sent is counted as if it came by HTTP.
      if (sending?.(frame, text)) return
      if (!deps.pace.hear(viewer)) return socket.close(CLOSED.tooMany, 'too many frames')
      hear(inside, token, frame).catch((error) => {
        if (!(error instanceof Refused)) return deps.failed(error)
        if (error.reason === 'session_over') socket.close(CLOSED.sessionOver, error.reason)
        else if (error.reason === 'bad_request') socket.close(CLOSED.malformed, error.reason)
      })
    })
    const watcher = await deps.hub.watch(viewer, after, {
      token,
      send: (frame) => sendOrClose(socket, frame),
      flushed: () => flushed(socket),
      get gone() {
        return !isOpen(socket)
      },
      close: (code, reason) => socket.close(code, reason),
    })
    if (!isOpen(socket)) return deps.hub.leave(watcher)
    socket.once('close', () => deps.hub.leave(watcher))
    // Whoever was sent away while he came in was not there to be told.
    await admitted(socket, token)
    inside = watcher
  }

  /** Who it is; undefined when he may not, and has been told. */
  async function admitted(socket: WebSocket, token: string): Promise<V | undefined> {
    try {
      return await deps.signIn(token)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      socket.close(CODES[error.reason] ?? CLOSED.later, error.reason)
      return undefined
    }
  }

  /** `watcher`: undefined until he was told what he missed. */
  async function hear(watcher: W | undefined, token: string, heard: unknown) {
    const frame = said.safeParse(heard)
    if (!frame.success) throw new Refused('bad_request')
    if ('ping' in frame.data) return void (await deps.signIn(token))
    if (watcher) await deps.typing?.(watcher, frame.data.typing)
  }
}

const isOpen = (socket: WebSocket) => socket.readyState === socket.OPEN

/** A socket that does not read is closed rather than remembered for: it resumes from the last position it saw. */
function sendOrClose(socket: WebSocket, frame: Buffer) {
  if (!isOpen(socket)) return
  if (socket.bufferedAmount > WAITING_MOST) {
    socket.close(CLOSED.tooSlow, 'too slow')
    // The close frame waits behind what is not being read.
    setTimeout(() => socket.terminate(), 1000).unref()
    return
  }
  socket.send(frame, { binary: false })
}

async function flushed(socket: WebSocket): Promise<void> {
  while (isOpen(socket) && socket.bufferedAmount > WAITING_MOST / 4) await sleep(20)
}

function greetingOf(
  socket: WebSocket,
): Promise<{ token: string; after: number } | { token: undefined; after: 0 }> {
  const none = { token: undefined, after: 0 } as const
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      socket.close(CLOSED.later, 'who is it?')
      resolve(none)
    }, GREETING_WITHIN)
    socket.once('message', (data, isBinary) => {
      clearTimeout(late)
      const frame = greeting.safeParse(isBinary ? undefined : parse(String(data)))
      if (frame.success) return resolve(frame.data)
      socket.close(CLOSED.malformed, 'bad_request')
      resolve(none)
    })
    socket.once('close', () => {
      clearTimeout(late)
      resolve(none)
    })
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
