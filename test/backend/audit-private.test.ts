/** Whoever looks into the log learns that something was done where he may not read; what it was called or said he does not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { AuditPage, ShownDocument, ShownFiling } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { administrator } from './retention-fixture.ts'

const SECRETS = ['Увольнение Петрова', 'выходное пособие', 'Не больше двух окладов']

let w: World
let manager: Person
let thread: string

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  const head = await w.open(people.head)
  thread = newId()
  await manager.post('/api/threads', {
    id: thread,
    kind: 'private',
    title: SECRETS[0],
    people: [people.head],
  })
  await post(w, manager, `${SECRETS[1]}.txt`, { thread })
  const asked = newId()
  const path = `/api/threads/${thread}/approvals/${asked}`
  await manager.put(path, { text: 'Сколько платим?', to: { person: people.head } })
  const decided = await head.put(`${path}/decisions/${newId()}`, { yes: true, words: SECRETS[2] })
  expect(decided.status).toBe(200)
})
afterAll(() => w?.stop())

const log = async (who: Visitor): Promise<AuditPage> =>
  (await who.call('GET', `/api/audit?thread=${thread}`)).body

async function taken(who: Visitor, as: 'csv' | 'jsonl'): Promise<string> {
  const headers = { Authorization: `Bearer ${who.token}` }
  return (await w.http.request(`/api/audit/export.${as}?thread=${thread}`, { headers })).text()
}

const saidIn = (text: string) => SECRETS.filter((secret) => text.includes(secret))

test('an administrator who is not in a private discussion sees who did what there, and not a word of it', async () => {
  const admin = await administrator(w)
  const page = await log(admin)
  const acts = page.entries.map(({ act }) => act)
  expect(acts).toEqual(expect.arrayContaining(['thread.opened', 'file.uploaded', 'approval.decided']))
  expect(page.entries.filter(({ withheld }) => !withheld)).toEqual([])
  expect(saidIn(JSON.stringify(page))).toEqual([])
  expect(page.entries.every(({ values }) => values.from)).toBe(true)
})

test('nor does what he takes out have it, nor what its words could be guessed by', async () => {
  const admin = await administrator(w)
  const [table, proven] = [await taken(admin, 'csv'), await taken(admin, 'jsonl')]
  expect(saidIn(table + proven)).toEqual([])
  const [, ...lines] = proven.trim().split('\n')
  expect(lines.length).toBeGreaterThan(3)
  expect(
    lines.flatMap((line) => Object.keys(JSON.parse(line).kept)).filter((name) => name !== 'from'),
  ).toEqual([])
})

test('who watches over compliance sees it for as long as he reads the discussion for a reason he has given', async () => {
  const admin = await administrator(w)
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, {
    ...{ standing: 'compliance', reach: 'all', documents: true },
  })
  const auditor = await atHome(w, people.finance)
  expect(saidIn(JSON.stringify(await log(auditor)))).toEqual([])
  const card = await w.open(people.finance)
  const reason = { id: newId(), reason: 'Жалоба в трудовую инспекцию' }
  expect((await card.post(`/api/supervising/${thread}`, reason)).status).toBe(200)
  expect(saidIn(JSON.stringify(await log(auditor)))).toEqual(SECRETS)
  // That he looks at what files there are is told as well as that he reads.
  const reads = async () =>
    (await log(auditor)).entries.filter(({ act }) => act === 'supervision.read').length
  expect(await reads()).toBe(0)
  expect(
    (await card.get('/api/documents')).body.documents.map((one: ShownDocument) => one.file.name),
  ).toContain(`${SECRETS[1]}.txt`)
  expect(await reads()).toBe(1)
  // So is what files he looks for.
  await card.get(`/api/documents?name=${encodeURIComponent('пособие')}`)
  const sought = (await auditor.call('GET', '/api/audit?acts=supervision.searched')).body as AuditPage
  expect(sought.entries[0]).toMatchObject({ by: people.finance, values: { q: 'пособие' } })
  w.clock.advance(61 * 60_000)
  const later = await atHome(w, people.finance)
  expect(saidIn(JSON.stringify(await log(later)))).toEqual([])
})

test('a file of a class closed to administrators has no name in their log, nor in what they read of a leaver', async () => {
  const admin = await administrator(w)
  const { filing, version }: ShownFiling = (await admin.call('GET', '/api/company/documents')).body
  const classes = filing.classes.map((one) =>
    one.id === 'margin' ? { ...one, closedTo: ['administrator' as const] } : one,
  )
  await admin.call('PUT', '/api/company/documents', { filing: { ...filing, classes }, version })
  const seller = await w.open(people.manager)
  const { id } = await post(w, seller, 'маржа по сделке.txt')
  expect((await seller.put(`/api/files/${id}/about`, { class: 'margin' })).status).toBe(200)
  const { body } = await admin.call('GET', `/api/audit?thing=${id}`)
  expect(body.entries.length).toBeGreaterThan(1)
  expect(JSON.stringify(body.entries)).not.toContain('маржа по сделке')
  // Nor where he reads what a leaver has made and seen.
  const about = `/api/company/leaving/people/${people.manager}`
  const made = await admin.call('GET', `${about}/made?what=files`)
  await seller.get(`/api/files/${id}`)
  const seen = await admin.call('GET', `${about}/seen`)
  expect(seen.body.rows.map(({ what }: { what: string }) => what)).toContain('downloaded')
  expect(made.body.rows.map((row: { id: string }) => row.id)).toContain(id)
  expect(JSON.stringify([made.body, seen.body])).not.toContain('маржа по сделке')
})
