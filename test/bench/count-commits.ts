/** Loaded into a server under test before its program: answers any message with how often it has committed. */
import Database from 'better-sqlite3'

const memory = new Database(':memory:')
const statements: { run(...values: unknown[]): unknown } = Object.getPrototypeOf(memory.prepare('select 1'))
memory.close()

let commits = 0
const { run } = statements
statements.run = function (this: Database.Statement, ...values: unknown[]) {
  if (this.source === 'commit') commits += 1
  return run.apply(this, values)
}
process.on('message', () => process.send?.({ commits }))
