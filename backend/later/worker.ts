import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/** Something that happens by itself, for each company. */
export interface Task {
  name: string
  /** Milliseconds between the end of one round and the next. */
  every: number
  /** Does a slice of the work; true when there is more. */
  slice(company: string): Promise<boolean>
}

export interface Worker {
  companies(): Promise<string[]>
  /** Told of what went wrong; the work goes on. */
  failed(error: Error): void
  /** Resolves after so many milliseconds, rejects when the signal is given. Must not follow the wall clock. */
  wait?(ms: number, signal: AbortSignal): Promise<unknown>
}

/**
 * Does each task at once and then again and again, never twice at a time. What fails for one company is told and tried
 * again in the next round. Answers with how to stop: resolves when the slices under way have ended.
 */
export function work(tasks: Task[], { companies, failed, wait = unheld }: Worker): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop

  async function repeat(task: Task) {
    while (!signal.aborted) {
      await round(task)
      await wait(task.every, signal).catch((error) => {
        if (!signal.aborted) throw error
      })
    }
  }

  async function round(task: Task) {
    await telling(task.name, async () => {
      for (const company of await companies()) {
        if (signal.aborted) return
        await telling(`${task.name}, company ${company}`, () => finish(task, company))
      }
    })
  }

  async function finish(task: Task, company: string) {
    // Between slices, whoever is waiting gets his turn.
    while (!signal.aborted && (await task.slice(company))) await turn()
  }

  async function telling(what: string, act: () => Promise<void>) {
    try {
      await act()
    } catch (cause) {
      failed(new Error(`${what}: failed, to be tried again`, { cause }))
    }
  }

  const repeating = tasks.map(repeat)
  return async () => {
    stop.abort()
    await Promise.all(repeating)
  }
}

// Node's timers run on the monotonic clock. They do not keep a process alive that has nothing else to do.
const unheld = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal, ref: false })
