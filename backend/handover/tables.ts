import type { Columns } from '../store/columns.ts'
import type { HandoverWhy } from './shown.ts'

export const handoverTables = (c: Columns) => ({
  /** A card has come to somebody from another: for a while he may read what he has to know of it. */
  handover: c.table(
    'handover',
    {
      company: c.id().notNull(),
      record: c.id().notNull(),
      /** Who has it now. */
      to: c.id().notNull(),
      /** Who had it; null when nobody did. */
      from: c.id(),
      why: c.text().$type<HandoverWhy>().notNull(),
      /** Of a leaving or an absence: which. */
      cause: c.id(),
      at: c.time().notNull(),
      /** Until when it is offered. */
      until: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.record, t.to] }),
      c.index('handover_cause').on(t.company, t.cause),
    ],
  ),

  /** A thread in which it was said that somebody stands in for another. */
  stoodIn: c.table(
    'stood_in',
    {
      company: c.id().notNull(),
      absence: c.id().notNull(),
      thread: c.id().notNull(),
      at: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.absence, t.thread] })],
  ),
})
