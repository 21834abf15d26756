import type { DealNumbers } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const approvalTables = (c: Columns) => ({
  /** Yes or no, asked in a message. Whom it waits for is in `awaited`. */
  approval: c.table(
    'approval',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      by: c.id().notNull(),
      role: c.id(),
      people: c.json<string[]>().notNull(),
      /** The deal's numbers as whoever asked was shown them. */
      numbers: c.json<DealNumbers>().notNull(),
      withdrawnAt: c.time(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.message] })],
  ),

  /** Never changed: a later one of the same approval takes its place. */
  decision: c.table(
    'decision',
    {
      company: c.id().notNull(),
      /** Also that of the line which tells it in the thread. */
      id: c.id().notNull(),
      message: c.id().notNull(),
      yes: c.bool().notNull(),
      words: c.text().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      /** The deal's numbers as whoever decided was shown them. */
      numbers: c.json<DealNumbers>().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('decision_message').on(t.company, t.message, t.at),
    ],
  ),
})
