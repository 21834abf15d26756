import { sql } from 'drizzle-orm'
import type { OverdueStep } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const questionTables = (c: Columns) => ({
  /** A question to a role or a person, by the message that asks it. Whom it waits for is in `awaited`. */
  question: c.table(
    'question',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      thread: c.id().notNull(),
      by: c.id().notNull(),
      role: c.id(),
      /** Those asked first. */
      people: c.json<string[]>().notNull(),
      at: c.time().notNull(),
      deadline: c.time().notNull(),
      /** When the next is called if nobody has answered; null when there is nobody left, or no need. */
      dueAt: c.time(),
      /** Who was called last since it was not answered in time. */
      step: c.text().$type<OverdueStep>(),
      called: c.json<string[]>(),
      /** The message that answers it. */
      answer: c.id(),
      answeredAt: c.time(),
      markedBy: c.id(),
      withdrawnAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.message] }),
      c.index('question_thread').on(t.company, t.thread),
      c.index('question_by').on(t.company, t.by),
      c.index('question_due').on(t.company, t.dueAt),
      c.index('question_due_anywhere').on(t.dueAt, t.company).where(sql`due_at is not null`),
    ],
  ),
})
