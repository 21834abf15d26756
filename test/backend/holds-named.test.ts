/** What a hold names, and how it is let go of: by two people, three days ahead. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdsLeft, letGo } from '../../backend/holds/of-those-who-left.ts'
import { newId } from '../../backend/ids.ts'
import type { HoldScope, HoldsKnown, ShownHold } from '../../backend/shown.ts'
import type { Visitor } from '../at-home.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { type Answered, deals, type Person, people, type World, world } from '../world.ts'
import { administrator, compliance, DAY } from './retention-fixture.ts'

const REASON = 'Спор с клиентом, запрос юристов'
const [daisy, long] = [`deal:${deals.daisy}`, `deal:${deals.long}`]

const begins = new Date('2026-11-20T09:00:00Z')
/** The moment something is said: that of the second day. */
const middle = new Date(begins.getTime() + DAY).toISOString()

let w: World
let admin: Visitor
let auditor: Visitor
let topic: string
let closed: string
beforeAll(async () => {
  w = await world(sqliteStores(), { since: begins })
  auditor = await compliance(w)
  const manager = await w.open(people.manager)
  topic = await opened(manager, 'topic', 'Рекламация')
  closed = await opened(manager, 'private', 'Тайна')
  for (let day = 0; day < 3; day += 1) {
    for (const person of [people.manager, people.trade]) {
      for (const deal of [deals.daisy, deals.long])
        await post(w, await w.open(person, deal), `${day}-${deal}.txt`)
      await post(w, await w.open(person), `${day}-в теме.txt`, { thread: topic })
    }
    w.clock.advance(DAY)
  }
  await belongs(daisy, 'company:77', 'ООО «Ромашка»')
  await belongs(long, 'company:78', 'ООО «Длинный»')
  admin = await administrator(w)
  auditor = await compliance(w)
})
afterAll(() => w?.stop())

async function opened(who: Person, kind: string, title: string): Promise<string> {
  const id = newId()
  await who.post('/api/threads', { id, kind, title })
  return id
}

const belongs = (record: string, client: string, name: string) =>
  w.parts.store.write(w.company, async ({ db, t }) => {
    const [card] = await db.select().from(t.card).where(eq(t.card.record, record))
    await db
      .update(t.card)
      .set({ client, seen: { ...card!.seen!, client: name } })
      .where(eq(t.card.record, record))
  })

const place = (scope: HoldScope, { id = newId(), reason = REASON, by = admin } = {}) =>
  by.call('PUT', `/api/holds/${id}`, { reason, scope })

async function placed(scope: HoldScope): Promise<string> {
  const id = newId()
  expect((await place(scope, { id })).status).toBe(201)
  return id
}

const shown = async (id: string, by = admin): Promise<ShownHold> =>
  ((await by.call('GET', '/api/holds')).body.holds as ShownHold[]).find((one) => one.id === id)!

const acts = async (act: string, id: string) =>
  (
    await w.parts.store.read(w.company, ({ db, t }) =>
      db.select({ act: t.entry.act }).from(t.entry).where(eq(t.entry.thing, id)),
    )
  ).filter((entry) => entry.act === act).length

const said = ({ status, body }: Answered) => [status, body.error?.reason]

describe('what it names', () => {
  const scopes = (): Record<string, HoldScope> => ({
    'a record': { record: daisy },
    'a client': { client: 'company:77' },
    'a topic': { thread: topic },
    'a person': { person: people.trade },
    'all since the moment something was said': { since: middle },
    'all until that moment': { until: middle },
    'the time between': { since: middle, until: new Date(Date.parse(middle) + DAY).toISOString() },
    'a person in a record': { record: long, person: people.manager },
    'a client since then': { client: 'company:78', since: middle },
    'a topic of another record': { record: long, thread: topic },
    'a person until then': { person: people.manager, until: middle },
  })

  let overseer: Record<string, Person>
  beforeAll(async () => {
    overseer = { [daisy]: await w.open(people.admin), [long]: await w.open(people.admin, deals.long) }
  })

  test.each(Object.keys(scopes()))(
    '%s: all that fits is counted and kept, and nothing besides',
    async (name) => {
      const scope = scopes()[name]!
      const id = await placed(scope)
      const { threads, messages, files } = await w.parts.store.read(w.company, async ({ db, t }) => ({
        threads: new Map((await db.select().from(t.thread)).map((row) => [row.id, row.record])),
        messages: await db.select().from(t.message),
        files: await db.select().from(t.file),
      }))
      const clients: Record<string, string> = { [daisy]: 'company:77', [long]: 'company:78' }
      const isNamed = ({ thread, author, at }: { thread: string; author: string | null; at: Date }) => {
        const record = threads.get(thread)!
        return (
          record === (scope.record ?? record) &&
          clients[record] === (scope.client ?? clients[record]) &&
          thread === (scope.thread ?? thread) &&
          author === (scope.person ?? author) &&
          at >= new Date(scope.since ?? 0) &&
          at < new Date(scope.until ?? '9999-01-01')
        )
      }
      const held = files.filter(isNamed)
      expect((await shown(id)).covers).toEqual({
        files: held.length,
        bytes: held.reduce((sum, { size }) => sum + size, 0),
        messages: messages.filter(isNamed).length,
      })
      for (const file of files) {
        const { body } = await overseer[threads.get(file.thread)!]!.get(`/api/files/${file.id}/term`)
        const holds = (body.holds ?? []).map((one: { id: string }) => one.id)
        expect([file.name, holds.includes(id)]).toEqual([file.name, held.includes(file)])
      }
    },
  )

  test('it is listed by what it names is called; a private discussion by nothing', async () => {
    const names = async (scope: HoldScope) => (await shown(await placed(scope))).names
    expect(await names({ record: daisy, person: people.trade })).toEqual({
      record: expect.stringMatching(/./),
      person: expect.stringMatching(/./),
    })
    expect(await names({ client: 'company:77' })).toEqual({ client: 'ООО «Ромашка»' })
    expect(await names({ thread: topic })).toEqual({ thread: 'Рекламация' })
    expect(await names({ thread: closed })).toEqual({})
    expect(await names({ since: middle })).toEqual({})
    expect(await names({ person: 'who was never here' })).toEqual({ person: 'who was never here' })
  })

  test('who places one is offered clients, people, deals and topics, and no private discussion', async () => {
    const known = (await auditor.call('GET', '/api/holds/known')).body as HoldsKnown
    expect(known.clients).toEqual([
      { id: 'company:77', name: 'ООО «Ромашка»' },
      { id: 'company:78', name: 'ООО «Длинный»' },
    ])
    expect(known.people).toContainEqual({ id: people.trade, name: expect.stringMatching(/./) })
    expect(known.cards.map(({ id }) => id).sort()).toEqual([daisy, long])
    const title = expect.stringMatching(/./)
    expect(known.cards[0]).toMatchObject({ title, record: { type: 'deal' } })
    expect(known.topics).toEqual([
      { id: topic, topic: 'Рекламация', record: { type: 'deal', id: deals.daisy }, title },
    ])
    expect(JSON.stringify(known)).not.toContain('Тайна')
  })
})

describe('placing', () => {
  test('once more changes nothing; by another person under the same id it is refused', async () => {
    const id = await placed({ record: long })
    expect((await place({ record: daisy }, { id, reason: `${REASON}, ещё` })).status).toBe(201)
    expect(await shown(id)).toMatchObject({
      reason: REASON,
      scope: { record: long },
      by: { id: people.admin },
    })
    expect(await acts('hold.placed', id)).toBe(1)
    expect(said(await place({ record: long }, { id, by: auditor }))).toEqual([409, 'id_taken'])
  })

  test('the reason has ten characters at least and two thousand at most, besides spaces', async () => {
    const reason = async (text: string) => said(await place({ record: long }, { reason: text }))
    expect(await reason('девять123 ')).toEqual([400, 'bad_request'])
    expect(await reason('десять1234')).toEqual([201, undefined])
    expect(await reason('ю'.repeat(2000))).toEqual([201, undefined])
    expect(await reason('ю'.repeat(2001))).toEqual([400, 'bad_request'])
    const id = newId()
    await place({ record: long }, { id, reason: `  ${REASON} ` })
    expect((await shown(id)).reason).toBe(REASON)
  })

  test('it names something, and ends after it begins', async () => {
    expect(said(await place({}))).toEqual([400, 'bad_request'])
    expect(said(await place({ since: middle, until: middle }))).toEqual([400, 'bad_request'])
  })
})

describe('letting go', () => {
  const ask = (id: string, by = admin, reason = 'Спор закончен мировым') =>
    by.call('PUT', `/api/holds/${id}/release`, { reason })
  const confirm = (id: string, by = auditor) => by.call('PUT', `/api/holds/${id}/release/confirmed`)
  const goOn = (id: string, by = auditor) => by.call('DELETE', `/api/holds/${id}/release`)

  test('one asks with a reason, another confirms, and it holds for 72 hours more, to the second', async () => {
    const id = await placed({ record: long })
    expect(said(await confirm(id))).toEqual([400, 'bad_request'])
    expect(said(await ask(id, admin, 'коротко'))).toEqual([400, 'bad_request'])
    expect((await ask(id, admin, ' Спор закончен мировым ')).status).toBe(200)
    const asked = { at: w.clock.now().toISOString(), reason: 'Спор закончен мировым' }
    expect((await shown(id)).releaseAsked).toMatchObject({ ...asked, by: { id: people.admin }, mine: true })
    expect((await shown(id, auditor)).releaseAsked).toMatchObject({ mine: false })
    expect((await shown(id)).endsAt).toBeUndefined()
    // Asked again, by whomever, the first one counts.
    expect((await ask(id, auditor, 'Другая причина, позже')).status).toBe(200)
    expect((await shown(id)).releaseAsked).toMatchObject(asked)
    expect(await acts('hold.release_asked', id)).toBe(1)
    expect(said(await confirm(id, admin))).toEqual([422, 'not_oneself'])

    expect((await confirm(id)).status).toBe(200)
    const at = w.clock.now()
    const endsAt = new Date(at.getTime() + 3 * DAY).toISOString()
    const confirmed = { releaseConfirmed: { at: at.toISOString(), by: { id: auditor.id } }, endsAt }
    expect(await shown(id)).toMatchObject(confirmed)
    w.clock.advance(1000)
    expect((await confirm(id)).status).toBe(200)
    expect(await shown(id)).toMatchObject(confirmed)
    expect(await acts('hold.release_confirmed', id)).toBe(1)

    w.clock.advance(3 * DAY - 1001)
    admin = await administrator(w)
    auditor = await compliance(w)
    expect((await shown(id)).covers.messages).toBeGreaterThan(0)
    w.clock.advance(1)
    expect((await shown(id)).covers).toEqual({ files: 0, bytes: 0, messages: 0 })
    for (const late of [ask, confirm, goOn]) expect(said(await late(id))).toEqual([409, 'withdrawn'])
    const all = (await admin.call('GET', '/api/holds')).body.holds as ShownHold[]
    expect(all.at(-1)?.id).toBe(id)
  })

  test('who changes his mind goes on holding, as if nobody had asked', async () => {
    const id = await placed({ record: long })
    expect((await goOn(id)).status).toBe(200)
    expect(await acts('hold.changed', id)).toBe(0)
    await ask(id)
    await confirm(id)
    expect((await goOn(id)).status).toBe(200)
    expect(await acts('hold.changed', id)).toBe(1)
    const again = await shown(id)
    expect([again.releaseAsked, again.releaseConfirmed, again.endsAt]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(said(await confirm(id))).toEqual([400, 'bad_request'])
  })

  test('of a hold that is not there nobody can let go', async () => {
    for (const change of [ask, confirm, goOn]) expect(said(await change(newId()))).toEqual([404, 'not_found'])
  })

  test('whoever runs the server may only where the company has left; once more, it ends no later', async () => {
    const { store } = w.parts
    const release = (id: string) => store.write(w.company, (wr) => letGo(wr, id, 'Решение суда от 1 марта'))
    const id = await placed({ record: long })
    await expect(release(id)).rejects.toThrow('has not left')
    expect(await store.read(w.company, holdsLeft)).toBeUndefined()
    expect(await store.read('nobody', holdsLeft)).toBeUndefined()
    await w.portal.finishInstallation()
    await w.portal.uninstall({ clean: false })
    await w.parts.inboxIdle()
    await expect(release(newId())).rejects.toThrow('nothing holds by this id')
    const ends = await release(id)
    expect(ends.getTime()).toBe(w.clock.now().getTime() + 3 * DAY)
    w.clock.advance(DAY)
    expect(await release(id)).toEqual(ends)
    expect(await acts('hold.release_confirmed', id)).toBe(1)
  })
})
