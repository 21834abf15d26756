/** Databases of the oldest version there is, with more in them than is kept in the fixture. */
import { hash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { root } from '../../backend/root.ts'
import type { Dialect } from '../../backend/store/store.ts'
import { loadPostgres, loadSqlite } from '../fixtures/schemas/dump.ts'
import { createCluster } from '../postgres/cluster.ts'

/** How often each message is there. */
const COPIES = 250
/** What people have said and sent, whatever happens by itself meanwhile. */
const TABLES = ['thread', 'message', 'file', 'event']
/** As the fixtures were made with. */
const SECRET_KEY = 'a key for tests, thirty-two and more'

export interface OldDatabase {
  dialect: Dialect
  /** Of a server that uses it. */
  settings: Record<string, string>
  contents(): Promise<Contents>
  /** Kills the database itself and starts it again, where it is a server of ours. */
  killed?(): Promise<void>
  end(): Promise<void>
}

export interface Contents {
  migrations: number
  /** SHA-256 of all rows, without what a later version adds to them. */
  rows: string
  /** Messages. */
  count: number
  /** Messages in which a later version has put what it was to. */
  filled: number
  /** `ok`, or what is wrong. */
  sound: string
}

export function oldSqlite(): OldDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-old-'))
  const file = join(folder, 'dealthread.db')
  loadSqlite(file, fixture('sqlite'))
  const opened = <T>(work: (db: Database.Database) => T): T => {
    const db = new Database(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const columns = opened((db) => {
    db.pragma('foreign_keys = OFF')
    const of = new Map(TABLES.map((name) => [name, namesOf(db, name)]))
    db.exec(
      copied(
        of.get('message')!,
        'with recursive n(n) as (select 1 union all select n + 1 from n where n < ',
        ')',
      ),
    )
    return of
  })

  return {
    dialect: 'sqlite',
    settings: { DATA_DIR: folder, SECRET_KEY },
    contents: async () =>
      opened((db) => {
        const one = (query: string) => db.prepare<[], number>(query).pluck().get() ?? 0
        const rows = [...columns].map(([name, of]) =>
          db.prepare(`select ${of} from ${name} order by 1, 2, 3`).raw().all(),
        )
        return {
          migrations: one('select count(*) from __drizzle_migrations'),
          rows: hash('sha256', JSON.stringify(rows)),
          count: one('select count(*) from message'),
          filled: namesOf(db, 'message').includes('later') ? one(FILLED) : 0,
          sound: String(db.pragma('integrity_check(1)', { simple: true })),
        }
      }),
    end: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** @param given an empty database to use; a server of its own when absent */
export async function oldPostgres(given?: string): Promise<OldDatabase> {
  const cluster = given === undefined ? await createCluster() : undefined
  await cluster?.start()
  const url = given ?? cluster!.url
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-old-'))
  await loadPostgres(url, fixture('postgres'))
  async function ask<Row extends pg.QueryResultRow>(query: string): Promise<Row[]> {
    const client = new pg.Client(url)
    await client.connect()
    return client
      .query<Row>(query)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
  const one = async (query: string) => Number(Object.values((await ask(query))[0] ?? {})[0])
  const namesIn = async (table: string) =>
    (
      await ask<{ column_name: string }>(
        `select column_name from information_schema.columns where table_schema = 'public' and table_name = '${table}'
       order by ordinal_position`,
      )
    ).map(({ column_name }) => `"${column_name}"`)
  const columns = new Map<string, string[]>()
  for (const name of TABLES) columns.set(name, await namesIn(name))
  await ask(copied(columns.get('message')!, 'with n(n) as (select generate_series(1, ', '))'))

  return {
    dialect: 'postgres',
    settings: { DATABASE_URL: url, DATA_DIR: folder, SECRET_KEY },
    async contents() {
      const rows = []
      for (const [name, of] of columns) rows.push(await ask(`select ${of} from ${name} order by 1, 2, 3`))
      return {
        migrations: await one('select count(*) from drizzle.__drizzle_migrations'),
        rows: hash('sha256', JSON.stringify(rows)),
        count: await one('select count(*) from message'),
        filled: (await namesIn('message')).includes('"later"') ? await one(FILLED) : 0,
        sound: 'ok',
      }
    },
    ...(cluster && {
      async killed() {
        await cluster.kill()
        await cluster.start()
      },
    }),
    async end() {
      await cluster?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Of the version that was first: whoever has it may update as well as anybody. */
function fixture(dialect: Dialect): string {
  const folder = join(root, 'test/fixtures/schemas')
  const [first] = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return readFileSync(join(folder, first!.name, `${dialect}.sql`), 'utf8')
}

const FILLED = 'select count(*) from message join later_thing using (company, id) where later = seq * 2'

const namesOf = (db: Database.Database, table: string) =>
  db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table)

/** Each message so often, further down in its thread. */
function copied(columns: string[], numbers: string, ending: string): string {
  const values = columns.map((name) => {
    const bare = name.replaceAll('"', '')
    if (bare === 'seq') return '1000 * n + seq'
    return bare === 'id' ? `id || '-' || n` : name
  })
  return `${numbers}${COPIES}${ending} insert into message (${columns}) select ${values} from message, n`
}
