/** Windows in which nothing happens: what they cost the processor, heartbeats and asking whether all of them still may included. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { served } from '../served.ts'
import type { Extent } from './extent.ts'
import { atMost, type Figure } from './figure.ts'
import { workedBy } from './resident.ts'
import { connect, listening, seated } from './windows.ts'

/** Heartbeats come every 25 s, everybody is asked again within every 30 s: both are in a minute, twice. */
const SIZES = {
  small: { sockets: 500, seconds: 10 },
  usual: { sockets: 5000, seconds: 60 },
}
/** Seconds until what opening left to be done is done. */
const SETTLING = 10
/** Of a core. */
const MOST = 0.03

export async function idle(node: string[], extent: Extent): Promise<Figure[]> {
  const { sockets, seconds } = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(node)
  const open: WebSocket[] = []
  try {
    const seats = await seated(server, sockets)
    await sleep(SETTLING * 1000)
    const alone = await coreOf(server.url, seconds / 3)
    open.push(...(await connect(sockets, (n) => listening(server.url, seats[n % seats.length]!))))
    await sleep(SETTLING * 1000)
    let beats = 0
    for (const socket of open) socket.on('message', () => (beats += 1))
    const ours = await coreOf(server.url, seconds)
    const gone = open.filter((socket) => socket.readyState !== socket.OPEN).length

    const also = { seconds, withoutThem: alone, framesEach: beats / sockets, gone }
    const figure = atMost(1, { name: `core of ${sockets} idle sockets`, unit: '', ours, limit: MOST, also })
    return [{ ...figure, met: figure.met && gone === 0 }]
  } finally {
    for (const socket of open) socket.terminate()
    await server.end()
  }
}

/** The share of a core the server works in so many seconds. */
async function coreOf(url: string, seconds: number): Promise<number> {
  const [began, worked] = [performance.now(), await workedBy(url)]
  await sleep(seconds * 1000)
  const more = (await workedBy(url)) - worked
  return (more * 1000) / (performance.now() - began)
}
