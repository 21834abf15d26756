import type { RecordContext } from '../../crm-adapters/port.ts'
import { peopleWith } from '../people/people.ts'
import { roles } from '../people/roles.ts'
import { Refused } from '../refused.ts'
import type { CardSnapshot, ShownThread } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Reading } from '../store/store.ts'
import { showThreads } from '../threads/show-threads.ts'

/** All a card shows at once. The position is read first: what happens while we read is told again as an event. */
export async function cardSnapshot(
  r: Reading,
  viewer: Viewer,
  context: RecordContext,
): Promise<CardSnapshot> {
  const position = await lastPosition(r)
  const threads = await showThreads(r, viewer)
  const people = await peopleWith(r, [...new Set([viewer.person, ...threads.flatMap(inIt)])])
  const me = people.find((person) => person.id === viewer.person)
  if (!me) throw new Refused('not_found')
  const titles = roles.map(({ id, title }) => ({ id, title }))
  return { me, record: context.record, context, threads, people, roles: titles, position }
}

function inIt({ members, lastMessage }: ShownThread): string[] {
  return lastMessage ? [...members, lastMessage.author] : members
}
