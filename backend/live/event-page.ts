import type { EventPage, ShownEvent } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Reading } from '../store/store.ts'
import { concerns, type EventRow, eventsAfter, showEvents, showOpened } from './show-events.ts'

/** The card's events after a position that this person may know, at most `limit`; go on from `head`. */
export async function eventPage(
  r: Reading,
  viewer: Viewer,
  after: number,
  limit: number,
): Promise<EventPage> {
  const newest = await lastPosition(r)
  const rows = await eventsAfter(r, after, newest, limit, viewer.record)
  const events = await eventsFor(r, viewer, rows)
  // A full page may have more behind it; otherwise nothing up to the newest concerns this card.
  const head = rows.length === limit ? rows.at(-1)!.position : newest
  return { events, head }
}

/** Those of the events this person may know, as he is told them. */
export async function eventsFor(r: Reading, viewer: Viewer, rows: EventRow[]): Promise<ShownEvent[]> {
  const mine = rows.filter((row) => concerns(row, viewer))
  const shown = await showEvents(r, mine)
  for (const row of mine) {
    if (row.topic !== 'thread.opened') continue
    const opened = await showOpened(r, row, viewer)
    if (opened) shown.set(row.position, opened)
  }
  return mine.flatMap((row) => shown.get(row.position) ?? [])
}
