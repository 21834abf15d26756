import type { Situation } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const situationTables = (c: Columns) => ({
  /** What is done when something comes up; a company that has no row has it as it comes. Read and changed whole. */
  playbook: c.table(
    'playbook',
    {
      company: c.id().notNull(),
      situations: c.json<Situation[]>().notNull(),
      changedAt: c.time().notNull(),
      changedBy: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),

  /** A situation somebody has opened, by the message that opens it, in the words of that day. */
  situation: c.table(
    'situation',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      situation: c.id().notNull(),
      title: c.text().notNull(),
      settles: c.text().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.message] })],
  ),

  checklistItem: c.table(
    'checklist_item',
    {
      company: c.id().notNull(),
      message: c.id().notNull(),
      number: c.int().notNull(),
      text: c.text().notNull(),
      doneAt: c.time(),
      doneBy: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.message, t.number] })],
  ),
})
