/** A piece of work waiting for its turn in a commit. */
export interface Waiting<Context> {
  company: string
  work(context: Context): Promise<unknown>
  stored(result: unknown): void
  refused(error: unknown): void
}

/** More than this in one commit and the first would wait for the last. */
const MOST = 256
/** The same of one company that has others beside it: they would wait for all of it. */
const MOST_OF_ONE = 4
/** Milliseconds for which a company counts as not alone since another has written. */
const NOT_ALONE = 5000

/**
 * Gathers work that waits while the writer is busy and commits it together: what makes a durable commit affordable.
 * `commit` settles every piece it is given; one that rejects is answered for all. `emptied` is called whenever nothing waits
 * any more.
 */
export function groups<Context>(
  commit: (group: Waiting<Context>[]) => Promise<void>,
  emptied: () => void = () => {},
) {
  let waiting: Waiting<Context>[] = []
  let running: Promise<void> | undefined
  let latest: string | undefined
  let othersAt = Number.NEGATIVE_INFINITY

  async function run() {
    while (waiting.length > 0) {
      await gather()
      const group = take()
      await commit(group).catch((error) => {
        for (const piece of group) piece.refused(error)
      })
    }
    running = undefined
    emptied()
  }

  /**
   * A turn of the event loop, so that everything that has arrived by now joins; and another while turns bring more, for what
   * many share is cheaper for each. Where companies stand beside each other one that does not end would have all wait.
   */
  async function gather() {
    let before: number
    do {
      before = waiting.length
      await new Promise<void>((turn) => setImmediate(turn))
    } while (waiting.length > before && waiting.length < MOST && isAlone())
  }

  /** Whether only one company has written of late. */
  const isAlone = () => performance.now() - othersAt > NOT_ALONE

  /** The next group, each company's pieces in their order. */
  function take(): Waiting<Context>[] {
    if (isAlone()) return waiting.splice(0, MOST)
    const taken = new Map<string, number>()
    const group: Waiting<Context>[] = []
    const left: Waiting<Context>[] = []
    for (const piece of waiting) {
      const before = taken.get(piece.company) ?? 0
      taken.set(piece.company, before + 1)
      const joins = before < MOST_OF_ONE && group.length < MOST
      ;(joins ? group : left).push(piece)
    }
    waiting = left
    return group
  }

  return {
    add(piece: Waiting<Context>) {
      waiting.push(piece)
      if (latest !== undefined && latest !== piece.company) othersAt = performance.now()
      latest = piece.company
      running ??= run()
    },
    /** Resolves when nothing waits any more. */
    async idle() {
      while (running) await running
    },
  }
}
