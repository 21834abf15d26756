/** Postgres by its rows, as JSON lines: needs no programs of Postgres's, and any server can take them back. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import type { Saved } from './backup.ts'
import { BackupRefused, writePart } from './manifest.ts'

const ROWS = 'rows'
/** Rows fetched, and put back, at once. */
const SLICE = 500

/** @param migrate makes the tables of this version where there are none */
export function savedPostgres(url: string, migrate: () => Promise<void>): Saved {
  return {
    engine: 'postgres',

    save: (folder) =>
      connected(url, async (client) => {
        // One moment of all tables, while everybody goes on writing.
        await client.query('begin isolation level repeatable read read only')
        const parts = []
        for (const { name } of await tablesOf(client))
          parts.push(await writePart(folder, `${ROWS}/${name}.jsonl.gz`, gzipped(rowsOf(client, name))))
        const schema = await schemaOf(client)
        const { rows } = await client.query<{ company: string }>('select company from company')
        await client.query('commit')
        return { parts, schema, companies: rows.map(({ company }) => company) }
      }),

    async bringBack(folder, said) {
      await migrate()
      await connected(url, async (client) => {
        const schema = await schemaOf(client)
        if (schema !== said.schema)
          throw new BackupRefused(
            `The backup was made by Dealthread ${said.version}, whose tables are others: bring it back with that version, then update.`,
          )
        const tables = await tablesOf(client)
        for (const { name } of tables) {
          const { rowCount } = await client.query(`select from "${name}" limit 1`)
          if (rowCount) throw new BackupRefused(`The database is not empty (${name}): choose an empty one.`)
        }
        await client.query('begin')
        for (const table of tables) {
          const path = `${ROWS}/${table.name}.jsonl.gz`
          if (said.parts.some((part) => part.path === path)) await putBack(client, table, join(folder, path))
        }
        await client.query('commit')
      })
    },
  }
}

interface Table {
  name: string
  /** Columns that are stored, quoted. */
  columns: string
  /** The one that counts by itself. */
  counted: string | null
}

/** Those other tables refer to come first. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(`
    select table_name as name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns,
      max(column_name) filter (where is_identity = 'YES') as counted
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    group by table_name order by table_name`)
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select a.relname as from, b.relname as to from pg_constraint c
    join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
    where c.contype = 'f' and a.oid <> b.oid`)
  const sorted: Table[] = []
  for (let left = tables; left.length > 0; ) {
    const free = left.filter(({ name }) =>
      references.every(({ from, to }) => from !== name || !left.some((other) => other.name === to)),
    )
    if (free.length === 0) throw new Error('tables refer to each other in a circle')
    sorted.push(...free)
    left = left.filter((table) => !free.includes(table))
  }
  return sorted
}

async function* rowsOf(client: pg.Client, table: string) {
  await client.query(`declare saved cursor for select row_to_json(t)::text as row from "${table}" t`)
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${SLICE} from saved`)
    if (rows.length === 0) break
    yield `${rows.map(({ row }) => row).join('\n')}\n`
  }
  await client.query('close saved')
}

async function putBack(client: pg.Client, { name, columns, counted }: Table, file: string) {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) })
  const put = (rows: string[]) =>
    client.query(
      `insert into "${name}" (${columns}) overriding system value
       select ${columns} from json_populate_recordset(null::"${name}", $1)`,
      [`[${rows.join(',')}]`],
    )
  let rows: string[] = []
  for await (const line of lines) {
    if (rows.push(line) < SLICE) continue
    await put(rows)
    rows = []
  }
  if (rows.length > 0) await put(rows)
  if (counted)
    await client.query(
      `select setval(pg_get_serial_sequence('"${name}"', '${counted}'), coalesce(max("${counted}"), 0) + 1, false) from "${name}"`,
    )
}

async function schemaOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ at: string }>(
    'select max(created_at) as at from drizzle.__drizzle_migrations',
  )
  return Number(rows[0]?.at ?? 0)
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function gzipped(lines: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  return Readable.from(lines).pipe(createGzip())
}
