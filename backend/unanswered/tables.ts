import type { Columns } from '../store/columns.ts'

export const unansweredTables = (c: Columns) => ({
  /** A message that waits for somebody's answer; gone when he has written, reacted, or said that none is needed. */
  unanswered: c.table(
    'unanswered',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      thread: c.id().notNull(),
      seq: c.int().notNull(),
      message: c.id().notNull(),
      at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.person, t.thread, t.seq] }),
      c.index('unanswered_message').on(t.company, t.message),
    ],
  ),
})
