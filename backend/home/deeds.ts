/** What is done from the list: each with the rights of whoever has that card open. */
import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import type { InboxCounts, Level } from '../shown.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { markAnswered } from '../threads/answered.ts'
import { findThread } from '../threads/find.ts'
import { setLevel } from '../threads/members.ts'
import { isIn, itsMessage, itsThread } from '../threads/mine.ts'
import { markRead } from '../threads/reads.ts'
import type { Glances } from './glances.ts'

export interface DeedsDeps {
  store: Store
  glances: Pick<Glances, 'look'>
}

/** Threads marked read in one write, which everybody else's writes wait for. */
const SLICE = 100

export function createDeeds({ store, glances }: DeedsDeps) {
  /** The door from the list to a discussion of mine: as if its card were open. Refused as `not_found`. */
  async function atCard(visitor: Visitor, thread: string): Promise<Viewer> {
    const [mine] = await store.read(visitor.company, (r) => recordsOf(r, visitor, eq(r.t.thread.id, thread)))
    if (!mine) throw new Refused('not_found')
    const { named, hidden } = await glances.look(visitor, [mine.record])
    // Whether he was invited to it the thread says itself.
    if (hidden.has(mine.record)) return { ...visitor, record: mine.record, invited: true }
    if (!named.has(mine.record)) throw new Refused('host_unreachable', 'the CRM does not answer')
    return { ...visitor, record: mine.record }
  }

  return {
    async read(visitor: Visitor, thread: string, seq: number) {
      const viewer = await atCard(visitor, thread)
      return store.write(viewer.company, (w) => markRead(w, viewer, thread, seq))
    },

    /** Everything that was said up to then is read; what came later is not. Answers with how many discussions that were. */
    async readAll(visitor: Visitor, upTo: Date): Promise<number> {
      const { company } = visitor
      const unread = await store.read(company, (r) => recordsOf(r, visitor, unreadUpTo(r, upTo)))
      const records = unread.map(({ record }) => record)
      const { named } = await glances.look(visitor, records)
      const mine = unread.filter(({ record }) => named.has(record))
      for (let start = 0; start < mine.length; start += SLICE) {
        await store.write(company, async (w) => {
          for (const { thread, record, lastSeq } of mine.slice(start, start + SLICE))
            await markRead(w, { ...visitor, record }, thread, lastSeq)
        })
      }
      return mine.length
    },

    /** What of it rings; null: as he wishes of all. */
    async level(visitor: Visitor, thread: string, level: Level | null) {
      const viewer = await atCard(visitor, thread)
      return store.write(viewer.company, async (w) =>
        setLevel(w, (await findThread(w, viewer, thread)).thread, viewer.person, level),
      )
    },

    /** No answer of his is needed up to this seq; answers with how many still wait. */
    async answered(visitor: Visitor, thread: string, seq: number): Promise<number> {
      const viewer = await atCard(visitor, thread)
      return store.write(viewer.company, (w) => markAnswered(w, viewer, thread, seq))
    },

    /** Of the discussions whose records his host shows him. */
    async counts(visitor: Visitor): Promise<InboxCounts> {
      const { company, person } = visitor
      const [unread, unanswered] = await store.read(company, async (r) => [
        await recordsOf(r, visitor, unreadOf(r)),
        await recordsOf(r, visitor, answersOwed(r, person)),
      ])
      const { hidden } = await glances.look(
        visitor,
        [...unread, ...unanswered].map(({ record }) => record),
      )
      const seen = ({ record }: { record: string }) => !hidden.has(record)
      return { unread: unread.filter(seen).length, unanswered: unanswered.filter(seen).length }
    },
  }
}

export type Deeds = ReturnType<typeof createDeeds>

/** My threads of that kind, with the record of each. */
function recordsOf(r: Reading, { person }: Visitor, which: ReturnType<typeof and>) {
  const { db, t } = r
  return db
    .select({ thread: t.thread.id, record: t.thread.record, lastSeq: t.thread.lastSeq })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .leftJoin(t.message, itsMessage(r, 'last'))
    .where(and(isIn(r, person), which))
}

function unreadUpTo(r: Reading, upTo: Date) {
  return and(unreadOf(r), lte(r.t.message.at, upTo))
}

function unreadOf({ t }: Reading) {
  return and(gt(sql<number>`${t.thread.lastSeq} - ${t.member.readSeq} - ${t.member.ownUnread}`, 0))
}

function answersOwed({ company, t }: Reading, person: string) {
  return and(
    isNull(t.thread.closedAt),
    sql`exists (select 1 from ${t.unanswered} waiting where waiting.company = ${company}
      and waiting.person = ${person} and waiting.thread = ${t.thread.id})`,
  )
}
