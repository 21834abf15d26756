/** Who is looked at by what happens by itself: companies in which something is due, and no other. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { due } from '../../backend/later/due.ts'
import { schedule } from '../../backend/later/schedule.ts'
import type { Task } from '../../backend/later/worker.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { record } from '../bench/tape.ts'
import { inviteColleague } from '../invited.ts'
import type { TestStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { asked } from './matters-fixture.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

const folder = mkdtempSync(join(tmpdir(), 'dealthread-due-'))
const file = join(folder, 'dealthread.db')
const stores = { name: 'SQLite', open: (options) => openSqlite(file, options) } as TestStores
let w: World
let manager: Person
let db: Database.Database
beforeAll(async () => {
  w = await world(stores)
  manager = await w.open(people.manager)
  db = new Database(file, { readonly: true })
})
afterAll(async () => {
  db?.close()
  await w?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const often = () => schedule(w.parts).filter((task) => task.due !== undefined)
const isDue = async ({ due }: Task) => (await w.parts.store.companies(due)).includes(w.company)

/** Lets what is due be done, as the schedule would. Answers with what was due, and what was done where nothing was. */
async function round(): Promise<{ found: string[]; missed: string[] }> {
  const found: string[] = []
  const missed: string[] = []
  await quiet()
  for (const task of often()) {
    const wasDue = await isDue(task)
    const before = stored()
    while (await task.slice(w.company));
    if (wasDue) found.push(task.name)
    else if (stored() !== before) missed.push(task.name)
    await quiet()
  }
  return { found, missed }
}

/** Changes whenever somebody else has stored anything. */
const stored = () => db.pragma('data_version', { simple: true })

async function quiet() {
  await w.parts.errands.idle()
  await w.parts.heard()
  await w.parts.inboxIdle()
}

test('whatever would be done is found to be due, and when all is done nothing is', async () => {
  await manager.put('/api/notices', {
    channels: { bell: true, mail: true, push: false },
    zone: 'Europe/Moscow',
    quiet: null,
    summary: { at: '18:00', by: 'bell' },
    level: null,
  })
  await manager.say('глянь', { mentions: [people.trade] })
  await asked(manager)
  const read = await manager.say('Прочтите, пожалуйста')
  await manager.put(`/api/threads/${manager.team}/messages/${read.id}/acknowledgement`, {
    people: [people.trade],
  })
  const { body: topic } = await manager.post('/api/threads', { id: newId(), kind: 'topic', title: 'Таможня' })
  await inviteColleague(manager, people.customs, { thread: topic.id })
  await w.portal.create({ title: 'Ещё одна' }, people.manager, 2)

  const found = new Set<string>()
  for (const after of [0, 20 * SECOND, 10 * MINUTE, 30 * MINUTE, DAY, DAY, 4 * DAY, 14 * DAY]) {
    w.clock.advance(after)
    for (let again = 0; again < 4; again += 1) {
      const { found: now, missed } = await round()
      expect(missed).toEqual([])
      for (const name of now) found.add(name)
    }
    const left = []
    for (const task of often()) if (await isDue(task)) left.push(task.name)
    expect(left).toEqual([])
  }
  for (const name of [
    'what was noted in the audit log, to be signed',
    'people who are called and do not look',
    'questions not answered in time',
    'people who have not confirmed having read',
    'what records show of their chats at the host',
    'summaries of the day',
    'invites that end',
  ])
    expect(found).toContain(name)
})

test('what another node left untold when it died is found to be due', async () => {
  const other = await openSqlite(file, { now: w.clock.now })
  const data = { thread: manager.team, person: people.manager, readSeq: 1 }
  await other.write(w.company, (it) => it.emit('thread.read', { record: 'deal:1204', data }))
  await other.close()
  expect((await round()).found).toContain('what has happened, to be told outside')
  expect((await round()).found).toEqual([])
})

test('who has something to do is read from what is yet to be done, however many companies there are', async () => {
  const plans: Record<string, string[]> = {}
  for (const [name, query] of Object.entries(due)) {
    const { tape } = await record(() => w.parts.store.companies(query))
    plans[name] = tape.flatMap(({ sql, values }) =>
      db
        .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
        .all(...values)
        .map(({ detail }) => detail),
    )
  }
  const short =
    /INDEX \w+_(anywhere|handing_over_1)\b|SEARCH stirred|SEARCH company .*\(company=\?\)|SUBQUERY/
  expect(Object.entries(plans).filter(([, plan]) => !plan.every((step) => short.test(step)))).toEqual([])
})
