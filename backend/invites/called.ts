/** Whoever is called into a thread by name or role, and does not see its record, is invited by that. */
import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import { isGuest } from '../people/guests.ts'
import { Refused } from '../refused.ts'
import type { Field } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { invite } from './invites.ts'

/** What he is shown of the record unless who calls him is not shown it himself. */
const FIELDS: Field[] = ['title', 'client', 'stage', 'responsible']
/** Threads of a record he is called to at once. */
const MOST = 10

/**
 * Invites somebody, whom his host has just not shown the record, to those of its threads where he was called within so
 * many milliseconds; whoever called him answers for it. Answers with whether he is invited now.
 */
export async function inviteCalled(
  w: Writing,
  { person, record }: { person: string; record: string },
  within: number,
  newId: () => string,
): Promise<boolean> {
  const { company } = w
  let invited = false
  for (const { thread, sponsor } of await callsOf(w, person, record, within)) {
    const viewer = { company, person: sponsor, record }
    try {
      const { hidden } = await sight(w, viewer)
      const fields = FIELDS.filter((field) => !hidden.includes(field))
      await invite(w, viewer, thread, { id: newId(), who: { person }, fields, called: true }, newId)
      invited = true
    } catch (error) {
      // Who calls may not invite, or has left, or did so before: then nothing comes of it.
      if (!(error instanceof Refused)) throw error
    }
  }
  return invited
}

async function callsOf({ company, db, t, now }: Writing, person: string, record: string, within: number) {
  const rows = await db
    .select({ thread: t.thread.id, sponsor: t.message.author })
    .from(t.member)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.member.thread)))
    .innerJoin(
      t.message,
      and(
        eq(t.message.company, company),
        eq(t.message.thread, t.member.thread),
        eq(t.message.seq, t.member.mentionSeq),
      ),
    )
    .where(
      and(
        eq(t.member.company, company),
        eq(t.member.person, person),
        isNull(t.member.leftAt),
        gt(t.member.mentionSeq, t.member.readSeq),
        eq(t.thread.record, record),
        ne(t.thread.kind, 'private'),
        gt(t.message.at, new Date(now.getTime() - within)),
      ),
    )
    .orderBy(desc(t.message.at))
    .limit(MOST)
  return rows.filter(({ sponsor }) => sponsor !== '' && !isGuest(sponsor) && sponsor !== person)
}
