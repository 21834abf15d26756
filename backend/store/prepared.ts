import type { Tables } from './schema.ts'
import type { Db, Dialect, Reading } from './store.ts'
import { workedOut } from './worked-out.ts'

/**
 * A statement of a hot path: built once, prepared once per connection. Values come through `sql.placeholder(name)`.
 * Elsewhere write the query where it is used.
 */
export function prepared<P>(
  name: string,
  build: (db: Db, t: Tables, dialect: Dialect) => { prepare(name: string): P },
): (r: Reading) => P {
  const ready = new WeakMap<Db, P>()
  return ({ db, t, dialect }) => {
    const known = ready.get(db)
    if (known) return known
    const built = build(db, t, dialect).prepare(name)
    const statement = dialect === 'sqlite' ? workedOut(built) : built
    ready.set(db, statement)
    return statement
  }
}
