/** People who look on while others write, in twenty rooms; what is written counts when the last of its room knows. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { newId } from '../../backend/ids.ts'
import { openLine } from '../line.ts'
import { asFastAsPossible, atRate } from './pace.ts'
import { writer } from './texts.ts'

export const ROOMS = 20
/** Messages on their way at once. */
const IN_FLIGHT = 64
/** Milliseconds after which what nobody was told of will never be told. */
const LOST_AFTER = 10_000

export interface Seat {
  url: string
  token: string
  thread: string
}

/** How messages are sent over a socket. */
export interface Speaking {
  path: string
  /** What is said first, if anything; the server then says something. */
  greeting?(seat: Seat): unknown
  sent(seat: Seat, id: string, text: string): unknown
  /** The message a frame acknowledges, if it does; throws when it says that one was refused. */
  acknowledged(frame: string): string | undefined
}

/** A server that takes messages and tells of them. */
export interface Place {
  speaking: Speaking
  sender(room: number): Seat
  listener(room: number, place: number): Seat
  /** What a window says first. */
  greeting(seat: Seat): unknown
  /** The messages a frame tells of. */
  toldOf(frame: unknown): string[]
}

/** By which road messages are sent; they are told over sockets. */
export type Road = 'socket' | 'http'

export interface Audience {
  /** Messages a second when everybody writes on as soon as the last one is known to all. */
  fast(road: Road, seconds: number): Promise<number>
  /** At a steady rate; answers with the milliseconds until the last knew, of each message. */
  at(road: Road, rate: number, seconds: number): Promise<number[]>
  end(): void
}

/** So many people look on in each room. */
export async function audience(place: Place, people: number): Promise<Audience> {
  const missing = new Map<string, { left: number; all: () => void }>()
  const write = writer(6)
  const windows: WebSocket[] = []
  for (let room = 0; room < ROOMS; room += 1) {
    const idsIn = reader(place)
    const opening = Array.from({ length: people }, (_, n) => listen(place.listener(room, n), idsIn))
    windows.push(...(await Promise.all(opening)))
  }

  async function listen(seat: Seat, idsIn: (frame: Buffer) => string[]): Promise<WebSocket> {
    const socket = await connected(seat, '/api/live')
    const greeting = place.greeting(seat)
    if (greeting) {
      socket.send(JSON.stringify(greeting))
      await once(socket, 'message')
    }
    socket.on('message', (data) => {
      for (const id of idsIn(data as Buffer)) told(id)
    })
    return socket
  }

  function told(id: string) {
    const one = missing.get(id)
    if (!one) return
    one.left -= 1
    if (one.left > 0) return
    missing.delete(id)
    one.all()
  }

  /** Somebody who says one thing after the other; over sockets those of a room share theirs, for nobody has many. */
  async function sender(n: number, road: Road, sockets: Map<number, Promise<Mouth>>) {
    const room = n % ROOMS
    const seat = place.sender(room)
    const mouth = road === 'http' ? byHttp(seat) : (sockets.get(room) ?? bySocket(seat, place.speaking))
    if (road === 'socket') sockets.set(room, mouth)
    const { say, close } = await mouth
    const send = async () => {
      const id = newId()
      const known = new Promise<void>((all) => missing.set(id, { left: people, all }))
      await say(id, write())
      await known
    }
    return { send, close }
  }

  /** With senders of their own: a server ends connections nobody has used for some seconds. */
  async function during<T>(road: Road, work: (sends: (() => Promise<void>)[]) => Promise<T>): Promise<T> {
    const sockets = new Map<number, Promise<Mouth>>()
    const senders = await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => sender(n, road, sockets)))
    const lost = Promise.withResolvers<never>()
    let oldest: string | undefined
    const looking = setInterval(() => {
      const [first] = missing.keys()
      if (first !== undefined && first === oldest) lost.reject(new Error('somebody was never told'))
      oldest = first
    }, LOST_AFTER)
    try {
      return await Promise.race([work(senders.map(({ send }) => send)), lost.promise])
    } finally {
      clearInterval(looking)
      for (const { close } of senders) close()
    }
  }

  return {
    fast: (road, seconds) => during(road, (sends) => asFastAsPossible(seconds, sends)),
    at: (road, rate, seconds) => during(road, (sends) => atRate(rate, seconds, sends)),
    end() {
      for (const socket of windows) socket.terminate()
    },
  }
}

/**
 * The messages that frames of a room tell of. Each window has to receive its frame, but whoever drives them works on the cores
 * that are measured, ours and the bare server's alike: bytes that are the last ones again are not read again.
 */
function reader({ toldOf }: Place): (frame: Buffer) => string[] {
  let last: Buffer | undefined
  let ids: string[] = []
  return (frame) => {
    if (!last?.equals(frame)) ids = toldOf(JSON.parse(String(frame)))
    last = frame
    return ids
  }
}

interface Mouth {
  /** Resolves when it is acknowledged. */
  say(id: string, text: string): Promise<void>
  close(): void
}

async function byHttp({ url, token, thread }: Seat): Promise<Mouth> {
  const line = await openLine(url, token)
  return {
    close: line.close,
    async say(id: string, said: string) {
      const { status, text } = await line.ask('PUT', `/api/threads/${thread}/messages/${id}`, { text: said })
      if (status !== 201) throw new Error(text)
    },
  }
}

async function bySocket(seat: Seat, { path, greeting, sent, acknowledged }: Speaking): Promise<Mouth> {
  const socket = await connected(seat, path)
  if (greeting) {
    socket.send(JSON.stringify(greeting(seat)))
    await once(socket, 'message')
  }
  const waiting = new Map<string, () => void>()
  socket.on('message', (data) => {
    const id = acknowledged(String(data))
    if (id === undefined) return
    waiting.get(id)?.()
    waiting.delete(id)
  })
  return {
    close: () => socket.terminate(),
    say: (id, text) =>
      new Promise<void>((ack) => {
        waiting.set(id, ack)
        socket.send(JSON.stringify(sent(seat, id, text)))
      }),
  }
}

async function connected({ url, thread }: Seat, path: string): Promise<WebSocket> {
  const address = `${url.replace('http', 'ws')}${path}?room=${thread}`
  const socket = new WebSocket(address, 'dealthread.v1', { perMessageDeflate: false })
  await once(socket, 'open')
  return socket
}
