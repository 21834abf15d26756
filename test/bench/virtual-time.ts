/** Hours in seconds: time that stands still while anything is under way, and then jumps to what is waited for next. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Time } from '../../crm-adapters/time.ts'

const START = Date.parse('2026-11-20T09:00:00Z')
/** Turns of the event loop without anything under way after which nothing more will come of itself. */
const QUIET = 3

export interface VirtualTime extends Time {
  date(): Date
  /** The same, but time stands still until it has ended. */
  held<A extends unknown[], T>(act: (...given: A) => Promise<T>): (...given: A) => Promise<T>
  /** Lets time pass until it is so. */
  until(so: () => boolean): Promise<void>
}

export function virtualTime(): VirtualTime {
  let now = 0
  let underWay = 0
  const planned = new Set<{ at: number; act: () => void }>()

  async function settled() {
    for (let quiet = 0; quiet < QUIET; quiet += 1) {
      await turn()
      if (underWay > 0) quiet = -1
    }
  }

  return {
    now: () => now,
    date: () => new Date(START + now),
    after(ms, act) {
      const plan = { at: now + ms, act }
      planned.add(plan)
      return () => planned.delete(plan)
    },
    held:
      (act) =>
      async (...given) => {
        underWay += 1
        try {
          return await act(...given)
        } finally {
          underWay -= 1
        }
      },
    async until(so) {
      for (;;) {
        await settled()
        if (so()) return
        const [next] = [...planned].sort((a, b) => a.at - b.at)
        if (!next) throw new Error('nothing is waited for')
        planned.delete(next)
        now = Math.max(now, next.at)
        next.act()
      }
    },
  }
}
