/** Every statement better-sqlite3 runs in this process, with its values: to be counted, and to be run again bare. */
import Database from 'better-sqlite3'

export interface Played {
  sql: string
  values: unknown[]
}

interface Runs {
  run(...values: unknown[]): unknown
  all(...values: unknown[]): unknown
  get(...values: unknown[]): unknown
}

const CONTROL = /^\s*(begin|commit|rollback|savepoint|release|pragma)\b/i

/** Records what `work` runs, transaction control left out. Nothing else may run meanwhile. */
export async function record<T>(work: () => Promise<T>): Promise<{ tape: Played[]; result: T }> {
  const tape: Played[] = []
  const statements = prototypeOfStatements()
  const { run, all, get } = statements
  const recorded = (original: Runs['run']) =>
    function (this: Database.Statement, ...values: unknown[]) {
      if (!CONTROL.test(this.source)) tape.push({ sql: this.source, values })
      return original.apply(this, values)
    }
  Object.assign(statements, { run: recorded(run), all: recorded(all), get: recorded(get) })
  try {
    return { result: await work(), tape }
  } finally {
    Object.assign(statements, { run, all, get })
  }
}

function prototypeOfStatements(): Runs {
  const memory = new Database(':memory:')
  const statement = memory.prepare('select 1')
  memory.close()
  return Object.getPrototypeOf(statement) as Runs
}

/** Prepares each statement once; a step runs it and fetches all its rows. */
export function player(db: Database.Database): (played: Played) => () => unknown {
  const ready = new Map<string, Database.Statement>()
  return ({ sql, values }) => {
    const statement = ready.get(sql) ?? db.prepare(sql)
    if (!ready.has(sql) && statement.reader) statement.raw()
    ready.set(sql, statement)
    return statement.reader ? () => statement.all(...values) : () => statement.run(...values)
  }
}

/** A connection as durable as the store's. */
export function openBare(file: string): Database.Database {
  const db = new Database(file)
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
  ])
    db.pragma(pragma)
  db.pragma('cache_size = -65536')
  db.pragma('temp_store = MEMORY')
  return db
}
