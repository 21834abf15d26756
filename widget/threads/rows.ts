/** How messages stand under each other: by day, in groups of one author, with those who have read so far. Pure. */
import type { ShownMessage } from '../../backend/shown.ts'
import type { Unsent } from '../outbox/unsent.ts'

export interface Row {
  message: ShownMessage
  /** Set while it is not known to be stored. */
  unsent?: Unsent
  /** Begins its group: carries the author's name. */
  first: boolean
  /** Ends its group: carries the author's picture. */
  last: boolean
}

export interface Day {
  key: string
  /** Any time of that day, to name it by. */
  at: string
  rows: Row[]
}

const groupWithin = 5 * 60_000

/**
 * @param dayOf which day a time belongs to where the reader is
 * @param unreadFrom id of the message the divider stands above: it begins a group
 */
export function daysOf(
  messages: readonly ShownMessage[],
  unsent: readonly Unsent[],
  dayOf: (at: string) => string,
  unreadFrom?: string,
): Day[] {
  const stored = new Set(messages.map(({ id }) => id))
  const rows: Row[] = [
    ...messages.map((message) => ({ message, first: true, last: true })),
    ...unsent
      .filter(({ id }) => !stored.has(id))
      .map((one) => ({ message: asMessage(one), unsent: one, first: true, last: true })),
  ]
  const days: Day[] = []
  let before: Row | undefined
  for (const row of rows) {
    const { at, id } = row.message
    const key = dayOf(at)
    let day = days.at(-1)
    if (day?.key !== key) {
      day = { key, at, rows: [] }
      days.push(day)
    } else if (before && id !== unreadFrom && continues(before, row)) row.first = before.last = false
    day.rows.push(row)
    before = row
  }
  return days
}

function continues(before: Row, row: Row): boolean {
  if (before.unsent?.failure || row.unsent?.failure) return false
  if (before.message.happened || row.message.happened) return false
  const apart = Date.parse(row.message.at) - Date.parse(before.message.at)
  return before.message.author === row.message.author && apart < groupWithin
}

const drawn = new WeakMap<Unsent, ShownMessage>()

/** An unsent message drawn like any other. The same object every time, so that its row is not drawn again. */
export function asMessage(unsent: Unsent): ShownMessage {
  let message = drawn.get(unsent)
  if (!message) {
    const { id, thread, author, text, at, files, mentions, quote } = unsent
    message = {
      id,
      thread,
      seq: 0,
      author,
      text,
      at,
      files,
      mentions,
      reactions: [],
      ...(quote && { quote }),
    }
    drawn.set(unsent, message)
  }
  return message
}

/** Who has read up to which message of these, by message id. Whoever wrote something has read what came before. */
export function readersOf(
  messages: readonly ShownMessage[],
  reads: Record<string, number>,
  me: string,
): Map<string, string[]> {
  const upTo = new Map(Object.entries(reads))
  for (const { author, seq, happened } of messages)
    if (!happened) upTo.set(author, Math.max(upTo.get(author) ?? 0, seq))
  const readers = new Map<string, string[]>()
  for (const [person, seq] of upTo) {
    if (person === me) continue
    const read = messages.findLast((message) => message.seq <= seq)
    // A reader who stands at his own message says nothing that his picture beside it does not.
    if (!read || read.author === person || seq > (messages.at(-1)?.seq ?? 0)) continue
    readers.set(read.id, [...(readers.get(read.id) ?? []), person])
  }
  return readers
}

/** How far the furthest of the others has read. */
export function furthestRead(reads: Record<string, number>, me: string): number {
  return Math.max(0, ...Object.entries(reads).map(([person, seq]) => (person === me ? 0 : seq)))
}
