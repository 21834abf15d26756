/** What sockets need from time to time. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Homes } from './homes.ts'
import type { Hub } from './hub.ts'
import type { Node } from './nodes.ts'

/** Milliseconds between heartbeats of live sockets. */
const BEAT = 25_000
/**
 * Milliseconds over which those who watch are asked for again, and until that begins anew: nobody looks for more than a minute
 * at what he has lost.
 */
const ASKED_OVER = 30_000
const ASK_AGAIN = 25_000
/** Milliseconds between looks at what happened elsewhere while no other node can be heard. */
const LOOK = 2000

export interface BeatsDeps {
  hub: Pick<Hub, 'beat' | 'present'>
  home: { hub: Pick<Homes, 'beat'> }
  node: Pick<Node, 'deaf' | 'look'>
  /** Proves everybody who is looking again, spread over so many milliseconds. */
  askAgain(over: number): Promise<void>
  failed(error: unknown): void
}

/** Begins to beat; answers with how to end it. */
export function beginBeats({ hub, home, node, askAgain, failed }: BeatsDeps): () => void {
  const stop = new AbortController()
  const { signal } = stop

  async function every(ms: number, act: () => Promise<void>) {
    while (!signal.aborted) {
      // Timers run on the monotonic clock. They do not keep a process alive that has nothing else to do.
      await sleep(ms, undefined, { signal, ref: false }).catch(() => {})
      if (!signal.aborted) await act().catch(failed)
    }
  }

  void every(BEAT, async () => {
    await node.look()
    hub.present.beat()
    await hub.beat()
    home.hub.beat()
  })
  void every(LOOK, async () => {
    if (node.deaf) await node.look()
  })
  void every(ASK_AGAIN, () => askAgain(ASKED_OVER))
  return () => stop.abort()
}
