import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'

/**
 * What waits in a record's chat for whoever is responsible for it: what he has not read in threads that all who see the
 * record may read. Private threads are not counted, for all who see the record see the count. Undefined when the record
 * is gone, or nobody is known to be responsible.
 */
export async function waitingFor(r: Reading, record: string) {
  const { company, db, t } = r
  const [card] = await db
    .select({ seen: t.card.seen, goneAt: t.card.goneAt })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  const responsible = card?.seen?.responsible
  if (!responsible || card.goneAt) return undefined
  const threads = await db
    .select({ thread: t.thread, member: t.member })
    .from(t.thread)
    .leftJoin(
      t.member,
      and(
        eq(t.member.company, company),
        eq(t.member.thread, t.thread.id),
        eq(t.member.person, responsible),
        isNull(t.member.leftAt),
      ),
    )
    .where(
      and(
        eq(t.thread.company, company),
        eq(t.thread.record, record),
        inArray(t.thread.kind, ['team', 'topic']),
        isNull(t.thread.closedAt),
      ),
    )
  const waiting = { responsible, unread: 0, threads: 0 }
  for (const { thread, member } of threads) {
    // The team's thread waits for him though he has never opened it; a topic he is not in does not.
    if (member ? member.level === 'none' : thread.kind !== 'team') continue
    const unread = member
      ? thread.lastSeq - member.readSeq - member.ownUnread
      : await said(r, thread.id, responsible)
    if (unread <= 0) continue
    waiting.unread += unread
    waiting.threads += 1
  }
  return waiting
}

/** Messages of others in a thread. */
async function said({ company, db, t }: Reading, thread: string, person: string): Promise<number> {
  const count = await db.$count(
    t.message,
    and(
      eq(t.message.company, company),
      eq(t.message.thread, thread),
      isNull(t.message.happened),
      isNull(t.message.deletedAt),
      ne(t.message.author, person),
    ),
  )
  return Number(count)
}
