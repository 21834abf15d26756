/** Who keeps sending what proves false is not listened to for a while, so that he cannot keep us asking others about it. */
import { LRUCache } from 'lru-cache'

export interface Throttle {
  /** Takes a chance of a source's; false when it has none left. */
  take(source: string): boolean
  /** Seconds until a source has a chance again; 0 when it has one. */
  wait(source: string): number
  /** What it sent was honest: the chance is given back. */
  giveBack(source: string): void
}

export interface Chances {
  /** Of a source; a whole office may sit behind one address. */
  most: number
  /** Given back. */
  perSecond: number
}

/** `clock` counts milliseconds and only goes forward. */
export function createThrottle(
  clock: () => number = () => performance.now(),
  { most, perSecond }: Chances = { most: 200, perSecond: 1 },
): Throttle {
  // By size: for a `max` room would be made at once, which many of these would make long and large.
  const sources = new LRUCache<string, { left: number; at: number }>({
    maxSize: 50_000,
    sizeCalculation: () => 1,
  })

  function left(source: string): number {
    const known = sources.get(source)
    return known ? Math.min(most, known.left + ((clock() - known.at) / 1000) * perSecond) : most
  }

  return {
    take(source) {
      const chances = left(source)
      if (chances < 1) return false
      sources.set(source, { left: chances - 1, at: clock() })
      return true
    },
    wait(source) {
      const chances = left(source)
      return chances < 1 ? (1 - chances) / perSecond : 0
    },
    giveBack(source) {
      sources.set(source, { left: Math.min(most, left(source) + 1), at: clock() })
    },
  }
}
