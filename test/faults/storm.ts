import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import { at } from '../bench/quantiles.ts'
import { residentOf } from '../bench/resident.ts'
import { served } from '../served.ts'
import { comeUntilLetIn, gather, type Seat } from './crowd.ts'
import { type Drill, unless } from './drill.ts'

const SOCKETS = 2000
const OF_ONE_ROOM = 10
/** Messages in each room that everybody there has missed. */
const MISSED = 5
/** Milliseconds until all are back and know everything. */
const BACK_WITHIN = 15_000
/** Megabytes more than before. */
const MEMORY_MOST = 150

export const storm: Drill = {
  name: 'storm',
  says: 'everybody comes back at once after the server was killed',
  async run({ program, share }) {
    const rooms = Math.ceil((SOCKETS / OF_ONE_ROOM) * share)
    const server = await served(program)
    try {
      const seats = await gather(server, rooms)
      await server.stop('SIGKILL')
      await server.start()
      const before = await residentOf(server.url)
      for (const { room, team, token } of firstOfEach(seats)) {
        for (let n = 0; n < MISSED; n += 1) {
          const answer = await fetch(`${server.url}/api/threads/${team}/messages/${newId()}`, {
            method: 'PUT',
            headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
            body: JSON.stringify({ text: `missed in ${room}: ${n}` }),
          })
          await answer.body?.cancel()
          if (answer.status !== 201) throw new Error(`a message was answered ${answer.status}`)
        }
      }

      const began = performance.now()
      const backAfter: number[] = []
      const failed: string[] = []
      const comeBack = async (seat: Seat) => {
        const known = new Set<string>()
        const again = () => performance.now() - began < BACK_WITHIN * 2
        const socket = await comeUntilLetIn(server.url, seat, (message) => known.add(message), again)
        while (known.size < MISSED && performance.now() - began < BACK_WITHIN * 2) await sleep(20)
        if (known.size < MISSED) failed.push(`somebody knows ${known.size} of ${MISSED} messages he missed`)
        else backAfter.push(performance.now() - began)
        return socket
      }
      const sockets = await Promise.all(
        seats.map((seat) => comeBack(seat).catch((error) => void failed.push(String(error)))),
      )
      const memory = (await residentOf(server.url)) - before
      for (const socket of sockets) socket?.terminate()
      const all = Math.max(...backAfter)
      return {
        figures:
          `${backAfter.length} of ${seats.length} sockets are back and know what they missed after ${Math.round(all)} ms ` +
          `(median ${Math.round(at(backAfter, 0.5))}); ${Math.round(memory)} MB more than before`,
        broken: [
          ...new Set(failed),
          ...unless(backAfter.length === seats.length, `${seats.length - backAfter.length} are not back`),
          ...unless(all <= BACK_WITHIN, `the last was back after ${Math.round(all)} ms`),
          ...unless(memory <= MEMORY_MOST, `${Math.round(memory)} MB more`),
        ],
      }
    } finally {
      await server.end()
    }
  },
}

const firstOfEach = (seats: Seat[]) => [...new Map(seats.map((seat) => [seat.room, seat])).values()]
