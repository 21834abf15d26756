import { sql } from 'drizzle-orm'
import type { Language } from '../companies/framed.ts'
import type { NotLeft, PartingPreview } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const partingTables = (c: Columns) => ({
  /** An administrator has ordered that the dossiers of all records be put into the CRM. */
  parting: c.table(
    'parting',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      at: c.time().notNull(),
      by: c.id().notNull(),
      /** What the dossiers are written in, and the clock they go by. */
      language: c.text().$type<Language>().notNull(),
      zone: c.text().notNull(),
      readers: c.text().$type<PartingPreview['readers']>().notNull(),
      /** Records there were. */
      records: c.int().notNull(),
      /** The last record that was taken up; they are taken up in the order of their keys. */
      reached: c.id().notNull(),
      calledOffAt: c.time(),
      endedAt: c.time(),
      /** The receipt: the very bytes that are signed. */
      body: c.text(),
      key: c.id(),
      /** Ed25519, base64url. */
      signature: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('parting_anywhere').on(t.at, t.company).where(sql`ended_at is null`),
    ],
  ),

  /** What becomes of a record's dossier: made, handed to the CRM, and there or not. */
  partingDossier: c.table(
    'parting_dossier',
    {
      company: c.id().notNull(),
      parting: c.id().notNull(),
      record: c.id().notNull(),
      tries: c.int().notNull().default(0),
      /** Some node makes it, or it waits for the CRM, until then. */
      makingUntil: c.time(),
      /** What its bytes are kept as on their way; null before they are made, and when they are gone. */
      kept: c.id(),
      size: c.int(),
      /** SHA-256 of the archive, hex. */
      hash: c.id(),
      without: c.json<{ threads: number; files: number; tooMuch: number }>(),
      endedAt: c.time(),
      /** By the host. */
      leftAs: c.id(),
      leftUrl: c.text(),
      failure: c.text().$type<NotLeft>(),
      /** When it was asked back: something was erased that it tells of. */
      takenBackAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.parting, t.record] }),
      c.index('parting_open').on(t.company, t.parting, t.endedAt, t.kept),
    ],
  ),
})
