import { sql } from 'drizzle-orm'
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Columns } from '../store/columns.ts'

/** Why a text is still here: on hold, not to be brought for days, or refused for good. */
export type Stays = 'held' | 'given_up' | 'refused'

export const relayTables = (c: Columns) => ({
  /** A text as the record's history at the host has it, or is to have it. What it says is nowhere in it. */
  relayed: c.table(
    'relayed',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      /** Of the wordings a message has had, from 1; earlier ones stay only while they are on hold. */
      number: c.int().notNull(),
      /** Record key: in whose history it is. */
      record: c.id().notNull(),
      /** Its id by the host; null until the host has it. */
      entry: c.id(),
      /** SHA-256 of salt and text, base64url, made as the audit log makes its own. */
      salt: c.text().notNull(),
      hash: c.text().notNull(),
      /** Characters (UTF-16 units). */
      length: c.int().notNull(),
      askedAt: c.time().notNull(),
      /** Since when the host alone has it; null while it is here as well. */
      at: c.time(),
      stays: c.text().$type<Stays>(),
      reason: c.text().$type<CrmRefusal>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.message, t.number] }),
      // Few are on their way at a time.
      c.index('relayed_waiting').on(t.company, t.stays, t.askedAt).where(sql`at is null`),
      c.index('relayed_waiting_anywhere').on(t.stays, t.company).where(sql`at is null`),
    ],
  ),

  /** How far what a company had here when it chose to keep its texts at the host has been handed over; no row: all of it. */
  handingOver: c.table(
    'handing_over',
    {
      company: c.id().notNull(),
      /** Up to this message, in the order of the threads' ids. */
      thread: c.id().notNull(),
      seq: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),
})
