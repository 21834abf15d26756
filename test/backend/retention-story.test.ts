/** A company over four hundred days: what goes, what stays, and the receipts of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import {
  AUDITOR,
  administrator,
  clockLooks,
  compliance,
  DAY,
  receipts,
  saveRules,
  withTerm,
} from './retention-fixture.ts'

let w: World
let today = 0
beforeAll(async () => {
  w = await world(sqliteStores())
})
afterAll(() => w?.stop())

/** The clock looks once a week on the way, and on the day itself: what it would do in between it does then. */
async function until(day: number) {
  while (today < day) {
    const days = Math.min(7, day - today)
    w.clock.advance(days * DAY)
    today += days
    await clockLooks(w)
  }
}

const manager = (deal = deals.daisy) => w.open(people.manager, deal)
const status = async (file: string, deal = deals.daisy) =>
  (await (await manager(deal)).get(`/api/files/${file}`)).status

test('F62–F68, F73: over 400 days files go in time, what is kept or held stays, rules change, a hold lasts a year', async () => {
  const first = await manager()
  const goes = await post(w, first, 'счёт.pdf')
  const goesAt = new Date(w.clock.now().getTime() + 30 * DAY).toISOString()
  const kept = await post(w, first, 'договор.pdf')
  expect((await first.put(`/api/files/${kept.id}/kept`)).status).toBe(200)
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
  const disputed = await w.open(people.manager, deals.long)
  const held = await post(w, disputed, 'рекламация.pdf')
  await disputed.say('Клиент грозит судом')

  await until(10)
  const hold = newId()
  const place = { reason: 'Спор с клиентом, запрос юристов', scope: { record: `deal:${deals.long}` } }
  const placed = await (await administrator(w)).call('PUT', `/api/holds/${hold}`, place)
  expect(placed.status).toBe(201)
  expect(placed.body.holds).toMatchObject([{ id: hold, covers: { files: 1 }, by: { id: people.admin } }])

  await until(29)
  const notices = w.portal.notifications(people.manager).map(({ text }) => text)
  expect(notices.filter((text) => text.includes('срок хранения'))).toHaveLength(1)
  const linesOf = async (who: Person) =>
    (await who.get(`/api/threads/${who.team}/messages`)).body.messages.flatMap(
      ({ happened }: ShownMessage) => (happened?.what === 'files_go' ? [happened] : []),
    )
  expect(await linesOf(await manager())).toEqual([{ what: 'files_go', from: goesAt, by: null }])
  // Nothing of a held one is said: it stays.
  expect(await linesOf(await manager(deals.long))).toEqual([])
  expect(await status(goes.id)).toBe(200)

  await until(30)
  expect(await status(goes.id)).toBe(410)
  const tombstone = (await (await manager()).get(`/api/files/${kept.id}`)).body
  expect(tombstone.file).toMatchObject({ erasedAt: expect.any(String), kept: { url: expect.any(String) } })
  expect(await status(held.id, deals.long)).toBe(200)
  const [receipt] = await receipts(w)
  expect(receipt?.statement).toMatchObject({
    rules: [{ id: 'files', days: 30, things: 2, bytes: goes.file.size + kept.file.size }],
    sample: { asked: 2, bytes: 'gone' },
    spared: { hold: { files: 1 } },
  })

  // Who may not know of the hold is told that it is kept longer, and no more.
  const forManager = await (await w.open(people.manager, deals.long)).get(`/api/files/${held.id}/term`)
  expect(forManager.body).toMatchObject({ rule: { id: 'files' }, longer: true })
  expect(forManager.body.holds).toBeUndefined()
  const forAdmin = await (await w.open(people.admin, deals.long)).get(`/api/files/${held.id}/term`)
  expect(forAdmin.body.holds).toEqual([{ id: hold, reason: place.reason }])

  // Shorter: for what is there already a week later.
  await until(35)
  const middle = await post(w, await manager(), 'спецификация.pdf')
  await until(40)
  await saveRules(w, await withTerm(w, 'files', 10))
  await until(41)
  const term = (await (await manager()).get(`/api/files/${middle.id}/term`)).body
  expect(term).toMatchObject({ rule: { days: 10 }, because: 'changed' })
  expect(Date.parse(term.at) - Date.parse(middle.file.at)).toBe(12 * DAY)
  const shown = (await (await manager()).get(`/api/threads/${(await manager()).team}/messages`)).body.messages
  expect(fileIn(shown, middle.id)?.expiresAt).toBe(term.at)
  await until(46)
  expect(await status(middle.id)).toBe(200)
  await until(47)
  expect(await status(middle.id)).toBe(410)

  // Longer: at once, also for what would have gone tomorrow.
  await until(50)
  const late = await post(w, await manager(), 'ВЭД.pdf')
  await until(59)
  await saveRules(w, await withTerm(w, 'files', 90))
  await until(139)
  expect(await status(late.id)).toBe(200)
  await until(140)
  expect(await status(late.id)).toBe(410)

  // A rule for messages: a tombstone keeps the place of each.
  await saveRules(w, await withTerm(w, 'messages', 100))
  await until(200)
  const card = await manager()
  const { messages } = (await card.get(`/api/threads/${card.team}/messages`)).body as {
    messages: ShownMessage[]
  }
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, n) => n + 1))
  const old = messages.filter(({ at }) => Date.parse(at) < w.clock.now().getTime() - 100 * DAY)
  expect(old.length).toBeGreaterThanOrEqual(4)
  expect(old.every(({ text, deletedAt, deletedBy }) => text === '' && deletedAt && !deletedBy)).toBe(true)
  const court = await w.open(people.manager, deals.long)
  expect(await said(court)).toContain('Клиент грозит судом')

  // A year after: one asks, another confirms, three days pass, and nothing goes but by the clock.
  await until(375)
  const release = { reason: 'Спор закончен мировым соглашением' }
  const auditor = await compliance(w)
  const admin = await administrator(w)
  expect((await admin.call('PUT', `/api/holds/${hold}/release`, release)).status).toBe(200)
  const alone = await admin.call('PUT', `/api/holds/${hold}/release/confirmed`)
  expect([alone.status, alone.body.error.reason]).toEqual([422, 'not_oneself'])
  expect((await auditor.call('PUT', `/api/holds/${hold}/release/confirmed`)).status).toBe(200)
  await until(377)
  for (const person of [people.admin, AUDITOR])
    expect(
      w.portal.notifications(person).filter(({ text }) => text.includes('Запрет удаления')),
    ).toHaveLength(1)
  const released = async () =>
    (await (await administrator(w)).call('GET', '/api/audit?acts=hold.released')).body.entries
  expect(await released()).toEqual([])
  expect(await status(held.id, deals.long)).toBe(200)
  w.clock.advance(DAY)
  today += 1
  const holds = (await (await atHome(w, AUDITOR)).call('GET', '/api/holds')).body.holds
  expect(Date.parse(holds[0].endsAt)).toBe(w.clock.now().getTime())
  expect(await status(held.id, deals.long)).toBe(200)
  expect(await said(await w.open(people.manager, deals.long))).toContain('Клиент грозит судом')
  await clockLooks(w)
  expect(await status(held.id, deals.long)).toBe(410)
  expect(await said(await w.open(people.manager, deals.long))).not.toContain('Клиент грозит судом')
  expect(await released()).toMatchObject([{ act: 'hold.released', by: 'clock', thing: hold }])

  await until(400)
  const stated = (await receipts(w)).flatMap(({ lines }) =>
    lines.map(([what = '', id = '']) => `${what} ${id}`),
  )
  expect(new Set(stated).size).toBe(stated.length)
  expect(stated.filter((line) => /^(files|messages) /.test(line)).sort()).toEqual(await erased())
})

function fileIn(messages: ShownMessage[], id: string) {
  return messages.flatMap(({ files }) => files).find((file) => file.id === id)
}

async function said(card: Awaited<ReturnType<typeof manager>>): Promise<string[]> {
  const { body } = await card.get(`/api/threads/${card.team}/messages`)
  return body.messages.map(({ text }: ShownMessage) => text)
}

/** All that has gone, as the rows say. */
function erased(): Promise<string[]> {
  return w.parts.store.read(w.company, async ({ db, t }) => {
    const files = (await db.select().from(t.file)).flatMap((row) => (row.erasedAt ? [`files ${row.id}`] : []))
    const messages = (await db.select().from(t.message)).flatMap((row) =>
      row.erasedAt ? [`messages ${row.id}`] : [],
    )
    return [...files, ...messages].sort()
  })
}
