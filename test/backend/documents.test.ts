/** What files are: their kind and day, the versions of a document, which of them holds, and who is told. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownEvent } from '../../backend/shown.ts'
import { listed, post, say, seen, upload } from '../documents.ts'
import { colleagueIn, inviteColleague } from '../invited.ts'
import { sqliteStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

let w: World
let manager: Person
let trade: Person
let topic: string

beforeAll(async () => {
  w = await world(sqliteStores())
  manager = await w.open(people.manager)
  trade = await w.open(people.trade)
  topic = await opened('topic')
})
afterAll(() => w?.stop())

async function opened(kind: 'topic' | 'private', others: string[] = []): Promise<string> {
  const id = newId()
  await manager.post('/api/threads', { id, kind, title: 'Документы', people: others })
  return id
}

const position = async () => (await manager.get('/api/card')).body.position as number
async function toldSince(after: number, who = manager): Promise<ShownEvent[]> {
  return (await who.get(`/api/events?after=${after}`)).body.events
}

test('a file of the same name is the next version, and the earlier place says what holds now', async () => {
  const first = await post(w, manager, 'Инвойс 17.txt')
  expect(first.file).not.toHaveProperty('version')
  const before = await position()
  const second = await post(w, trade, 'инвойс  17.TXT')
  expect(second.file).toMatchObject({ version: 2 })
  expect(await seen(manager, first)).toMatchObject({
    version: 1,
    replaced: { file: second.id, version: 2, message: second.message.id, by: people.trade },
  })
  const told = (await toldSince(before)).filter(({ topic: of }) => of === 'file.changed')
  expect(told.map(({ data }) => 'message' in data && data.message.id)).toEqual([first.message.id])
  const third = await post(w, manager, 'Инвойс 17.txt')
  expect(await seen(trade, first)).toMatchObject({ replaced: { file: third.id, version: 3 } })
  expect(await seen(trade, third)).not.toHaveProperty('replaced')
})

test('the current version taken back, the one before holds again', async () => {
  const first = await post(w, manager, 'упаковка.txt')
  const second = await post(w, manager, 'упаковка.txt')
  const before = await position()
  await manager.delete(`/api/threads/${manager.team}/messages/${second.message.id}`)
  expect(await seen(trade, first)).not.toHaveProperty('replaced')
  expect((await toldSince(before)).some(({ topic: of }) => of === 'file.changed')).toBe(true)
  const third = await post(w, manager, 'упаковка.txt')
  expect(third.file.version).toBe(3)
})

test('pasted pictures are called the same and are no versions of each other', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const ids = [newId(), newId()]
  for (const id of ids) {
    await w.http.request(`/api/files/${id}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${manager.token}`,
        'Content-Type': 'image/png',
        'X-Thread': manager.team,
        'X-File-Name': "UTF-8''image.png",
      },
      body: new Uint8Array(png),
    })
    await manager.say('снимок', { files: [id] })
  }
  const documents = await listed(manager)
  for (const id of ids)
    expect(documents.find(({ file }) => file.id === id)?.file).not.toHaveProperty('version')
})

test('the same name in a discussion of another kind is another document, until somebody says otherwise', async () => {
  const inTeam = await post(w, manager, 'договор.txt')
  const inTopic = await post(w, manager, 'договор.txt', { thread: topic })
  expect(inTopic.file).not.toHaveProperty('version')
  expect((await say(trade, inTopic.id, { replaces: inTeam.id })).body).toMatchObject({ version: 2 })
  expect(await seen(manager, inTeam)).toMatchObject({ replaced: { file: inTopic.id, thread: topic } })
  expect((await say(trade, inTopic.id, { replaces: null })).body).not.toHaveProperty('version')
  expect(await seen(manager, inTeam)).not.toHaveProperty('replaced')
})

test('said before it is sent, it takes the place of a file of another name', async () => {
  const first = await post(w, manager, 'CMR черновик.txt', { about: { kind: 'cmr', dated: '2026-11-18' } })
  const second = await post(w, manager, 'CMR подписан.txt', { about: { replaces: first.id } })
  expect(second.file).toMatchObject({ version: 2, kind: 'cmr' })
  expect(await seen(trade, first)).toMatchObject({ dated: '2026-11-18', replaced: { file: second.id } })
})

test('what not everybody sees is no version of what everybody sees', async () => {
  const quiet = await opened('private', [people.head])
  const shared = await post(w, manager, 'цена.txt')
  const hidden = await post(w, manager, 'цена.txt', { thread: quiet })
  expect(hidden.file).not.toHaveProperty('version')
  expect((await say(manager, hidden.id, { replaces: shared.id })).body.error.reason).toBe('other_readers')
  expect((await say(manager, shared.id, { replaces: hidden.id })).body.error.reason).toBe('other_readers')
  expect(await seen(trade, shared)).not.toHaveProperty('replaced')
})

test('who was invited to one discussion is told nothing of versions in another', async () => {
  const first = await post(w, manager, 'сертификат.txt', { thread: topic })
  const other = await opened('topic')
  await inviteColleague(manager, people.customs, { thread: topic })
  const invited = await colleagueIn(w, people.customs)
  const get = (path: string) => invited.call('GET', path)
  await post(w, manager, 'сертификат.txt', { thread: other })
  expect(await seen(manager, first)).toHaveProperty('replaced')
  const his = await seen({ get }, first)
  expect(his).toBeDefined()
  expect(his).not.toHaveProperty('version')
  expect(his).not.toHaveProperty('replaced')
  expect((await listed({ get })).every(({ thread }) => thread === topic)).toBe(true)
  expect((await listed({ get }, '?current=1')).map(({ file }) => file.id)).toContain(first.id)

  const third = await post(w, manager, 'сертификат.txt', { thread: topic })
  expect((await seen({ get }, first))?.replaced).toMatchObject({ file: third.id, message: third.message.id })
  expect((await seen({ get }, first))?.replaced).not.toHaveProperty('version')
})

test('the panel lists what somebody sees, by kind, discussion, author, and what holds', async () => {
  const bill = await post(w, trade, 'счёт.txt', { about: { kind: 'bill' } })
  const newer = await post(w, trade, 'счёт.txt')
  const ids = async (query: string, who = manager) => (await listed(who, query)).map(({ file }) => file.id)
  expect(await ids('?kind=bill')).toEqual([newer.id, bill.id])
  expect(await ids('?kind=bill&current=1')).toEqual([newer.id])
  expect(await ids(`?kind=bill&author=${people.manager}`)).toEqual([])
  expect(await ids(`?kind=bill&thread=${topic}`)).toEqual([])
  const { body } = await manager.get(`/api/documents/${bill.id}/versions`)
  expect(body.documents.map(({ file }: { file: { version: number } }) => file.version)).toEqual([2, 1])
  const quiet = await opened('private', [people.head])
  const hidden = await post(w, manager, 'тайна.txt', { thread: quiet })
  expect(await ids('', trade)).not.toContain(hidden.id)
  expect(await ids(`?thread=${quiet}`, trade)).toEqual([])
  expect((await trade.get(`/api/documents/${hidden.id}/versions`)).status).toBe(404)
})

test('the panel finds a file by words of its name, in any form, and nothing closed to whoever looks', async () => {
  const open = await post(w, manager, 'Спецификация_к договору 50%.txt')
  const secret = await opened('private', [people.head])
  await post(w, manager, 'Спецификация закупки.txt', { thread: secret })
  const named = async (who: Person, name: string) =>
    (await listed(who, `?name=${encodeURIComponent(name)}`)).map(({ file }) => file.id)
  for (const asked of ['спецификации', 'ДОГОВОР 50', 'договора спецификация', 'специф', '50 %'])
    expect([asked, await named(trade, asked)]).toEqual([asked, [open.id]])
  expect(await named(manager, 'спецификация')).toHaveLength(2)
  expect(await named(trade, 'спецификация 51')).toEqual([])
  const { body } = await trade.get(`/api/search?q=${encodeURIComponent('спецификацию')}`)
  expect(body.files).toMatchObject([{ file: { id: open.id }, message: open.message.id }])
  const container = await post(w, trade, 'CMR MRSU-447_1.txt')
  for (const asked of ['mrsu 4471', 'MRSU-4471', 'cmr mrsu4471'])
    expect([asked, await named(trade, asked)]).toEqual([asked, [container.id]])
})

test('pages of the panel join without a gap or a repeat', async () => {
  const many = await opened('topic')
  const posted: string[] = []
  for (let n = 0; n < 65; n++) posted.push((await post(w, manager, `лист ${n}.txt`, { thread: many })).id)
  const found: string[] = []
  let next: string | undefined
  do {
    const { body } = await manager.get(`/api/documents?thread=${many}${next ? `&before=${next}` : ''}`)
    found.push(...body.documents.map(({ file }: { file: { id: string } }) => file.id))
    next = body.next
  } while (next)
  expect(found).toEqual(posted.toSorted().reverse())
})

test('what a file is can be said by whoever may write there, and by its author alone before it is sent', async () => {
  const unsent = await upload(w, manager, 'черновик.txt', manager.team)
  expect((await say(trade, unsent, { kind: 'act' })).status).toBe(404)
  expect((await say(manager, unsent, { kind: 'act' })).body).toMatchObject({ kind: 'act' })
  const { id } = await post(w, manager, 'акт.txt')
  expect((await say(trade, id, { kind: 'act', dated: '2026-11-01' })).body).toMatchObject({ kind: 'act' })
  expect((await say(trade, id, { kind: 'nothing' })).body.error.reason).toBe('bad_request')
  expect((await say(trade, id, { replaces: id })).body.error.reason).toBe('bad_request')
})
