/** Where unread begins, and when something counts as read. */
import { signal } from '@preact/signals'
import type { ShownMessage } from '../../backend/shown.ts'
import { me, patchThread, server, threadById } from '../card/card.model.ts'
import { target, timelineOf } from './timeline.model.ts'

export interface Divider {
  thread: string
  /** The message it stands above. */
  id: string
  count: number
}

/** "Новые · 3": placed once when the thread is opened, stays until it is left or Esc. */
export const divider = signal<Divider | undefined>(undefined)

/** Threads marked unread by hand: not read again by merely being in sight. */
const kept = new Set<string>()
const telling = new Map<string, number>()

/** Draws the divider above the first message not read; the list goes there, else to the end. */
export function placeDivider(id: string, then: 'go there' | 'stay'): void {
  const thread = threadById(id)
  const { slice } = timelineOf(id).peek()
  const first = slice.find(({ seq, author }) => seq > (thread?.readSeq ?? 0) && author !== me.peek().id)
  const unread = thread && thread.unread > 0 && first
  divider.value = unread ? { thread: id, id: first.id, count: thread.unread } : undefined
  if (then === 'go there') target.value = { thread: id, to: unread ? { id: first.id, at: 'top' } : 'end' }
}

export function dropDivider(): void {
  divider.value = undefined
}

/** The thread is left: marking by hand has done its work. */
export function forgetReading(id: string): void {
  kept.delete(id)
  dropDivider()
}

/** The last message has been looked at long enough. */
export async function readToEnd(id: string): Promise<void> {
  const thread = threadById(id)
  if (!thread || kept.has(id) || telling.get(id) === thread.lastSeq) return
  // What happened counts as read by itself, but whoever is called by it is called until he has looked.
  if (thread.unread === 0 && !thread.mentioned) return
  telling.set(id, thread.lastSeq)
  const answer = await server().read(id, thread.lastSeq)
  telling.delete(id)
  if (answer.ok)
    patchThread(id, (now) => ({
      ...now,
      ...answer.value,
      mentioned: now.mentioned && answer.value.unread > 0,
    }))
}

/** This message and what follows it become unread. */
export async function unreadFrom(message: ShownMessage) {
  kept.add(message.thread)
  const answer = await server().unread(message.thread, message.seq)
  if (!answer.ok) return answer
  patchThread(message.thread, (now) => ({ ...now, ...answer.value }))
  divider.value = { thread: message.thread, id: message.id, count: answer.value.unread }
  return answer
}
