/** Whoever is called into a thread by name or role, and does not see its record, is invited by that. */
import { and, desc, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import { isGuest } from '../people/guests.ts'
import { Refused } from '../refused.ts'
import type { Field, Happened } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import { NOBODY } from '../threads/happenings.ts'
import { isIn, itsMessage, itsThread } from '../threads/mine.ts'
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

/** Records whose threads have called him within so many milliseconds, to none of which he has ever been invited. */
export async function recordsCalling(r: Reading, person: string, within: number): Promise<string[]> {
  const { company, db, t, now } = r
  const rows = await db
    .selectDistinct({ record: t.thread.record })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .innerJoin(t.message, itsMessage(r, 'mention'))
    .leftJoin(
      t.invite,
      and(
        eq(t.invite.company, company),
        eq(t.invite.thread, t.member.thread),
        eq(t.invite.person, t.member.person),
      ),
    )
    .where(
      and(
        isIn(r, person),
        isNull(t.invite.id),
        gt(t.member.mentionSeq, t.member.readSeq),
        ne(t.thread.kind, 'private'),
        gt(t.message.at, new Date(now.getTime() - within)),
      ),
    )
    .limit(MOST)
  return rows.map(({ record }) => record)
}

async function callsOf(r: Reading, person: string, record: string, within: number) {
  const { db, t, now } = r
  const rows = await db
    .select({ thread: t.thread.id, sponsor: t.message.author, happened: t.message.happened })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .innerJoin(t.message, itsMessage(r, 'mention'))
    .where(
      and(
        isIn(r, person),
        gt(t.member.mentionSeq, t.member.readSeq),
        eq(t.thread.record, record),
        ne(t.thread.kind, 'private'),
        gt(t.message.at, new Date(now.getTime() - within)),
      ),
    )
    .orderBy(desc(t.message.at))
    .limit(MOST)
  const askers = await authorsOf(
    r,
    rows.flatMap(({ happened }) => aboutIn(happened) ?? []),
  )
  return rows
    .map(({ thread, sponsor, happened }) => ({
      thread,
      sponsor: sponsor === NOBODY ? (askers.get(aboutIn(happened) ?? '') ?? NOBODY) : sponsor,
    }))
    .filter(({ sponsor }) => sponsor !== NOBODY && !isGuest(sponsor) && sponsor !== person)
}

/** The message for whose sake a line calls: what the clock calls for, whoever asked it has called for. */
function aboutIn(happened: Happened | null): string | undefined {
  return (happened && 'message' in happened && happened.message) || undefined
}

async function authorsOf({ company, db, t }: Reading, messages: string[]): Promise<Map<string, string>> {
  if (messages.length === 0) return new Map()
  const rows = await db
    .select({ id: t.message.id, author: t.message.author })
    .from(t.message)
    .where(and(eq(t.message.company, company), inArray(t.message.id, messages)))
  return new Map(rows.map(({ id, author }) => [id, author]))
}
