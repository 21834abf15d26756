import { sql } from 'drizzle-orm'
import type { LetterReason } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

/** What a letter tells of. What it says is worked out when it goes: what has been read by then is told no more. */
export type LetterAbout =
  /** What called him, told at the letter's `at`: in one card, or in all. A push goes to one `device`. */
  | { what: 'calls'; record: string | null; device?: string }
  /** What of all his discussions is unread, unanswered and due. */
  | { what: 'summary' }

/** `needless`: all of it had been read by then. `returned`: it will not be had. `given_up`: it could not be sent for a day. */
export type LetterEnding = 'sent' | 'needless' | 'returned' | 'given_up'

export const letterTables = (c: Columns) => ({
  /** What is to go to somebody by mail or to his browsers, and how that ended: stored with the change that asks for it. */
  letter: c.table(
    'letter',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      by: c.text().$type<'mail' | 'push'>().notNull(),
      person: c.id().notNull(),
      about: c.json<LetterAbout>().notNull(),
      at: c.time().notNull(),
      /** When it is to be taken up: later while somebody sends it, or after a failure; null when it has ended. */
      dueAt: c.time(),
      tries: c.int().notNull().default(0),
      endedAt: c.time(),
      ending: c.text().$type<LetterEnding>(),
      /** Why the last try failed, and in whose words. */
      reason: c.text().$type<LetterReason>(),
      said: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('letter_due').on(t.company, t.dueAt),
      c.index('letter_due_anywhere').on(t.dueAt, t.company).where(sql`due_at is not null`),
      c.index('letter_ended').on(t.company, t.endedAt),
    ],
  ),
})
