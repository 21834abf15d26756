import { sql } from 'drizzle-orm'
import type { Columns } from '../store/columns.ts'

export const anchorTables = (c: Columns) => ({
  /** The entry among a record's activities at the host that shows how many wait in its chat. */
  anchor: c.table(
    'anchor',
    {
      company: c.id().notNull(),
      /** Record key, `deal:1204`. */
      record: c.id().notNull(),
      /** Its id at the host; null until it has been made, and after somebody has deleted it there. */
      activity: c.id(),
      /** What the host was asked to show last: in whose list, and how many messages in how many threads wait for him. */
      responsible: c.id(),
      unread: c.int().notNull().default(0),
      threads: c.int().notNull().default(0),
      shownAt: c.time(),
      /** When somebody last wrote in the chat. */
      saidAt: c.time().notNull(),
      /** When to look whether something else is to be shown; null while nothing has happened. */
      dueAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.record] }),
      c.index('anchor_due').on(t.company, t.dueAt),
      c.index('anchor_due_anywhere').on(t.dueAt, t.company).where(sql`due_at is not null`),
      c.index('anchor_open').on(t.company, t.unread),
    ],
  ),
})
