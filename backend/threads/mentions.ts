import { and, eq, inArray } from 'drizzle-orm'
import { activePeople, peopleInRoles } from '../people/people.ts'
import { isRole } from '../people/roles.ts'
import { Refused } from '../refused.ts'
import type { Writing } from '../store/store.ts'
import { membersOf } from './about.ts'
import { MENTIONS_MOST } from './limits.ts'
import { join } from './members.ts'

const ROLE = 'role:'

interface Called {
  id: string
  record: string
  kind: string
  lastSeq: number
}

/**
 * Whom a message calls: people by id, roles as `role:customs`. Everybody named must be a colleague now; a private
 * thread is not widened by calling somebody who is not in it.
 */
export async function peopleCalled(
  w: Writing,
  thread: Called,
  mentions: string[],
  author: string,
): Promise<string[]> {
  if (mentions.length === 0) return []
  if (mentions.length > MENTIONS_MOST) throw new Refused('bad_request', `at most ${MENTIONS_MOST} mentions`)

  const roleIds = mentions
    .filter((mention) => mention.startsWith(ROLE))
    .map((mention) => mention.slice(ROLE.length))
  if (!roleIds.every(isRole)) throw new Refused('bad_request', 'no such role')
  const named = mentions.filter((mention) => !mention.startsWith(ROLE))
  const active = named.length > 0 ? await activePeople(w, named) : new Set<string>()
  if (named.some((id) => !active.has(id)))
    throw new Refused('not_a_member', 'somebody called is not a colleague')

  const inRoles = roleIds.length > 0 ? await peopleInRoles(w, roleIds) : []
  if (thread.kind !== 'private') return without(author, [...named, ...inRoles])

  const members = new Set(await membersOf(w, thread.id))
  if (named.some((id) => !members.has(id)))
    throw new Refused('not_a_member', 'a private thread is not widened')
  return without(author, [...named, ...inRoles.filter((id) => members.has(id))])
}

function without(author: string, people: string[]): string[] {
  return [...new Set(people)].filter((person) => person !== author)
}

/** Makes those called members who have this message before them. To be done before the message takes its seq. */
export async function bringIn(w: Writing, thread: Called, people: string[]) {
  if (people.length === 0) return
  const { company, db, t } = w
  const members = new Set(await membersOf(w, thread.id))
  for (const person of people) if (!members.has(person)) await join(w, thread, person)
  await db
    .update(t.member)
    .set({ mentionSeq: thread.lastSeq + 1 })
    .where(
      and(eq(t.member.company, company), eq(t.member.thread, thread.id), inArray(t.member.person, people)),
    )
}
