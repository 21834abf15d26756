/** E17: a company keeps its texts in its CRM only. What people say goes there, and is read back from there. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { shownStorage } from '../../backend/relay/switch.ts'
import type { Deed } from '../../crm-adapters/port.ts'
import type { Visitor } from '../at-home.ts'
import { guestIn, inviteGuest } from '../invited.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { administrator, keepTexts, saidThere, settled, shown, storageOf, textsOf } from './relay-fixture.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let manager: Person
  let trade: Person

  beforeEach(async () => {
    w = await world(stores)
    admin = await administrator(w)
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  afterEach(() => w.stop())

  const at = ({ thread, id }: { thread: string; id: string }) => `/api/threads/${thread}/messages/${id}`

  /** Long enough that nothing is remembered of what the host has said. */
  const later = () => w.clock.advance(2 * MINUTE)

  test('what is said goes to the record’s history, is gone here, and is read back to the letter', async () => {
    await keepTexts(admin, 'relay')
    const text = 'Слот <держим> до пятницы\n\n— Анна'
    const said = await manager.say(text)
    expect(said).toMatchObject({ text })
    await settled(w)
    const [entry] = saidThere(w, 'Слот <держим>')
    expect(entry).toMatchObject({ kind: 'log', title: expect.stringContaining('Чат') })
    expect(await shown(trade, said)).toMatchObject({ text: '', elsewhere: true, author: people.manager })
    expect(await textsOf(trade, said)).toEqual([{ text }])
    const answer = await trade.say('Понял', { replyTo: said.id })
    expect(answer.quote).toMatchObject({ text: '', elsewhere: true })
    expect((await storageOf(admin)).here).toMatchObject({ messages: 1, characters: 5 })
    await settled(w)
    const { threads, storage } = (await trade.get('/api/card')).body
    expect(storage).toBe('relay')
    expect(threads[0].lastMessage).toMatchObject({ text: '', elsewhere: true })
    expect(await storageOf(admin)).toMatchObject({
      ...{ mode: 'relay', by: { id: people.admin }, waiting: 0, refused: 0, held: 0 },
      here: { messages: 0, characters: 0 },
    })
  })

  test('sent again under its id it is still the same message', async () => {
    await keepTexts(admin, 'relay')
    const id = newId()
    await manager.say('Отгрузка в среду', { id })
    await settled(w)
    expect(await manager.say('Отгрузка в среду', { id })).toMatchObject({ id, text: '', elsewhere: true })
    await settled(w)
    expect(saidThere(w, 'Отгрузка в среду')).toHaveLength(1)
  })

  test('what somebody has changed in the CRM is shown as changed, what he has deleted as gone', async () => {
    await keepTexts(admin, 'relay')
    const [one, other] = [await manager.say('Скидка 5 %'), await manager.say('Цена окончательная')]
    await settled(w)
    const [changed] = saidThere(w, 'Скидка 5 %')
    changed!.text = changed!.text.replace('5 %', '15 %')
    const [gone] = saidThere(w, 'Цена окончательная')
    const record = { type: 'deal', id: '1204' }
    const back: Deed = {
      key: 'by hand',
      do: 'take_back',
      what: 'note',
      id: String(gone!.id),
      record,
      url: null,
    }
    await w.parts.crm.act(...asInstaller(), back)
    expect(await textsOf(trade, one, other)).toEqual([{ text: 'Скидка 15 %', altered: true }, { gone: true }])
  })

  function asInstaller() {
    const { memberId: company, origin, restEndpoint: endpoint } = w.portal
    const access = w.portal.tokenFor(people.admin).AUTH_ID
    const expiresAt = new Date(w.clock.now().getTime() + HOUR)
    return [
      { host: 'bitrix24', company, origin, endpoint } as const,
      { access, refresh: null, expiresAt },
    ] as const
  }

  test('said differently, it lies there once, as it was said last', async () => {
    await keepTexts(admin, 'relay')
    const said = await manager.say('Слот до пятницы')
    await settled(w)
    expect(await manager.patch(at(said), { text: 'Слот до субботы' })).toMatchObject({
      status: 200,
      body: { text: 'Слот до субботы', editedAt: expect.any(String) },
    })
    await settled(w)
    expect(saidThere(w, 'Слот до пятницы')).toEqual([])
    expect(saidThere(w, 'Слот до субботы')).toHaveLength(1)
    expect(await textsOf(trade, said)).toEqual([{ text: 'Слот до субботы' }])
    expect((await trade.get(`${at(said)}/versions`)).body).toEqual({ versions: [] })
  })

  test('said differently before it has gone over, it goes over once', async () => {
    await keepTexts(admin, 'relay')
    w.portal.faults.hang = true
    const said = await manager.say('Черновая мысль')
    await w.parts.heard()
    await manager.patch(at(said), { text: 'Чистовая мысль' })
    await w.parts.heard()
    w.portal.faults.hang = false
    await settled(w)
    await settled(w)
    expect(saidThere(w, 'Черновая мысль')).toEqual([])
    expect(saidThere(w, 'Чистовая мысль')).toHaveLength(1)
    expect(await textsOf(trade, said)).toEqual([{ text: 'Чистовая мысль' }])
  })

  test('deleted, it is gone at the host too; on its way there, as soon as it has come', async () => {
    await keepTexts(admin, 'relay')
    const said = await manager.say('Лишнее слово')
    await settled(w)
    w.portal.faults.dropAnswers(1, 'crm.timeline.logmessage.add')
    const unsure = await manager.say('Второе лишнее')
    await settled(w)
    expect(saidThere(w, 'Второе лишнее')).toHaveLength(1)
    w.portal.faults.calm()
    for (const one of [said, unsure]) expect((await manager.delete(at(one))).status).toBe(200)
    later()
    await settled(w)
    await settled(w)
    expect(saidThere(w, 'Лишнее слово')).toEqual([])
    expect(saidThere(w, 'Второе лишнее')).toEqual([])
    expect(await textsOf(trade, said)).toEqual([{ text: '' }])
  })

  test('while the CRM is away nothing is lost, and whoever looks is told that it is away', async () => {
    await keepTexts(admin, 'relay')
    const before = await manager.say('До перерыва')
    await settled(w)
    later()
    w.portal.faults.dropRequests(1)
    const during = await manager.say('Во время перерыва')
    await settled(w)
    expect(await shown(manager, during)).toMatchObject({ text: 'Во время перерыва' })
    const read = await trade.get(`/api/threads/${before.thread}/texts?messages=${before.id}`)
    expect(read).toMatchObject({ status: 503, body: { error: { reason: 'host_unreachable' } } })
    expect(read.headers.get('retry-after')).toBeTruthy()
    w.portal.faults.calm()
    expect(await storageOf(admin)).toMatchObject({ waiting: 1 })
    w.clock.advance(HOUR)
    await settled(w)
    expect(saidThere(w, 'Во время перерыва')).toHaveLength(1)
    expect(await textsOf(await w.open(people.trade), before, during)).toEqual([
      { text: 'До перерыва' },
      { text: 'Во время перерыва' },
    ])
  })

  test('given up after days, it goes over when the CRM is back, and only once', async () => {
    await keepTexts(admin, 'relay')
    w.portal.faults.dropAnswers(1, 'crm.timeline.logmessage.add')
    w.portal.faults.dropRequests(1, 'crm.timeline.logmessage.list')
    await manager.say('Долгая дорога')
    for (const wait of [0, 2 * MINUTE, 50 * HOUR]) {
      w.clock.advance(wait)
      await settled(w)
    }
    w.portal.faults.calm()
    const waiting = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.relayed))
    expect(waiting).toMatchObject([{ entry: null, stays: 'given_up', reason: 'unreachable' }])
    // The line to a host that was silent opens by a clock of its own.
    await vi.waitUntil(
      async () => {
        await w.parts.texts.handOverAgain(w.company)
        await settled(w)
        w.clock.advance(HOUR)
        return (await w.parts.store.read(w.company, shownStorage)).waiting === 0
      },
      { timeout: 50_000, interval: 500 },
    )
    expect(saidThere(w, 'Долгая дорога')).toHaveLength(1)
  }, 60_000)

  test('whose every third answer is lost, it lies there once all the same', async () => {
    await keepTexts(admin, 'relay')
    w.portal.faults.dropAnswers(0.34, 'crm.timeline.logmessage.add')
    const said = Array.from({ length: 30 }, (_, n) => `Строка №${n}.`)
    const sent = []
    for (const text of said) sent.push(await manager.say(text))
    for (let n = 0; n < 60 && (await storageOf(admin)).waiting > 0; n += 1) {
      await settled(w)
      w.clock.advance(MINUTE)
    }
    w.portal.faults.calm()
    for (const text of said) expect(saidThere(w, text)).toHaveLength(1)
    expect(await textsOf(manager, ...sent)).toEqual(said.map((text) => ({ text })))
  })

  test('a guest reads through us what he may read, and another card’s people nothing', async () => {
    await keepTexts(admin, 'relay')
    const early = await manager.say('Не для клиента')
    const { link } = await inviteGuest(manager, 'Клиент', { fromSeq: 2 })
    const late = await manager.say('Для клиента')
    await settled(w)
    const guest = await guestIn(w, link)
    const path = `/api/threads/${late.thread}/texts?messages=${early.id},${late.id}`
    const read = await guest.call('GET', path)
    expect(read).toMatchObject({ status: 200, body: { texts: { [late.id]: { text: 'Для клиента' } } } })
    expect(Object.keys(read.body.texts)).toEqual([late.id])
    const elsewhere = await w.open(people.manager, '1207')
    expect((await elsewhere.get(path)).status).toBe(404)
    expect((await manager.get(`/api/threads/${late.thread}/texts?messages=nonsense`)).status).toBe(400)
  })
})
