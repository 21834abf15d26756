/** How much may be asked: the leaky bucket of each source address, and a method's time within ten minutes. */

const SIZE = 50
const DRAIN = 2

/** 50 requests at once, and 2 more every second, for each address that asks. */
export function buckets(now: () => Date): (source: string) => boolean {
  const levels = new Map<string, { level: number; at: number }>()
  return function overflows(source) {
    const at = now().getTime()
    const known = levels.get(source) ?? { level: 0, at }
    const level = Math.max(0, known.level - ((at - known.at) / 1000) * DRAIN)
    const full = level + 1 > SIZE
    levels.set(source, { level: full ? level : level + 1, at })
    return full
  }
}

const BASKET = 60_000
const BASKETS = 10
const LIMIT = 480

export interface Operating {
  /** Seconds of a method in the last ten minutes, `cost` of this call among them; when the oldest of them go. */
  spend(method: string, cost: number): { operating: number; resetAt: number }
  /** Whether the method has used up its time. */
  exhausted(method: string): boolean
}

/** Time is counted in baskets of a minute; a basket is forgotten ten minutes after it was begun. */
export function operating(now: () => Date): Operating {
  const spent = new Map<string, Map<number, number>>()

  function basketsOf(method: string): Map<number, number> {
    const baskets = spent.get(method) ?? new Map<number, number>()
    spent.set(method, baskets)
    const oldest = basket() - BASKETS + 1
    for (const begun of baskets.keys()) if (begun < oldest) baskets.delete(begun)
    return baskets
  }
  const basket = () => Math.floor(now().getTime() / BASKET)
  const sum = (baskets: Map<number, number>) => [...baskets.values()].reduce((all, one) => all + one, 0)

  return {
    spend(method, cost) {
      const baskets = basketsOf(method)
      baskets.set(basket(), (baskets.get(basket()) ?? 0) + cost)
      const first = Math.min(...baskets.keys())
      return { operating: sum(baskets), resetAt: ((first + BASKETS) * BASKET) / 1000 }
    },
    exhausted: (method) => sum(basketsOf(method)) >= LIMIT,
  }
}
