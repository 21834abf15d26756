import type { PurgedThing, RetentionWhat } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const purgingTables = (c: Columns) => ({
  /** A round in which things went whose time was over. */
  purge: c.table(
    'purge',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      begunAt: c.time().notNull(),
      /** When all of it was gone, and stated. */
      endedAt: c.time(),
      things: c.int().notNull().default(0),
      bytes: c.int().notNull().default(0),
      /** The receipt: the very bytes that are signed. */
      body: c.text(),
      key: c.id(),
      /** Ed25519, base64url. */
      signature: c.text(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.id] }), c.index('purge_begun').on(t.company, t.begunAt)],
  ),

  /** What went in it, a slice after another: ids and sizes, by which it can be proven and nothing be learnt. */
  purged: c.table(
    'purged',
    {
      company: c.id().notNull(),
      purge: c.id().notNull(),
      number: c.int().notNull(),
      what: c.text().$type<RetentionWhat>().notNull(),
      things: c.json<PurgedThing[]>().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.purge, t.number] })],
  ),
})
