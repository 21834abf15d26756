/** Ten thousand windows on one card: how soon the last is told of a message, beside a bare loop, and their memory. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { newId } from '../../backend/ids.ts'
import { openLine } from '../line.ts'
import { served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { median } from './quantiles.ts'
import { residentOf } from './resident.ts'
import { writer } from './texts.ts'
import { connect, listening, seated } from './windows.ts'

const SOCKETS = 10_000
const TIMES = 7

export async function fanOut(node: string[]): Promise<Figure[]> {
  const server = await served(node)
  const bare = fork('test/bench/fan-out-bare.ts', { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const open: WebSocket[] = []
  try {
    const [{ url }] = await once(bare, 'message')
    const there = await connect(SOCKETS, () => new WebSocket(url, { perMessageDeflate: false }))
    const seats = await seated(server, SOCKETS)
    const before = await residentOf(server.url)
    const here = await connect(SOCKETS, (n) => listening(server.url, seats[n % seats.length]!))
    open.push(...there, ...here)
    await sleep(2000)
    const each = (((await residentOf(server.url)) - before) * 1024) / SOCKETS

    const { token, team } = seats[0]!
    const line = await openLine(server.url, token)
    const write = writer(8)
    const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
    for (let n = 0; n < TIMES; n += 1) {
      const [id, text] = [newId(), write()]
      times.ours.push(
        await untilAll(here, id, () => line.ask('PUT', `/api/threads/${team}/messages/${id}`, { text })),
      )
      times.bare.push(await untilAll(there, id, () => bare.send(JSON.stringify({ id, text }))))
    }
    return [
      atMost(1.3, {
        name: `a message to ${SOCKETS} sockets, the last`,
        ...{ unit: 'ms', ours: median(times.ours), limit: median(times.bare) },
      }),
      atMost(1, { name: 'memory of a socket', unit: 'KB', ours: each, limit: 10 }),
    ]
  } finally {
    for (const socket of open) socket.terminate()
    bare.kill()
    await server.end()
  }
}

/** Milliseconds until every socket was told of that id. */
async function untilAll(sockets: WebSocket[], id: string, say: () => unknown): Promise<number> {
  const mark = Buffer.from(id)
  const all = sockets.map(
    (socket) =>
      new Promise<void>((told) => {
        socket.on('message', function hear(data: Buffer) {
          if (!data.includes(mark)) return
          socket.off('message', hear)
          told()
        })
      }),
  )
  const began = performance.now()
  await Promise.all([say(), ...all])
  return performance.now() - began
}
