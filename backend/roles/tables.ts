import type { Role, WorkingHours } from '../shown.ts'
import type { Columns } from '../store/columns.ts'

export const roleTables = (c: Columns) => ({
  /** Who is asked about what, and when people work; a company that has no row has it as it comes. Read and changed whole. */
  directory: c.table(
    'directory',
    {
      company: c.id().notNull(),
      roles: c.json<Role[]>().notNull(),
      hours: c.json<WorkingHours>().notNull(),
      /** Person ids of those who answer for nothing, whatever their titles tell. */
      roleless: c.json<string[]>().notNull(),
      changedAt: c.time().notNull(),
      changedBy: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.company] })],
  ),
})
