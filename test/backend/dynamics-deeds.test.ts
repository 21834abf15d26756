/** What people have done in Dynamics from a card: tasks, kept files, notes, each once and in their own name. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld, opportunities } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'
import type { Person } from '../world.ts'

const { admin, head, seller } = colleagues

onEveryStore((stores) => {
  let w: DynamicsWorld
  let sergey: Person
  let said: ShownMessage

  beforeEach(async () => {
    w = await dynamicsWorld(stores)
    sergey = await w.openCard(seller)
    said = await sergey.say('Нужно КП до пятницы')
  })
  afterEach(() => w.stop())

  async function settled() {
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    await w.organization.delivered()
    await w.parts.inboxIdle()
  }

  const inTalk = async (): Promise<ShownMessage> =>
    (await sergey.get(`/api/threads/${said.thread}/messages`)).body.messages.find(
      ({ id }: ShownMessage) => id === said.id,
    )

  const tasksCalled = (subject: string) => w.organization.find('task', { subject })

  const ask = (id: string, title: string) =>
    sergey.put(`/api/threads/${said.thread}/messages/${said.id}/tasks/${id}`, {
      title,
      responsible: w.organization.person(head).id,
      deadline: '2026-11-23T15:00:00.000Z',
    })

  test('a task is made from a message, under the opportunity, by whoever asked', async () => {
    expect((await ask(newId(), 'Подготовить КП')).status).toBe(201)
    await settled()
    const [task = ''] = tasksCalled('Подготовить КП')
    expect(w.organization.read({ table: 'task', id: task })).toMatchObject({
      regardingobjectid: { table: 'opportunity', id: w.deal(opportunities.daisy).id },
      createdby: { id: sergey.id },
    })
    expect((await inTalk()).tasks).toMatchObject([
      { title: 'Подготовить КП', made: { url: expect.any(String) } },
    ])
  })

  test('its completion there is shown in the talk', async () => {
    await ask(newId(), 'Позвонить клиенту')
    await settled()
    const [task = ''] = tasksCalled('Позвонить клиенту')
    w.organization.completeTask(task, head)
    await settled()
    expect((await inTalk()).tasks).toMatchObject([{ doneAt: expect.any(String) }])
  })

  test('a task whose answer was lost is made once', async () => {
    w.organization.faults.dropAnswers(1, 'POST tasks')
    await ask(newId(), 'Отправить образцы')
    await settled()
    w.clock.advance(120_000)
    await settled()
    expect(tasksCalled('Отправить образцы')).toHaveLength(1)
    expect((await inTalk()).tasks).toMatchObject([{ made: { url: expect.any(String) } }])
  })

  test('what a rule of the customer’s refuses is shown in the rule’s own words', async () => {
    w.organization.register({
      table: 'task',
      message: 'Create',
      forbids: () => 'Срок задачи не может быть в выходной.',
    })
    await ask(newId(), 'В субботу')
    await settled()
    expect(tasksCalled('В субботу')).toEqual([])
    expect((await inTalk()).tasks).toMatchObject([
      { refused: 'denied', said: 'Срок задачи не может быть в выходной.' },
    ])
  })

  test('a file that was kept lies among the opportunity’s notes', async () => {
    const id = newId()
    const sent = await w.http.request(`/api/files/${id}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${sergey.token}`,
        'Content-Type': 'text/plain',
        'X-Thread': sergey.team,
        'X-File-Name': "UTF-8''%D0%9A%D0%9F.txt",
      },
      body: 'условия',
    })
    expect(sent.status).toBe(201)
    await sergey.say('Вот КП', { files: [id] })
    expect((await sergey.put(`/api/files/${id}/kept`)).status).toBe(200)
    await settled()
    const kept = w.organization.find('annotation', { filename: 'КП.txt' })
    expect(kept).toHaveLength(1)
    expect(w.organization.read({ table: 'annotation', id: kept[0]! })).toMatchObject({
      objectid: { table: 'opportunity' },
      documentbody: Buffer.from('условия').toString('base64'),
    })
  })

  test('a file of a private discussion is not brought where all who see the record would read it: it stays with us', async () => {
    const secret = {
      id: newId(),
      kind: 'private',
      title: 'Между нами',
      people: [w.organization.person(head).id],
    }
    await sergey.post('/api/threads', secret)
    const id = newId()
    const headers = {
      ...{ Authorization: `Bearer ${sergey.token}`, 'Content-Type': 'text/plain', 'X-Thread': secret.id },
      'X-File-Name': "UTF-8''cost.txt",
    }
    await w.http.request(`/api/files/${id}`, { method: 'PUT', headers, body: 'себестоимость' })
    await sergey.say('Только вам', { thread: secret.id, files: [id] })
    expect((await sergey.put(`/api/files/${id}/kept`)).status).toBe(200)
    await settled()
    expect(w.organization.find('annotation', { filename: 'cost.txt' })).toEqual([])
    const { body } = await sergey.get(`/api/threads/${secret.id}/messages`)
    expect(body.messages.at(-1).files[0]).toMatchObject({ permanent: expect.anything() })
  })

  test('people of the organization are known, those who left as such', async () => {
    const people = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.person))
    const left = w.organization.person(colleagues.left).id
    expect(people.find(({ id }) => id === left)?.leftAt).not.toBeNull()
    expect(people.find(({ id }) => id === w.organization.person(admin).id)).toMatchObject({
      admin: true,
      leftAt: null,
    })
    expect(people.map(({ name }) => name).join()).not.toContain('# Dealthread')
  })

  test('what surrounds the opportunity is read as the person who looks', async () => {
    const { status, body } = await sergey.get('/api/card/panel')
    expect(status).toBe(200)
    expect(body).toMatchObject({ quotes: [{ url: expect.stringContaining('etn=quote') }] })
  })
})
