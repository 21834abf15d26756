/** What is on hold survives every road by which things go. */
import { globSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdsLeft, letGo } from '../../backend/holds/of-those-who-left.ts'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import { AS_IT_COMES } from '../../backend/retention/rules.ts'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { administrator, compliance, DAY, saveRules } from './retention-fixture.ts'

let w: World
let thread: string
let held: { file: string; message: string }
let taken: { file: string; message: string }
let other: { file: string; message: string }
const REASON = 'Спор с клиентом, запрос юристов'

beforeAll(async () => {
  w = await world(sqliteStores())
  const manager = await w.open(people.manager)
  thread = newId()
  await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Рекламация' })
  held = await said(manager, 'держать', thread)
  taken = await said(manager, 'взято назад', thread)
  other = await said(manager, 'уходит')
  const admin = await administrator(w)
  expect(
    (await admin.call('PUT', `/api/holds/${newId()}`, { reason: REASON, scope: { thread } })).status,
  ).toBe(201)
})
afterAll(() => w?.stop())

async function said(who: Person, text: string, where = who.team) {
  const { id: file, message } = await post(w, who, `${text}.txt`, { thread: where })
  await who.patch(`/api/threads/${where}/messages/${message.id}`, { text: `${text}, исправлено` })
  return { file, message: message.id }
}

/** All there is of something said with a file: its words, earlier ones too, its bytes. */
async function left({ file, message }: typeof held) {
  const { words, versions } = await w.parts.store.read(w.company, async ({ db, t }) => ({
    words: (await db.select().from(t.message)).filter(({ id }) => id === message).map(({ text }) => text),
    versions: (await db.select().from(t.version))
      .filter((row) => row.message === message)
      .map(({ text }) => text),
  }))
  const bytes = await w.parts.files.size({ company: w.company, file })
  return { words: [...words, ...versions].filter((text) => text !== '').length, bytes: bytes !== undefined }
}

test('an author takes his words back from others’ eyes; on hold, the company still has them', async () => {
  const manager = await w.open(people.manager)
  expect((await manager.delete(`/api/threads/${thread}/messages/${taken.message}`)).status).toBe(200)
  expect(await left(taken)).toEqual({ words: 2, bytes: true })
})

test('F67: whatever the clock does in fifty days, by the shortest rules there are, what is held is all there', async () => {
  await saveRules(
    w,
    AS_IT_COMES.map((rule) => ({
      ...rule,
      days: { files: 1, messages: 30, links: 1, audit: 30, payloads: 7 }[rule.what],
    })),
  )
  const tasks = schedule(w.parts)
  for (let day = 0; day < 50; day += 10) {
    w.clock.advance(10 * DAY)
    // Hosts that are asked meanwhile have changed nothing.
    for (const task of tasks) while (await task.slice(w.company));
  }
  expect(await left(held)).toEqual({ words: 2, bytes: true })
  expect(await left(taken)).toEqual({ words: 2, bytes: true })
  expect(await left(other)).toEqual({ words: 0, bytes: false })
})

test('talk that goes on in another record after a merge takes its hold along', async () => {
  const manager = await w.open(people.manager, deals.long)
  const merged = await said(manager, 'слито')
  const scope = { record: `deal:${deals.long}` }
  await (await administrator(w)).call('PUT', `/api/holds/${newId()}`, { reason: REASON, scope })
  await w.parts.store.write(w.company, async ({ db, t }) => {
    await db.update(t.thread).set({ record: 'deal:99' }).where(eq(t.thread.record, scope.record))
    await db.update(t.card).set({ continuedIn: 'deal:99' }).where(eq(t.card.record, scope.record))
  })
  w.clock.advance(60 * DAY)
  while (await w.parts.purge(w.company));
  expect(await left(merged)).toEqual({ words: 2, bytes: true })
})

test('a hold needs a reason and something it names; compliance may place one, a manager finds no such page', async () => {
  const auditor = await compliance(w)
  const asked = async (reason: string, scope: object) =>
    (await auditor.call('PUT', `/api/holds/${newId()}`, { reason, scope })).status
  expect(await asked('', { thread })).toBe(400)
  expect(await asked(REASON, {})).toBe(400)
  expect(await asked(REASON, { since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' })).toBe(400)
  expect(await asked(REASON, { person: people.trade })).toBe(201)
  const manager = await atHome(w, people.manager)
  for (const path of ['/api/holds', '/api/retention', '/api/retention/receipts'])
    expect((await manager.call('GET', path)).status).toBe(404)
})

test('a company that left and wished to be forgotten stays while something of it is held', async () => {
  await w.portal.finishInstallation()
  await w.portal.uninstall({ clean: true })
  await w.parts.inboxIdle()
  w.clock.advance(60 * DAY)
  while (await w.parts.eraseCompany(w.company));
  expect(await left(held)).toEqual({ words: 2, bytes: true })
})

test('nobody of theirs can release it then: whoever runs the server does, and after 72 hours the company is gone', async () => {
  const { store, eraseCompany } = w.parts
  const holding = (await store.read(w.company, holdsLeft)) ?? []
  expect(holding.length).toBeGreaterThan(0)
  const release = (id: string, reason: string) => store.write(w.company, (wr) => letGo(wr, id, reason))
  await expect(release(holding[0]!.id, 'так')).rejects.toThrow('a reason is needed')
  for (const { id } of holding) await release(id, 'Спор окончен, решение суда от 1 марта')
  const told = await store.read(w.company, ({ db, t }) =>
    db.select().from(t.entry).where(eq(t.entry.by, 'operator')),
  )
  expect(told.map(({ act, thing }) => [act, thing])).toEqual(
    holding.map(({ id }) => ['hold.release_confirmed', id]),
  )
  w.clock.advance(71 * 3_600_000)
  while (await eraseCompany(w.company));
  expect(await left(held)).toEqual({ words: 2, bytes: true })
  w.clock.advance(3_600_000)
  while (await eraseCompany(w.company));
  expect(await left(held)).toEqual({ words: 0, bytes: false })
})

test('content is deleted in these places and in no other: each asks about holds itself', () => {
  const content = 'message|version|file|fact|decision|approval|invite|inbox|seen|entry'
  const deletes = new RegExp(`\\.delete\\((?:t\\.)?(?:${content}|table|decision)\\)`, 'g')
  const found = globSync('backend/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(deletes)].map(() => file.replaceAll('\\', '/')),
  )
  expect([...new Set(found)].sort()).toEqual([
    // Where people are written to, and what they wish; of those who are forgotten, after it was asked.
    'backend/erasure/person.ts',
    'backend/purging/kind-links.ts',
    'backend/purging/kind-payloads.ts',
    'backend/purging/kind-seen.ts',
    'backend/purging/messages.ts',
    // What the host has instead, by the verbs that ask first.
    'backend/relay/let-go.ts',
    // Words of messages that are deleted already, in the index.
    'backend/search/sqlite.ts',
    // All of a company's at once, which does not begin while anything is held.
    'backend/store/whole.ts',
  ])
  const blanks = globSync('backend/**/*.ts').filter((file) =>
    /set\(\{ kept: null|erasedAt: now/.test(readFileSync(file, 'utf8')),
  )
  expect(blanks.map((file) => file.replaceAll('\\', '/')).sort()).toEqual([
    // People, by the verb that asks first.
    'backend/erasure/person.ts',
    'backend/files/erase.ts',
    // Copies on their way to the CRM, which are made anew.
    'backend/parting/left.ts',
    'backend/purging/kind-entries.ts',
    'backend/purging/messages.ts',
  ])
})
