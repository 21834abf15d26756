import { type Sight, seesAll, sight, type View } from '../access/sight.ts'
import { nameOnly, veiled, veiledThread } from '../access/veil.ts'
import { isGuest } from '../people/guests.ts'
import type { EventPage, ShownEvent } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Reading } from '../store/store.ts'
import { viewsOf } from '../threads/views.ts'
import { cardEvents, concerns, type EventRow, showEvents, showOpened } from './show-events.ts'

/** The card's events after a position that this person may know, at most `limit`; go on from `head`. */
export async function eventPage(
  r: Reading,
  viewer: Viewer,
  after: number,
  limit: number,
): Promise<{ page: EventPage } & Pick<Told, 'supervised'>> {
  const newest = await lastPosition(r)
  const rows = await cardEvents(r, { record: viewer.record, after, upTo: newest, limit })
  const { events, supervised } = await eventsFor(r, viewer, rows)
  // A full page may have more behind it; otherwise nothing up to the newest concerns this card.
  const head = rows.length === limit ? rows.at(-1)!.position : newest
  return { page: { events, head }, supervised }
}

export interface Told {
  events: ShownEvent[]
  /** Threads of others he reads by them, for a reason he has said. */
  supervised: string[]
}

/**
 * Those of the events this person may know, as he is told them.
 * @param show what they tell, whoever asks; may tell of more of them
 */
export async function eventsFor(
  r: Reading,
  viewer: Viewer,
  rows: EventRow[],
  show: (r: Reading, rows: EventRow[]) => Promise<ReadonlyMap<number, ShownEvent>> = showEvents,
): Promise<Told> {
  const seeing = await sight(r, viewer)
  const told = rows.filter((row) => concerns(row, viewer))
  const views = seesAll(seeing) ? undefined : await viewsOf(r, viewer, seeing, threadsIn(told))
  const mine = views ? told.filter((row) => isHis(row, seeing, views)) : told
  if (mine.length === 0) return { events: [], supervised: [] }
  const shown = new Map(await show(r, mine))
  for (const row of mine) {
    if (row.topic !== 'thread.opened') continue
    const opened = await showOpened(r, row, viewer)
    if (opened) shown.set(row.position, opened)
  }
  const events = mine.flatMap((row) => {
    const event = shown.get(row.position)
    const view = row.thread === null ? undefined : views?.get(row.thread)
    return (event && view ? narrowed(event, viewer, seeing, view) : event) ?? []
  })
  return { events, supervised: threadsIn(mine).filter((thread) => views?.get(thread)?.supervised) }
}

function threadsIn(rows: EventRow[]): string[] {
  return [...new Set(rows.flatMap(({ thread }) => thread ?? []))]
}

/** What somebody invited to a thread is told of it. What is not listed, as facts, is the card's. */
const TOLD_TO_INVITED: ReadonlySet<string> = new Set<ShownEvent['topic']>([
  ...(['message.sent', 'message.edited', 'message.deleted', 'message.reacted', 'message.urgent'] as const),
  ...(['message.pinned', 'message.unpinned', 'matter.changed', 'task.changed'] as const),
  ...(['file.erased', 'file.kept', 'file.changed', 'draft.saved'] as const),
  ...(['thread.opened', 'thread.closed', 'thread.reopened', 'thread.joined', 'thread.left'] as const),
  ...(['thread.read', 'thread.levelled', 'thread.awaits'] as const),
])

function isHis({ thread, topic }: EventRow, { invited }: Sight, views: Map<string, View>): boolean {
  if (invited && !TOLD_TO_INVITED.has(topic)) return false
  if (thread !== null && views.has(thread)) return true
  // What concerns the card and not its talk, and that a thread is no longer of it, says nothing of others.
  return !invited && (thread === null || topic === 'thread.moved')
}

function narrowed(
  event: ShownEvent,
  { person }: Viewer,
  { invited }: Sight,
  view: View,
): ShownEvent | undefined {
  const seeing = { ...view, invited }
  switch (event.topic) {
    case 'thread.opened':
      return { ...event, data: { thread: veiledThread(event.data.thread, seeing) } }
    case 'thread.joined':
    case 'thread.left': {
      const who = isGuest(person) ? nameOnly(event.data.person) : event.data.person
      return { ...event, data: { ...event.data, person: who } }
    }
    default: {
      if (!('message' in event.data) || typeof event.data.message !== 'object') return event
      const message = veiled(event.data.message, seeing)
      return message && ({ ...event, data: { message } } as ShownEvent)
    }
  }
}
