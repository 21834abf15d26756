import type { Columns } from '../store/columns.ts'

export const missedTables = (c: Columns) => ({
  /** Up to where a host's own account of its changes has been read. */
  account: c.table(
    'account',
    {
      company: c.id().notNull(),
      /** The host's own; means nothing to us. */
      mark: c.text().notNull(),
      readAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),
})
