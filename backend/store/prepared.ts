import type { Tables } from './schema.ts'
import type { Db, Reading } from './store.ts'

/**
 * A statement of a hot path: built once, prepared once per connection. Values come through `sql.placeholder(name)`.
 * Elsewhere write the query where it is used.
 */
export function prepared<P>(
  name: string,
  build: (db: Db, t: Tables) => { prepare(name: string): P },
): (r: Reading) => P {
  const ready = new WeakMap<Db, P>()
  return ({ db, t }) => {
    let statement = ready.get(db)
    if (!statement) {
      statement = build(db, t).prepare(name)
      ready.set(db, statement)
    }
    return statement
  }
}
