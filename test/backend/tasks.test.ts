import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const deal = Number(deals.daisy)
const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person
  let said: ShownMessage

  beforeAll(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  afterAll(() => w?.stop())
  beforeEach(async () => {
    w.portal.faults.calm()
    said = await manager.say('Нужно КП для Ромашки до пятницы')
  })

  const wanted = { title: 'Подготовить КП', responsible: people.trade, deadline: '2026-11-23T15:00:00.000Z' }
  const path = (task: string, message = said) =>
    `/api/threads/${message.thread}/messages/${message.id}/tasks/${task}`
  const ask = (task: string, changes = {}, who = manager) => who.put(path(task), { ...wanted, ...changes })

  /** What is entrusted is done, and what hosts tell is heard. */
  async function settled() {
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    await heard()
  }

  async function heard() {
    await w.portal.delivered()
    await w.parts.inboxIdle()
  }

  async function messages(who = manager, thread = said.thread): Promise<ShownMessage[]> {
    return (await who.get(`/api/threads/${thread}/messages`)).body.messages
  }

  async function tasks(who = manager, message = said) {
    return (await messages(who, message.thread)).find(({ id }) => id === message.id)?.tasks
  }

  const atPortal = (title = wanted.title) => w.portal.tasks(deal).filter((task) => task.title === title)

  /** A task with a title of its own, made. */
  async function made(title: string, changes = {}) {
    const id = newId()
    expect((await ask(id, { title, ...changes })).status).toBe(201)
    await settled()
    const [task] = atPortal(title)
    return { id, task: task! }
  }

  test('a task is asked for at once, and made at the host by whoever asked', async () => {
    const id = newId()
    w.portal.faults.hang = true
    const asked = await ask(id, { title: 'Сделать расчёт' })
    expect(asked.status).toBe(201)
    const shown = { id, title: 'Сделать расчёт', responsible: people.trade, by: people.manager }
    expect(asked.body.tasks).toEqual([{ ...shown, at: expect.any(String), deadline: wanted.deadline }])
    expect(atPortal('Сделать расчёт')).toEqual([])
    w.portal.faults.hang = false
    await settled()
    const [task] = atPortal('Сделать расчёт')
    expect(task).toMatchObject({ creator: people.manager, responsible: people.trade, crm: ['D_1204'] })
    expect(task!.description).toContain('Нужно КП для Ромашки до пятницы')
    expect(task!.description).toContain('/crm/deal/details/1204/')
    expect(await tasks(trade)).toMatchObject([
      { ...shown, made: { url: expect.stringContaining(`${task!.id}`) } },
    ])
  })

  test('asked for twice it is one task', async () => {
    const id = newId()
    expect((await ask(id, { title: 'Позвонить' })).status).toBe(201)
    expect((await ask(id, { title: 'Позвонить' })).status).toBe(200)
    await settled()
    expect((await ask(id, { title: 'Позвонить' })).status).toBe(200)
    await settled()
    expect(atPortal('Позвонить')).toHaveLength(1)
    expect(await tasks()).toHaveLength(1)
  })

  test('a task whose answer was lost is made once', async () => {
    w.portal.faults.dropAnswers(1, 'tasks.task.add')
    const id = newId()
    await ask(id, { title: 'Отправить образцы' })
    await w.parts.errands.idle()
    expect(await tasks()).toMatchObject([{ id }])
    w.portal.faults.calm()
    w.clock.advance(2 * MINUTE)
    await settled()
    expect(atPortal('Отправить образцы')).toHaveLength(1)
    expect(await tasks()).toMatchObject([{ id, made: { url: expect.any(String) } }])
  })

  test('refused by the host it says why, and may be asked for again', async () => {
    const id = newId()
    w.portal.faults.fail('insufficient_scope', 1, 'tasks.task.add')
    await ask(id, { title: 'Проверить склад' })
    await settled()
    expect(await tasks()).toMatchObject([{ id, refused: 'not_granted' }])
    expect((await ask(id, { title: 'Проверить склад №2' })).status).toBe(200)
    await settled()
    expect(await tasks()).toEqual([
      expect.objectContaining({ id, title: 'Проверить склад №2', made: expect.anything() }),
    ])
    expect((await tasks())![0]).not.toHaveProperty('refused')
    expect(atPortal('Проверить склад №2')).toHaveLength(1)
  })

  test('its completion comes back to the message, and is told in the thread', async () => {
    const { task } = await made('Согласовать договор')
    const before = (await manager.get('/api/card')).body.position
    w.clock.advance(MINUTE)
    await w.portal.completeTask(task.id, people.trade)
    await heard()
    expect(await tasks()).toMatchObject([{ doneBy: people.trade, doneAt: w.clock.now().toISOString() }])
    const told = (await messages()).filter(({ happened }) => happened?.what === 'task_done')
    expect(told.map(({ happened }) => happened)).toEqual([
      { what: 'task_done', title: 'Согласовать договор', by: people.trade },
    ])
    const { events } = (await trade.get(`/api/events?after=${before}`)).body
    expect(events.map(({ topic }: { topic: string }) => topic)).toEqual(['task.changed', 'message.sent'])
    expect(events[0].data.message.tasks).toMatchObject([{ doneBy: people.trade }])
  })

  test('opened again, put off, handed over or renamed there, it is so here', async () => {
    const { task } = await made('Проверить накладную')
    await w.portal.completeTask(task.id, people.trade)
    await heard()
    await w.portal.reopenTask(task.id, people.trade)
    await heard()
    expect((await tasks())![0]).not.toHaveProperty('doneAt')
    const fields = {
      TITLE: 'Проверить накладные',
      RESPONSIBLE_ID: people.logistics,
      DEADLINE: '2026-12-01T18:00:00+03:00',
    }
    await asPortalUser(people.manager, 'tasks.task.update', { taskId: task.id, fields })
    await heard()
    expect(await tasks()).toMatchObject([
      { title: 'Проверить накладные', responsible: people.logistics, deadline: '2026-12-01T15:00:00.000Z' },
    ])
  })

  test('deleted there, it says so', async () => {
    const { task } = await made('Лишняя задача')
    await w.portal.removeTask(task.id, people.manager)
    await heard()
    expect(await tasks()).toMatchObject([{ title: 'Лишняя задача', goneAt: expect.any(String) }])
  })

  test('what an event did not tell is found by comparing', async () => {
    const { task } = await made('Тихая задача')
    w.portal.faults.loseEvents(1)
    await w.portal.completeTask(task.id, people.trade)
    await heard()
    expect((await tasks())![0]).not.toHaveProperty('doneAt')
    const compare = schedule(w.parts).find(({ name }) => name === 'tasks as they are at the host')!
    while (await compare.slice(w.company));
    expect(await tasks()).toMatchObject([{ doneBy: people.trade }])
    const before = (await manager.get('/api/card')).body.position
    while (await compare.slice(w.company));
    expect((await manager.get('/api/card')).body.position).toBe(before)
  })

  test('whoever may not see the card gets a task without a word of it', async () => {
    await made('Для финансов', { responsible: people.finance })
    expect(atPortal('Для финансов')).toMatchObject([{ responsible: people.finance, description: '' }])
  })

  test('a task of a private thread carries its title and nothing that was said', async () => {
    const thread = newId()
    const kind = { id: thread, kind: 'private', title: 'Маржа', people: [people.trade] }
    expect((await manager.post('/api/threads', kind)).status).toBe(201)
    const secret = await manager.say('Закупка по 41 200', { thread })
    expect((await manager.put(path(newId(), secret), { ...wanted, title: 'Пересчитать' })).status).toBe(201)
    await settled()
    const [task] = atPortal('Пересчитать')
    expect(JSON.stringify(task)).not.toContain('41 200')
    const outsider = await w.open(people.head)
    const before = (await outsider.get('/api/card')).body.position
    await w.portal.completeTask(task!.id, people.trade)
    await heard()
    expect((await messages(trade, thread)).at(-1)?.happened).toMatchObject({ what: 'task_done' })
    expect((await outsider.get(`/api/events?after=${before}`)).body.events).toEqual([])
    expect((await outsider.put(path(newId(), secret), wanted)).status).toBe(404)
  })

  test('what was said is read when the task goes: deleted meanwhile, it does not go along', async () => {
    w.portal.faults.hang = true
    const asking = await ask(newId(), { title: 'Поздняя задача' })
    expect(asking.status).toBe(201)
    await manager.delete(`/api/threads/${said.thread}/messages/${said.id}`)
    w.portal.faults.hang = false
    await settled()
    expect(atPortal('Поздняя задача')[0]!.description).not.toContain('Ромашки')
    expect(await tasks()).toBeUndefined()
  })

  test('nobody is asked to do what he cannot, and nothing is made of nothing', async () => {
    const id = newId()
    expect(await ask(id, { responsible: '999' })).toMatchObject({
      status: 422,
      body: { error: { reason: 'not_a_member' } },
    })
    expect(await ask(id, { title: '   ' })).toMatchObject({
      status: 422,
      body: { error: { reason: 'text_empty' } },
    })
    expect((await ask(id, { deadline: 'завтра' })).status).toBe(400)
    expect((await ask(id, { title: 'x'.repeat(251) })).status).toBe(400)
    await manager.delete(`/api/threads/${said.thread}/messages/${said.id}`)
    expect(await ask(id)).toMatchObject({ status: 409, body: { error: { reason: 'already_deleted' } } })
  })

  test('a foreign message is as if there were none, and a foreign task’s id is not taken over', async () => {
    const id = newId()
    await ask(id, { title: 'Моя задача' })
    expect(await ask(id, {}, trade)).toMatchObject({ status: 409, body: { error: { reason: 'id_taken' } } })
    const other = await w.open(people.otherManager, deals.long)
    const foreign = await other.put(path(newId()), wanted)
    const nothing = await other.put(path(newId(), { ...said, id: newId() }), wanted)
    expect(foreign).toMatchObject({ status: 404, body: nothing.body })
  })

  test('of what was said no copy is kept with what is entrusted', async () => {
    await made('Без копии')
    const rows = await w.parts.store.read(w.company, ({ db, t }) =>
      db.select().from(t.errand).where(eq(t.errand.company, w.company)),
    )
    expect(JSON.stringify(rows)).toContain('Без копии')
    expect(JSON.stringify(rows)).not.toContain('Ромашки')
  })

  async function asPortalUser(person: string, method: string, params: object) {
    await fetch(`${w.portal.restEndpoint}${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...params, auth: w.portal.tokenFor(person).AUTH_ID }),
    })
  }
})
