/** All that is stored of a company, whatever table it is in: the list is the schema's, so that no table can be forgotten. */
import { eq, sql } from 'drizzle-orm'
import { type PgColumn, type PgTable, getTableConfig as postgresTable } from 'drizzle-orm/pg-core'
import { type SQLiteTable, getTableConfig as sqliteTable } from 'drizzle-orm/sqlite-core'
import type { Dialect, Reading, Writing } from './store.ts'

type Whole = PgTable & { company: PgColumn }

/** How many rows of each table are the company's; those without any are left out. */
export async function countRows({ company, db, t }: Reading): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [name, table] of Object.entries(t)) {
    const count = Number(await db.$count(table, eq(table.company, company)))
    if (count > 0) counts[name] = count
  }
  return counts
}

/**
 * Deletes up to so many rows of the company, those that refer to others first; its row in `company` stays. Answers with
 * how many there were: fewer than `most` when that was all.
 */
export async function eraseRows({ company, db, t, dialect }: Writing, most: number): Promise<number> {
  let erased = 0
  for (const table of referringFirst(Object.values(t) as Whole[], dialect)) {
    if (table === t.company) continue
    const key = keyOf(table, dialect)
    const some = sql`select ${key} from ${table} where ${table.company} = ${company} limit ${most - erased}`
    const gone = await db
      .delete(table)
      .where(sql`${table.company} = ${company} and (${key}) in (${some})`)
      .returning({ company: table.company })
    erased += gone.length
    if (erased >= most) break
  }
  return erased
}

function referringFirst(tables: Whole[], dialect: Dialect): Whole[] {
  const sorted: Whole[] = []
  const left = new Set(tables)
  while (left.size > 0) {
    const referred = new Set([...left].flatMap((table) => referredBy(table, dialect)))
    const free = [...left].filter((table) => !referred.has(table))
    if (free.length === 0) throw new Error('tables refer to each other in a circle')
    for (const table of free) left.delete(table)
    sorted.push(...free)
  }
  return sorted
}

/** Other tables a row of this one needs. */
function referredBy(table: Whole, dialect: Dialect): unknown[] {
  const { foreignKeys } = configOf(table, dialect)
  return foreignKeys.map((key) => key.reference().foreignTable).filter((other) => other !== table)
}

/** What tells a company's rows of a table apart: its key without the company it begins with, where there is more to it. */
function keyOf(table: Whole, dialect: Dialect) {
  const [primary] = configOf(table, dialect).primaryKeys
  if (!primary) throw new Error('a table without a primary key')
  const [company, ...own] = primary.columns
  return sql.join(own.length > 0 ? own : [company], sql`, `)
}

// The types are Postgres's in both databases; here what is behind them has to be asked.
function configOf(table: Whole, dialect: Dialect) {
  return dialect === 'sqlite' ? sqliteTable(table as unknown as SQLiteTable) : postgresTable(table)
}
