/** A thousand people looking at a hundred cards while they talk: how soon everybody sees a message, and at what memory. */
import { WebSocket } from 'ws'
import { newId } from '../../backend/ids.ts'
import type { ServerFrame } from '../../backend/shown.ts'
import { openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { atRate } from './pace.ts'
import { at } from './quantiles.ts'
import { residentOf } from './resident.ts'
import { writer } from './texts.ts'

const ROOMS = 100
const EACH = 10
const RATE = 200
const SECONDS = 15
const FIRST_DEAL = 5000

export async function sockets(node: string[]): Promise<Figure[]> {
  const server = await served(node)
  const open: WebSocket[] = []
  try {
    const rooms = await gather(server)
    const sentAt = new Map<string, number>()
    const delays: number[] = []
    const heard = (id: string) => {
      const sent = sentAt.get(id)
      if (sent !== undefined) delays.push(performance.now() - sent)
    }
    for (const room of rooms) {
      open.push(
        ...(await Promise.all(room.map((seat) => listen(server.url, seat.token, seat.position, heard)))),
      )
    }

    const write = writer(6)
    const workers = await Promise.all(
      rooms.map(async ([{ token, team }]) => {
        const line = await openLine(server.url, token)
        return async (due: number) => {
          const id = newId()
          sentAt.set(id, due)
          const { status, text } = await line.ask('PUT', `/api/threads/${team}/messages/${id}`, {
            text: write(),
          })
          if (status !== 201) throw new Error(text)
        }
      }),
    )
    let most = 0
    const looking = setInterval(async () => {
      most = Math.max(most, await residentOf(server.url).catch(() => 0))
    }, 1000)
    await atRate(RATE, SECONDS, workers)
    await until(() => delays.length >= sentAt.size * EACH, 3000)
    clearInterval(looking)

    const lost = sentAt.size * EACH - delays.length
    const also = { sockets: open.length, messages: sentAt.size, p50: at(delays, 0.5), lost }
    const delay = atMost(1, {
      name: 'delivery to 10, p99',
      unit: 'ms',
      ours: at(delays, 0.99),
      limit: 100,
      also,
    })
    return [
      { ...delay, met: delay.met && lost === 0 },
      atMost(1, { name: `resident with ${open.length} sockets`, unit: 'MB', ours: most, limit: 300 }),
    ]
  } finally {
    for (const socket of open) socket.terminate()
    await server.end()
  }
}

interface Seat {
  token: string
  team: string
  position: number
}

export type Room = [Seat, ...Seat[]]

/** As many people as there are rooms, each in ten of them. */
export async function gather(server: Served): Promise<Room[]> {
  const { people, deals } = server.portal
  for (let n = 0; n < ROOMS; n += 1) {
    const members = Array.from({ length: EACH }, (_, place) => personOf((n + place) % ROOMS))
    people.push({ ...people[2]!, id: personOf(n), lastName: `Номер ${n}` })
    deals.push({ ...deals[0]!, id: FIRST_DEAL + n, responsible: members[0]!, observers: members.slice(1) })
  }
  const rooms: Room[] = []
  for (let n = 0; n < ROOMS; n += 1) {
    const { observers, responsible } = deals.find(({ id }) => id === FIRST_DEAL + n)!
    const seats = await Promise.all(
      [responsible, ...observers].map(async (person): Promise<Seat> => {
        const { session, card } = await server.open(person, FIRST_DEAL + n)
        return { token: session.token, team: card.threads[0]!.id, position: card.position }
      }),
    )
    rooms.push(seats as Room)
  }
  return rooms
}

const personOf = (n: number) => String(1000 + n)

/** Resolves when the server has greeted. */
export function listen(
  url: string,
  token: string,
  after: number,
  heard: (message: string) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, 'dealthread.v1', {
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', (code) => reject(new Error(`a socket was closed: ${code}`)))
    socket.once('open', () => socket.send(JSON.stringify({ token, after })))
    socket.on('message', (data) => {
      const frame: ServerFrame = JSON.parse(String(data))
      if ('present' in frame) resolve(socket)
      if (!('events' in frame)) return
      for (const event of frame.events) if (event.topic === 'message.sent') heard(event.data.message.id)
    })
  })
}

async function until(done: () => boolean, most: number) {
  const began = performance.now()
  while (!done() && performance.now() - began < most) await new Promise((later) => setTimeout(later, 20))
}
