/** Which discussions of a person an event has moved in the list over all his cards. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'
import type { EventRow } from './show-events.ts'

/** Told to everybody in the thread. */
const FOR_ALL = new Set([
  'message.sent',
  'message.edited',
  'message.deleted',
  'matter.changed',
  'thread.opened',
  'thread.closed',
  'thread.reopened',
  'thread.moved',
])
/** Changes only how the one whom it names sees the thread. */
const FOR_ONE = new Set(['thread.read', 'thread.levelled', 'thread.awaits', 'thread.joined', 'thread.left'])

/** Thread ids by person, of these people; asks once however many there are. */
export async function movedFor(
  r: Reading,
  rows: EventRow[],
  people: string[],
): Promise<Map<string, Set<string>>> {
  const moved = new Map(people.map((person) => [person, new Set<string>()]))
  for (const { topic, thread, people: only, data } of rows) {
    if (thread === null || !FOR_ONE.has(topic)) continue
    for (const person of data.person ? [String(data.person)] : (only ?? [])) moved.get(person)?.add(thread)
  }
  const threads = rows.flatMap(({ topic, thread }) => (thread !== null && FOR_ALL.has(topic) ? [thread] : []))
  for (const { person, thread } of await membersAmong(r, [...new Set(threads)], people)) {
    moved.get(person)?.add(thread)
  }
  return moved
}

async function membersAmong({ company, db, t }: Reading, threads: string[], people: string[]) {
  if (threads.length === 0 || people.length === 0) return []
  return db
    .select({ person: t.member.person, thread: t.member.thread })
    .from(t.member)
    .where(
      and(
        eq(t.member.company, company),
        inArray(t.member.thread, threads),
        inArray(t.member.person, people),
        isNull(t.member.leftAt),
      ),
    )
}
