import type { RetentionRule } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const retentionTables = (c: Columns) => ({
  /** The company's rules of how long things are kept, as they were saved each time; the highest number holds. */
  policy: c.table(
    'policy',
    {
      company: c.id().notNull(),
      number: c.int().notNull(),
      rules: c.json<RetentionRule[]>().notNull(),
      at: c.time().notNull(),
      by: c.id().notNull(),
      /** How far the dates of files have been worked out by these rules, by the files' ids; null when all have been. */
      reckoned: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.number] })],
  ),
})
