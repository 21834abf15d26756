/** How many there were in the last so many milliseconds, exactly. */
export interface Sliding {
  note(): void
  count(): number
  /** Milliseconds until the oldest of them no longer counts; 0 when there is none. */
  oldestLeavesIn(): number
}

export function sliding(window: number, now: () => number): Sliding {
  let moments: number[] = []
  /** Where those that still count begin: an array is not shortened at every look. */
  let first = 0

  function drop() {
    const since = now() - window
    while (first < moments.length && moments[first]! <= since) first += 1
    if (first > 1000 && first > moments.length / 2) {
      moments = moments.slice(first)
      first = 0
    }
  }

  return {
    note() {
      moments.push(now())
    },
    count() {
      drop()
      return moments.length - first
    },
    oldestLeavesIn() {
      drop()
      return first < moments.length ? moments[first]! + window - now() : 0
    },
  }
}
