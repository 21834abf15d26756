import type Database from 'better-sqlite3'

/** Rows of a table, then how many of them agree in the first column of a key, in the first two... */
const BELIEVED = [1_000_000, 100_000, 200, 5]
/** The same of an index that has only some of a table's rows: what is yet to be done is never much. */
const BELIEVED_OF_SOME = [1000, 100, 10, 5]

/**
 * Tells SQLite's planner that every table is big. Knowing nothing it takes a company for ten rows, and would rather read
 * all of its messages than look up twenty of them. Fixed, so that plans are the same in every installation and at any size.
 * @see https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables
 */
export function steadyPlans(connection: Database.Database) {
  connection.transaction(() => {
    // The only way to have the table of statistics made.
    connection.exec('analyze company; delete from sqlite_stat4; delete from sqlite_stat1')
    const believe = connection.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)')
    for (const { table, index, primary, partial, unique, columns } of keysOf(connection)) {
      const agreeing = (partial ? BELIEVED_OF_SOME : BELIEVED).slice(0, columns + 1)
      if (unique) agreeing[columns] = 1
      believe.run(table, primary ? table : index, agreeing.join(' '))
    }
  })()
  connection.exec('analyze sqlite_schema')
}

interface Key {
  table: string
  index: string
  /** The table lies in the order of this key. */
  primary: 0 | 1
  unique: 0 | 1
  partial: 0 | 1
  columns: number
}

function keysOf(connection: Database.Database): Key[] {
  const keys = connection.prepare<[], Key>(`
    select t.name as "table", i.name as "index", i.origin = 'pk' and t.wr as "primary", i."unique" as "unique",
      i.partial,
      (select count(*) from pragma_index_info(i.name)) as columns
    from pragma_table_list t join pragma_index_list(t.name) i
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite%'`)
  return keys.all()
}
