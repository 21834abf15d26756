/** Twenty cards of ours with somebody who writes in each, and people who have it open. */
import type { ServerFrame } from '../../backend/shown.ts'
import type { Served } from '../served.ts'
import { type Place, ROOMS, type Seat, type Speaking } from './delivering-audience.ts'

const FIRST_DEAL = 6000
/** Nobody may have more windows. */
const ROOMS_OF_ONE = 10
/** Opened at once. */
const TOGETHER = 8

interface Watching extends Seat {
  position: number
}

/** @param people who look on in each room, at most */
export async function roomsOf(server: Served, people: number): Promise<Place> {
  const places = seatsOf(server, people)
  const seats: Watching[][] = Array.from({ length: ROOMS }, () => [])
  const sit = async () => {
    for (let next = places.shift(); next; next = places.shift()) {
      const { session, card } = await server.open(next.person, FIRST_DEAL + next.room)
      const [team] = card.threads
      seats[next.room]![next.place] = {
        ...{ url: server.url, token: session.token, thread: team!.id, position: card.position },
      }
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, sit))
  return {
    speaking,
    sender: (room) => seats[room]![0]!,
    listener: (room, place) => seats[room]![place + 1]!,
    greeting,
    toldOf: (frame) => messagesOf(frame as ServerFrame),
  }
}

const greeting = (seat: Seat) => ({ token: seat.token, after: (seat as Watching).position })

/** Whoever writes over the socket of his card is told what he wrote as well. */
const speaking: Speaking = {
  path: '/api/live',
  greeting,
  sent: ({ thread }, id, text) => ({ send: { thread, id, text } }),
  acknowledged(frame) {
    if (frame.startsWith('{"refused"')) throw new Error(frame)
    return frame.startsWith('{"ack"') ? JSON.parse(frame).ack.id : undefined
  },
}

/** The deals, with the people of each: the first writes, the others look on. */
function seatsOf({ portal: { people, deals } }: Served, watching: number) {
  const team = Array.from({ length: watching + 1 }, (_, place) => place)
  const personOf = (room: number, place: number) =>
    String(1000 * (1 + Math.floor(room / ROOMS_OF_ONE)) + place)
  for (let room = 0; room < ROOMS; room += ROOMS_OF_ONE) {
    for (const place of team) people.push({ ...people[2]!, id: personOf(room, place) })
  }
  return Array.from({ length: ROOMS }, (_, room) => {
    const ids = team.map((place) => personOf(room, place))
    deals.push({ ...deals[0]!, id: FIRST_DEAL + room, responsible: ids[0]!, observers: ids.slice(1) })
    return ids.map((person, place) => ({ person, room, place }))
  }).flat()
}

function messagesOf(frame: ServerFrame): string[] {
  if (!('events' in frame)) return []
  return frame.events.flatMap((event) => (event.topic === 'message.sent' ? event.data.message.id : []))
}
