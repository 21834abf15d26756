import type { Columns } from '../store/columns.ts'

export const keyTables = (c: Columns) => ({
  /** Keys everything secret of a company is sealed under, sealed in turn under SECRET_KEY. The company '' is ourselves. */
  companyKey: c.table(
    'company_key',
    {
      company: c.id().notNull(),
      /** From 1 on; the highest seals, the others still open. */
      id: c.int().notNull(),
      /** Which SECRET_KEY it is sealed under: its `KeyOfKeys.id`. */
      under: c.text().notNull(),
      sealed: c.text().notNull(),
      madeAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] })],
  ),
})
