/** What a dismissal has to do with the portal: who has left there, its bell, its tasks; and with guests. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World } from '../world.ts'
import { dismiss, leavingScene, look, path } from './leaving-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let leaver: Person
  let heir: Person

  beforeEach(async () => {
    ;({ w, admin, leaver, heir } = await leavingScene(stores))
  })
  afterEach(() => w?.stop())

  test('whoever the portal says has left is shown out, and waits for the administrator’s click', async () => {
    w.portal.dismiss(people.manager)
    await w.parts.readPeople(w.company)
    expect((await leaver.get('/api/card')).status).toBe(401)
    const list = (await admin.call('GET', path())).body
    expect(list.left.map(({ id }: { id: string }) => id)).toEqual([people.manager])
    expect(list.leavings).toEqual([])
    await dismiss(admin)
    expect((await admin.call('GET', path())).body.left).toEqual([])
  })

  const bell = (person: string) => w.portal.notifications(person).map(({ text }) => text)
  async function ringing() {
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
  }

  test('the heir is called with how much has come to him, and again when it goes back', async () => {
    const trade = await w.open(people.trade)
    await trade.put(`/api/threads/${trade.team}/questions/${newId()}`, {
      text: 'Какой срок поставки?',
      to: { person: people.manager },
      deadline: 'hour',
    })
    const { id } = await dismiss(admin)
    await ringing()
    const told = /Вам переданы дела: Сергей Котов. Карточек: \d+, обсуждений: 1, ждут вашего ответа: 1\./
    expect(bell(people.head)).toEqual([expect.stringMatching(told)])
    await admin.call('DELETE', path(`/${id}`))
    await ringing()
    expect(bell(people.head)).toEqual([expect.stringContaining('Передача дел отменена')])
  })

  test('a role nobody answers for any more is said before, and administrators are told of it', async () => {
    const { roles } = await look(admin, people.customs)
    expect(roles).toMatchObject([{ id: 'customs', empty: true }])
    await dismiss(admin, { person: people.customs, to: null })
    await ringing()
    expect(bell(people.admin)).toEqual([
      expect.stringContaining('За роль «Таможня» больше никто не отвечает'),
    ])
    const { body } = await heir.get('/api/roles')
    const customs = body.roles.find(({ id }: { id: string }) => id === 'customs')
    expect(customs).toMatchObject({ holders: [], onDuty: [] })
  })

  test('his tasks are the heir’s at the portal too, and his again when it is taken back', async () => {
    const trade = await w.open(people.trade)
    const { id: message } = await trade.say('Нужен счёт')
    const task = newId()
    await trade.put(`/api/threads/${trade.team}/messages/${message}/tasks/${task}`, {
      title: 'Выставить счёт',
      responsible: people.manager,
      deadline: null,
    })
    await ringing()
    const there = () =>
      w.portal.tasks(Number(deals.daisy)).find(({ title }) => title === 'Выставить счёт')!.responsible
    const { id } = await dismiss(admin)
    await ringing()
    expect(there()).toBe(people.head)
    const shown = async () => {
      const { messages } = (await heir.get(`/api/threads/${trade.team}/messages`)).body
      return messages.find((one: { id: string }) => one.id === message).tasks[0]
    }
    expect(await shown()).toMatchObject({ responsible: people.head })
    await admin.call('DELETE', path(`/${id}`))
    await ringing()
    expect(there()).toBe(people.manager)
  })

  test('a task the portal does not let us hand over is seen to here, and says why', async () => {
    const trade = await w.open(people.trade)
    const { id: message } = await trade.say('Нужен счёт')
    const task = newId()
    await trade.put(`/api/threads/${trade.team}/messages/${message}/tasks/${task}`, {
      title: 'Выставить счёт',
      responsible: people.manager,
      deadline: null,
    })
    await ringing()
    w.portal.faults.fail('insufficient_scope', 9, 'tasks.task.update')
    await dismiss(admin)
    await ringing()
    const { messages } = (await heir.get(`/api/threads/${trade.team}/messages`)).body
    const { tasks } = messages.find((one: { id: string }) => one.id === message)
    expect(tasks[0]).toMatchObject({
      responsible: people.manager,
      handedTo: people.head,
      handing: 'not_granted',
    })
  })

  test('his sponsored guests go with him, or stay with another who answers for them', async () => {
    const guest = await leaver.post(`/api/threads/${leaver.team}/invites`, {
      id: newId(),
      who: { guest: { name: 'Анна из Ромашки' } },
    })
    expect(guest.status, JSON.stringify(guest.body)).toBe(201)
    expect((await look(admin)).invites).toEqual({ colleagues: 0, guests: 1 })
    const { id } = await dismiss(admin)
    const invites = async () => (await heir.get(`/api/threads/${heir.team}/invites`)).body.invites
    expect((await invites())[0]).toMatchObject({ state: 'revoked' })
    await admin.call('DELETE', path(`/${id}`))
    expect((await invites())[0]).toMatchObject({ state: 'pending', sponsor: { id: people.manager } })
    await dismiss(admin, { sponsor: people.head })
    expect((await invites())[0]).toMatchObject({ state: 'pending', sponsor: { id: people.head } })
  })
})
