/** Who was where in a record's talk, and from when until when. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import { shownPerson } from '../people/people.ts'
import type { ShownPerson } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import type { Contents } from './contents.ts'

export async function peopleIn(
  r: Reading,
  record: string,
  threads: string[],
): Promise<Pick<Contents, 'members' | 'invites' | 'supervisions' | 'handovers'>> {
  return {
    members: await membersOf(r, threads),
    invites: await invitesOf(r, threads),
    supervisions: await supervisionsOf(r, threads),
    handovers: await handoversOf(r, record),
  }
}

/** All the company knows: anybody may be named by what was said. */
export async function everybody({ company, db, t: { person } }: Reading): Promise<Map<string, ShownPerson>> {
  const rows = await db.select().from(person).where(eq(person.company, company))
  return new Map(rows.map((row) => [row.id, shownPerson(row)]))
}

async function membersOf(r: Reading, threads: string[]): Promise<Contents['members']> {
  if (threads.length === 0) return []
  const { member } = r.t
  const rows = await r.db
    .select()
    .from(member)
    .where(and(eq(member.company, r.company), inArray(member.thread, threads)))
    .orderBy(asc(member.joinedAt), asc(member.person))
  return rows.map(({ thread, person, joinedAt, leftAt }) => ({
    ...{ thread, person, since: joinedAt.toISOString() },
    ...(leftAt && { until: leftAt.toISOString() }),
  }))
}

async function invitesOf(r: Reading, threads: string[]): Promise<Contents['invites']> {
  if (threads.length === 0) return []
  const { invite } = r.t
  const rows = await r.db
    .select()
    .from(invite)
    .where(and(eq(invite.company, r.company), inArray(invite.thread, threads)))
    .orderBy(asc(invite.at), asc(invite.id))
  return rows.map(({ thread, person, sponsor, at, until, fromSeq, acceptedAt, endedAt, ending }) => ({
    ...{ thread, person, sponsor, fromSeq, at: at.toISOString(), until: until.toISOString() },
    ...(acceptedAt && { acceptedAt: acceptedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(ending && { ending }),
  }))
}

async function supervisionsOf(r: Reading, threads: string[]): Promise<Contents['supervisions']> {
  if (threads.length === 0) return []
  const { supervision } = r.t
  const rows = await r.db
    .select()
    .from(supervision)
    .where(and(eq(supervision.company, r.company), inArray(supervision.thread, threads)))
    .orderBy(asc(supervision.at))
  return rows.map(({ thread, person, reason, at, until }) => ({
    ...{ thread, person, reason, at: at.toISOString(), until: until.toISOString() },
  }))
}

async function handoversOf(r: Reading, record: string): Promise<Contents['handovers']> {
  const { handover } = r.t
  const rows = await r.db
    .select()
    .from(handover)
    .where(and(eq(handover.company, r.company), eq(handover.record, record)))
    .orderBy(asc(handover.at))
  return rows.map(({ from, to, why, at }) => ({ from, to, why, at: at.toISOString() }))
}
