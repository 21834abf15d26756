import { sql } from 'drizzle-orm'
import type { Language } from '../companies/framed.ts'
import type { DossierFailure } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const dossierTables = (c: Columns) => ({
  /** All of a record's talk, taken out as one archive: asked for by one person, made for him, and gone after a day. */
  dossier: c.table(
    'dossier',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      /** Record key, `deal:1204`. */
      record: c.id().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      /** What its pages are written in, and the clock they go by. */
      language: c.text().$type<Language>().notNull(),
      zone: c.text().notNull(),
      /** Why private threads are to be in it; null when only those he is in are. */
      reason: c.text(),
      /** Messages and files written so far, of how many; null before they were counted. */
      done: c.int().notNull().default(0),
      total: c.int(),
      tries: c.int().notNull().default(0),
      /** Some node makes it, and says so again before then. */
      makingUntil: c.time(),
      endedAt: c.time(),
      failure: c.text().$type<DossierFailure>(),
      /** What its bytes are kept as: no file of a thread has that id. */
      kept: c.id(),
      size: c.int(),
      /** When the bytes went. */
      goneAt: c.time(),
      /** SHA-256 of the secret in the link it can be fetched by once, hex, and until when. */
      linkHash: c.id(),
      linkUntil: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('dossier_due').on(t.company, t.endedAt, t.at),
      c.index('dossier_due_anywhere').on(t.at, t.company).where(sql`ended_at is null`),
      c.index('dossier_by').on(t.company, t.by, t.at),
    ],
  ),
})
