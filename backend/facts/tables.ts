import type { Columns } from '../store/columns.ts'

export const factTables = (c: Columns) => ({
  /** Something worth keeping in sight on the card, taken from a message; it goes where the message's thread goes. */
  fact: c.table(
    'fact',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      thread: c.id().notNull(),
      message: c.id().notNull(),
      text: c.text().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      editedAt: c.time(),
      editedBy: c.id(),
      removedAt: c.time(),
      removedBy: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] }), c.index('fact_thread').on(t.company, t.thread)],
  ),
})
