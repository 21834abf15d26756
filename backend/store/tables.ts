import type { Columns } from './columns.ts'
import type { Awaits } from './stirred.ts'

/** What happened, in order, once per company: the only source that live screens and everything downstream read. */
export const storeTables = (c: Columns) => ({
  event: c.table(
    'event',
    {
      company: c.id().notNull(),
      /** Gapless and in commit order: every reader's cursor. */
      position: c.int().notNull(),
      topic: c.text().notNull(),
      record: c.id().notNull(),
      thread: c.id(),
      people: c.json<string[]>(),
      data: c.json<Record<string, string | number | null>>().notNull(),
      at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.position] }),
      c.index('event_record').on(t.company, t.record, t.position),
    ],
  ),

  /** What of all that has happened in a company is yet to be taken up; no row, and nobody needs to look. */
  stirred: c.table(
    'stirred',
    {
      company: c.id().notNull(),
      awaits: c.text().$type<Awaits>().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.awaits] })],
  ),
})
