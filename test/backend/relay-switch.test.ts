/** E17: choosing where texts are kept, back and forth, and what is not to be had while the CRM alone has them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { administrator, keepTexts, saidThere, settled, shown, storageOf, textsOf } from './relay-fixture.ts'

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

  test('private discussions and facts are not begun, drafts not stored, and search finds nothing that went over', async () => {
    const secret = { id: newId(), kind: 'private', title: 'Между нами', people: [people.head] }
    await manager.post('/api/threads', secret)
    const hidden = await manager.say('Тайна', { thread: secret.id })
    await manager.put(`/api/threads/${manager.team}/draft`, { text: 'Начало' })
    const said = await manager.say('Грузовик стоит')
    expect(await storageOf(admin)).toMatchObject({
      mode: 'archive',
      here: { messages: 1, privateThreads: 1, privateMessages: 1, drafts: 1 },
    })
    await keepTexts(admin, 'relay')
    await settled(w)
    const refused = { status: 409, body: { error: { reason: 'kept_in_crm' } } }
    expect(await manager.post('/api/threads', { ...secret, id: newId() })).toMatchObject(refused)
    const fact = { thread: manager.team, message: said.id, text: 'Грузовик' }
    expect(await manager.put(`/api/facts/${newId()}`, fact)).toMatchObject(refused)
    await manager.put(`/api/threads/${manager.team}/draft`, { text: 'Ещё' })
    expect((await storageOf(admin)).here).toMatchObject({ drafts: 0, messages: 0, privateMessages: 1 })
    const found = await manager.get(`/api/search?q=${encodeURIComponent('грузовик')}&scope=card`)
    expect(found).toMatchObject({ status: 200, body: { hits: [] } })
    expect(await shown(manager, hidden)).toMatchObject({ text: 'Тайна' })
    expect(saidThere(w, 'Тайна')).toEqual([])
  })

  test('switched over, what was said before goes too, by and by; switched back, new texts stay here', async () => {
    const sent = []
    for (let n = 0; n < 75; n += 1) sent.push(await manager.say(`Старое №${n}.`))
    const edited = sent[0]!
    await manager.patch(at(edited), { text: 'Старое, сказанное иначе' })
    expect((await keepTexts(admin, 'relay')).waiting).toBe(75)
    for (let n = 0; n < 5; n += 1) await settled(w)
    expect(await storageOf(admin)).toMatchObject({ waiting: 0, here: { messages: 0 } })
    expect(saidThere(w, 'Старое')).toHaveLength(75)
    expect((await trade.get(`${at(edited)}/versions`)).body).toEqual({ versions: [] })
    expect(saidThere(w, 'Старое №').map(({ text }) => text.split('.')[0])).toEqual(
      sent.slice(1).map((_, n) => `Старое №${n + 1}`),
    )

    await keepTexts(admin, 'archive')
    const fresh = await manager.say('Новое')
    await settled(w)
    expect(saidThere(w, 'Новое')).toEqual([])
    expect(await shown(trade, fresh)).toMatchObject({ text: 'Новое' })
    expect(await textsOf(trade, sent[1]!, fresh)).toEqual([{ text: 'Старое №1.' }, { text: 'Новое' }])
    await manager.patch(at(sent[74]!), { text: 'Здесь снова' })
    await settled(w)
    expect(saidThere(w, 'Старое №74')).toEqual([])
    expect(await shown(trade, sent[74]!)).toMatchObject({ text: 'Здесь снова' })

    await keepTexts(admin, 'relay')
    for (let n = 0; n < 5; n += 1) await settled(w)
    expect(saidThere(w, 'Новое')).toHaveLength(1)
    expect(saidThere(w, 'Здесь снова')).toHaveLength(1)
  }, 60_000)

  test('switched back while texts are on their way, they stay here, and nothing of them there', async () => {
    await keepTexts(admin, 'relay')
    w.portal.faults.dropAnswers(1, 'crm.timeline.logmessage.add')
    const said = await manager.say('Передумали')
    await settled(w)
    await keepTexts(admin, 'archive')
    w.portal.faults.calm()
    w.clock.advance(2 * 60_000)
    await settled(w)
    await settled(w)
    expect(await shown(trade, said)).toMatchObject({ text: 'Передумали' })
    expect(saidThere(w, 'Передумали')).toEqual([])
    await keepTexts(admin, 'relay')
    await settled(w)
    expect(saidThere(w, 'Передумали')).toHaveLength(1)
    expect(await textsOf(trade, said)).toEqual([{ text: 'Передумали' }])
  })

  test('only administrators see where texts are kept, and that it was changed is in the log', async () => {
    await keepTexts(admin, 'relay')
    await keepTexts(admin, 'relay')
    const log = await admin.call('GET', '/api/audit?acts=settings.storage')
    expect(log.body.entries).toHaveLength(1)
    expect(log.body.entries[0]).toMatchObject({ by: people.admin })
    const colleague = await atHome(w, people.manager)
    expect((await colleague.call('GET', '/api/company/storage')).status).toBe(404)
    expect((await colleague.call('PUT', '/api/company/storage', { mode: 'archive' })).status).toBe(404)
  })
})
