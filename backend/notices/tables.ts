import { sql } from 'drizzle-orm'
import type { Channel, Level, Wishes } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

/**
 * Why a message calls somebody: it names him or his role, answers him, was written in a private thread of his, tells
 * that he is waited for, or what he had asked for is decided; or he wishes to hear all that is said.
 */
export type Why = 'named' | 'answered' | 'private' | 'waiting' | 'decided' | 'said'

export const noticeTables = (c: Columns) => ({
  /** Somebody called by a message that he has not read yet; gone when he has. */
  calling: c.table(
    'calling',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      thread: c.id().notNull(),
      seq: c.int().notNull(),
      record: c.id().notNull(),
      why: c.text().$type<Why>().notNull(),
      /** When he is to be told of it, unless he has read it by then; null once he has been told. */
      dueAt: c.time(),
      /** When it was put off because he had quiet; what was put off is told together. */
      heldAt: c.time(),
      /** Since when it rings until he has seen it, and how often it has. */
      urgentAt: c.time(),
      rings: c.int().notNull().default(0),
      /** When he was told, and by which notice of his host's bell. */
      toldAt: c.time(),
      tag: c.text(),
      /** When he is to be told by mail too; null once he has been, or wishes none. */
      mailAt: c.time(),
      mailedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.person, t.thread, t.seq] }),
      c.index('calling_due').on(t.company, t.dueAt),
      c.index('calling_mail').on(t.company, t.mailAt),
      c.index('calling_due_anywhere').on(t.dueAt, t.company).where(sql`due_at is not null`),
      c.index('calling_mail_anywhere').on(t.mailAt, t.company).where(sql`mail_at is not null`),
      c.index('calling_person').on(t.company, t.person, t.record),
      c.index('calling_message').on(t.company, t.thread, t.seq),
    ],
  ),

  /** How somebody wishes to be told; who has no row has chosen nothing. */
  wish: c.table(
    'wish',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      level: c.text().$type<Level>(),
      channels: c.json<Record<Channel, boolean>>().notNull(),
      quiet: c.json<Wishes['quiet']>(),
      zone: c.text().notNull(),
      summary: c.json<Wishes['summary']>(),
      /** When the next summary is due. */
      summaryAt: c.time(),
      changedAt: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.person] }),
      c.index('wish_summary').on(t.company, t.summaryAt),
      c.index('wish_summary_anywhere').on(t.summaryAt, t.company).where(sql`summary_at is not null`),
    ],
  ),
})
