/** Whoever updates has the database of an earlier version, with his data in it: it opens, and the talk goes on. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLog } from '../../backend/audit/checking.ts'
import { auditMarks } from '../../backend/audit/marks.ts'
import { checkTexts } from '../../backend/audit/texts.ts'
import { version as ours, root } from '../../backend/root.ts'
import { migrations } from '../../backend/store/migrations.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store, StoreOptions } from '../../backend/store/store.ts'
import { journalOf, loadPostgres, loadSqlite } from '../fixtures/schemas/dump.ts'
import { released } from '../fixtures/schemas/released.ts'
import { EDITED, FIRST } from '../fixtures/schemas/story.ts'
import { postgresWanted, startPostgres } from '../postgres.ts'
import { type Person, people, type World, world } from '../world.ts'

const folder = join(root, 'test/fixtures/schemas')
const versions = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)
/** After all that is told in them. */
const LATER = new Date('2027-03-01T09:00:00Z')

const textOf = (version: string, dialect: Store['dialect']) =>
  readFileSync(join(folder, version, `${dialect}.sql`), 'utf8')

test('of every version there has been a database is kept (npm run schema:keep)', () => {
  const wanted = [...released(), ours]
  const missing = wanted.filter((version) => !existsSync(join(folder, version, 'postgres.sql')))
  expect(missing).toEqual([])
})

test.each(versions)('the databases of %s have something in each of their tables', (version) => {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    const text = textOf(version, dialect)
    const tables = [...text.matchAll(/^CREATE (?:VIRTUAL )?TABLE [`"](\w+)/gm)].map(([, name]) => name)
    const filled = new Set([...text.matchAll(/^insert into (?:public\.)?"?(\w+)/gm)].map(([, name]) => name))
    expect(tables.length).toBeGreaterThan(50)
    expect(tables.filter((name) => !filled.has(name) && name !== '__drizzle_migrations')).toEqual([])
  }
})

describe.each(versions)('a database of %s', (version) => {
  const scratch = mkdtempSync(join(tmpdir(), 'dealthread-schemas-'))
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  describe('of SQLite', () =>
    goesOn(version, 'SQLite', (options) => {
      const file = join(scratch, 'dealthread.db')
      loadSqlite(file, textOf(version, 'sqlite'))
      return openSqlite(file, options)
    }))

  describe.skipIf(!postgresWanted)('of Postgres', () =>
    goesOn(version, 'Postgres', async (options) => {
      const url = await (await startPostgres()).database()
      await loadPostgres(url, textOf(version, 'postgres'))
      return openPostgres(url, options)
    }),
  )
})

function goesOn(
  version: string,
  name: 'SQLite' | 'Postgres',
  open: (options?: StoreOptions) => Promise<Store>,
) {
  const dialect = name === 'SQLite' ? 'sqlite' : 'postgres'
  let w: World
  let manager: Person
  beforeAll(async () => {
    expect(strayed(version, dialect)).toEqual([])
    w = await world({ name, open, reopen: open }, { since: LATER })
    manager = await w.open(people.manager)
  })
  afterAll(() => w?.stop())

  test('is brought to the tables of now', async () => {
    const table = sql.raw(dialect === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations')
    const [row] = await w.parts.store.read('', (r) =>
      r.rows<{ last: number }>(sql`select max(created_at) as last from ${table}`),
    )
    expect(Number(row?.last)).toBe(journalOf(dialect).at(-1)?.when)
  })

  test('has what was said, what it said before, and what was found out', async () => {
    const { messages } = (await manager.get(`/api/threads/${manager.team}/messages?after=0&limit=100`)).body
    const texts = messages.map(({ text }: { text: string }) => text)
    expect(texts).toEqual(expect.arrayContaining([FIRST, EDITED]))
    const { id } = messages.find(({ text }: { text: string }) => text === EDITED)
    const { versions } = (await manager.get(`/api/threads/${manager.team}/messages/${id}/versions`)).body
    expect(versions).toMatchObject([{ text: 'Слот держим до пятницы', by: people.manager }])
    const { hits } = (await manager.get(`/api/search?scope=card&q=${encodeURIComponent('Гамбурге')}`)).body
    expect(hits.map(({ message }: { message: { text: string } }) => message.text)).toContain(FIRST)
  })

  test('takes what is said now, in its place, and a log that was true stays true', async () => {
    const before = (await manager.get(`/api/threads/${manager.team}/messages`)).body.messages.at(-1)
    const said = await manager.say('Снова здесь')
    expect(said.seq).toBe(before.seq + 1)
    while (await w.parts.auditing.seal(w.company));
    const mark = auditMarks(w.parts.secrets)
    const checked = await checkLog(w.parts.store, w.company, { mark })
    expect(checked).toMatchObject({ wrong: [] })
    expect(await checkTexts(w.parts.store, w.company)).toMatchObject({ changed: [] })
  })
}

/**
 * Migrations that have been changed since the database was made by them. Of a version that is released that must not be, for
 * whoever has it has run them: change the tables by another migration. Until then `npm run schema:keep` makes it anew.
 */
function strayed(version: string, dialect: Store['dialect']): string[] {
  const kept = textOf(version, dialect)
  const known = journalOf(dialect).filter(({ tag, when }) => {
    const hash = createHash('sha256')
      .update(readFileSync(join(migrations(dialect), `${tag}.sql`)))
      .digest('hex')
    return kept.includes(hash) && kept.includes(String(when))
  })
  const applied = kept.match(/^insert into "?(?:drizzle\.)?__drizzle_migrations/gm)?.length ?? 0
  if (applied > 0 && known.length === applied) return []
  const how = released().includes(version)
    ? 'it is released: put them back, and add another'
    : 'it is not released yet: npm run schema:keep'
  return [`The migrations of ${dialect} are no longer those ${version} was made by; ${how}`]
}
