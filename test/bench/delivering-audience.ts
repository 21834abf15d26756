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

/** A server that takes messages and tells of them. */
export interface Place {
  sending: 'http' | 'socket'
  sender(room: number): Seat
  listener(room: number, place: number): Seat
  /** What a window says first. */
  greeting(seat: Seat): unknown
  /** The messages a frame tells of. */
  toldOf(frame: unknown): string[]
}

export interface Audience {
  /** Messages a second when everybody writes on as soon as the last one is known to all. */
  fast(seconds: number): Promise<number>
  /** At a steady rate; answers with the milliseconds until the last knew, of each message. */
  at(rate: number, seconds: number): Promise<number[]>
  end(): void
}

/** So many people look on in each room. */
export async function audience(place: Place, people: number): Promise<Audience> {
  const missing = new Map<string, { left: number; all: () => void }>()
  const write = writer(6)
  const windows: WebSocket[] = []
  for (let room = 0; room < ROOMS; room += 1) {
    const opening = Array.from({ length: people }, (_, n) => listen(place.listener(room, n)))
    windows.push(...(await Promise.all(opening)))
  }

  async function listen(seat: Seat): Promise<WebSocket> {
    const socket = await connected(seat, '/api/live')
    const greeting = place.greeting(seat)
    if (greeting) {
      socket.send(JSON.stringify(greeting))
      await once(socket, 'message')
    }
    socket.on('message', (data) => {
      for (const id of place.toldOf(JSON.parse(String(data)))) told(id)
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

  /** Somebody who says one thing after the other. */
  async function sender(n: number) {
    const seat = place.sender(n % ROOMS)
    const { say, close } = place.sending === 'http' ? await byHttp(seat) : await bySocket(seat)
    const send = async () => {
      const id = newId()
      const known = new Promise<void>((all) => missing.set(id, { left: people, all }))
      await say(id, write())
      await known
    }
    return { send, close }
  }

  /** With senders of their own: a server ends connections nobody has used for some seconds. */
  async function during<T>(work: (sends: (() => Promise<void>)[]) => Promise<T>): Promise<T> {
    const senders = await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => sender(n)))
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
    fast: (seconds) => during((sends) => asFastAsPossible(seconds, sends)),
    at: (rate, seconds) => during((sends) => atRate(rate, seconds, sends)),
    end() {
      for (const socket of windows) socket.terminate()
    },
  }
}

async function byHttp({ url, token, thread }: Seat) {
  const line = await openLine(url, token)
  return {
    close: line.close,
    async say(id: string, said: string) {
      const { status, text } = await line.ask('PUT', `/api/threads/${thread}/messages/${id}`, { text: said })
      if (status !== 201) throw new Error(text)
    },
  }
}

async function bySocket(seat: Seat) {
  const socket = await connected(seat, '/api/say')
  let acknowledged: (() => void) | undefined
  socket.on('message', () => acknowledged?.())
  return {
    close: () => socket.terminate(),
    say: (id: string, text: string) =>
      new Promise<void>((ack) => {
        acknowledged = ack
        socket.send(JSON.stringify({ id, text }))
      }),
  }
}

async function connected({ url, thread }: Seat, path: string): Promise<WebSocket> {
  const address = `${url.replace('http', 'ws')}${path}?room=${thread}`
  const socket = new WebSocket(address, 'dealthread.v1', { perMessageDeflate: false })
  await once(socket, 'open')
  return socket
}
