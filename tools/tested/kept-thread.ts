/**
 * A pool of Vitest that keeps its one thread from run to run. A mutant is switched on in code that is loaded already, so
 * that it costs its tests, and not the loading of the backend besides.
 */
import { type PoolOptions, type PoolRunnerInitializer, type PoolWorker, ThreadsPoolWorker } from 'vitest/node'

type Event = Parameters<PoolWorker['on']>[0]
type Listener = Parameters<PoolWorker['on']>[1]

let thread: ThreadsPoolWorker | undefined
let runs = 0

/** After so many runs a new one is begun: each leaves listeners behind. */
const RUNS_MOST = 150

export const keptThread: PoolRunnerInitializer = {
  name: 'kept-thread',
  createPoolWorker: (options) => new KeptThread(options),
}

class KeptThread implements PoolWorker {
  name = keptThread.name
  #options: PoolOptions
  #listeners: [Event, Listener][] = []
  #saidGoodbye = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  async start() {
    if (thread && ++runs < RUNS_MOST) return
    await thread?.stop()
    thread = new ThreadsPoolWorker(this.#options)
    runs = 0
    await thread.start()
  }

  send(message: Parameters<PoolWorker['send']>[0]) {
    if (message.type !== 'stop') return thread?.send(message)
    this.#saidGoodbye = true
    for (const [event, listener] of this.#listeners) {
      if (event === 'message') listener({ type: 'stopped', __vitest_worker_response__: true })
    }
  }

  /** Without a goodbye something went wrong, and nobody knows what the thread is doing. */
  async stop() {
    for (const [event, listener] of this.#listeners) thread?.off(event, listener)
    if (this.#saidGoodbye) return
    const lost = thread
    thread = undefined
    await lost?.stop()
  }

  on(event: Event, listener: Listener) {
    this.#listeners.push([event, listener])
    thread?.on(event, listener)
  }

  off(event: Event, listener: Listener) {
    this.#listeners = this.#listeners.filter(([one, of]) => one !== event || of !== listener)
    thread?.off(event, listener)
  }

  deserialize(data: unknown) {
    return data
  }
}
