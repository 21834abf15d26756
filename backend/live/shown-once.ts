/** Many come back at once and have missed the same of the same card: it is made ready for all of them once. */
import { LRUCache } from 'lru-cache'
import type { ShownEvent } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { type EventRow, showEvents } from './show-events.ts'

/** Milliseconds it is kept at most, and not a moment longer: it holds what people have said. */
const KEPT_FOR = 1000
const SLICES_MOST = 50

type Shown = ReadonlyMap<number, ShownEvent>

/** As `showEvents`, of a slice without gaps of one card. `newest` is the position of the card's last event. */
export type ShowOnce = (r: Reading, slice: EventRow[], newest: number) => Promise<Shown>

export function shownOnce(): ShowOnce {
  const slices = new LRUCache<string, Shown, { r: Reading; slice: EventRow[] }>({
    max: SLICES_MOST,
    ttl: KEPT_FOR,
    ttlAutopurge: true,
    fetchMethod: (_, __, { context }) => showEvents(context.r, context.slice),
  })
  return async (r, slice, newest) => {
    const [first, last] = [slice[0]!, slice.at(-1)!]
    // Whatever changes in what is shown of a card is an event of that card: then `newest` is another. A company that was
    // erased and has come back counts its events from the start, at another time.
    const key = [r.company, first.record, first.position, last.position, newest, last.at.getTime()].join(' ')
    return slices.forceFetch(key, { context: { r, slice } })
  }
}
