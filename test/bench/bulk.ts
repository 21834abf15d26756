/** Fills a database with conversations, past the store: a million sends would take the run's whole time. */
import Database from 'better-sqlite3'
import { newId } from '../../backend/ids.ts'
import { keptTerms } from '../../backend/search/search-index.ts'
import { terms } from '../../backend/search/words.ts'
import { writer } from './texts.ts'

interface Filling {
  company: string
  /** Existing threads; messages go to each in turn. */
  threads: string[]
  authors: string[]
  messages: number
  /** Whether they can be found, too. Every thousandth then says `rare` and a number of its own. */
  indexed?: boolean
}

/** More texts than these are not thought up; their words are what counts. */
const TEXTS = 20_000

export function fill(file: string, { company, threads, authors, messages, indexed = false }: Filling) {
  const db = new Database(file)
  // Nobody is told that anything is stored until all of it is.
  for (const pragma of ['synchronous = OFF', 'cache_size = -262144', 'wal_autocheckpoint = 0'])
    db.pragma(pragma)
  const lastSeq = db.prepare<[string, string], number>(
    'select last_seq from thread where company = ? and id = ?',
  )
  const already = new Map(threads.map((thread) => [thread, lastSeq.pluck().get(company, thread) ?? 0]))
  const insert = db.prepare(
    `insert into message (company, thread, seq, id, audience, author, text, at, mentions)
     values (?, ?, ?, ?, 'internal', ?, ?, ?, '[]')`,
  )
  const enter = db.prepare('insert into search_entry (number, company, message, thread) values (?, ?, ?, ?)')
  const index = db.prepare('insert into search (rowid, terms) values (?, ?)')
  const write = writer(3)
  const texts = Array.from({ length: Math.min(messages, TEXTS) }, write)
  const found = indexed ? texts.map(terms) : []
  const began = Date.now() - messages

  db.transaction(() => {
    for (let n = 0; n < messages; n += 1) {
      const thread = threads[n % threads.length]!
      const seq = already.get(thread)! + Math.floor(n / threads.length) + 1
      const id = newId(began + n)
      const rare = indexed && n % RARE_EACH === 0 ? ` rare${n}` : ''
      const text = texts[n % texts.length]! + rare
      insert.run(company, thread, seq, id, authors[n % authors.length], text, began + n)
      if (!indexed) continue
      enter.run(n + 1, company, id, thread)
      const its = [...found[n % texts.length]!, ...(rare ? [rare.trim()] : [])]
      index.run(n + 1, keptTerms(company, thread, its).join(' '))
    }
    const newest = `update thread set last_seq = (select max(seq) from message m
      where m.company = thread.company and m.thread = thread.id) where company = ? and id = ?`
    const tell = db.prepare(newest)
    for (const thread of threads.slice(0, messages)) tell.run(company, thread)
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** One message of so many has a word nobody else has: `rare0`, `rare1000`... */
export const RARE_EACH = 1000
