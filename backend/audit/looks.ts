/**
 * What changes nothing and is told of all the same: downloads, supervised reading, what somebody was denied. The first time
 * is stored before it is answered, so that nothing is seen that is not in the log. The same again within a minute is counted
 * and told of when the minute is over: a player that asks for a film piece by piece is one entry and a number. A process
 * that is killed loses that number, never that it happened.
 */
import type { Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
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

interface Known {
  look: Look
  times: number
  /** Settles when the first of them is stored, or could not be. */
  stored: Promise<void>
}

export interface LooksDeps {
  store: Store
  /** Whether the company has not been erased meanwhile. */
  isHere(r: Reading): Promise<boolean>
}

export function createLooks({ store, isHere }: LooksDeps): Looks {
  let repeated = new Map<string, Known>()

  const write = (look: Look) => store.write(look.by.company, async (w) => audit(w, look))

  async function tell({ look, times }: Known) {
    await store.write(look.by.company, async (w) => {
      if (await isHere(w)) audit(w, { ...look, data: { ...look.data, times } })
    })
  }

  return {
    async note(look) {
      const key = keyOf(look)
      const known = repeated.get(key)
      if (known) {
        known.times += 1
        // Asked for twice at once, the second is not served before the first is in the log.
        return known.stored
      }
      const stored = write(look)
      if (repeated.size < MOST) repeated.set(key, { look, times: 0, stored })
      try {
        await stored
      } catch (error) {
        repeated.delete(key)
        throw error
      }
    },

    async tellRepeated() {
      const before = repeated
      repeated = new Map()
      const told = [...before.values()].filter(({ times }) => times > 0)
      const ended = await Promise.allSettled(told.map(tell))
      const errors = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      if (errors.length > 0) throw new AggregateError(errors, 'repeated looks could not be told of')
    },
  }
}

function keyOf({ act, by, on, data, values }: Look): string {
  return JSON.stringify([by.company, by.person, by.from, act, on, data, values])
}
