import type { DocumentKind, FileClassSet, Kit, KitStep } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const documentTables = (c: Columns) => ({
  /** Kinds and classes of files, and what a deal needs; a company that has no row has them as they come. Changed whole. */
  filing: c.table(
    'filing',
    {
      company: c.id().notNull(),
      kinds: c.json<DocumentKind[]>().notNull(),
      classes: c.json<FileClassSet[]>().notNull(),
      kits: c.json<Kit[]>().notNull(),
      changedAt: c.time().notNull(),
      changedBy: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),

  /** What has been done about a document that a record needs, one row a step: how it stands is what the last one made it. */
  kitStep: c.table(
    'kit_step',
    {
      company: c.id().notNull(),
      record: c.id().notNull(),
      kind: c.id().notNull(),
      /** From 1. */
      number: c.int().notNull(),
      step: c.text().$type<KitStep>().notNull(),
      at: c.time().notNull(),
      by: c.id().notNull(),
      /** Of a request: who is asked, and the message that asks him. */
      role: c.id(),
      person: c.id(),
      message: c.id(),
      /** When what comes next is due. */
      deadline: c.time(),
      /** What has come. */
      file: c.id(),
      /** What is wrong with it. */
      reason: c.text(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.record, t.kind, t.number] })],
  ),
})
