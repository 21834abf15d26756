import type { Columns } from '../store/columns.ts'

/** What somebody is waited for: his answer, his decision, or that he confirms having read. */
export type What = 'answer' | 'decision' | 'confirmation'

export const awaitedTables = (c: Columns) => ({
  /** Whose answer a message waits for; kept once he has given it, or nobody waits any more. */
  awaited: c.table(
    'awaited',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      what: c.text().$type<What>().notNull(),
      person: c.id().notNull(),
      thread: c.id().notNull(),
      at: c.time().notNull(),
      /** When he did what was asked of him. */
      doneAt: c.time(),
      /** When it was no longer waited for: another did it, or it was withdrawn. */
      endedAt: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.message, t.what, t.person] }),
      c.index('awaited_person').on(t.company, t.person, t.thread),
    ],
  ),
})
