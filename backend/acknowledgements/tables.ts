import { sql } from 'drizzle-orm'
import type { Columns } from '../store/columns.ts'

export const acknowledgementTables = (c: Columns) => ({
  /** People are asked to confirm that they have read a message. Whom it waits for is in `awaited`. */
  acknowledgement: c.table(
    'acknowledgement',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      /** When those who have not confirmed are reminded next by the clock; null when they are no more. */
      dueAt: c.time(),
      reminders: c.int().notNull().default(0),
      remindedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.message] }),
      c.index('acknowledgement_due').on(t.company, t.dueAt),
      c.index('acknowledgement_due_anywhere').on(t.dueAt, t.company).where(sql`due_at is not null`),
    ],
  ),
})
