/**
 * Loaded into a server under test before its program: answers any message with how often it has committed. Told a number,
 * it has each commit take so many milliseconds longer from then on, as a slow disk would.
 */
import Database from 'better-sqlite3'

const memory = new Database(':memory:')
const statements: { run(...values: unknown[]): unknown } = Object.getPrototypeOf(memory.prepare('select 1'))
memory.close()

const nobody = new Int32Array(new SharedArrayBuffer(4))
let commits = 0
let slower = 0
const { run } = statements
statements.run = function (this: Database.Statement, ...values: unknown[]) {
  if (this.source !== 'commit') return run.apply(this, values)
  commits += 1
  // Who waits for a disk works on nothing else.
  if (slower > 0) Atomics.wait(nobody, 0, 0, slower)
  return run.apply(this, values)
}
process.on('message', (told) => {
  if (typeof told === 'number') slower = told
  process.send?.({ commits })
})
