/**
 * `npm run database:rewrite`: writes the tables of Postgres anew, so that nothing of what was erased is left in their files.
 * People wait while theirs is written: for a quiet hour. The embedded database needs none of it.
 */
import pg from 'pg'
import { readSettings } from '../../backend/settings.ts'
import { rewrite } from '../../backend/store/postgres-files.ts'

const { DATABASE_URL } = readSettings(process.env)
if (!DATABASE_URL)
  console.log('The embedded database overwrites what is erased at once: there is nothing to do.')
else
  try {
    await rewriteAt(DATABASE_URL)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }

async function rewriteAt(url: string) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await rewrite(client, (table) => console.log(`Writing ${table} anew`))
    const { rows } = await client.query<{ wal_recycle: string }>('show wal_recycle')
    console.log(
      rows[0]?.wal_recycle === 'off'
        ? 'Done. The log of Postgres loses what was erased with its next two checkpoints.'
        : 'Done. The log of Postgres keeps what was erased until its files are used again; with wal_recycle = off it loses it with two checkpoints.',
    )
  } finally {
    await client.end()
  }
}
