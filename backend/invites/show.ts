/** Invites as people see them. */
import { and, asc, eq, gt, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { FIELDS } from '../access/rights.ts'
import { isGuest } from '../people/guests.ts'
import { peopleById } from '../people/people.ts'
import { recordRef } from '../records.ts'
import type { Field, MyInvite, ShownInvite, ShownPerson } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { stateOf } from './ends.ts'
import type { InviteRow } from './invites.ts'

/** Invites to a thread, the newest last, those that are over included. */
export async function invitesTo(r: Reading, thread: string): Promise<ShownInvite[]> {
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.invite)
    .where(and(eq(t.invite.company, company), eq(t.invite.thread, thread)))
    .orderBy(asc(t.invite.at), asc(t.invite.id))
  return showInvites(r, rows)
}

export async function showInvites(r: Reading, rows: InviteRow[]): Promise<ShownInvite[]> {
  const people = await peopleById(r, [...new Set(rows.flatMap(({ person, sponsor }) => [person, sponsor]))])
  return rows.map((row) => shown(row, people, r.now))
}

export async function showInvite(r: Reading, row: InviteRow): Promise<ShownInvite> {
  const [invite] = await showInvites(r, [row])
  return invite!
}

function shown(row: InviteRow, people: Map<string, ShownPerson>, now: Date): ShownInvite {
  const { id, thread, fields, files, fromSeq, at, until, endedAt, endedBy, reason, result } = row
  return {
    id,
    thread,
    person: called(people, row.person),
    sponsor: called(people, row.sponsor),
    guest: isGuest(row.person),
    state: stateOf(row, now),
    fields,
    files,
    fromSeq,
    at: at.toISOString(),
    until: until.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(endedBy && { endedBy }),
    ...(reason && { reason }),
    ...(result && { result }),
    ...(row.linkUntil && {
      link: {
        until: row.linkUntil.toISOString(),
        coded: row.codeHash !== null,
        ...(row.linkUsedAt && { usedAt: row.linkUsedAt.toISOString() }),
        ...(row.wantedAt && { wantedAt: row.wantedAt.toISOString() }),
      },
    }),
  }
}

/** Invites of mine that are not over, to one record or to all. */
export async function invitesOf(r: Reading, person: string, which?: { record: string }): Promise<MyInvite[]> {
  const { t } = r
  const rows = await living(r, person, which && eq(t.thread.record, which.record))
  const sponsors = await peopleById(r, [...new Set(rows.map(({ invite }) => invite.sponsor))])
  return rows.map(({ invite, thread }) => ({
    id: invite.id,
    thread,
    record: recordRef(thread.record),
    title: invite.title,
    sponsor: called(sponsors, invite.sponsor),
    at: invite.at.toISOString(),
    until: invite.until.toISOString(),
    ...(invite.acceptedAt && { acceptedAt: invite.acceptedAt.toISOString() }),
  }))
}

/** The rows of those. */
export function living({ company, db, t, now }: Reading, person: string, which?: SQL) {
  return db
    .select({
      invite: t.invite,
      thread: { id: t.thread.id, title: t.thread.title, kind: t.thread.kind, record: t.thread.record },
    })
    .from(t.invite)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.invite.thread)))
    .where(
      and(
        eq(t.invite.company, company),
        eq(t.invite.person, person),
        isNull(t.invite.endedAt),
        gt(t.invite.until, now),
        which,
      ),
    )
    .orderBy(asc(t.invite.at), asc(t.invite.id))
}

function called(people: Map<string, ShownPerson>, id: string): ShownPerson {
  return people.get(id) ?? { id, name: '', position: null, role: null, photo: null }
}

/** What somebody sees of a thread whose record his host does not show him. */
export interface Passed {
  title: string | null
  fromSeq: number
  hidden: Field[]
}

/** Thread id -> how he sees it, of those he has accepted. */
export async function passesOf(r: Reading, person: string): Promise<Map<string, Passed>> {
  const rows = await living(r, person, isNotNull(r.t.invite.acceptedAt))
  return new Map(
    rows.map(({ invite: { fields, title, fromSeq }, thread }) => [
      thread.id,
      { title, fromSeq, hidden: FIELDS.filter((field) => !fields.includes(field)) },
    ]),
  )
}
