/** A version of the program as one may come: the one that is there, with two more migrations, which change much. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { root } from '../../backend/root.ts'
import type { Dialect } from '../../backend/store/store.ts'
import { journalOf } from '../fixtures/schemas/dump.ts'

const MIGRATIONS = 'backend/store/migrations'
const BREAK = '--> statement-breakpoint\n'
/** After all that has been released. */
const WHEN = Date.parse('2098-01-01T00:00:00Z')

export interface LaterVersion {
  /** Arguments of Node. */
  program: string[]
  /** Forgets it. */
  end(): void
}

/** @param program of the version that is there, e.g. `dist/backend/main.js` */
export function laterVersion(program: string): LaterVersion {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-later-'))
  const [built, top = ''] = [dirname(program), program.split('/')[0]]
  for (const name of readdirSync(root))
    if (![top, 'backend', 'package.json', '.git'].includes(name))
      symlinkSync(join(root, name), join(folder, name))
  // Where a program lies is where its migrations are looked for, so what is not to be shared is copied.
  for (const part of [built, MIGRATIONS, 'package.json'])
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (file) => !file.endsWith('.map'),
    })
  for (const name of readdirSync(join(root, top)))
    if (name !== basename(built)) symlinkSync(join(root, top, name), join(folder, top, name))
  add(folder, 'sqlite', [rebuiltBySqlite(), backfilled])
  add(folder, 'postgres', [rebuiltByPostgres, backfilled])
  return {
    program: [join(folder, program)],
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** How many migrations a database has, once it is of that version. */
export const migrationsOfLater = (dialect: Dialect) => journalOf(dialect).length + 2

function add(folder: string, dialect: Dialect, migrations: string[][]) {
  const file = join(folder, MIGRATIONS, dialect, 'meta/_journal.json')
  mkdirSync(dirname(file), { recursive: true })
  const journal = JSON.parse(readFileSync(file, 'utf8'))
  for (const [n, statements] of migrations.entries()) {
    const tag = `later_${n}`
    const [last] = journal.entries.slice(-1)
    journal.entries.push({ ...last, idx: last.idx + 1, when: WHEN + n, tag })
    writeFileSync(join(folder, MIGRATIONS, dialect, `${tag}.sql`), statements.join(BREAK))
  }
  writeFileSync(file, JSON.stringify(journal))
}

/** As drizzle-kit changes a table of SQLite: made anew, filled, and put in the place of the former one. */
function rebuiltBySqlite(): string[] {
  const made = journalOf('sqlite').flatMap(({ tag }) =>
    readFileSync(join(root, MIGRATIONS, 'sqlite', `${tag}.sql`), 'utf8').split(BREAK),
  )
  const table = made.find((one) => one.startsWith('CREATE TABLE `message` ('))!
  const columns = [...table.matchAll(/^\t(`\w+`) /gm)].map(([, name]) => name).join(', ')
  return [
    table
      .replace('`message`', '`__new_message`')
      .replace('\t`happened` text,', '\t`happened` text,\n\t`later` integer,'),
    `INSERT INTO \`__new_message\` (${columns}) SELECT ${columns} FROM \`message\``,
    'DROP TABLE `message`',
    'ALTER TABLE `__new_message` RENAME TO `message`',
    ...made.filter((one) => / INDEX `message_\w+` ON `message` /.test(one)),
  ]
}

const rebuiltByPostgres = [
  'ALTER TABLE "message" ADD COLUMN "later" bigint',
  // Another type is another file for all of the table.
  'ALTER TABLE "message" ALTER COLUMN "seq" TYPE numeric',
  'ALTER TABLE "message" ALTER COLUMN "seq" TYPE bigint',
]

const backfilled = [
  'UPDATE message SET later = seq * 2',
  'CREATE TABLE later_thing (company text NOT NULL, id text NOT NULL, words bigint NOT NULL, PRIMARY KEY (company, id))',
  'INSERT INTO later_thing SELECT company, id, length(text) FROM message',
  'CREATE INDEX message_later ON message (company, later)',
  'CREATE INDEX event_later ON event (company, topic, position)',
]
