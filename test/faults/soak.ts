import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../bench/quantiles.ts'
import { heapOf, residentOf } from '../bench/resident.ts'
import { openLine } from '../line.ts'
import { served } from '../served.ts'
import { liveSocket } from '../socket.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, unless } from './drill.ts'
import { acknowledged, begin, type Sender, send, settle, sitDown } from './senders.ts'

/** Messages a second of all together. */
const RATE = 50
const LOOKED_AT_EVERY = 2000
/** Megabytes a minute; what a short run's noise makes is forgiven. */
const SLOPE_MOST = 1
const NOISE = 16
/** Megabytes. */
const CACHES = 128
const LOG_MOST = 64

/** People write, come and go for as long as wanted; nothing grows but what is kept. */
export const soak: Drill = {
  name: 'soak',
  says: 'people write, come and go for --minutes',
  async run({ program, minutes }) {
    const server = await served(program)
    try {
      const senders = await sitDown(server)
      const until = performance.now() + minutes * 60_000
      const going = () => performance.now() < until
      const samples: Sample[] = []
      const sizeOf = (name: string) =>
        (statSync(join(server.folder, name), { throwIfNoEntry: false })?.size ?? 0) / 2 ** 20
      const looking = (async () => {
        for (; going(); await sleep(LOOKED_AT_EVERY))
          samples.push({
            memory: await residentOf(server.url),
            heap: await heapOf(server.url),
            stored: sizeOf('dealthread.db'),
            handles: handlesOf(server.process.pid!),
            log: sizeOf('dealthread.db-wal'),
          })
      })()
      const writing = senders.map((sender) => writeSteadily(server.url, sender, senders.length / RATE, going))
      const coming = senders.map((sender) => comeAndGo(server.url, sender, going))
      await Promise.all([looking, ...writing, ...coming])

      const after = await settle(server, senders)
      const quarter = Math.max(1, Math.floor(samples.length / 4))
      const [early, late] = [samples.slice(quarter, quarter * 2), samples.slice(-quarter)]
      const grown = (of: (sample: (typeof samples)[0]) => number) =>
        median(late.map(of)) - median(early.map(of))
      const memory = grown((sample) => sample.memory)
      const heap = grown((sample) => sample.heap)
      // Both connections of the database keep what they have read or written of it, up to a limit.
      const cached = Math.min(CACHES, 2 * grown((sample) => sample.stored))
      const handles = grown((sample) => sample.handles)
      const log = Math.max(...samples.map((sample) => sample.log))
      return {
        figures:
          `${minutes} min, ${acknowledged(senders)} acknowledged; from the second quarter to the last ${memory.toFixed(1)} MB ` +
          `(${heap.toFixed(1)} of our own, up to ${cached.toFixed(1)} of the database's caches) and ${handles} handles more, ${median(late.map((sample) => sample.memory)).toFixed(0)} MB in all; log of the ` +
          `database ${log.toFixed(1)} MB at most`,
        broken: [
          ...brokenPromises(after),
          ...unless(
            memory - cached <= NOISE + SLOPE_MOST * minutes * 0.6,
            `memory has grown by ${memory.toFixed(1)} MB`,
          ),
          ...unless(
            heap <= NOISE / 2 + (SLOPE_MOST * minutes) / 4,
            `our own has grown by ${heap.toFixed(1)} MB`,
          ),
          ...unless(handles <= senders.length, `${handles} more handles`),
          ...unless(log <= LOG_MOST, `the log of the database had ${log.toFixed(1)} MB`),
        ],
      }
    } finally {
      await server.end()
    }
  },
}

interface Sample {
  /** Megabytes, all but the handles. */
  memory: number
  heap: number
  stored: number
  handles: number
  log: number
}

async function writeSteadily(url: string, sender: Sender, every: number, going: () => boolean) {
  const line = await openLine(url, sender.token)
  for (let due = performance.now(); going(); due += every * 1000) {
    await sleep(Math.max(0, due - performance.now()))
    const { status } = await send(line, sender, begin(sender))
    if (status >= 300) throw new Error(`a message was answered ${status}`)
  }
  line.close()
}

async function comeAndGo(url: string, { token }: Sender, going: () => boolean) {
  while (going()) {
    const socket = await liveSocket(url, { token, after: 0 })
    await sleep(1000)
    socket.close()
    await socket.closed
  }
}

/** Open files and sockets; 0 where the system does not tell. */
function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}
