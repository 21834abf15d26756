import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Due } from '../store/store.ts'
import { type Shares, undivided } from './shares.ts'

/** Something that happens by itself, for each company. */
export interface Task {
  name: string
  /** Whose it is besides: what belongs to no company has rows under a name of its own. */
  also?: string[]
  /** Milliseconds between the end of one round and the next. */
  every: number
  /** Companies in which there is something to do; all when absent. */
  due?: Due
  /** It ends or deletes for good what its time is over for. */
  ends?: true
  /** Does a slice of the work; true when there is more. */
  slice(company: string): Promise<boolean>
}

/** Something every node does for itself, whatever companies there are: with what only it remembers. */
export interface OwnTask {
  name: string
  every: number
  act(): Promise<void>
}

export interface Worker {
  companies(due?: Due): Promise<string[]>
  /** Which of them are this node's; all when absent. */
  shares?: Shares
  /** Told of what went wrong; the work goes on. */
  failed(error: Error): void
  /** Resolves after so many milliseconds, rejects when the signal is given. Must not follow the wall clock. */
  wait?(ms: number, signal: AbortSignal): Promise<unknown>
}

/**
 * Does each task at once and then again and again, never twice at a time, and for a company on one node only. What fails
 * for one company is told and tried again in the next round. Answers with how to stop: resolves when the slices under way
 * have ended.
 */
export function work(
  tasks: (Task | OwnTask)[],
  { companies, shares = undivided, failed, wait = unheld }: Worker,
): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop

  async function repeat(task: Task | OwnTask) {
    while (!signal.aborted) {
      if ('act' in task) await telling(task.name, task.act)
      else await telling(task.name, () => round(task))
      await wait('act' in task ? task.every : shares.rest(task), signal).catch((error) => {
        if (!signal.aborted) throw error
      })
    }
  }

  async function round(task: Task) {
    const mine = await shares.due(task)
    if (mine.length === 0) return
    const all = [...(await companies(task.due)), ...(task.also ?? [])]
    const byShare = Map.groupBy(all, shares.shareOf)
    for (const share of mine) {
      let passedOver = false
      for (const company of byShare.get(share) ?? []) {
        if (signal.aborted) return
        await telling(`${task.name}, company ${company}`, async () => {
          if (!(await finish(task, company))) passedOver = true
        })
      }
      // Ours again by now or not: who was passed over must not wait for the next round.
      if (!signal.aborted && !passedOver) await shares.done(task, share)
    }
  }

  /** False when the company was another node's before the end. */
  async function finish(task: Task, company: string): Promise<boolean> {
    let more = true
    while (more && !signal.aborted) {
      // Asked for every slice: the company may have become another node's.
      const leave = shares.enter(company)
      if (!leave) return false
      more = await task.slice(company).finally(leave)
      // Between slices, whoever is waiting gets his turn.
      if (more) await turn()
    }
    return true
  }

  async function telling(what: string, act: () => Promise<void>) {
    try {
      await act()
    } catch (cause) {
      failed(new Error(`${what}: failed, to be tried again`, { cause }))
    }
  }

  async function begin() {
    await shares.begin()
    const repeating: Promise<void>[] = []
    for (const task of tasks) {
      repeating.push(repeat(task))
      // At a start everything is due; whoever asks something meanwhile gets his turn.
      await turn()
    }
    await Promise.all(repeating)
  }

  const repeating = begin()
  return async () => {
    stop.abort()
    await repeating
    await shares.end()
  }
}

// Node's timers run on the monotonic clock. They do not keep a process alive that has nothing else to do.
const unheld = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal, ref: false })
