/** Fills a database with very many messages, a million by one statement. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { writer } from './texts.ts'

export interface Vast {
  company: string
  people: string[]
  cards: number
  threadsEach: number
}

/** What a message takes of the disk, with its indexes and while they are made. */
const BYTES_EACH = 1200
const TEXTS = 2000
const AT_ONCE = 1_000_000

export const recordOf = (card: number) => `deal:${card}`

/** Cards with their threads: the team's and topics, of which five people are, the first among them. */
export function furnishVastly(file: string, { company, people, cards, threadsEach }: Vast) {
  const db = open(file)
  db.function('person', (n: number) => people[n % people.length]!)
  db.exec(
    `create temp table card_number as ${numbers(cards)}; create temp table thread_number as ${numbers(threadsEach)}`,
  )
  const own = { company, me: people[0]! }
  // Another answers for them: what is to be known of him is asked too.
  db.prepare(
    `insert into card (company, record, opened_at, opened_by, responsible)
     select @company, 'deal:' || n, 0, @me, person(1) from card_number`,
  ).run(own)
  db.prepare(
    `insert into thread (company, id, record, kind, audience, title, last_seq, opened_by, opened_at)
     select @company, printf('%08d-%04d', c.n, t.n), 'deal:' || c.n, iif(t.n = 0, 'team', 'topic'), 'internal',
       iif(t.n = 0, '', 'Тема ' || t.n), 0, @me, 0 from card_number c, thread_number t`,
  ).run(own)
  db.prepare(
    `insert into member (company, thread, person, read_seq, own_unread, mention_seq, joined_at)
     select @company, id, person(n), 0, 0, 0, 0 from thread, (${numbers(5)}) where company = @company and record like 'deal:%'`,
  ).run(own)
  db.close()
}

/** So many messages more, the same number in each of its threads. Throws when there is no room for them. */
export function fillVastly(file: string, { company, people, cards, threadsEach }: Vast, messages: number) {
  const { bavail, bsize } = statfsSync(dirname(file))
  if (bavail * bsize < messages * BYTES_EACH)
    throw new Error(`${messages} messages take ${(messages * BYTES_EACH) / 1e9} GB of the disk`)
  const each = messages / (cards * threadsEach)
  const at = Math.max(1, Math.floor((each * AT_ONCE) / messages))
  const db = open(file)
  const write = writer(3)
  db.function('person', (n: number) => people[n % people.length]!)
  db.exec('create temp table sample (n integer primary key, text text)')
  const think = db.prepare('insert into sample values (?, ?)')
  for (let n = 0; n < TEXTS; n += 1) think.run(n, write())
  const [{ already }] = db.prepare('select max(last_seq) as already from thread').all() as [
    { already: number },
  ]
  // A time of its own for each row: ids sort by it, as they do when people write.
  const insert = db.prepare(
    `insert into message (company, thread, seq, id, audience, author, text, at, mentions)
     select t.company, t.id, @from + s.n, printf('%08d-%012d', @from + s.n, t.rowid), 'internal', person(t.rowid + s.n), x.text,
       1700000000000 + (@from + s.n) * 1000000 + t.rowid, '[]'
     from thread t, (${numbers('@many')}) s join sample x on x.n = (t.rowid * 7 + s.n * 13) % ${TEXTS}
     where t.company = @company order by t.id, s.n`,
  )
  for (let done = 0; done < each; done += at) {
    const many = Math.min(at, each - done)
    insert.run({ company, from: already + done + 1, many })
  }
  db.prepare('update thread set last_seq = last_seq + ? where company = ?').run(each, company)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function open(file: string): Database.Database {
  const db = new Database(file)
  // Nobody is told that anything is stored until all of it is.
  for (const pragma of [
    'synchronous = OFF',
    'cache_size = -1048576',
    'foreign_keys = OFF',
    'temp_store = MEMORY',
  ])
    db.pragma(pragma)
  return db
}

/** From 0. */
const numbers = (many: number | string) =>
  `with recursive one(n) as (select 0 union all select n + 1 from one where n + 1 < ${many}) select n from one`
