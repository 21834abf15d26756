import { sql } from 'drizzle-orm'
import type { Columns } from '../store/columns.ts'

export const holdTables = (c: Columns) => ({
  /** What must not be deleted for now, whatever the rules say. It covers what fits all that it names. */
  hold: c.table(
    'hold',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      reason: c.text().notNull(),
      record: c.id(),
      /** A client by the path of its page at the host, and its records as far as they were known on that day. */
      client: c.text(),
      records: c.json<string[]>(),
      thread: c.id(),
      person: c.id(),
      /** Of what was made from then on, and before then. */
      since: c.time(),
      until: c.time(),
      at: c.time().notNull(),
      by: c.id().notNull(),
      releaseAskedAt: c.time(),
      releaseAskedBy: c.id(),
      /** Why it is no longer needed. */
      releaseReason: c.text(),
      releaseConfirmedAt: c.time(),
      releaseConfirmedBy: c.id(),
      /** From then on it holds nothing; three days after somebody else has confirmed its release. */
      endsAt: c.time(),
      /** When those who oversee were told that it ends within a day, and when the log was that it has. */
      noticedAt: c.time(),
      releasedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('hold_end').on(t.company, t.endsAt),
      c.index('hold_ending_anywhere').on(t.endsAt, t.company).where(sql`released_at is null`),
    ],
  ),
})
