/** Ten thousand windows on one card: how soon the last is told of a message, beside a bare loop, and what they cost idle. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { newId } from '../../backend/ids.ts'
import { openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { median } from './quantiles.ts'
import { residentOf, workedBy } from './resident.ts'
import { writer } from './texts.ts'

const SOCKETS = 10_000
/** A person has ten at most. */
const EACH = 10
const DEAL = 5000
const TIMES = 7
const IDLE_SECONDS = 20
/** Connected at once. */
const TOGETHER = 100

export async function fanOut(node: string[]): Promise<Figure[]> {
  const server = await served(node)
  const bare = fork('test/bench/fan-out-bare.ts', { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const open: WebSocket[] = []
  try {
    const [{ url }] = await once(bare, 'message')
    const there = await connect(SOCKETS, () => new WebSocket(url, { perMessageDeflate: false }))
    const seats = await seated(server)
    const before = await residentOf(server.url)
    const here = await connect(SOCKETS, (n) => listening(server.url, seats[n % seats.length]!))
    open.push(...there, ...here)
    await sleep(2000)
    const each = (((await residentOf(server.url)) - before) * 1024) / SOCKETS
    const worked = await workedBy(server.url)
    await sleep(IDLE_SECONDS * 1000)
    const idle = ((await workedBy(server.url)) - worked) / IDLE_SECONDS

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
      atMost(1, { name: `core of ${SOCKETS} idle sockets`, unit: '', ours: idle, limit: 0.06 }),
    ]
  } finally {
    for (const socket of open) socket.terminate()
    bare.kill()
    await server.end()
  }
}

interface Seat {
  token: string
  team: string
  position: number
}

/** People of one deal, each with its card open. */
async function seated(server: Served): Promise<Seat[]> {
  const { people, deals } = server.portal
  const ids = Array.from({ length: SOCKETS / EACH }, (_, n) => String(1000 + n))
  people.push(...ids.map((id) => ({ ...people[2]!, id, lastName: `Номер ${id}` })))
  deals.push({ ...deals[0]!, id: DEAL, responsible: ids[0]!, observers: ids.slice(1) })
  const seats: Seat[] = []
  for (const id of ids) {
    const { session, card } = await server.open(id, DEAL)
    seats.push({ token: session.token, team: card.threads[0]!.id, position: card.position })
  }
  return seats
}

function listening(url: string, { token, position }: Seat): WebSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, 'dealthread.v1', {
    perMessageDeflate: false,
  })
  socket.once('open', () => socket.send(JSON.stringify({ token, after: position })))
  return socket
}

async function connect(many: number, open: (n: number) => WebSocket): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  while (sockets.length < many) {
    const some = Array.from({ length: TOGETHER }, (_, n) => open(sockets.length + n))
    await Promise.all(some.map((socket) => once(socket, 'open')))
    sockets.push(...some)
  }
  return sockets
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
