/** A process of its own: told of a database by a message, it reads all of it and answers with the first that is wrong in it. */
import Database from 'better-sqlite3'
import { encryptingDriver, unlock } from './cipher.ts'
import type { Looked, Wanted } from './examine.ts'
import { isDamaged } from './failures.ts'

process.once('disconnect', () => process.exit())
process.once('message', async (wanted: Wanted) => {
  const looked = await lookThrough(wanted)
  // Whoever wanted to know may be gone by now.
  process.send?.(looked, () => process.exit())
})

async function lookThrough({ file, key }: Wanted): Promise<Looked> {
  const Driver = key ? await encryptingDriver() : Database
  try {
    const connection = new Driver(file, { readonly: true })
    if (key) unlock(connection, key)
    const said = String(connection.pragma('quick_check(1)', { simple: true }))
    return said === 'ok' ? {} : { wrong: said }
  } catch (error) {
    if (isDamaged(error)) return { wrong: String(error) }
    throw error
  }
}
