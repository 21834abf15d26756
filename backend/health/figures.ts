import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { State } from './state.ts'

/** Figures for Prometheus, looked up when they are asked for. None of them says anything about a company. */
export function createFigures(state: State): Registry {
  const figures = new Registry()

  function figure(name: string, help: string, now: () => number | Promise<number>) {
    new Gauge({
      name: `dealthread_${name}`,
      help,
      registers: [figures],
      async collect() {
        this.set(await now())
      },
    })
  }

  figure('live_sockets', 'Sockets of cards that are being told what happens', state.cardSockets)
  figure('home_sockets', 'Sockets of our own page', state.homeSockets)
  figure('bus_deaf', '1 while the other nodes cannot be heard', () => (state.deaf() ? 1 : 0))
  figure(
    'asked_too_fast',
    'Requests and frames refused since the start because they came too fast',
    state.refused,
  )
  figure('database_seconds', 'How long the database took to answer just now', state.databaseSeconds)
  figure('disk_free_bytes', 'What is free where DATA_DIR is', state.diskFree)
  return Registry.merge([figuresOfProcess(), figures])
}

let ofProcess: Registry | undefined

/** Begun once: what watches the process does so until its end, and would hold all that was ever shown beside it. */
function figuresOfProcess(): Registry {
  if (ofProcess) return ofProcess
  ofProcess = new Registry()
  collectDefaultMetrics({ register: ofProcess })
  return ofProcess
}
