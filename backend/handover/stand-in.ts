/** Whoever is called while he is away is called in vain: the one who stands in for him is called as well. */
import { and, eq } from 'drizzle-orm'
import { substitutesOf } from '../absences/absences.ts'
import type { Writing } from '../store/store.ts'
import { tellIn } from '../threads/happenings.ts'
import { addMembers } from '../threads/mentions.ts'
import type { Said } from '../threads/said.ts'

const ROLE = 'role:'

/**
 * What was said, calling those who stand in too: they are in the thread from then on, and it is said there once. Nobody is
 * brought into a private thread.
 */
export async function withSubstitutes(w: Writing, said: Said[], newId: () => string): Promise<Said[]> {
  const calling = said.filter(({ kind, mentions }) => kind !== 'private' && mentions.length > 0)
  const named = [...new Set(calling.flatMap(peopleNamed))]
  const standing = await substitutesOf(w, named)
  if (standing.size === 0) return said
  const called = new Map<string, Said>()
  for (const one of calling) {
    const byPerson: Record<string, string[]> = {}
    for (const person of peopleNamed(one)) {
      const stands = standing.get(person)
      if (!stands || stands.substitute === one.author) continue
      byPerson[`for:${person}`] = [stands.substitute]
      await bringIn(w, one, stands.substitute)
      await sayOnce(w, one, { person, ...stands }, newId)
    }
    if (Object.keys(byPerson).length > 0)
      called.set(one.id, { ...one, called: { ...one.called, ...byPerson } })
  }
  return said.map((one) => called.get(one.id) ?? one)
}

function peopleNamed({ mentions, called }: Said): string[] {
  return [...mentions.filter((one) => !one.startsWith(ROLE)), ...Object.values(called ?? {}).flat()]
}

async function bringIn(w: Writing, { thread, record, kind, seq }: Said, person: string) {
  const { company, db, t } = w
  // He has the message that calls before him.
  await addMembers(w, { id: thread, record, kind, lastSeq: seq - 1 }, [person])
  await db
    .update(t.member)
    .set({ mentionSeq: seq })
    .where(and(eq(t.member.company, company), eq(t.member.thread, thread), eq(t.member.person, person)))
}

async function sayOnce(
  w: Writing,
  { thread }: Said,
  {
    person,
    substitute,
    absence,
    until,
  }: { person: string; substitute: string; absence: string; until: Date },
  newId: () => string,
) {
  const { company, db, t, now } = w
  const [fresh] = await db
    .insert(t.stoodIn)
    .values({ company, absence, thread, at: now })
    .onConflictDoNothing()
    .returning({ thread: t.stoodIn.thread })
  if (!fresh) return
  await tellIn(w, thread, newId(), {
    what: 'stands_in',
    person: substitute,
    absent: person,
    until: until.toISOString(),
    by: null,
  })
}
