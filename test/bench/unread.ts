/** How much is unread of somebody who is in ten thousand discussions: beside the bare arithmetic, and with more messages. */
import Database from 'better-sqlite3'
import { sumOf } from '../../backend/notices/summary.ts'
import { fill } from './bulk.ts'
import { atMost, type Figure } from './figure.ts'
import { median } from './quantiles.ts'
import { company, me, people, scratch } from './scratch.ts'

const THREADS = 10_000
const MESSAGES = 100_000
const TIMES = 100

export async function unread(): Promise<Figure[]> {
  const few = await measured(MESSAGES)
  const many = await measured(4 * MESSAGES)
  const also = { threads: THREADS, messages: MESSAGES }
  return [
    atMost(2, {
      name: `unread of ${THREADS} threads beside bare`,
      ...{ unit: 'ms', ours: few.ours, limit: few.bare, also },
    }),
    atMost(1.2, {
      name: 'unread with four times the messages',
      ...{ unit: 'ms', ours: many.ours, limit: few.ours, also },
    }),
  ]
}

async function measured(messages: number) {
  const { file, open, forget } = await scratch(['deal:1'], 1)
  try {
    const threads = join(file)
    fill(file, { company, threads, authors: people, messages })
    const store = await open()
    const bare = new Database(file)
    const sum = bare.prepare(
      `select sum(t.last_seq - m.read_seq - m.own_unread) from member m
       join thread t on t.company = m.company and t.id = m.thread
       where m.company = ? and m.person = ? and m.left_at is null`,
    )
    const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
    for (let n = 0; n < TIMES; n += 1) {
      const began = performance.now()
      const { unread } = await store.read(company, (r) => sumOf(r, me, new Date()))
      const between = performance.now()
      sum.get(company, me)
      times.bare.push(performance.now() - between)
      times.ours.push(between - began)
      if (unread !== messages) throw new Error(`${unread} of ${messages} are unread`)
    }
    bare.close()
    await store.close()
    return { ours: median(times.ours), bare: median(times.bare) }
  } finally {
    forget()
  }
}

/** Past the store: threads of a hundred cards, each of which he is in and has read nothing of. */
function join(file: string): string[] {
  const db = new Database(file)
  const ids = Array.from({ length: THREADS }, (_, n) => `thread-${n}`)
  const open = db.prepare(
    `insert into thread (company, id, record, kind, audience, title, last_seq, opened_by, opened_at)
     values (?, ?, ?, 'topic', 'internal', '', 0, ?, 0)`,
  )
  const enter = db.prepare(
    'insert into member (company, thread, person, read_seq, own_unread, mention_seq, joined_at) values (?, ?, ?, 0, 0, 0, 0)',
  )
  db.transaction(() => {
    for (const [n, id] of ids.entries()) {
      open.run(company, id, `deal:${n % 100}`, me)
      enter.run(company, id, me)
    }
  })()
  db.close()
  return ids
}
