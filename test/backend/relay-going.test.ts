/** E17: what is left here of texts that the CRM alone has, and what becomes of them when they are to go. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkLog } from '../../backend/audit/checking.ts'
import { auditMarks } from '../../backend/audit/marks.ts'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { verifyDossier } from '../../tools/dossier/verifier.mjs'
import type { Visitor } from '../at-home.ts'
import { post } from '../documents.ts'
import { archiveOf, takeDossier } from '../dossier.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { asOffered, decideAll, look, orderIt } from './erasure-fixture.ts'
import { administrator, keepTexts, saidThere, settled, shown, storageOf, textsOf } from './relay-fixture.ts'
import { clockLooks, compliance, DAY, saveRules, withTerm } from './retention-fixture.ts'

const REASON = 'Спор с клиентом, запрос юристов'

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let manager: Person

  beforeEach(async () => {
    w = await world(stores)
    admin = await administrator(w)
    manager = await w.open(people.manager)
  })
  afterEach(() => w.stop())

  const at = ({ thread, id }: Pick<ShownMessage, 'thread' | 'id'>) => `/api/threads/${thread}/messages/${id}`

  /** Bytes are removed after the write that lets them go. */
  const gone = (file: string) =>
    vi.waitFor(async () => expect(await w.parts.files.size({ company: w.company, file })).toBeUndefined())

  const hold = async (scope: object) => {
    const id = newId()
    const placed = await admin.call('PUT', `/api/holds/${id}`, { reason: REASON, scope })
    expect(placed.status).toBe(201)
    return id
  }

  test('a file goes with its message: the CRM keeps it, and our bytes go', async () => {
    await keepTexts(admin, 'relay')
    const { id, message } = await post(w, manager, 'договор.txt')
    await settled(w)
    await settled(w)
    expect(w.portal.disk(Number(deals.daisy)).map(({ name }) => name)).toContain('договор.txt')
    expect((await shown(manager, message)).files[0]).toMatchObject({ name: 'договор.txt', kept: {} })
    await gone(id)
    expect((await storageOf(admin)).here.files).toBe(0)
  })

  test('what had been sent before the switch goes too, but of private discussions nothing', async () => {
    const { id } = await post(w, manager, 'старый.txt')
    const secret = { id: newId(), kind: 'private', title: 'Между нами', people: [people.head] }
    await manager.post('/api/threads', secret)
    const hidden = await post(w, manager, 'тайный.txt', { thread: secret.id })
    await keepTexts(admin, 'relay')
    for (let n = 0; n < 3; n += 1) await settled(w)
    expect(w.portal.disk(Number(deals.daisy)).map(({ name }) => name)).toEqual(['старый.txt'])
    await gone(id)
    expect(await w.parts.files.size({ company: w.company, file: hidden.id })).toBeGreaterThan(0)
  })

  test('what is on hold stays here while it is, and goes over afterwards', async () => {
    await keepTexts(admin, 'relay')
    const before = await manager.say('Сказано до запрета')
    await settled(w)
    const held = await hold({ record: `deal:${deals.daisy}` })
    const during = await manager.say('Сказано под запретом')
    await settled(w)
    expect(await shown(manager, during)).toMatchObject({ text: 'Сказано под запретом' })
    expect(await storageOf(admin)).toMatchObject({ held: 1, waiting: 0 })
    await manager.delete(at(before))
    await settled(w)
    expect(saidThere(w, 'Сказано до запрета')).toHaveLength(1)
    expect(await textsOf(manager, before)).toEqual([{ text: '' }])
    const auditor = await compliance(w)
    await auditor.call('PUT', `/api/holds/${held}/release`, { reason: 'Спор окончен' })
    await admin.call('PUT', `/api/holds/${held}/release/confirmed`)
    w.clock.advance(4 * DAY)
    await clockLooks(w)
    manager = await w.open(people.manager)
    await w.parts.texts.handOverAgain(w.company)
    await settled(w)
    expect(saidThere(w, 'Сказано под запретом')).toHaveLength(1)
    expect(await textsOf(manager, during)).toEqual([{ text: 'Сказано под запретом' }])
  })

  test('when its time is over, a message goes from the CRM as well, but not while it is on hold', async () => {
    await keepTexts(admin, 'relay')
    const topic = newId()
    await manager.post('/api/threads', { id: topic, kind: 'topic', title: 'Рекламация' })
    await manager.say('Уходит по сроку')
    await manager.say('Держится запретом', { thread: topic })
    await settled(w)
    await saveRules(w, await withTerm(w, 'messages', 30))
    admin = await administrator(w)
    await hold({ thread: topic })
    w.clock.advance(40 * DAY)
    await clockLooks(w)
    await settled(w)
    expect(saidThere(w, 'Уходит по сроку')).toEqual([])
    expect(saidThere(w, 'Держится запретом')).toHaveLength(1)
    const known = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.relayed))
    expect(known).toHaveLength(1)
  })

  test('whoever looks for somebody is told of the texts he cannot look into; what he has written goes there too', async () => {
    await keepTexts(admin, 'relay')
    const trade = await w.open(people.trade)
    await manager.say('Просила Анна Ветрова')
    await trade.say('Пишет тот, кого забудут')
    await settled(w)
    const preview = await look(admin, [{ kind: 'name', text: 'Никого Такого' }], [people.trade])
    expect(preview).toMatchObject({ elsewhere: 2 })
    const decided = await decideAll(admin, preview, (find) =>
      find.kind === 'message' ? { decision: 'erase' } : asOffered(find),
    )
    await orderIt(w, admin, decided)
    await settled(w)
    expect(saidThere(w, 'Пишет тот, кого забудут')).toEqual([])
    expect(saidThere(w, 'Просила Анна Ветрова')).toHaveLength(1)
    const { body } = await admin.call('GET', `/api/erasures/${preview.id}/certificate`)
    expect(JSON.parse(body.statement).host).toContainEqual(
      expect.objectContaining({ what: 'note', state: 'gone' }),
    )
  })

  test('a dossier names the entry and the hash of what the CRM alone has, and is proven by the log', async () => {
    await manager.say('Сказано и исправлено').then((said) => manager.patch(at(said), { text: 'Исправлено' }))
    await keepTexts(admin, 'relay')
    const said = await manager.say('Только в CRM')
    await settled(w)
    const gone = await manager.say('Удалено потом')
    await settled(w)
    await manager.delete(at(gone))
    await settled(w)
    await keepTexts(admin, 'archive')
    const back = await manager.say('Снова здесь')
    await manager.patch(at(back), { text: 'Снова здесь, исправлено' })
    await manager.patch(at(said), { text: 'Уже не только в CRM' })
    const dossier = await takeDossier(w, admin)
    const lines = Object.keys(dossier.parts)
      .filter((path) => /^data\/threads\/.*\.jsonl$/.test(path))
      .flatMap((path) => dossier.text(path).trim().split('\n'))
      .map((line) => JSON.parse(line))
    const [entry] = saidThere(w, 'Исправлено')
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...{ text: '', versions: [], elsewhere: true },
        inCrm: expect.objectContaining({ entry: String(entry!.id), length: 'Исправлено'.length }),
      }),
    )
    expect(await verifyDossier(archiveOf(dossier.bytes))).toMatchObject({ wrong: [] })
    const mark = auditMarks(w.parts.secrets)
    expect(await checkLog(w.parts.store, w.company, { mark })).toMatchObject({ wrong: [] })
  })

  test('a task made of such a message still tells what it is about', async () => {
    await keepTexts(admin, 'relay')
    await w.open(people.head)
    const said = await manager.say('Подготовить КП до пятницы')
    await settled(w)
    const wanted = { title: 'КП', responsible: people.head }
    expect((await manager.put(`${at(said)}/tasks/${newId()}`, wanted)).status).toBe(201)
    await settled(w)
    expect(JSON.stringify(w.portal.tasks(Number(deals.daisy)))).toContain('Подготовить КП до пятницы')
  })
})
