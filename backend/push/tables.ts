import type { Columns } from '../store/columns.ts'

export const pushTables = (c: Columns) => ({
  /** A browser that somebody has asked to ring for him. */
  device: c.table(
    'device',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      /** SHA-256 of its address at its push service, hex. */
      id: c.id().notNull(),
      /** What it calls itself. */
      name: c.text().notNull(),
      /** Its address and keys, as sealed JSON. */
      sealed: c.text().notNull(),
      addedAt: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.person, t.id] })],
  ),
})
