/**
 * Sessions are over, and whoever still looks by them is sent away from every window, on every node. Told twice: by the
 * line between the nodes, which is quick and may lose it, and by an event, which is told to nobody and never lost.
 */
import type { Writing } from '../store/store.ts'

/** Whose sessions: a person's, those on one record, or all of the company. */
export interface ShownOut {
  company: string
  person?: string
  record?: string
  /**
   * `left`: he works here no more; `invite_over`: only those by which he sees what he was invited to; `moved`: those too, which
   * are of another record from now on: whoever looks by them comes again.
   */
  reason: 'session_over' | 'left' | 'invite_over' | 'moved'
}

export const SHOWN_OUT = 'person.shown_out'

/** To be called in the write that ends them. */
export async function showOut(w: Writing, which: ShownOut) {
  const { person = null, record = null, reason } = which
  await w.emit(SHOWN_OUT, { record: '', people: [], data: { person, record, reason } })
}

/** As the event tells it. */
export function shownOut(company: string, { person, record, reason }: Record<string, unknown>): ShownOut {
  return {
    company,
    ...(typeof person === 'string' && { person }),
    ...(typeof record === 'string' && { record }),
    reason: reason === 'invite_over' || reason === 'left' || reason === 'moved' ? reason : 'session_over',
  }
}
