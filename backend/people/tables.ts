import type { Columns } from '../store/columns.ts'

export const peopleTables = (c: Columns) => ({
  /** Colleagues as the host names them; a leaver's row stays, for his words stay. */
  person: c.table(
    'person',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      /** Job title in the host's words. */
      position: c.text(),
      /** Role of the company directory: `customs`, `logistics`... */
      role: c.text(),
      photo: c.text(),
      admin: c.bool().notNull().default(false),
      leftAt: c.time(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] })],
  ),
})
