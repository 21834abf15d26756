/**
 * What was deleted or changed stays in Postgres's files until they are cleaned, and in its statistics until they are made
 * anew. docs: VACUUM, "Routine Vacuuming".
 */
import type pg from 'pg'

/**
 * Takes what nobody can see any more out of our tables and their indexes, while everybody goes on. Its bytes are then free
 * space, and stay in it until something else is written there.
 */
export async function vacuum(client: pg.Pool | pg.Client): Promise<void> {
  const tables = await ours(client)
  // A table that is being cleaned already needs it from nobody else.
  if (tables.length > 0)
    await client.query(`vacuum (analyze, index_cleanup on, skip_locked) ${tables.join(', ')}`)
}

/**
 * Writes every table and its indexes anew, so that nothing of what was deleted is left in them. Whoever wants a table waits
 * until it is done, and the disk needs room for the largest of them once more.
 * @param told of each table before it is begun
 */
export async function rewrite(client: pg.Client, told: (table: string) => void = () => {}): Promise<void> {
  // What samples of our columns are in: whose role does not own the database is only warned.
  for (const table of [...(await ours(client)), 'pg_catalog.pg_statistic']) {
    told(table)
    await client.query(`vacuum (full, analyze) ${table}`)
  }
  await checkpoint(client)
}

/** Files that were replaced are let go of, and the log begins anew, with the next checkpoint: now, where our role may ask for it. */
async function checkpoint(client: pg.Client) {
  const { rows } = await client.query<{ may: boolean }>(
    `select rolsuper or pg_has_role(current_user, to_regrole('pg_checkpoint'), 'usage') as may from pg_roles where rolname = current_user`,
  )
  if (rows[0]?.may) await client.query('checkpoint')
}

async function ours(client: pg.Pool | pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() order by tablename',
  )
  return rows.map(({ name }) => name)
}
