/** Loaded before the server: what it promises about durability it then no longer keeps, and does not know it. */
import { open } from 'node:fs/promises'
import Database from 'better-sqlite3'

const { WEAKENED = '' } = process.env

if (WEAKENED === 'OFF' || WEAKENED === 'NORMAL') {
  const { pragma } = Database.prototype
  Database.prototype.pragma = function (this: Database.Database, source, options) {
    if (source === 'synchronous = FULL') return pragma.call(this, `synchronous = ${WEAKENED}`, options)
    return source === 'synchronous' ? 2 : pragma.call(this, source, options)
  }
}

if (WEAKENED === 'files') {
  const handle = await open('.')
  Object.getPrototypeOf(handle).sync = async () => {}
  await handle.close()
}
