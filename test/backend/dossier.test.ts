/** The dossier of a deal: all of its talk in one archive that shows by itself whether it is whole and true. */
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zipped } from '../../backend/dossier/zip.ts'
import { newId } from '../../backend/ids.ts'
import { verifyDossier } from '../../tools/dossier/verifier.mjs'
import { atHome, type Visitor } from '../at-home.ts'
import { archiveOf, sendFile, type Taken, takeDossier } from '../dossier.ts'
import { hostileFiles } from '../hostile-files.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const MEGABYTE = 1024 * 1024
const CHUNK = 64 * 1024
const record = `deal:${deals.daisy}`
const evil = '<img src=x onerror=alert(1)>"\'</script>\u202egpj'

let w: World
let manager: Person
let head: Person
let admin: Visitor
let compliance: Visitor
let secret: string
let taken: Taken

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  head = await w.open(people.head)
  admin = await atHome(w, people.admin)
  await w.open(people.admin)
  await w.open(people.finance)
  const rights = { standing: 'compliance', reach: 'all', documents: true }
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, rights)
  compliance = await atHome(w, people.finance)

  const said = await manager.say('Слот держим до пятницы')
  const path = `/api/threads/${manager.team}/messages/${said.id}`
  await manager.patch(path, { text: 'Слот держим до субботы' })
  const gone = await head.say('Скидку не даём')
  await head.delete(`/api/threads/${manager.team}/messages/${gone.id}`)
  await manager.say(evil)
  await manager.put(`/api/threads/${manager.team}/approvals/${newId()}`, {
    text: 'Скидка 5 %?',
    to: { person: people.head },
  })
  const facts = { thread: manager.team, message: said.id, text: '=HYPERLINK("http://evil")' }
  await manager.put(`/api/facts/${newId()}`, facts)
  for (const file of hostileFiles.slice(0, 9)) await sendFile(w.http, manager, file)
  secret = newId()
  const wanted = { id: secret, kind: 'private', title: 'Между нами', people: [people.head] }
  await manager.post('/api/threads', wanted)
  await manager.say('Об этом молчим', { thread: secret })
  taken = await takeDossier(w, admin)
})
afterAll(() => w.stop())

test('it says who wrote what, what it said before, and what was deleted', () => {
  const page = taken.text('threads/001-1.html')
  expect(page).toContain('Слот держим до субботы')
  expect(page).toContain('Слот держим до пятницы')
  expect(page).toContain('Удалено')
  expect(page).toContain('Скидку не даём')
  const lines = taken
    .text('data/threads/001-1.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.find(({ text }) => text === 'Слот держим до субботы').versions).toMatchObject([
    { text: 'Слот держим до пятницы', by: people.manager },
  ])
  expect(lines.find(({ deletedAt }) => deletedAt)).toMatchObject({
    text: '',
    versions: [{ text: 'Скидку не даём', by: people.head }],
  })
  const contents = JSON.parse(taken.text('data/dossier.json'))
  expect(contents.members.map(({ person }: { person: string }) => person)).toContain(people.manager)
  expect(contents.approvals[0].numbers.amount).toBeGreaterThan(0)
  expect(contents.people.length).toBeLessThan(8)
})

test('the files in it are those that were sent, by names that nothing runs', () => {
  const { files } = JSON.parse(taken.text('data/dossier.json'))
  expect(files.length).toBe(9)
  for (const { path, hash } of files)
    expect(createHash('sha256').update(taken.parts[path]!).digest('hex')).toBe(hash)
  expect(
    Object.keys(taken.parts).filter((path) => /\.(html?|xhtml|xml|svg|mhtml|m?js|css)$/i.test(path)),
  ).toEqual(Object.keys(taken.parts).filter((path) => /^(index|threads\/[\d-]+)\.html$/.test(path)))
})

test('nothing people wrote is a part of a page, and no table works anything out', () => {
  for (const path of Object.keys(taken.parts).filter((one) => one.endsWith('.html'))) {
    const page = taken.text(path)
    expect(page).not.toContain('<img src=x')
    expect(page).toContain('default-src &#39;none&#39;')
    expect(page).not.toMatch(/(src|href)="(https?:|\/\/|javascript:)/)
  }
  const cells = Object.keys(taken.parts)
    .filter((path) => path.endsWith('.csv'))
    .flatMap((path) => taken.text(path).split(/\r\n|,(?=")/))
  expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([])
})

test('it is found to be what was signed, and the log confirms what people said', async () => {
  const key = (await admin.call('GET', '/api/audit/head')).body.key
  const found = await verifyDossier(archiveOf(taken.bytes), { key })
  expect(found).toMatchObject({ ok: true, wrong: [], record, key })
  expect(found.files).toBe(Object.keys(taken.parts).length - 1)
  expect(found.proven).toBeGreaterThan(5)
})

const changed = (path: string, text: (before: string) => string) => ({
  ...taken.parts,
  [path]: strToU8(text(taken.text(path))),
})
const without = (path: string) =>
  Object.fromEntries(Object.entries(taken.parts).filter(([name]) => name !== path))

test('however large it is, it is written while it is read', async () => {
  let [read, written, ahead] = [0, 0, 0]
  async function* bytes() {
    for (; read < 16 * MEGABYTE; read += CHUNK) {
      ahead = Math.max(ahead, read - written)
      yield new Uint8Array(CHUNK)
    }
  }
  async function* parts() {
    yield { path: 'files/film.mp4', bytes: bytes(), deflated: false }
  }
  for await (const chunk of zipped(parts(), new Date('2026-11-20'), () => {})) written += chunk.length
  expect(written).toBeGreaterThan(16 * MEGABYTE)
  expect(ahead).toBeLessThan(4 * CHUNK)
})

test('a file whose bytes are lost is told of as lost, and the rest is there', async () => {
  const gone = await sendFile(w.http, manager, { ...hostileFiles[0]!, name: 'потерян.pdf' })
  await w.parts.files.remove({ company: w.company, file: gone })
  const { bytes, text } = await takeDossier(w, admin)
  const { files } = JSON.parse(text('data/dossier.json'))
  expect(files.find(({ id }: { id: string }) => id === gone)).toMatchObject({ missing: 'lost' })
  expect((await verifyDossier(archiveOf(bytes))).wrong).toEqual([])
})

test('packed anew by another program it is the same dossier', async () => {
  expect((await verifyDossier(archiveOf(zipSync(taken.parts)))).wrong).toEqual([])
})

test.each([
  [
    'a word on a page',
    'changed',
    () => changed('threads/001-1.html', (page) => page.replace('субботы', 'среды')),
  ],
  [
    'a word in its data',
    'changed',
    () => changed('data/threads/001-1.jsonl', (line) => line.replace('субботы', 'среды')),
  ],
  [
    'an entry of the log',
    'changed',
    () => changed('audit/entries.jsonl', (lines) => lines.split('\n').slice(0, -2).join('\n')),
  ],
  [
    'the list of its files',
    'signature_wrong',
    () => changed('manifest.json', (list) => list.replace('\\"size\\":', '\\"size\\":1')),
  ],
  ['that a file was in it', 'missing', () => without('threads/001-1.html')],
  ['what files are in it', 'not_listed', () => ({ ...taken.parts, 'files/0099-more.pdf': strToU8('more') })],
  ['that it has a list', 'not_a_dossier', () => without('manifest.json')],
])('a dossier in which somebody changed %s is found out', async (_, what, parts) => {
  const found = await verifyDossier(archiveOf(zipSync(parts(), { level: 6 })))
  expect(found.wrong).toEqual([expect.objectContaining({ what })])
})

test('one that is cut off, or has something behind its end, is found out; so is another company’s key', async () => {
  const cut = taken.bytes.slice(0, taken.bytes.length - 10)
  const longer = Uint8Array.from([...taken.bytes.slice(-5), ...taken.bytes])
  expect((await verifyDossier(archiveOf(cut))).ok).toBe(false)
  expect((await verifyDossier(archiveOf(longer))).ok).toBe(false)
  const other = await verifyDossier(archiveOf(taken.bytes), { key: 'A'.repeat(43) })
  expect(other.wrong).toContainEqual({ what: 'another_key' })
})

test('a text changed in the database is found out by the log, though the dossier itself is signed', async () => {
  const { id } = await manager.say('Оплата до 1 декабря')
  await w.parts.store.write(w.company, async ({ db, t }) => {
    await db.update(t.message).set({ text: 'Оплата до 31 декабря' }).where(eq(t.message.id, id))
  })
  const { bytes } = await takeDossier(w, admin)
  const found = await verifyDossier(archiveOf(bytes))
  expect(found.wrong).toEqual([expect.objectContaining({ what: 'text_not_as_noted', message: id })])
})

test('a file whose hash was changed in the database is found out by the log, though its bytes are gone', async () => {
  const id = await sendFile(w.http, manager, { ...hostileFiles[0]!, name: 'акт.pdf' })
  await w.parts.files.remove({ company: w.company, file: id })
  const changeHash = (hash: string) =>
    w.parts.store.write(w.company, async ({ db, t }) => {
      const [before] = await db.select().from(t.file).where(eq(t.file.id, id))
      await db.update(t.file).set({ hash }).where(eq(t.file.id, id))
      return before!.hash
    })
  const before = await changeHash('0'.repeat(64))
  const { bytes } = await takeDossier(w, admin)
  expect((await verifyDossier(archiveOf(bytes))).wrong).toContainEqual({
    what: 'file_not_as_noted',
    file: id,
  })
  await changeHash(before)
})

test('a private thread is in it only for whoever says why, and its people see that', async () => {
  expect(JSON.parse(taken.text('data/dossier.json')).leftOut.threads).toBe(1)
  expect(new TextDecoder().decode(taken.bytes)).not.toContain(secret)
  expect(Object.keys(taken.parts).some((path) => taken.text(path).includes('Об этом молчим'))).toBe(false)
  expect(taken.text('audit/entries.jsonl')).not.toContain(secret)

  const refused = { record, language: 'ru', zone: 'UTC', reason: 'Проверка по обращению клиента' }
  expect((await admin.call('PUT', `/api/dossiers/${newId()}`, refused)).body.error.reason).toBe('not_allowed')
  const whole = await takeDossier(w, compliance, { reason: refused.reason })
  const contents = JSON.parse(whole.text('data/dossier.json'))
  expect(contents.leftOut.threads).toBe(0)
  expect(contents.supervisions).toMatchObject([{ person: people.finance, reason: refused.reason }])
  expect(whole.text('threads/002-1.html')).toContain('Об этом молчим')
  const { messages } = (await manager.get(`/api/threads/${secret}/messages`)).body
  expect(messages.at(-1).happened).toMatchObject({ what: 'supervised', by: people.finance })
  expect((await verifyDossier(archiveOf(whole.bytes))).wrong.map(({ what }) => what)).toEqual([
    'text_not_as_noted',
  ])
})

test('a link works once, for a minute, and the log and the leaver’s report tell of it', async () => {
  const { body: first } = await admin.call('POST', `/api/dossiers/${taken.id}/link`)
  const { body: second } = await admin.call('POST', `/api/dossiers/${taken.id}/link`)
  const get = async (path: string, method = 'GET') => (await w.http.request(path, { method })).status
  expect(await get(first.path)).toBe(404)
  expect(await get(second.path, 'HEAD')).toBe(405)
  expect(await get(`${second.path.slice(0, -1)}_`)).toBe(404)
  expect(await get(second.path)).toBe(200)
  expect(await get(second.path)).toBe(404)
  const { body: third } = await admin.call('POST', `/api/dossiers/${taken.id}/link`)
  w.clock.advance(61_000)
  expect(await get(third.path)).toBe(404)
  expect((await compliance.call('POST', `/api/dossiers/${taken.id}/link`)).status).toBe(404)

  await w.parts.seen.flush()
  const seen = await admin.call('GET', `/api/company/leaving/people/${people.admin}/seen`)
  expect(JSON.stringify(seen.body)).toContain('dossier-deal-1204.zip')
  const log = await admin.call('GET', `/api/audit?record=${record}&acts=dossier.asked,dossier.exported`)
  expect(log.body.entries.map(({ act }: { act: string }) => act)).toContain('dossier.exported')
})

test('a record that the CRM does not show him is none to him, nor is any to whoever does not oversee', async () => {
  const wanted = { record: 'deal:999999', language: 'ru', zone: 'UTC' }
  expect((await admin.call('PUT', `/api/dossiers/${newId()}`, wanted)).status).toBe(404)
  const other = await atHome(w, people.manager)
  expect((await other.call('PUT', `/api/dossiers/${newId()}`, { ...wanted, record })).status).toBe(404)
  expect((await other.call('GET', '/api/dossiers')).status).toBe(404)
})

test('after a day its bytes are gone; after an erasure at once', async () => {
  const { id } = await takeDossier(w, admin)
  const stateOf = async () =>
    (await admin.call('GET', '/api/dossiers')).body.dossiers.find((one: { id: string }) => one.id === id)
      .state
  await w.parts.dossiers.forget(w.company)
  expect(await stateOf()).toBe('ready')
  await w.parts.dossiers.drop(w.company)
  expect(await stateOf()).toBe('gone')
  expect((await admin.call('POST', `/api/dossiers/${id}/link`)).body.error.reason).toBe('file_expired')

  const later = await takeDossier(w, admin)
  w.clock.advance(24 * 60 * 60_000)
  admin = await atHome(w, people.admin)
  await w.parts.dossiers.forget(w.company)
  const { dossiers } = (await admin.call('GET', '/api/dossiers')).body
  expect(dossiers.find((one: { id: string }) => one.id === later.id).state).toBe('gone')
})
