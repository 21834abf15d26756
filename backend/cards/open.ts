import { and, desc, eq, isNull } from 'drizzle-orm'
import type { CrmPerson, RecordContext } from '../../crm-adapters/port.ts'
import { sight, takesPart } from '../access/sight.ts'
import { learnPeople } from '../people/people.ts'
import { recordKey } from '../records.ts'
import { Refused } from '../refused.ts'
import type { Bootstrap } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { findThread } from '../threads/find.ts'
import { messagePage } from '../threads/pages.ts'
import { openTeamThread } from '../threads/threads.ts'
import { clientIn, seenIn, standingIn } from './changes.ts'
import { continueIn } from './continued.ts'
import { cardSnapshot } from './snapshot.ts'

export type OpenedCard = Pick<Bootstrap, 'card' | 'page'>

/**
 * Opens a record's card for a person the host has just vouched for: makes the card and its team thread when it is the
 * first time, and gives all the first paint needs.
 */
export async function openCard(
  store: Store,
  viewer: Viewer,
  person: CrmPerson,
  context: RecordContext,
  newId: () => string,
): Promise<OpenedCard> {
  const { company } = viewer
  // Most openings change nothing; they need not wait for the writer.
  if (!(await store.read(company, (r) => isHome(r, viewer, person, context)))) {
    await store.write(company, (w) => settleIn(w, viewer, person, context, newId))
  }
  return store.read(company, (r) => firstSight(r, viewer, context))
}

async function firstSight(r: Reading, viewer: Viewer, context: RecordContext): Promise<OpenedCard> {
  const card = await cardSnapshot(r, viewer, context)
  const team = card.threads.find((thread) => thread.kind === 'team')
  const first = team ?? card.threads[0]
  // There is talk, and none of it is his.
  if (!first) throw new Refused('not_found')
  // As far back as the first unread message, so that the divider is there at once.
  const limit = Math.min(100, Math.max(50, first.unread + 10))
  const messages = await messagePage(r, await findThread(r, viewer, first.id), { limit })
  return { card, page: { thread: first.id, messages } }
}

/** Whether the record is known, and the person as he is and in the card's team thread already, if he is to be in it. */
async function isHome(r: Reading, viewer: Viewer, told: CrmPerson, { responsible }: RecordContext) {
  const { company, db, t } = r
  const [home] = await db
    .select({ person: t.person, member: t.member, seen: t.card.seen })
    .from(t.thread)
    .innerJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .innerJoin(t.person, and(eq(t.person.company, company), eq(t.person.id, viewer.person)))
    .leftJoin(
      t.member,
      and(
        eq(t.member.company, company),
        eq(t.member.thread, t.thread.id),
        eq(t.member.person, viewer.person),
        isNull(t.member.leftAt),
      ),
    )
    .where(and(eq(t.thread.company, company), eq(t.thread.record, viewer.record), eq(t.thread.kind, 'team')))
  if (!home?.seen || home.person.leftAt) return false
  const { person, member } = home
  if (!member && takesPart(await sight(r, viewer), viewer.person, responsible)) return false
  return (
    person.name === told.name &&
    person.position === told.position &&
    person.photo === told.photo &&
    person.admin === (told.admin ?? person.admin)
  )
}

async function settleIn(
  w: Writing,
  viewer: Viewer,
  person: CrmPerson,
  context: RecordContext,
  newId: () => string,
) {
  const { company, db, t, now } = w
  await learnPeople(w, [person])
  const learnt = {
    seen: seenIn(context),
    client: clientIn(context),
    responsible: context.responsible,
    ...standingIn({ seen: null, closedAt: null }, context, now),
  }
  await db
    .insert(t.card)
    .values({ company, record: viewer.record, openedAt: now, openedBy: viewer.person, ...learnt })
    // What has changed since it was seen last is told by whoever compares.
    .onConflictDoUpdate({
      target: [t.card.company, t.card.record],
      set: learnt,
      setWhere: isNull(t.card.seen),
    })
  // The event of a conversion may come after those who work with what it has made.
  const { madeFrom, convertedTo } = context
  const { record } = viewer
  if (madeFrom) await continueIn(w, { from: recordKey(madeFrom), to: record, ...CONVERTED }, newId)
  const joins = takesPart(await sight(w, viewer), viewer.person, context.responsible)
  await openTeamThread(w, newId(), record, viewer.person, { joins })
  if (convertedTo) await continueIn(w, { from: record, to: recordKey(convertedTo), ...CONVERTED }, newId)
}

const CONVERTED = { how: 'converted', by: null } as const

/** What a card shows now, for a session that is open already. */
export function reopenCard(store: Store, viewer: Viewer, context: RecordContext) {
  return store.read(viewer.company, (r) => cardSnapshot(r, viewer, context))
}

/** Whether anybody has opened this record's chat yet. */
export async function hasCard({ company, db, t }: Reading, record: string): Promise<boolean> {
  const [card] = await db
    .select({ record: t.card.record })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  return card !== undefined
}

/** How many cards a search over all of them looks into, the newest first: each is asked of the host. */
const SEARCHED_MOST = 500

/** Record keys of the cards opened last. */
export async function latestCards({ company, db, t }: Reading): Promise<string[]> {
  const rows = await db
    .select({ record: t.card.record })
    .from(t.card)
    .where(eq(t.card.company, company))
    .orderBy(desc(t.card.openedAt))
    .limit(SEARCHED_MOST)
  return rows.map((row) => row.record)
}
