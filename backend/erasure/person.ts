/** Somebody of our people becomes nobody's name: what he has made stays by an id that tells nothing. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Sessions } from '../companies/sessions.ts'
import { end } from '../invites/ends.ts'
import { tellPerson } from '../people/people.ts'
import type { Writing } from '../store/store.ts'
import { ERASED } from './words-of.ts'

export interface PersonDeps {
  sessions: Pick<Sessions, 'endSessionsOf' | 'endInvitedSessions'>
}

export async function erasePerson(w: Writing, { sessions }: PersonDeps, id: string) {
  const { company, db, t, now } = w
  const him = and(eq(t.person.company, company), eq(t.person.id, id))
  const [person] = await db.select().from(t.person).where(him)
  if (!person) return
  const open = await db
    .select()
    .from(t.invite)
    .where(and(eq(t.invite.company, company), eq(t.invite.person, id), isNull(t.invite.endedAt)))
  for (const invite of open) await end(w, { sessions }, invite, { ending: 'revoked', by: null })
  await sessions.endSessionsOf(w, id)
  await forgetAddress(w, id)
  for (const table of [t.wish, t.grant, t.draft, t.letter])
    await db.delete(table).where(and(eq(table.company, company), eq(table.person, id)))
  const nobody = { name: ERASED, position: null, departments: null, photo: null, locale: null, admin: false }
  await db
    .update(t.person)
    .set({ ...nobody, leftAt: person.leftAt ?? now, erasedAt: now })
    .where(him)
  await tellPerson(w, id)
}

/** Nothing is left by which he could be written to. */
export async function forgetAddress({ company, db, t }: Writing, person: string) {
  for (const table of [t.address, t.device])
    await db.delete(table).where(and(eq(table.company, company), eq(table.person, person)))
}
