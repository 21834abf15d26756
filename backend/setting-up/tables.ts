import type { Columns } from '../store/columns.ts'

export const settingUpTables = (c: Columns) => ({
  /** A form of the host's on which we have put our tab: as it was before, so that it can be put back. */
  formerForm: c.table(
    'former_form',
    {
      company: c.id().notNull(),
      /** The form's id at the host. */
      form: c.id().notNull(),
      name: c.text().notNull(),
      /** As the host writes it down. */
      before: c.text().notNull(),
      /** What we have made of it. */
      after: c.text().notNull(),
      changedAt: c.time().notNull(),
      changedBy: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company, t.form] })],
  ),
})
