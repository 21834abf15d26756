import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import { type Served, served } from '../served.ts'
import { liveSocket } from '../socket.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { type Answer, acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'

/** Milliseconds a stop may take. */
const GONE_WITHIN = 5500
const TURNS = 10

export const stop: Drill = {
  name: 'stop',
  says: 'SIGTERM while people write, look and upload',
  run: stopInTheMiddle,
}

export async function stopInTheMiddle({ program, share }: Options): Promise<Outcome> {
  const server = await served(program)
  try {
    const senders = await sitDown(server)
    const turns = Math.ceil(TURNS * share)
    const stops: Stop[] = []
    for (let turn = 0; turn < turns; turn += 1) {
      // An upload that never ends must be waited for, and not for long: once is enough.
      stops.push(await stopOnce(server, senders, turn === 0))
      await server.start()
    }
    const after = await settle(server, senders)
    const [stalled, ...usual] = stops.map(({ milliseconds }) => Math.round(milliseconds))
    const cutOff = stops.reduce((sum, one) => sum + one.cutOff, 0)
    const untold = stops.flatMap(({ codes }) => codes).filter((code) => code !== 1001)
    return {
      figures:
        `${turns} stops, ${acknowledged(senders)} acknowledged, ${cutOff} cut off on their way; gone in ` +
        `${Math.max(0, ...usual)} ms at most, ${stalled} ms with an upload that stalls`,
      broken: [
        ...brokenPromises(after),
        ...unless(cutOff === 0, `${cutOff} sends on their way had no answer`),
        ...unless(untold.length === 0, `sockets were closed with ${untold.join()}, not 1001`),
        ...stops.flatMap(({ code, milliseconds }) => [
          ...unless(code === 0, `it ended with ${code}`),
          ...unless(milliseconds <= GONE_WITHIN, `it took ${Math.round(milliseconds)} ms`),
        ]),
      ],
    }
  } finally {
    await server.end()
  }
}

interface Stop {
  milliseconds: number
  /** Of the process. */
  code: number | null
  /** Of the sockets. */
  codes: number[]
  /** Sends that were on their way when it was told to stop, and had no answer. */
  cutOff: number
}

async function stopOnce(server: Served, senders: Sender[], withUpload: boolean): Promise<Stop> {
  const sockets = await Promise.all(
    senders.map(({ token }) => liveSocket(server.url, { token, after: 0 }, '/api/live')),
  )
  await Promise.all(sockets.map((socket) => socket.until((frame) => 'present' in frame)))
  const upload = withUpload && (await stall(server.url, senders[0]!))
  let over = false
  let stopping = Number.POSITIVE_INFINITY
  let cutOff = 0
  const wanted = acknowledged(senders) + 100
  const writing = senders.map((sender) => {
    const answered = ({ status, milliseconds }: Answer) => {
      if (status !== 0) return
      over = true
      if (milliseconds > 0 && performance.now() - milliseconds < stopping) cutOff += 1
    }
    return writeOn(server, sender, { stopped: () => over, answered })
  })
  while (acknowledged(senders) < wanted) await sleep(5)
  const began = performance.now()
  stopping = began
  const gone = once(server.process, 'exit')
  server.process.kill('SIGTERM')
  const [code] = await gone
  const milliseconds = performance.now() - began
  over = true
  await Promise.all(writing)
  if (upload) upload.destroy()
  return { milliseconds, code, codes: await Promise.all(sockets.map(({ closed }) => closed)), cutOff }
}

/** Begins an upload and says no more. */
async function stall(url: string, { token, thread }: Sender) {
  const { port, host } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(
    `PUT /api/files/${newId()} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nX-Thread: ${thread}\r\n` +
      "X-File-Name: UTF-8''a.txt\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nit begins",
  )
  return socket
}
