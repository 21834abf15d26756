/** What we have just changed at a host ourselves: it tells us of that too, and need not be asked what we know. */
import { LRUCache } from 'lru-cache'
import type { Hint, RecordRef } from '../../crm-adapters/port.ts'
import { recordKey } from '../records.ts'

/** Milliseconds a host takes to tell us of what we did. */
const ECHO_WITHIN = 30_000

export interface OwnChanges {
  /** We have changed a record, with this person's rights. */
  made(company: string, record: RecordRef, by: string): void
  /** Whether a hint is the echo of such a change. Each has one echo: the next hint is somebody else's doing. */
  isEcho(company: string, told: { hint: Hint; by: string | null }): boolean
}

export function createOwnChanges({
  clock = () => performance.now(),
}: {
  clock?: () => number
} = {}): OwnChanges {
  const made = new LRUCache<string, { times: number; until: number }>({ max: 10_000 })
  const keyOf = (company: string, record: RecordRef, by: string) => `${company} ${recordKey(record)} ${by}`

  return {
    made(company, record, by) {
      const key = keyOf(company, record, by)
      const times = (made.get(key)?.times ?? 0) + 1
      made.set(key, { times, until: clock() + ECHO_WITHIN })
    },

    isEcho(company, { hint, by }) {
      // Unsigned, it may be anybody's: asking once too often is the lesser harm.
      if (hint.about !== 'record' || by === null) return false
      const key = keyOf(company, hint.record, by)
      const known = made.get(key)
      if (!known) return false
      if (known.times > 1) made.set(key, { ...known, times: known.times - 1 })
      else made.delete(key)
      return known.until > clock()
    },
  }
}
