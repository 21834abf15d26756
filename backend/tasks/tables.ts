import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Columns } from '../store/columns.ts'

export const taskTables = (c: Columns) => ({
  /** A task at the host, made from a message. What it says is the host's, as it was read last. */
  task: c.table(
    'task',
    {
      company: c.id().notNull(),
      id: c.id().notNull(),
      thread: c.id().notNull(),
      message: c.id().notNull(),
      by: c.id().notNull(),
      at: c.time().notNull(),
      /** Whoever has it made now; another after a refusal. */
      errand: c.id().notNull(),
      title: c.text().notNull(),
      responsible: c.id().notNull(),
      deadline: c.time(),
      /** When the host would not make it. */
      refusedAt: c.time(),
      refusal: c.text().$type<CrmRefusal>(),
      /** What a rule of the customer's own there tells people who break it. */
      refusalSaid: c.text(),
      /** Its id at the host, once it is made there. */
      made: c.id(),
      /** Path of its page at the host. */
      url: c.text(),
      doneAt: c.time(),
      doneBy: c.id(),
      /** When it was found deleted at the host. */
      goneAt: c.time(),
      /** Who sees to it here since whoever is responsible at the host has left, and since when; nobody may. */
      handedAt: c.time(),
      handedTo: c.id(),
      /** Why the host would not have another be responsible for it. */
      handing: c.text().$type<CrmRefusal>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.company, t.id] }),
      c.index('task_message').on(t.company, t.message),
      c.index('task_responsible').on(t.company, t.responsible),
      c.index('task_by').on(t.company, t.by, t.at),
      c.index('task_made').on(t.company, t.made),
      c.unique('task_errand').on(t.company, t.errand),
    ],
  ),
})
