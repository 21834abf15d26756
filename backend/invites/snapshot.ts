/** What a page shows somebody who sees of a record only what he was invited to. */
import { and, eq, inArray } from 'drizzle-orm'
import type { RecordContext } from '../../crm-adapters/port.ts'
import { FIELDS } from '../access/rights.ts'
import { rightsIn, sight } from '../access/sight.ts'
import { contextWithout, nameOnly } from '../access/veil.ts'
import { isGuest } from '../people/guests.ts'
import { peopleById } from '../people/people.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { Bootstrap, CardSnapshot, ShownPerson } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Reading } from '../store/store.ts'
import { findThread } from '../threads/find.ts'
import { messagePage } from '../threads/pages.ts'
import { showThreads } from '../threads/show-threads.ts'
import { invitesOf, living } from './show.ts'

/** Whom to ask at the host what the record is: whoever answers for what this person sees. */
export async function sponsorOf(r: Reading, { person, record }: Viewer): Promise<string | undefined> {
  const [first] = await living(r, person, eq(r.t.thread.record, record))
  return first?.invite.sponsor
}

/**
 * @param context the record as the sponsor sees it; null when his host does not say
 * @throws Refused `not_found` when he is invited to nothing here any more
 */
export async function invitedSnapshot(
  r: Reading,
  viewer: Viewer,
  context: RecordContext | null,
): Promise<CardSnapshot> {
  const { person, record } = viewer
  const position = await lastPosition(r)
  const rows = await living(r, person, eq(r.t.thread.record, record))
  if (rows.length === 0) throw new Refused('not_found')
  const seeing = await sight(r, viewer)
  const threads = await showThreads(r, viewer, undefined, seeing)
  const people = await participants(r, [
    person,
    ...rows.map(({ invite }) => invite.sponsor),
    ...(await everIn(
      r,
      threads.map(({ id }) => id),
    )),
  ])
  const seenBy = isGuest(person) ? nameOnly : (one: ShownPerson) => one
  const me = people.find(({ id }) => id === person)
  if (!me) throw new Refused('not_found')
  const shown = new Set(rows.flatMap(({ invite }) => (invite.acceptedAt ? invite.fields : [])))
  const named = rows.find(({ invite }) => invite.title !== null)?.invite.title ?? ''
  const mine = await invitesOf(r, person, { record })
  return {
    me,
    record: recordRef(record),
    context: outside(context ?? { ...nothingKnown, record: recordRef(record), title: named }, shown),
    threads,
    people: people.map((one) => (one.id === person ? one : seenBy(one))),
    roles: [],
    position,
    rights: rightsIn(seeing),
    invited: mine.map((one) => ({ ...one, sponsor: seenBy(one.sponsor) })),
  }
}

/** The same with all a page's first paint needs; a page without a discussion waits for the invitation to be accepted. */
export async function invitedPage(
  r: Reading,
  viewer: Viewer,
  context: RecordContext | null,
): Promise<Pick<Bootstrap, 'card' | 'page'>> {
  const card = await invitedSnapshot(r, viewer, context)
  const [first] = card.threads
  if (!first) return { card, page: { thread: '', messages: [] } }
  return {
    card,
    page: { thread: first.id, messages: await messagePage(r, await findThread(r, viewer, first.id), {}) },
  }
}

const nothingKnown = {
  amount: null,
  currency: null,
  stage: null,
  funnel: null,
  responsible: null,
  client: null,
  closeDate: null,
}

/** Without what leads into the host: he has no way in. */
function outside(
  { madeFrom: _, convertedTo: __, ...context }: RecordContext,
  shown: Set<string>,
): RecordContext {
  const { client, ...rest } = contextWithout(
    context,
    FIELDS.filter((field) => !shown.has(field)),
  )
  return { ...rest, client: client && { name: client.name, url: null } }
}

/** Whoever is or was in these threads. */
async function everIn({ company, db, t }: Reading, threads: string[]): Promise<string[]> {
  if (threads.length === 0) return []
  const rows = await db
    .selectDistinct({ person: t.member.person })
    .from(t.member)
    .where(and(eq(t.member.company, company), inArray(t.member.thread, threads)))
  return rows.map(({ person }) => person)
}

async function participants(r: Reading, ids: string[]): Promise<ShownPerson[]> {
  return [...(await peopleById(r, [...new Set(ids)])).values()]
}
