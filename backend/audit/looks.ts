/**
 * What changes nothing and is told of all the same: downloads, supervised reading, what somebody was denied. The first time
 * is stored before it is answered, so that nothing is seen that is not in the log. The same again within a minute is counted
 * and told of when the minute is over: a player that asks for a film piece by piece is one entry and a number. A process
 * that is killed loses that number, never that it happened.
 */
import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { audit, type Entry } from './audit.ts'

export type Look = Entry & { by: Visitor }

export interface Looks {
  /** Resolves when it is in the log. */
  note(look: Look): Promise<void>
  /** Tells of what was repeated since it was last asked to. */
  tellRepeated(): Promise<void>
}

/** Different things remembered at once; more are stored each time. */
const MOST = 20_000

export function createLooks(store: Store): Looks {
  let repeated = new Map<string, { look: Look; times: number }>()

  const write = (look: Look) => store.write(look.by.company, async (w) => audit(w, look))

  return {
    async note(look) {
      const key = keyOf(look)
      const known = repeated.get(key)
      if (known) {
        known.times += 1
        return
      }
      if (repeated.size < MOST) repeated.set(key, { look, times: 0 })
      try {
        await write(look)
      } catch (error) {
        repeated.delete(key)
        throw error
      }
    },

    async tellRepeated() {
      const before = repeated
      repeated = new Map()
      for (const { look, times } of before.values())
        if (times > 0) await write({ ...look, data: { ...look.data, times } })
    },
  }
}

function keyOf({ act, by, on, data, values }: Look): string {
  return JSON.stringify([by.company, by.person, by.from, act, on, data, values])
}
