/** Whatever grows is looked up by key: nothing people wait for reads all that a company ever wrote. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { type Played, record } from '../bench/tape.ts'
import type { TestStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'dealthread-plans-'))
const file = join(folder, 'dealthread.db')
const stores = { name: 'SQLite', open: (options) => openSqlite(file, options) } as TestStores
const GROWING = [
  'message',
  'member',
  'event',
  'version',
  'reaction',
  'search_entry',
  'file',
  'draft',
  'session',
  'calling',
  'anchor',
  'errand',
  'invite',
  'supervision',
]

let w: World
let person: Person
let home: Visitor
let db: Database.Database

beforeAll(async () => {
  w = await world(stores)
  person = await w.open(people.manager)
  home = await atHome(w, people.manager)
  for (let n = 0; n < 30; n += 1) await person.say(`контейнер ${n}`)
  db = new Database(file, { readonly: true })
})

afterAll(async () => {
  db?.close()
  await w?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  ['sending', () => person.say('ещё')],
  ['a page', () => person.get(`/api/threads/${person.team}/messages?limit=50`)],
  ['the card', () => person.get('/api/card')],
  ['search', () => person.get('/api/search?q=контейнер&scope=card')],
  ['what was missed', () => person.get('/api/events?after=0&limit=500')],
  ['reading', () => person.put(`/api/threads/${person.team}/read`, { seq: 30 })],
  ['pinning', async () => person.put(`/api/threads/${person.team}/messages/${await anId()}/pin`)],
  [
    'calling whoever is called, and showing what waits',
    async () => {
      await person.say('глянь', { mentions: [people.trade, 'role:customs'] })
      await w.parts.heard()
      w.clock.advance(60_000)
      await w.parts.ring(w.company)
      await w.parts.showWaiting(w.company)
    },
  ],
  ['who was invited', () => person.get(`/api/threads/${person.team}/invites`)],
  ['what I am invited to', () => home.call('GET', '/api/invites/mine')],
  ['invites that end', () => w.parts.lookAtInvites(w.company)],
  ['closing a topic', async () => person.put(`/api/threads/${await aTopic()}/closed`)],
  ['the list over all cards', () => home.inbox()],
  ['the list of those who wait for me', () => home.inbox('?filter=unanswered')],
  ['what has moved in the list', () => home.call('GET', '/api/inbox/moved?after=0')],
  ['marking all as read', () => home.call('PUT', '/api/inbox/read', { upTo: new Date().toISOString() })],
  ['opening another thread', () => person.post('/api/threads', { id: newId(), kind: 'topic', title: 'Ещё' })],
])('%s', async (_, act) => {
  const { tape } = await record<unknown>(act)
  expect(tape.length).toBeGreaterThan(0)
  expect(tape.flatMap(readsMuch)).toEqual([])
})

async function aTopic(): Promise<string> {
  const id = newId()
  await person.post('/api/threads', { id, kind: 'topic', title: 'Таможня' })
  return id
}

async function anId(): Promise<string> {
  const { body } = await person.get(`/api/threads/${person.team}/messages?limit=1`)
  return body.messages[0].id
}

/** Steps of a statement's plan that read a growing table from end to end, or all that a company has in it. */
function readsMuch({ sql, values }: Played): string[] {
  const plan = db.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...values)
  // The end of an index is one step away.
  const [, atTheEnd] = /\bselect max\("\w+"\) from "(\w+)"/.exec(sql) ?? []
  const tables = GROWING.filter((table) => table !== atTheEnd).join('|')
  const much = new RegExp(`^(SCAN (${tables})\\b|SEARCH (${tables}) .*\\(company=\\?\\))`)
  return plan.filter(({ detail }) => much.test(detail)).map(({ detail }) => `${detail}: ${sql}`)
}
