import { and, eq, inArray } from 'drizzle-orm'
import { isGuest } from '../people/guests.ts'
import { activePeople } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { isRole } from '../roles/directory.ts'
import { dutyOf } from '../roles/duty.ts'
import type { Writing } from '../store/store.ts'
import { membersOf } from './about.ts'
import { MENTIONS_MOST } from './limits.ts'
import { join } from './members.ts'

const ROLE = 'role:'

interface Callable {
  id: string
  record: string
  kind: string
  lastSeq: number
}

export interface Called {
  /** Everybody, for whatever reason; never the author. */
  people: string[]
  /** Role id -> whom it calls; null when no role was called. */
  byRole: Record<string, string[]> | null
}

/**
 * Whom a message calls: people by id, and by roles as `role:customs` those on duty now. Everybody named must be a
 * colleague now, or a guest of the thread; a private thread is not widened by calling somebody who is not in it, nor is
 * any by somebody who was invited to it himself.
 */
export async function peopleCalled(
  w: Writing,
  thread: Callable,
  mentions: string[],
  author: { person: string; invited?: boolean | undefined },
): Promise<Called> {
  if (mentions.length === 0) return { people: [], byRole: null }
  if (mentions.length > MENTIONS_MOST) throw new Refused('bad_request', `at most ${MENTIONS_MOST} mentions`)

  const roles = [...new Set(mentions.filter(isRoleCall).map((mention) => mention.slice(ROLE.length)))]
  for (const role of roles) if (!(await isRole(w, role))) throw new Refused('bad_request', 'no such role')
  const named = mentions.filter((mention) => !isRoleCall(mention))
  const colleagues = named.filter((id) => !isGuest(id))
  const active = colleagues.length > 0 ? await activePeople(w, colleagues) : new Set<string>()
  if (colleagues.some((id) => !active.has(id)))
    throw new Refused('not_a_member', 'somebody called is not a colleague')

  const closed = thread.kind === 'private' || author.invited === true
  const members =
    closed || named.length > colleagues.length ? new Set(await membersOf(w, thread.id)) : undefined
  if (named.some((id) => (closed || isGuest(id)) && !members?.has(id)))
    throw new Refused('not_a_member', 'the thread is not widened')
  const may = (id: string) => id !== author.person && (!closed || members?.has(id) === true)
  const duty = roles.length > 0 ? await dutyOf(w, roles, w.now) : new Map<string, string[]>()
  const byRole = Object.fromEntries(roles.map((role) => [role, (duty.get(role) ?? []).filter(may)]))
  return {
    people: [...new Set([...named.filter(may), ...Object.values(byRole).flat()])],
    byRole: roles.length > 0 ? byRole : null,
  }
}

function isRoleCall(mention: string): boolean {
  return mention.startsWith(ROLE)
}

/** Makes those called members who have this message before them. To be done before the message takes its seq. */
export async function bringIn(w: Writing, thread: Callable, people: string[]) {
  if (people.length === 0) return
  const { company, db, t } = w
  await addMembers(w, thread, people)
  await db
    .update(t.member)
    .set({ mentionSeq: thread.lastSeq + 1 })
    .where(
      and(eq(t.member.company, company), eq(t.member.thread, thread.id), inArray(t.member.person, people)),
    )
}

/** Those who are not in the thread yet join it. */
export async function addMembers(w: Writing, thread: Callable, people: string[]) {
  const members = new Set(await membersOf(w, thread.id))
  for (const person of people) if (!members.has(person)) await join(w, thread, person)
}
