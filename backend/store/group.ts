/** A piece of work waiting for its turn in a commit. */
export interface Waiting<Context> {
  work(context: Context): Promise<unknown>
  stored(result: unknown): void
  refused(error: unknown): void
}

/** More than this in one commit and the first would wait for the last. */
const MOST = 256

/**
 * Gathers work that waits while the writer is busy and commits it together: what makes a durable commit affordable.
 * `commit` settles every piece it is given; one that rejects is answered for all.
 */
export function groups<Context>(commit: (group: Waiting<Context>[]) => Promise<void>) {
  const waiting: Waiting<Context>[] = []
  let running: Promise<void> | undefined

  async function run() {
    while (waiting.length > 0) {
      // A turn of the event loop, so that everything that has arrived by now joins.
      await new Promise<void>((turn) => setImmediate(turn))
      const group = waiting.splice(0, MOST)
      await commit(group).catch((error) => {
        for (const piece of group) piece.refused(error)
      })
    }
    running = undefined
  }

  return {
    add(piece: Waiting<Context>) {
      waiting.push(piece)
      running ??= run()
    },
    /** Resolves when nothing waits any more. */
    async idle() {
      while (running) await running
    },
  }
}
