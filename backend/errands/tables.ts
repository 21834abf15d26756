import { sql } from 'drizzle-orm'
import type { CrmRefusal, Done } from '../../crm-adapters/port.ts'
import type { Columns } from '../store/columns.ts'
import type { Ending, StoredDeed } from './errands.ts'

export const errandTables = (c: Columns) => ({
  /** What is to be done at the host on our behalf, and how that ended: stored with the change that asks for it. */
  errand: c.table(
    'errand',
    {
      company: c.id().notNull(),
      /** The deed's key: the same at every try. */
      id: c.id().notNull(),
      /** In the order entrusted. */
      number: c.int().notNull(),
      /** Errands of one lane are done one after another. */
      lane: c.id().notNull(),
      deed: c.json<StoredDeed>().notNull(),
      /** Whose rights are used; null for those of whoever installed us. */
      as: c.id(),
      /** One not yet begun gives way to a newer one of its lane with the same word. */
      supersedes: c.text(),
      entrustedAt: c.time().notNull(),
      /** Until then it waits and holds nobody up; null when it may be done at once. */
      notBefore: c.time(),
      /** When it is to be taken up: later while somebody does it, or after a failure; null while another of its lane is first. */
      dueAt: c.time(),
      tries: c.int().notNull(),
      /** When the try began of which it is not known whether the host has carried it out; null when it surely has not. */
      begunAt: c.time(),
      /** Since when every try has failed, the last failure, and why that was. */
      failingSince: c.time(),
      failedAt: c.time(),
      reason: c.text().$type<CrmRefusal>(),
      endedAt: c.time(),
      ending: c.text().$type<Ending>(),
      /** What came of it. */
      done: c.json<Done>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.unique('errand_number').on(t.company, t.number),
      c.index('errand_due').on(t.company, t.endedAt, t.dueAt),
      c.index('errand_due_anywhere').on(t.dueAt, t.company).where(sql`ended_at is null`),
      c.index('errand_lane').on(t.company, t.lane, t.endedAt, t.dueAt, t.number),
      c.index('errand_failed').on(t.company, t.failedAt),
    ],
  ),
})
