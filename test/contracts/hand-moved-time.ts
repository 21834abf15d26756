/** Time for queues that passes when a test says so. */
import type { Time } from '../../crm-adapters/time.ts'

export interface HandMovedTime extends Time {
  /** Lets so many milliseconds pass; whatever was to happen meanwhile happens, at its moment and in order. */
  pass(ms: number): Promise<void>
}

export function handMovedTime(): HandMovedTime {
  let now = 0
  const planned = new Set<{ at: number; act: () => void }>()

  return {
    now: () => now,
    after(ms, act) {
      const plan = { at: now + ms, act }
      planned.add(plan)
      return () => planned.delete(plan)
    },
    async pass(ms) {
      const end = now + ms
      for (;;) {
        await settled()
        const [next] = [...planned].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        planned.delete(next)
        now = Math.max(now, next.at)
        next.act()
      }
      now = end
      await settled()
    },
  }
}

/** Time that jumps to whatever is waited for next. */
export function hurried(): Time {
  let now = 0
  return {
    now: () => now,
    after(ms, act) {
      const at = now + ms
      const turn = setImmediate(() => {
        now = Math.max(now, at)
        act()
      })
      return () => clearImmediate(turn)
    },
  }
}

/** Lets everything that is due, and what follows from it, happen. */
function settled(): Promise<void> {
  return new Promise((turn) => setImmediate(turn))
}
