import type { LetterReason } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const mailTables = (c: Columns) => ({
  /** Where somebody is written to. Personal: gone as soon as he has left. */
  address: c.table(
    'address',
    {
      company: c.id().notNull(),
      person: c.id().notNull(),
      /** Sealed; null while his own is yet to be confirmed. */
      sealed: c.text(),
      /** Who named it: his host, or he himself where the host names none. */
      from: c.text().$type<'host' | 'person'>().notNull(),
      /** One he has named and not yet confirmed, with its code, sealed; when, and how often he has tried. */
      pending: c.text(),
      pendingAt: c.time(),
      tries: c.int().notNull().default(0),
      /** How many codes he has asked for that day. */
      asked: c.int().notNull().default(0),
      /** When the last letter came back, why, and in the mail server's words. */
      returnedAt: c.time(),
      reason: c.text().$type<LetterReason>(),
      said: c.text(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.person] })],
  ),
})
