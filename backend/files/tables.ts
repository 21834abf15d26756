import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Columns } from '../store/columns.ts'

export const fileTables = (c: Columns) => ({
  /** A chat attachment. Its bytes go after 30 days; this row stays and says what there was. */
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
      width: c.int(),
      height: c.int(),
      preview: c.bool().notNull().default(false),
      author: c.id().notNull(),
      at: c.time().notNull(),
      expiresAt: c.time().notNull(),
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
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('file_author').on(t.company, t.author, t.at),
      c.index('file_message').on(t.company, t.message),
      c.index('file_expiry').on(t.company, t.erasedAt, t.expiresAt),
    ],
  ),
})
