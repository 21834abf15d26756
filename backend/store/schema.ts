import { cardTables } from '../cards/tables.ts'
import { companyTables } from '../companies/tables.ts'
import { fileTables } from '../files/tables.ts'
import { peopleTables } from '../people/tables.ts'
import { threadTables } from '../threads/tables.ts'
import type { Columns } from './columns.ts'
import { storeTables } from './tables.ts'

/** Every table, collected from the features that own them. */
export const schema = (c: Columns) => ({
  ...storeTables(c),
  ...companyTables(c),
  ...peopleTables(c),
  ...cardTables(c),
  ...threadTables(c),
  ...fileTables(c),
})

export type Tables = ReturnType<typeof schema>
