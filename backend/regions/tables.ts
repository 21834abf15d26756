import type { Columns } from '../store/columns.ts'

export const regionTables = (c: Columns) => ({
  /** Where what is stored here may lie; one row, whose company is ''. */
  region: c.table(
    'region',
    {
      company: c.id().notNull(),
      /** As REGION names it. */
      name: c.text().notNull(),
      at: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),
})
