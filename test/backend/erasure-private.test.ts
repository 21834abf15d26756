/** Looking for somebody who is to be forgotten is no way to read what others say among themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { AuditPage, ErasurePreview } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { look } from './erasure-fixture.ts'
import { compliance } from './retention-fixture.ts'

const NAME = [{ kind: 'name' as const, text: 'Фома Ветлугин' }]
const SECRETS = ['уволить до пятницы', 'Премия за молчание', 'медкарта']

let w: World
let admin: Visitor
let manager: Person
let thread: string

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  admin = await atHome(w, people.admin)
  thread = newId()
  const title = `${SECRETS[1]} Фоме Ветлугину`
  await manager.post('/api/threads', { id: thread, kind: 'private', title, people: [people.head] })
  await manager.say(`Фому Ветлугина ${SECRETS[0]}`, { thread })
  await post(w, manager, `${SECRETS[2]} Фомы Ветлугина.txt`, { thread })
  await manager.put(`/api/threads/${manager.team}/draft`, { text: 'Фома Ветлугин, не отправлено' })
  await manager.say('Фома Ветлугин ждёт счёт')
})
afterAll(() => w?.stop())

const secretsIn = (shown: unknown) => SECRETS.filter((secret) => JSON.stringify(shown).includes(secret))

test('an administrator decides about what was said in private, and is not shown a word of it', async () => {
  const preview = await look(admin, NAME)
  expect(secretsIn(preview)).toEqual([])
  expect(JSON.stringify(preview)).not.toContain('не отправлено')
  expect(JSON.stringify(preview)).toContain('ждёт счёт')
  const withheld = preview.finds.filter((find) => find.withheld)
  expect(withheld.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['thread', 'message', 'file', 'draft', 'audit']),
  )
  for (const { excerpts, thread, choices } of withheld) {
    expect({ excerpts, thread }).toEqual({ excerpts: [], thread: null })
    expect(choices).toContain('redact')
  }
})

test('whoever watches over compliance is shown it while he reads the discussion for a reason its people are told', async () => {
  const auditor = await compliance(w)
  const { id } = await look(auditor, NAME)
  const seen = async (): Promise<ErasurePreview> => (await auditor.call('GET', `/api/erasures/${id}`)).body
  expect(secretsIn(await seen())).toEqual([])
  await w.portal.change(1204, { observers: [auditor.id] }, people.manager)
  const card = await w.open(auditor.id)
  const reason = { id: newId(), reason: 'Запрос субъекта данных' }
  expect((await card.post(`/api/supervising/${thread}`, reason)).status).toBe(200)
  expect(secretsIn(await seen())).toEqual(SECRETS)
})

test('every look is in the log: the first, one for other signs, and one at what was found before', async () => {
  const noted = async () => {
    const page: AuditPage = (await admin.call('GET', '/api/audit?acts=erasure.previewed')).body
    return page.entries.length
  }
  const before = await noted()
  const { id } = await look(admin, NAME)
  await look(admin, [{ kind: 'words', text: 'премия' }], [], id)
  await admin.call('GET', `/api/erasures/${id}`)
  expect((await noted()) - before).toBe(3)
})
