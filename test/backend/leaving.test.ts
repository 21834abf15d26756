/** Somebody is dismissed with one click: nothing of his is lost, nothing of it stays open to him. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome, homePage, type Visitor } from '../at-home.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World } from '../world.ts'
import { dismiss, leavingScene, look, membersOf, path, threadOf } from './leaving-fixture.ts'

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let leaver: Person
  let heir: Person

  beforeEach(async () => {
    ;({ w, admin, leaver, heir } = await leavingScene(stores))
  })
  afterEach(() => w?.stop())

  test('what comes to an end is counted before, and whoever has least to do is proposed', async () => {
    await threadOf(leaver, 'topic', 'Таможня', [people.trade])
    await threadOf(leaver, 'private', 'Скидка', [people.trade])
    await w.open(people.manager, deals.long)
    const found = await look(admin)
    expect(found).toMatchObject({
      person: { id: people.manager },
      sessions: 2,
      threads: { shared: 3, private: 1 },
    })
    expect(found.groups.reduce((sum, { cards }) => sum + cards, 0)).toBe(2)
    expect(found.candidates.map(({ person }) => person.id)).not.toContain(people.manager)
    for (const { proposed } of found.groups) expect([people.head, people.admin]).toContain(proposed)
  })

  test('one click ends his sessions, and another has his discussions; what he said stays his', async () => {
    const topic = await threadOf(leaver, 'topic', 'Таможня', [people.trade])
    const { status, leaving } = await dismiss(admin)
    expect(status).toBe(201)
    expect(leaving).toMatchObject({ doneAt: expect.any(String), undoUntil: expect.any(String) })
    expect(leaving.counts).toContainEqual({ kind: 'thread', things: 2, handed: 2 })

    expect((await leaver.get('/api/card')).status).toBe(401)
    expect((await membersOf(heir, topic)).sort()).toEqual([people.head, people.trade])
    const { messages } = (await heir.get(`/api/threads/${heir.team}/messages`)).body
    expect(messages.find(({ text }: { text: string }) => text.startsWith('Слот')).author).toBe(people.manager)
  })

  test('he does not come back, whatever the portal says', async () => {
    await dismiss(admin)
    expect((await w.page(people.manager, deals.daisy)).status).toBe(403)
    expect((await homePage(w, people.manager)).status).toBe(403)
    await w.parts.readPeople(w.company)
    expect((await w.page(people.manager, deals.daisy)).status).toBe(403)
  })

  test('his open windows are closed, others see him go and the heir come', async () => {
    const origin = await w.listen()
    const his = await liveSocket(origin, { token: leaver.token, after: 0 })
    const hers = await liveSocket(origin, { token: heir.token, after: heir.bootstrap.card.position })
    await his.until((frame): frame is { present: string[] } => 'present' in frame)
    const topic = await threadOf(leaver, 'topic', 'Таможня', [people.trade])
    await hers.event('thread.opened')
    await dismiss(admin)
    expect(await his.closed).toBe(4401)
    await hers.event('thread.left', 2)
    expect(hers.events.filter(({ topic: what }) => what === 'thread.joined')).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ thread: topic }) }),
    )
    const sent = his.frames.length
    await heir.say('Дальше веду я')
    await hers.event('message.sent')
    expect(his.frames.length).toBe(sent)
    hers.close()
  })

  test('fifty windows of his are closed, and none is told anything after that', async () => {
    const origin = await w.listen()
    const his = await Promise.all(
      Array.from({ length: 10 }, () => liveSocket(origin, { token: leaver.token, after: 0 })),
    )
    await Promise.all(
      his.map((socket) => socket.until((frame): frame is { present: string[] } => 'present' in frame)),
    )
    // More than ten at a time are refused at the door of one node; the rest sit behind it.
    const told = { frames: 0, closed: 0 }
    const viewer = { company: w.company, person: people.manager, record: `deal:${deals.daisy}` }
    for (let n = 0; n < 40; n += 1) {
      let gone = false
      await w.parts.hub.watch(viewer, 0, {
        token: leaver.token,
        send() {
          told.frames += 1
        },
        flushed: async () => {},
        get gone() {
          return gone
        },
        close() {
          if (!gone) told.closed += 1
          gone = true
        },
      })
    }
    const hers = await liveSocket(origin, { token: heir.token, after: heir.bootstrap.card.position })
    await dismiss(admin)
    expect(await Promise.all(his.map((socket) => socket.closed))).toEqual(Array(10).fill(4401))
    expect(told.closed).toBe(40)
    const before = [told.frames, ...his.map(({ frames }) => frames.length)]
    for (let n = 0; n < 5; n += 1) await heir.say(`дальше ${n}`)
    await hers.event('message.sent', 5)
    expect([told.frames, ...his.map(({ frames }) => frames.length)]).toEqual(before)
    hers.close()
  })

  test('nobody is brought into a private thread', async () => {
    const secret = await threadOf(leaver, 'private', 'Скидка', [people.trade])
    const trade = await w.open(people.trade)
    const { leaving } = await dismiss(admin)
    expect(leaving.counts).toContainEqual({ kind: 'thread', things: 2, handed: 1 })
    expect(await membersOf(trade, secret)).toEqual([people.trade])
    expect(await membersOf(heir, secret)).toEqual([])
  })

  test('what he was asked waits for the heir, who can answer', async () => {
    const trade = await w.open(people.trade)
    const question = newId()
    const asked = await trade.put(`/api/threads/${trade.team}/questions/${question}`, {
      text: 'Какой срок поставки?',
      to: { person: people.manager },
      deadline: 'hour',
    })
    expect(asked.status).toBe(201)
    expect((await look(admin)).questions.toHim).toBe(1)
    await dismiss(admin)
    const reply = await heir.say('Три недели', { replyTo: question })
    const { messages } = (await trade.get(`/api/threads/${trade.team}/messages`)).body
    const now = messages.find(({ id }: { id: string }) => id === question)
    expect(now.question.answer).toMatchObject({ message: reply.id, by: people.head })
  })

  test('a second click, and a second administrator, change nothing', async () => {
    const first = await dismiss(admin)
    const again = await admin.call('PUT', path(`/${first.id}`), {
      person: people.manager,
      heirs: {},
      sponsor: null,
    })
    expect([again.status, again.body]).toEqual([200, first.body])
    const other = await admin.call('PUT', path(`/${newId()}`), {
      person: people.manager,
      heirs: {},
      sponsor: null,
    })
    expect([other.status, other.body.error.reason]).toEqual([409, 'leaving_already'])
  })

  test('two clicks at the same moment are one', async () => {
    const heirs = Object.fromEntries((await look(admin)).groups.map((group) => [group.id, people.head]))
    const click = (id: string) =>
      admin.call('PUT', path(`/${id}`), { person: people.manager, heirs, sponsor: null })
    const id = newId()
    const answers = await Promise.all([click(id), click(id), click(id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201])
    const counts = answers.map(({ body }) => body.counts)
    expect(counts[1]).toEqual(counts[0])
  })

  test.each<[string, { to?: string | null; person?: string }, number, string]>([
    ['the only administrator', { person: people.admin, to: null }, 409, 'last_administrator'],
    ['an heir who leaves himself', { to: people.manager }, 422, 'heir_leaving'],
    ['an heir who is nobody', { to: '4711' }, 422, 'not_a_member'],
  ])('refused, and nothing is half done: %s', async (_, wanted, status, reason) => {
    const answer = await dismiss(admin, wanted)
    expect([answer.status, answer.body.error.reason]).toEqual([status, reason])
    expect((await leaver.get('/api/card')).status).toBe(200)
    expect((await admin.call('GET', path())).body.leavings).toEqual([])
  })

  test('nobody dismisses himself, though there is another administrator', async () => {
    Object.assign(w.portal.people.find(({ id }) => id === people.head)!, { admin: true })
    await w.open(people.head)
    const answer = await dismiss(admin, { person: people.admin, to: null })
    expect([answer.status, answer.body.error.reason]).toEqual([422, 'not_oneself'])
  })

  test('an heir whom the portal does not show the deal is refused', async () => {
    await w.open(people.otherManager, deals.long)
    w.portal.faults.deny(people.otherManager, Number(deals.daisy))
    const answer = await dismiss(admin, { to: people.otherManager })
    expect([answer.status, answer.body.error.reason]).toEqual([422, 'heir_without_rights'])
    expect((await leaver.get('/api/card')).status).toBe(200)
  })

  test('an unknown person is not found, and only administrators ask', async () => {
    expect((await admin.call('GET', path('/people/4711'))).status).toBe(404)
    const trade = await atHome(w, people.trade)
    expect((await trade.call('GET', path())).status).toBe(404)
    expect((await trade.call('PUT', path(`/${newId()}`), { person: people.manager, heirs: {} })).status).toBe(
      404,
    )
  })
})
