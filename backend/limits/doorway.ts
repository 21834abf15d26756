/**
 * Many who come at once are let through a few at a time, and in between the event loop goes round: whoever is inside already
 * feels of a crowd at the door only those few. Companies take turns, so that a crowd waits behind itself.
 */
export interface Doorway {
  /** Does it when it is the company's turn; answers as it does. */
  through<T>(company: string, work: () => Promise<T>): Promise<T>
}

/** Milliseconds of a round of the event loop that are spent on them. */
export const GIVES_WAY_AFTER = 2
/** Milliseconds a reading may keep the next one waiting: a database far away may be slow to answer one. */
export const READING_HELD_MOST = 200

export interface DoorwayOptions {
  /** How many may be under way; what does not wait for a network is done within a round anyway. */
  atOnce: number
  /** Milliseconds after which the next one follows though the work is not done: it waits for somebody outside. */
  heldMost?: number
}

export function createDoorway({ atOnce, heldMost = Number.POSITIVE_INFINITY }: DoorwayOptions): Doorway {
  /** In the order in which companies come to be let through. */
  const waiting = new Map<string, (() => void)[]>()
  let free = atOnce
  /** When this round's first was let through. */
  let began = performance.now()

  function arrive(company: string): Promise<void> | undefined {
    if (free > 0) {
      free -= 1
      return undefined
    }
    const queue = waiting.get(company) ?? []
    waiting.set(company, queue)
    return new Promise((go) => queue.push(go))
  }

  function next() {
    const [first] = waiting
    if (!first) {
      free += 1
      return
    }
    const [company, queue] = first
    const go = queue.shift()
    waiting.delete(company)
    // Behind all others.
    if (queue.length > 0) waiting.set(company, queue)
    go?.()
  }

  function nextRound() {
    began = performance.now()
    next()
  }

  return {
    async through(company, work) {
      await arrive(company)
      let left = false
      const leave = () => {
        if (left) return
        left = true
        if (performance.now() - began < GIVES_WAY_AFTER) next()
        else setImmediate(nextRound)
      }
      const late = Number.isFinite(heldMost) ? setTimeout(leave, heldMost) : undefined
      try {
        return await work()
      } finally {
        clearTimeout(late)
        leave()
      }
    },
  }
}
