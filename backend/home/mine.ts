/** A person's discussions over all cards, by what was said last. */
import { and, desc, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { InboxFilter } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { isIn, itsMessage, itsThread } from '../threads/mine.ts'

export interface Wanted {
  filter: InboxFilter
  /** Of these threads only. */
  threads?: string[] | undefined
  /** Older than this place in the list. */
  before?: Place | undefined
  limit: number
}

/** A place in the list: when something was last said, and in which thread. */
export interface Place {
  at: Date
  thread: string
}

export type Mine = Awaited<ReturnType<typeof myThreads>>[number]

/** Threads this person is in, the newest first, whatever the host thinks of their records. */
export async function myThreads(r: Reading, person: string, { filter, threads, before, limit }: Wanted) {
  const { db, t } = r
  const at = sql`coalesce(${t.message.at}, ${t.thread.openedAt})`
  return db
    .select({ thread: t.thread, member: t.member, last: t.message, unanswered: unansweredHere(r, person) })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .leftJoin(t.message, itsMessage(r, 'last'))
    .where(
      and(
        isIn(r, person),
        // A card's team thread is there before anybody has said anything.
        or(ne(t.thread.kind, 'team'), gt(t.thread.lastSeq, 0)),
        threads && inArray(t.member.thread, threads),
        before && olderThan(r, at, before),
        passing(r, person, filter),
      ),
    )
    .orderBy(desc(at), desc(t.thread.id))
    .limit(limit)
}

/** Where a row stands in the list. */
export function placeOf({ thread, last }: Mine): Place {
  return { at: last?.at ?? thread.openedAt, thread: thread.id }
}

function olderThan({ t }: Reading, at: SQL, before: Place): SQL {
  const moment = sql.param(before.at, t.message.at)
  return sql`(${at} < ${moment} or (${at} = ${moment} and ${t.thread.id} < ${before.thread}))`
}

function passing(r: Reading, person: string, filter: InboxFilter): SQL | undefined {
  const { t } = r
  switch (filter) {
    case 'all':
      return undefined
    case 'unread':
      return sql`${t.thread.lastSeq} - ${t.member.readSeq} - ${t.member.ownUnread} > 0`
    case 'mentions':
      return gt(t.member.mentionSeq, 0)
    case 'questions':
      return and(isNull(t.thread.closedAt), awaited(r, person))
    case 'unanswered':
      return and(isNull(t.thread.closedAt), gt(unansweredHere(r, person), 0))
  }
}

/** His answer, decision or confirmation is waited for. */
function awaited({ company, t }: Reading, person: string): SQL {
  const { awaited: asked, member } = t
  return sql`exists (select 1 from ${asked} asked join ${t.message} carrier
    on carrier.company = ${company} and carrier.id = asked.message and carrier.deleted_at is null
    where asked.company = ${company} and asked.person = ${person} and asked.thread = ${member.thread}
      and asked.done_at is null and asked.ended_at is null)`
}

/** How many messages of the row's thread wait for this person's answer. */
function unansweredHere({ company, t }: Reading, person: string) {
  return sql<number>`(select count(*) from ${t.unanswered} waiting where waiting.company = ${company}
    and waiting.person = ${person} and waiting.thread = ${t.thread.id})`.mapWith(Number)
}
