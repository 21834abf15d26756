import type { Columns } from '../store/columns.ts'

/** Of the installation, not of a company: their rows are `NODES`'. */
export const laterTables = (c: Columns) => ({
  /** A node that does recurring work. */
  node: c.table(
    'node',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      /** When it is dead, unless it says before then that it is not. */
      until: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] })],
  ),

  /** Companies whose recurring work one node does; a share nobody has has no row. */
  share: c.table(
    'share',
    {
      company: c.id().notNull(),
      number: c.int().notNull(),
      node: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.number] })],
  ),

  /** When a share's last round of something rare ended, so that whoever takes the share over does not begin anew. */
  round: c.table(
    'round',
    {
      company: c.id().notNull(),
      share: c.int().notNull(),
      task: c.id().notNull(),
      doneAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.share, t.task] })],
  ),
})
