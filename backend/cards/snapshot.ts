import type { RecordContext } from '../../crm-adapters/port.ts'
import { rightsIn, sight } from '../access/sight.ts'
import { contextWithout } from '../access/veil.ts'
import { offeredTo } from '../handover/offering.ts'
import { peopleWith } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { directoryOf, namedIn } from '../roles/directory.ts'
import type { CardSnapshot, Role, ShownRole, ShownThread } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Reading } from '../store/store.ts'
import { showThreads } from '../threads/show-threads.ts'
import { offers } from './left-behind.ts'

/** All a card shows at once. The position is read first: what happens while we read is told again as an event. */
export async function cardSnapshot(
  r: Reading,
  viewer: Viewer,
  context: RecordContext,
): Promise<CardSnapshot> {
  const position = await lastPosition(r)
  const seeing = await sight(r, viewer)
  const threads = await showThreads(r, viewer, undefined, seeing)
  const people = await peopleWith(r, [...new Set([viewer.person, ...threads.flatMap(inIt)])])
  const me = people.find((person) => person.id === viewer.person)
  if (!me) throw new Refused('not_found')
  // Those retired too: what was said under them is still read.
  const { roles } = await directoryOf(r)
  const titles = roles.map(shownRole)
  return {
    me,
    record: context.record,
    context: contextWithout(context, seeing.hidden),
    threads,
    people,
    roles: titles,
    position,
    rights: rightsIn(seeing),
    ...(await handedOver(r, viewer)),
    ...(seeing.write && (await offers(r, viewer, context))),
  }
}

async function handedOver(r: Reading, { person, record }: Viewer): Promise<Pick<CardSnapshot, 'handover'>> {
  const given = await offeredTo(r, person, record)
  return given ? { handover: { from: given.from, why: given.why, at: given.at.toISOString() } } : {}
}

function inIt({ members, lastMessage }: ShownThread): string[] {
  return lastMessage ? [...members, lastMessage.author] : members
}

function shownRole(role: Role): ShownRole {
  const named = namedIn(role)
  const { id, title, retiredAt } = role
  return { id, title, ...(retiredAt && { retired: true }), ...(named.length > 0 && { named }) }
}
