import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import { at } from '../bench/quantiles.ts'
import { residentOf } from '../bench/resident.ts'
import { type Line, openLine } from '../line.ts'
import { served } from '../served.ts'
import { gather, watch } from './crowd.ts'
import { type Drill, unless } from './drill.ts'

const SOCKETS = 200
/** Characters of a message, of three bytes each in JSON. */
const LONG = 18_000
/** Messages in each room: more than all buffers on the way hold. */
const MESSAGES = 300
/** Milliseconds. */
const CLOSED_WITHIN = 30_000
/** Megabytes more than before. */
const MEMORY_MOST = 250

/** Sockets that are open and read nothing while much is said: they are closed, and the server does not remember for them. */
export const stalled: Drill = {
  name: 'stalled',
  says: 'sockets that stop reading while much is said',
  async run({ program, share }) {
    const server = await served(program)
    try {
      const seats = await gather(server, Math.ceil((SOCKETS / 10) * share))
      const rooms = [...new Map(seats.map((seat) => [seat.room, seat])).values()]
      const lines = await Promise.all(rooms.map(({ token }) => openLine(server.url, token)))
      const say = async (messages: number) => {
        const times: number[] = []
        const one = async (line: Line, team: string) => {
          for (let n = 0; n < messages; n += 1) {
            const began = performance.now()
            const path = `/api/threads/${team}/messages/${newId()}`
            const { status } = await line.ask('PUT', path, { text: 'ы'.repeat(LONG) })
            if (status !== 201) throw new Error(`a message was answered ${status}`)
            times.push(performance.now() - began)
          }
        }
        await Promise.all(lines.map((line, place) => one(line, rooms[place]!.team)))
        return at(times, 0.99)
      }
      const reading = await Promise.all(seats.map((seat) => watch(server.url, seat, () => {})))
      const alone = await say(20)
      for (const socket of reading) socket.terminate()
      const open = await Promise.all(seats.map((seat) => watch(server.url, seat, () => {})))
      const before = await residentOf(server.url)
      for (const socket of open) socket.pause()

      const began = performance.now()
      let most = before
      let over = false
      const looking = (async () => {
        for (; !over; await sleep(500)) most = Math.max(most, await residentOf(server.url))
      })()
      const beside = await say(MESSAGES)
      const liveNow = async () =>
        Number(
          /^dealthread_live_sockets (\d+)/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1],
        )
      let left = await liveNow()
      while (left > 0 && performance.now() - began < CLOSED_WITHIN * 2) {
        await sleep(200)
        left = await liveNow()
      }
      const closed = performance.now() - began
      over = true
      await looking
      for (const socket of open) socket.terminate()
      for (const line of lines) line.close()
      const ratio = beside / alone
      return {
        figures:
          `${seats.length - left} of ${seats.length} closed after ${Math.round(closed / 1000)} s; at most ` +
          `${Math.round(most - before)} MB more; writing p99 ${ratio.toFixed(2)} times that beside sockets that read`,
        broken: [
          ...unless(left === 0, `${left} are still open`),
          ...unless(most - before <= MEMORY_MOST, `${Math.round(most - before)} MB more`),
          ...unless(ratio <= 2, `the others waited ${ratio.toFixed(2)} times as long`),
        ],
      }
    } finally {
      await server.end()
    }
  },
}
