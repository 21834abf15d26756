import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Columns } from '../store/columns.ts'

export const fileTables = (c: Columns) => ({
  /** A chat attachment. Its bytes go when the company's rules say so; this row stays and says what there was. */
  file: c.table(
    'file',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      /** Where it was uploaded for: only those who may see this thread may see it. */
      thread: c.id().notNull(),
      /** The message it came with; absent until that is sent. */
      message: c.id(),
      /** Place among the message's files. */
      place: c.int().notNull().default(0),
      name: c.text().notNull(),
      /** Sniffed from the bytes. */
      type: c.text().notNull(),
      size: c.int().notNull(),
      hash: c.text().notNull(),
      /** What it is, by the company's word. */
      kind: c.id(),
      class: c.id(),
      /** The day it is of, `2026-11-20`. */
      dated: c.text(),
      /** Which file it takes the place of, as its author has said before it was sent. */
      replaces: c.id(),
      /** What it is a version of; null while it is the only one. Which holds is worked out: the highest not taken back. */
      document: c.id(),
      version: c.int(),
      /** Its name as names are compared. */
      nameKey: c.text().notNull(),
      width: c.int(),
      height: c.int(),
      preview: c.bool().notNull().default(false),
      author: c.id().notNull(),
      at: c.time().notNull(),
      /** When it is to go by the company's rules, worked out anew whenever they or its record change; null: it stays. */
      expiresAt: c.time(),
      /** When its author was told that it goes within a day. */
      noticedAt: c.time(),
      erasedAt: c.time(),
      /** When its message was deleted; from then on nobody in the chat has it. */
      withdrawnAt: c.time(),
      /** Who has asked last that the host keep it. */
      keepAskedAt: c.time(),
      keepAskedBy: c.id(),
      /** When the host would not. */
      keepRefusedAt: c.time(),
      keepRefusal: c.text().$type<CrmRefusal>(),
      keptAt: c.time(),
      /** Its id at the host, and the path of its page there. */
      keptAs: c.id(),
      keptUrl: c.text(),
      /** When it was made to stay here for good, for the host has no place for it. */
      permanentAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('file_author').on(t.company, t.author, t.at),
      c.index('file_message').on(t.company, t.message),
      c.index('file_name').on(t.company, t.nameKey),
      c.index('file_document').on(t.company, t.document),
      c.index('file_thread').on(t.company, t.thread, t.at),
      c.index('file_expiry').on(t.company, t.erasedAt, t.expiresAt),
    ],
  ),
})
