import type { RecordContext } from '../../crm-adapters/port.ts'
import { rightsIn } from '../access/sight.ts'
import { contextWithout } from '../access/veil.ts'
import type { Offered } from '../handover/offering.ts'
import { peopleWith } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { namedIn } from '../roles/directory.ts'
import type { CardSnapshot, Role, ShownRole, ShownThread } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { showThreads } from '../threads/show-threads.ts'
import { offers } from './left-behind.ts'
import { viewpointOf } from './viewpoint.ts'

/**
 * All a card shows at once, in six queries and those of what hangs on pinned messages. The position is read with the first:
 * what happens while we read on is told again as an event.
 */
export async function cardSnapshot(
  r: Reading,
  viewer: Viewer,
  context: RecordContext,
): Promise<CardSnapshot> {
  const { position, seeing, roles, isRelaying, offered } = await viewpointOf(r, viewer)
  const threads = await showThreads(r, viewer, undefined, seeing)
  const people = await peopleWith(r, [...new Set([viewer.person, ...threads.flatMap(inIt)])])
  const me = people.find((person) => person.id === viewer.person)
  if (!me) throw new Refused('not_found')
  return {
    me,
    record: context.record,
    context: contextWithout(context, seeing.hidden),
    threads,
    people,
    roles: roles.map(shownRole),
    position,
    rights: rightsIn(seeing),
    ...(isRelaying && { storage: 'relay' }),
    ...(offered && { handover: shownOffer(offered) }),
    ...(seeing.write && (await offers(r, viewer, context))),
  }
}

function shownOffer({ from, why, at }: Offered): NonNullable<CardSnapshot['handover']> {
  return { from, why, at: at.toISOString() }
}

function inIt({ members, lastMessage }: ShownThread): string[] {
  return lastMessage ? [...members, lastMessage.author] : members
}

function shownRole(role: Role): ShownRole {
  const named = namedIn(role)
  const { id, title, retiredAt } = role
  return { id, title, ...(retiredAt && { retired: true }), ...(named.length > 0 && { named }) }
}
