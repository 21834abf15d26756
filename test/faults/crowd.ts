/** Many people who look at many cards, each in ten of them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ServerFrame } from '../../backend/shown.ts'
import type { Served } from '../served.ts'

/** As many as one person may have sockets. */
const EACH = 10
const FIRST_DEAL = 5000
const AT_ONCE = 8
/** Told to come later, as the CRM cannot say who may see what; or more came at once than the machine takes. */
const LATER = /1013|ECONNRESET|ECONNREFUSED/

export interface Seat {
  room: number
  person: string
  deal: number
  token: string
  team: string
  position: number
}

/** Ten seats in each of so many rooms. */
export async function gather(server: Served, rooms: number): Promise<Seat[]> {
  const { people, deals } = server.portal
  const personOf = (n: number) => String(1000 + (n % rooms))
  const wanted: { person: string; room: number }[] = []
  for (let room = 0; room < rooms; room += 1) {
    const members = Array.from({ length: EACH }, (_, place) => personOf(room + place))
    people.push({ ...people[2]!, id: personOf(room), lastName: `Номер ${room}` })
    deals.push({ ...deals[0]!, id: FIRST_DEAL + room, responsible: members[0]!, observers: members.slice(1) })
    wanted.push(...members.map((person) => ({ person, room })))
  }
  const seats: Seat[] = []
  const sit = async () => {
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      const { person, room } = next
      const deal = FIRST_DEAL + room
      const { session, card } = await server.open(person, deal)
      const team = card.threads.find(({ kind }) => kind === 'team')!.id
      seats.push({ room, person, deal, token: session.token, team, position: card.position })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sit))
  return seats
}

/** Opens a socket that goes on where the seat is; resolves when the server has greeted, and tells of every message. */
export function watch(url: string, seat: Seat, heard: (message: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, 'dealthread.v1', {
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.once('close', (code) => reject(new Error(`a socket was closed: ${code}`)))
    socket.once('open', () => socket.send(JSON.stringify({ token: seat.token, after: seat.position })))
    socket.on('message', (data) => {
      const frame: ServerFrame = JSON.parse(String(data))
      if ('present' in frame) resolve(socket)
      if (!('events' in frame)) return
      for (const event of frame.events) if (event.topic === 'message.sent') heard(event.data.message.id)
    })
  })
}

/** As the widget does it: later, and not all at the same time, when it is told to come later. */
export async function comeUntilLetIn(
  url: string,
  seat: Seat,
  heard: (message: string) => void,
  again: () => boolean,
): Promise<WebSocket> {
  for (let pause = 500; ; pause *= 2) {
    try {
      return await watch(url, seat, heard)
    } catch (error) {
      if (!LATER.test(String(error)) || !again()) throw error
      await sleep(pause * Math.random())
    }
  }
}
