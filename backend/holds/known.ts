/** What those who oversee can name, by what it is called: for holds, and for seeking in the audit log. */
import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { recordRef } from '../records.ts'
import type { HoldsKnown } from '../shown.ts'
import type { Reading } from '../store/store.ts'

/** Clients by the host's names; people, those who have left too; the newest cards and topics. Private discussions are not named to anybody. */
export async function knownToHolds({ company, db, t }: Reading, most: number): Promise<HoldsKnown> {
  const clients = await db
    .select({ client: t.card.client, seen: t.card.seen })
    .from(t.card)
    .where(and(eq(t.card.company, company), isNotNull(t.card.client)))
    .orderBy(asc(t.card.client))
    .limit(most)
  const names = new Map(clients.map(({ client, seen }) => [client!, seen?.client ?? client!]))
  const people = await db
    .select({ id: t.person.id, name: t.person.name })
    .from(t.person)
    .where(eq(t.person.company, company))
    .orderBy(asc(t.person.name))
    .limit(most)
  const cards = await db
    .select({ id: t.card.record, seen: t.card.seen })
    .from(t.card)
    .where(eq(t.card.company, company))
    .orderBy(desc(t.card.openedAt))
    .limit(most)
  const titles = new Map(cards.map(({ id, seen }) => [id, seen?.title]))
  const named = (id: string) => {
    const title = titles.get(id)
    return { record: recordRef(id), ...(title && { title }) }
  }
  const topics = await db
    .select({ id: t.thread.id, topic: t.thread.title, record: t.thread.record })
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.kind, 'topic')))
    .orderBy(desc(t.thread.id))
    .limit(most)
  return {
    clients: [...names].map(([id, name]) => ({ id, name })),
    people,
    cards: cards.map(({ id }) => ({ id, ...named(id) })),
    topics: topics.map(({ id, topic, record }) => ({ id, topic, ...named(record) })),
  }
}
