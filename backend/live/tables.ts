import type { Columns } from '../store/columns.ts'

export const liveTables = (c: Columns) => ({
  /** How far what happened has been heard by whoever acts on it later. */
  hearer: c.table(
    'hearer',
    {
      company: c.id().notNull(),
      name: c.id().notNull(),
      /** Of the last event heard. */
      position: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.name] })],
  ),
})
