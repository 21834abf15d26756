import type { Columns } from '../store/columns.ts'

export const absenceTables = (c: Columns) => ({
  /** Somebody is away for some days, and another stands in for him. */
  absence: c.table(
    'absence',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      person: c.id().notNull(),
      substitute: c.id().notNull(),
      since: c.time().notNull(),
      until: c.time().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      /** When it was called off, or he came back early. */
      endedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('absence_person').on(t.company, t.person, t.until),
    ],
  ),
})
