/** Documents of a client stay for good, and are found from every card of his by whoever sees the card they are of. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schedule } from '../../backend/later/schedule.ts'
import type { ClientTalk, ShownDocument } from '../../backend/shown.ts'
import { expectOk, post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

/** Another deal of the same client. */
const sister = '1211'
/** The kind of companies at the portal. */
const COMPANY = 4
const DAY = 24 * 60 * 60_000

let w: World
let manager: Person
let elsewhere: Person

beforeAll(async () => {
  w = await world(sqliteStores())
  await w.portal.change(Number(sister), { observers: [people.manager, people.trade] }, people.admin)
  manager = await w.open(people.manager)
  elsewhere = await w.open(people.manager, sister)
})
afterAll(() => w?.stop())

async function keep(id: string, who: Person) {
  expectOk(await who.put(`/api/files/${id}/kept`))
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

async function ofClient(who: Person): Promise<ShownDocument[]> {
  return expectOk(await who.get('/api/documents/client')).body.documents
}

const download = (who: Person, id: string, query = '?of=client') => who.get(`/api/files/${id}${query}`)

test('what was kept from one deal is found and opened from another of the same client', async () => {
  const contract = await post(w, manager, 'договор.txt', { about: { kind: 'contract' } })
  await post(w, manager, 'болтовня.txt')
  expect(await ofClient(elsewhere)).toEqual([])
  await keep(contract.id, manager)
  const [found, ...others] = await ofClient(elsewhere)
  expect(others).toEqual([])
  expect(found).toMatchObject({
    record: { type: 'deal', id: deals.daisy },
    file: { id: contract.id, kind: 'contract', kept: {} },
  })
  expect(found?.title).toContain('Ромашк')
  expect((await download(elsewhere, contract.id)).body).toBe('в файле договор.txt')
  // From here it is not a file of the chat.
  expect((await download(elsewhere, contract.id, '')).status).toBe(404)
})

test('who does not see the other deal does not see what was kept from it', async () => {
  const secret = await post(w, elsewhere, 'спецификация.txt')
  await keep(secret.id, elsewhere)
  expect((await ofClient(manager)).map(({ file }) => file.id)).toContain(secret.id)
  const blind = await w.open(people.logistics)
  expect((await ofClient(blind)).map(({ file }) => file.id)).not.toContain(secret.id)
  expect((await download(blind, secret.id)).status).toBe(404)
})

test('the client’s own card has what was kept from all his deals, and leads to the talk of each', async () => {
  const card = await w.open(people.manager, { kind: COMPANY, id: 31 })
  const kept = await ofClient(card)
  expect(kept.map(({ record }) => record.id)).toEqual(expect.arrayContaining([deals.daisy, sister]))
  const { talk } = expectOk(await card.get('/api/documents/client/talk')).body
  expect(talk.map(({ record }: ClientTalk) => record.id).toSorted()).toEqual([deals.daisy, sister])
  expect(talk.find(({ record }: ClientTalk) => record.id === deals.daisy)).toMatchObject({
    ...{ title: expect.stringContaining('Ромашк'), messages: 2, files: 2 },
  })
  w.clock.advance(60_000)
  await manager.say('Ещё вопрос по сроку')
  const { talk: later } = expectOk(await card.get('/api/documents/client/talk')).body
  expect(later[0]).toMatchObject({ record: { id: deals.daisy }, messages: 3 })
})

test('by its name a file is found over all his deals, in any form of its words, kept or not', async () => {
  const card = await w.open(people.manager, { kind: COMPANY, id: 31 })
  const bill = await post(w, elsewhere, 'Счёт №4471_за доставку 100%.txt')
  const named = async (who: Person, name: string): Promise<string[]> =>
    expectOk(await who.get(`/api/documents/client?name=${encodeURIComponent(name)}`)).body.documents.map(
      ({ file }: ShownDocument) => file.id,
    )
  for (const asked of ['счета', 'счёт', 'доставка счет', '4471', '100'])
    expect([asked, await named(card, asked)]).toEqual([asked, [bill.id]])
  for (const asked of ['счёт 4472', 'инвойс']) expect([asked, await named(card, asked)]).toEqual([asked, []])
  expect(await named(await w.open(people.logistics), 'счёт')).toEqual([])
  // Not kept, it is opened where it was sent.
  expect((await download(card, bill.id)).status).toBe(404)
})

test('who does not see a deal is not led to its talk', async () => {
  const blind = await w.open(people.logistics)
  const { talk } = expectOk(await blind.get('/api/documents/client/talk')).body
  expect(talk.map(({ record }: ClientTalk) => record.id)).not.toContain(sister)
})

test('a card of another client shows nothing of it', async () => {
  const other = await w.open(people.manager, '1205')
  expect(await ofClient(other)).toEqual([])
})

test('a host that has no place for files leaves them here, for good', async () => {
  w.portal.faults.fail('ERROR_METHOD_NOT_FOUND', 10, 'disk.storage.getForApp')
  const { id } = await post(w, manager, 'сертификат.txt')
  await keep(id, manager)
  w.portal.faults.calm()
  const found = (await ofClient(elsewhere)).find(({ file }) => file.id === id)
  expect(found?.file).toMatchObject({ permanent: { by: people.manager } })
  expect(found?.file).not.toHaveProperty('expiresAt')
  w.clock.advance(400 * DAY)
  const purge = schedule(w.parts).find(({ name }) => name === 'what is kept no longer')!
  while (await purge.slice(w.company));
  const later = await w.open(people.manager, sister)
  expect((await download(later, id)).body).toBe('в файле сертификат.txt')
})
