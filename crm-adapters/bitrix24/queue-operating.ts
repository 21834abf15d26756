/**
 * The time a portal spends on each of our methods: 480 s in ten minutes, and the method is shut for every application
 * there (docs: limits.md). So a method that has used most of it is left to those who wait for an answer.
 */

/** What an answer says of its method's time. */
export interface Spent {
  method: string
  /** Seconds in the last ten minutes. */
  operating: number
  /** Milliseconds until some of them are forgiven, where that is said. */
  resetIn: number | undefined
  /** The portal refuses the method until then. */
  over: boolean
}

/** Reads an answer's `time`; `over` when it refuses the method for having used too much of it. */
export function spentIn(method: string, time: Record<string, unknown>, over: boolean): Spent {
  const [resetAt, finish] = [Number(time.operating_reset_at), Number(time.finish)]
  // Both by the portal's clock, so that ours need not agree with it.
  const resetIn = resetAt > 0 && finish > 0 ? (resetAt - finish) * 1000 : undefined
  return { method, operating: Number(time.operating) || 0, resetIn, over }
}

const HEAVY = 480 * 0.8
/** Milliseconds between calls of a heavy method in the background. */
const GAP = 10_000
const SHORTEST_REST = 10_000
const LONGEST_REST = 600_000

export interface Operating {
  note(spent: Spent): void
  /** When the portal takes this method again; in the past when it does. */
  parkedUntil(method: string): number
  /** Methods the portal refuses for now, and for how many milliseconds. */
  resting(): { method: string; ms: number }[]
  /** When the background may use these methods again. */
  slowUntil(methods: string[]): number
}

export function operating(now: () => number): Operating {
  const methods = new Map<string, { resetAt: number; parkedUntil: number; slowUntil: number }>()

  return {
    note({ method, operating, resetIn, over }) {
      const known = methods.get(method)
      const told = resetIn === undefined ? undefined : now() + Math.min(Math.max(resetIn, 0), LONGEST_REST)
      // A refusal need not repeat what an earlier answer has said.
      const resetAt = told ?? known?.resetAt ?? now()
      methods.set(method, {
        resetAt,
        parkedUntil: over ? Math.max(resetAt, now() + SHORTEST_REST) : (known?.parkedUntil ?? now()),
        slowUntil: operating > HEAVY ? now() + GAP : now(),
      })
    },
    resting: () =>
      [...methods]
        .map(([method, { parkedUntil }]) => ({ method, ms: parkedUntil - now() }))
        .filter(({ ms }) => ms > 0),
    parkedUntil: (method) => methods.get(method)?.parkedUntil ?? 0,
    slowUntil: (used) => Math.max(0, ...used.map((method) => methods.get(method)?.slowUntil ?? 0)),
  }
}
