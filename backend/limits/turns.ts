/**
 * Companies take turns: in one turn of the event loop one of them is served, so that whoever asks for much at once waits
 * behind himself and everybody else only behind one request of his.
 */
export interface Turns {
  /** Resolves when it is the company's turn; at once when nobody has had this one. */
  next(company: string): Promise<void>
}

export function createTurns(): Turns {
  /** In the order in which companies come to be served. */
  const waiting = new Map<string, (() => void)[]>()
  let taken = false

  function serve() {
    const [first] = waiting
    taken = first !== undefined
    if (!first) return
    setImmediate(serve)
    const [company, [go, ...others]] = first
    waiting.delete(company)
    // Behind all others.
    if (others.length > 0) waiting.set(company, others)
    go?.()
  }

  return {
    async next(company) {
      if (taken) {
        const queue = waiting.get(company) ?? []
        waiting.set(company, queue)
        return new Promise((go) => queue.push(go))
      }
      taken = true
      setImmediate(serve)
    },
  }
}
