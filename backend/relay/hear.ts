/** What is said is handed over, where the company keeps its texts in its CRM: heard after the commit, so that nobody waits. */
import type { EventRow } from '../live/show-events.ts'
import type { Writing } from '../store/store.ts'
import { keepFilesOf } from './files.ts'
import { handOver } from './hand-over.ts'
import { isRelaying } from './mode.ts'
import { takeEarlierBack } from './withdrawn.ts'

export async function hearTexts(w: Writing, events: EventRow[]) {
  const [sent, edited] = [messagesIn(events, 'message.sent'), messagesIn(events, 'message.edited')]
  const said = [...new Set([...sent, ...edited])]
  if (said.length === 0) return
  if (!(await isRelaying(w))) return takeEarlierBack(w, edited)
  await handOver(w, said)
  await keepFilesOf(w, said)
}

function messagesIn(events: EventRow[], named: string): string[] {
  return events.flatMap(({ topic, data }) => (topic === named ? [String(data.message)] : []))
}
