import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Store } from '../store/store.ts'
import { eventsFor } from './event-page.ts'
import type { Watched } from './in-order.ts'
import { type EventRow, eventsAfter } from './show-events.ts'
import type { ShowOnce } from './shown-once.ts'
import { encode, eventFrame, type Watcher } from './watcher.ts'

/** Further behind than this, a fresh snapshot is cheaper than being told one by one. */
const STALE_AFTER = 2000
/** Events of one frame for somebody who has missed many: a page of long messages must fit through his line. */
const CAUGHT_UP_AT_ONCE = 100

export interface CatchUpDeps {
  store: Pick<Store, 'read'>
  /** As the hub's. */
  supervises(viewer: Viewer, thread: string): Promise<void>
  show: ShowOnce
}

/** Tells a newcomer what he missed, slice by slice as he can read it, until he is level with the rest. */
export async function catchUp(deps: CatchUpDeps, watcher: Watcher, company: Watched) {
  const { store } = deps
  do {
    const { rows, head } = await missed(store, watcher)
    // What he knows beyond the head was lost with a database that another has taken the place of.
    if (rows.length > STALE_AFTER || watcher.cursor > head) {
      watcher.send(encode({ stale: true }))
    } else {
      for (let start = 0; start < rows.length && !watcher.gone; start += CAUGHT_UP_AT_ONCE) {
        await tellMissed(deps, watcher, rows, { start, head })
      }
    }
    watcher.cursor = head
    // What is being told right now passes him by: it counts as told.
  } while (company.begun > watcher.cursor && !watcher.gone)
  watcher.catchingUp = false
  watcher.send(encode({ head: watcher.cursor }))
}

function missed(store: Pick<Store, 'read'>, { viewer, cursor }: Watcher) {
  return store.read(viewer.company, async (r) => {
    const head = await lastPosition(r)
    return { head, rows: await eventsAfter(r, cursor, head, STALE_AFTER + 1, viewer.record) }
  })
}

async function tellMissed(
  { store, supervises, show }: CatchUpDeps,
  watcher: Watcher,
  missed: EventRow[],
  { start, head }: { start: number; head: number },
) {
  const { viewer } = watcher
  const rows = missed.slice(start, start + CAUGHT_UP_AT_ONCE)
  const newest = missed.at(-1)!.position
  const { events, supervised } = await store.read(viewer.company, (r) =>
    eventsFor(r, viewer, rows, () => show(r, rows, newest)),
  )
  for (const thread of supervised) await supervises(viewer, thread)
  if (events.length === 0) return
  // Only the last slice says that nothing is missing any more.
  const upTo = Math.min(head, rows.at(-1)!.position)
  watcher.send(
    eventFrame(
      events.map((event) => JSON.stringify(event)),
      upTo,
    ),
  )
  await watcher.flushed()
}
