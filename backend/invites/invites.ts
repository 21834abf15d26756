/**
 * Inviting somebody to one thread: a colleague whom the host does not show the record, or a guest from outside. Accepted,
 * an invite is a pass; whoever made it answers for it.
 */

import { and, eq, isNull } from 'drizzle-orm'
import { tellAccess } from '../access/changed.ts'
import { admits, admitsAll } from '../access/file-classes.ts'
import { SHOWABLE } from '../access/rights.ts'
import { audit } from '../audit/audit.ts'
import { guestId } from '../people/guests.ts'
import { activePeople } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { Field, FileClass, MadeLink } from '../shown.ts'
import type { From, Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { findThread } from '../threads/find.ts'
import { tellIn } from '../threads/happenings.ts'
import { join } from '../threads/members.ts'
import { makeLink } from './links.ts'
import { notify, takeBack } from './notices.ts'

export type InviteRow = Reading['t']['invite']['$inferSelect']

const DAY = 24 * 60 * 60_000
/** Milliseconds an invite lasts when nothing is said. */
const LASTS = 14 * DAY
/** Milliseconds it may last at most before it is renewed. */
const LASTS_MOST = 90 * DAY
const NAME_MOST = 120

export interface NewInvite {
  id: string
  /** A colleague by id, or somebody from outside as he is to be called. */
  who: { person: string } | { guest: { name: string; from: string | null } }
  fields: Field[]
  /** The first message he sees; from the beginning when absent. */
  fromSeq?: number | undefined
  /** Classes of files he is shown; all when null, none when absent. */
  files?: FileClass[] | null
  until?: Date | undefined
  /** Of a guest: he is asked for a code besides. */
  coded?: boolean
  /** A message has called him: he hears of it by that. */
  called?: boolean
}

/** An invite, and the secret of its link when it is a guest's and new. */
export interface Invited {
  invite: InviteRow
  fresh: boolean
  link?: MadeLink
}

/**
 * Invites under the id the client gave it (UUIDv7); the same again changes nothing.
 * @throws Refused `not_found`, `read_only`, `not_allowed`, `thread_private`, `thread_closed`, `id_taken`,
 *   `already_invited`, `not_a_member`, `text_empty`, `bad_request`
 */
export async function invite(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  wanted: NewInvite,
  newId: () => string,
): Promise<Invited> {
  const { company, db, t, now } = w
  const { thread, sight } = await findThread(w, viewer, threadId)
  const isGuest = 'guest' in wanted.who
  if (!(isGuest ? sight.inviteGuests : sight.invite)) throw new Refused('not_allowed')
  if (thread.kind === 'private') throw new Refused('thread_private', 'a private thread is never widened')

  const known = await inviteById(w, wanted.id)
  if (known) {
    if (known.sponsor !== viewer.person || known.thread !== threadId) throw new Refused('id_taken')
    return { invite: known, fresh: false }
  }
  if (thread.closedAt) throw new Refused('thread_closed')
  const { fromSeq = 1, fields } = wanted
  if (fromSeq < 1 || fromSeq > thread.lastSeq + 1) throw new Refused('bad_request', 'no such message')
  if (fields.some((field) => !SHOWABLE.some((one) => one === field)))
    throw new Refused('bad_request', 'no such field')
  if (fields.some((field) => sight.hidden.includes(field)))
    throw new Refused('not_allowed', 'what is not shown to you is not yours to show')
  const { files = [] } = wanted
  if (files ? files.some((one) => !admits(sight.classes, one)) : !admitsAll(sight.classes))
    throw new Refused('not_allowed', 'a class that is not shown to you is not yours to show')
  const until = wanted.until ?? new Date(now.getTime() + LASTS)
  checkUntil(until, now)
  const person =
    'guest' in wanted.who
      ? await addGuest(w, wanted.id, wanted.who.guest, viewer.person)
      : await colleague(w, wanted.who.person, viewer.person, threadId)

  const made = isGuest ? makeLink(company, now, { until, coded: wanted.coded ?? false }) : undefined
  const [row] = await db
    .insert(t.invite)
    .values({
      company,
      id: wanted.id,
      thread: threadId,
      person,
      sponsor: viewer.person,
      title: fields.includes('title') ? await titleOf(w, thread.record) : null,
      fields,
      fromSeq,
      files,
      at: now,
      until,
      ...made?.stored,
    })
    .returning()
  const name = await nameOf(w, person)
  await tellIn(w, threadId, newId(), { what: 'invited', person, name, by: viewer.person })
  if (!isGuest && !wanted.called) await notify(w, { to: person, what: 'invited', about: row! }, newId)
  audit(w, {
    act: 'invite.made',
    by: viewer,
    on: { record: thread.record, thread: threadId, thing: person },
    data: { invite: wanted.id, fields: fields.join(' '), fromSeq, until: until.toISOString() },
    values: { name },
  })
  return { invite: row!, fresh: true, ...(made && { link: made.told }) }
}

export function checkUntil(until: Date, now: Date) {
  const lasts = until.getTime() - now.getTime()
  if (lasts <= 0 || lasts > LASTS_MOST) throw new Refused('bad_request', 'it may last 90 days at most')
}

async function colleague(w: Writing, person: string, sponsor: string, thread: string): Promise<string> {
  if (person === sponsor) throw new Refused('bad_request', 'nobody invites himself')
  if (!(await activePeople(w, [person])).has(person))
    throw new Refused('not_a_member', 'whoever is invited is not a colleague')
  const { company, db, t } = w
  const [standing] = await db
    .select({ id: t.invite.id, until: t.invite.until })
    .from(t.invite)
    .where(
      and(
        eq(t.invite.company, company),
        eq(t.invite.thread, thread),
        eq(t.invite.person, person),
        isNull(t.invite.endedAt),
      ),
    )
  if (standing) throw new Refused('already_invited')
  return person
}

async function addGuest(
  { company, db, t }: Writing,
  invite: string,
  { name, from }: { name: string; from: string | null },
  sponsor: string,
): Promise<string> {
  const called = name.trim()
  if (!called) throw new Refused('text_empty', 'a guest needs a name')
  if (called.length > NAME_MOST || (from?.length ?? 0) > NAME_MOST) throw new Refused('text_too_long')
  const id = guestId(invite)
  const position = from?.trim() || null
  await db.insert(t.person).values({ company, id, name: called, position, sponsor })
  return id
}

async function titleOf({ company, db, t }: Reading, record: string): Promise<string | null> {
  const [card] = await db
    .select({ seen: t.card.seen })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  return card?.seen?.title ?? null
}

export async function inviteById({ company, db, t }: Reading, id: string): Promise<InviteRow | undefined> {
  const [row] = await db
    .select()
    .from(t.invite)
    .where(and(eq(t.invite.company, company), eq(t.invite.id, id)))
  return row
}

/** An invite of mine; refused as `not_found` when it is somebody else's, `invite_ended` or `invite_expired` when it is over. */
export async function myInvite(r: Reading, { person }: Visitor, id: string): Promise<InviteRow> {
  const row = await inviteById(r, id)
  if (row?.person !== person) throw new Refused('not_found')
  checkLives(row, r.now)
  return row
}

export function checkLives({ endedAt, ending, until }: InviteRow, now: Date) {
  if (endedAt && ending !== 'expired') throw new Refused('invite_ended')
  if (endedAt || until <= now) throw new Refused('invite_expired')
}

/** From now on he is in the thread. Accepting again changes nothing. */
export async function accept(
  w: Writing,
  row: InviteRow,
  newId: () => string,
  from?: From,
): Promise<InviteRow> {
  if (row.acceptedAt) return row
  const { company, db, t, now } = w
  const [accepted] = await db
    .update(t.invite)
    .set({ acceptedAt: now })
    .where(and(eq(t.invite.company, company), eq(t.invite.id, row.id)))
    .returning()
  const [thread] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, row.thread)))
  if (!thread) throw new Refused('not_found')
  await join(w, thread, row.person)
  await takeBack(w, row, thread.record)
  await tellIn(w, row.thread, newId(), { what: 'came', by: row.person })
  await tellAccess(w, { person: row.person, record: thread.record })
  const on = { record: thread.record, thread: row.thread, thing: row.person }
  audit(w, {
    act: 'invite.accepted',
    by: { company, person: row.person, ...(from && { from }) },
    on,
    data: { invite: row.id },
  })
  return accepted!
}

export async function nameOf({ company, db, t }: Reading, person: string): Promise<string> {
  const [row] = await db
    .select({ name: t.person.name })
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
  return row?.name ?? ''
}
