/** Ten thousand companies in which nothing happens: what it costs to see, for a minute, whether anything is due there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { schedule } from '../../backend/later/schedule.ts'
import { type Task, type Worker, work } from '../../backend/later/worker.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { world } from '../world.ts'
import { atMost, type Figure } from './figure.ts'
import { record } from './tape.ts'
import { virtualTime } from './virtual-time.ts'

const COMPANIES = 10_000
/** Looked at one by one: all of them would take minutes. */
const SOME = 500
const MINUTE = 60_000

export async function looking(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-looking-'))
  const file = join(folder, 'dealthread.db')
  const { parts, stop } = await world({
    name: 'SQLite',
    open: (options) => openSqlite(file, options),
    reopen: (options) => openSqlite(file, options),
  })
  try {
    furnish(file)
    const often = schedule(parts).filter(({ every }) => every <= MINUTE)
    const { store } = parts
    const ours = await aMinute(often, (due) => store.companies(due))
    // As it would be without asking once for all.
    const few = await aMinute(often, async () => (await store.companies()).slice(0, SOME))
    const all = COMPANIES / SOME
    const also = { msOfCore: ours.ms, oneByOneMs: few.ms * all, tasks: often.length }
    return [
      atMost(0.01, {
        name: 'statements a minute, 10,000 idle companies, beside looking at each',
        unit: '1/min',
        ours: ours.statements,
        limit: few.statements * all,
        also,
      }),
    ]
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A minute of the schedule, in no time. */
async function aMinute(tasks: Task[], companies: Worker['companies']) {
  const time = virtualTime()
  const failures: Error[] = []
  const { tape, result } = await record(async () => {
    const before = process.cpuUsage()
    const stop = work(
      tasks.map((task) => ({ ...task, slice: time.held(task.slice) })),
      {
        companies: time.held(companies),
        failed: (error) => failures.push(error),
        wait: (ms, signal) =>
          new Promise<void>((resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
            time.after(ms, resolve)
          }),
      },
    )
    await time.until(() => time.now() >= MINUTE)
    await stop()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  if (failures.length > 0) throw failures[0]
  return { statements: tape.length, ms: result }
}

/** Companies that have talked, and have long done all there was to do. */
function furnish(file: string) {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const long = Date.UTC(2026, 0, 1)
  const inserts = [
    `insert into company (company, host, origin, endpoint, scopes, locale, installed_by, installed_at)
     select ?, 'bitrix24', 'https://idle.example', 'https://idle.example/rest/', '[]', 'en', '1', ${long}`,
    `insert into anchor (company, record, said_at) select ?, 'deal:1', ${long}`,
    `insert into hearer (company, name, position) select ?, 'telling', 9`,
    `insert into event (company, position, topic, record, data, at) select ?, 9, 'old', 'deal:1', '{}', ${long}`,
    `insert into letter (company, id, by, person, about, at, ended_at) select ?, '1', 'mail', '1', '{}', ${long}, ${long}`,
    `insert into calling (company, person, thread, seq, record, why, told_at)
     select ?, '1', '1', 1, 'deal:1', 'named', ${long}`,
  ].map((sql) => db.prepare(sql))
  db.transaction(() => {
    for (let n = 0; n < COMPANIES; n += 1) for (const insert of inserts) insert.run(`idle ${n}`)
  })()
  db.close()
}
