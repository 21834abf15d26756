/** Very many windows on one card. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Served } from '../served.ts'

/** A person has ten at most. */
const EACH = 10
const DEAL = 5000
/** Connected at once. */
const TOGETHER = 100

interface Seat {
  token: string
  team: string
  position: number
}

/** People of one deal, each with its card open: enough for so many windows. */
export async function seated(server: Served, windows: number): Promise<Seat[]> {
  const { people, deals } = server.portal
  const ids = Array.from({ length: Math.ceil(windows / EACH) }, (_, n) => String(1000 + n))
  people.push(...ids.map((id) => ({ ...people[2]!, id, lastName: `Номер ${id}` })))
  deals.push({ ...deals[0]!, id: DEAL, responsible: ids[0]!, observers: ids.slice(1) })
  const seats: Seat[] = []
  for (const id of ids) {
    const { session, card } = await server.open(id, DEAL)
    seats.push({ token: session.token, team: card.threads[0]!.id, position: card.position })
  }
  return seats
}

/** A window that says who it is as soon as it is connected. */
export function listening(url: string, { token, position }: Seat): WebSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, 'dealthread.v1', {
    perMessageDeflate: false,
  })
  socket.once('open', () => socket.send(JSON.stringify({ token, after: position })))
  return socket
}

/** Resolves when so many are connected, some at a time. */
export async function connect(many: number, open: (n: number) => WebSocket): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  while (sockets.length < many) {
    const some = Array.from({ length: TOGETHER }, (_, n) => open(sockets.length + n))
    await Promise.all(some.map((socket) => once(socket, 'open')))
    sockets.push(...some)
  }
  return sockets
}
