/** Somebody is dismissed with one click: nothing of his is lost, nothing of it stays open to him. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { verifyFile } from '../../backend/leaving/signing.ts'
import type { LeavingPreview, ShownLeaving } from '../../backend/shown.ts'
import { atHome, homePage, type Visitor } from '../at-home.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const HOUR = 60 * 60_000

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let leaver: Person
  let heir: Person

  beforeEach(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    leaver = await w.open(people.manager)
    await leaver.say('Слот держим до пятницы')
    heir = await w.open(people.head)
    await w.open(people.head, deals.long)
    admin = await atHome(w, people.admin)
  })
  afterEach(() => w?.stop())

  const path = (rest = '') => `/api/company/leaving${rest}`
  const look = async (person = people.manager): Promise<LeavingPreview> =>
    (await admin.call('GET', path(`/people/${person}`))).body
  /** All of his cards to one person. */
  async function dismiss(
    more: { id?: string; to?: string | null; sponsor?: string | null; person?: string } = {},
  ) {
    const { id = newId(), to = people.head, sponsor = null, person = people.manager } = more
    const heirs = Object.fromEntries((await look(person)).groups.map((group) => [group.id, to]))
    const answer = await admin.call('PUT', path(`/${id}`), { person, heirs, sponsor })
    return { id, ...answer, leaving: answer.body as ShownLeaving }
  }
  const membersOf = async (by: Person, thread: string): Promise<string[]> =>
    (await by.get('/api/card')).body.threads.find(({ id }: { id: string }) => id === thread)?.members ?? []
  async function threadOf(by: Person, kind: 'topic' | 'private', title: string, who: string[]) {
    const id = newId()
    await by.post('/api/threads', { id, kind, title, people: who })
    return id
  }

  test('what comes to an end is counted before, and whoever has least to do is proposed', async () => {
    await threadOf(leaver, 'topic', 'Таможня', [people.trade])
    await threadOf(leaver, 'private', 'Скидка', [people.trade])
    await w.open(people.manager, deals.long)
    const found = await look()
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
    const { status, leaving } = await dismiss()
    expect(status).toBe(201)
    expect(leaving).toMatchObject({ doneAt: expect.any(String), undoUntil: expect.any(String) })
    expect(leaving.counts).toContainEqual({ kind: 'thread', things: 2, handed: 2 })

    expect((await leaver.get('/api/card')).status).toBe(401)
    expect((await membersOf(heir, topic)).sort()).toEqual([people.head, people.trade])
    const { messages } = (await heir.get(`/api/threads/${heir.team}/messages`)).body
    expect(messages.find(({ text }: { text: string }) => text.startsWith('Слот')).author).toBe(people.manager)
  })

  test('he does not come back, whatever the portal says', async () => {
    await dismiss()
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
    await dismiss()
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
    await dismiss()
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
    const { leaving } = await dismiss()
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
    expect((await look()).questions.toHim).toBe(1)
    await dismiss()
    const reply = await heir.say('Три недели', { replyTo: question })
    const { messages } = (await trade.get(`/api/threads/${trade.team}/messages`)).body
    const now = messages.find(({ id }: { id: string }) => id === question)
    expect(now.question.answer).toMatchObject({ message: reply.id, by: people.head })
  })

  test('a second click, and a second administrator, change nothing', async () => {
    const first = await dismiss()
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
    const heirs = Object.fromEntries((await look()).groups.map((group) => [group.id, people.head]))
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
    const answer = await dismiss(wanted)
    expect([answer.status, answer.body.error.reason]).toEqual([status, reason])
    expect((await leaver.get('/api/card')).status).toBe(200)
    expect((await admin.call('GET', path())).body.leavings).toEqual([])
  })

  test('nobody dismisses himself, though there is another administrator', async () => {
    Object.assign(w.portal.people.find(({ id }) => id === people.head)!, { admin: true })
    await w.open(people.head)
    const answer = await dismiss({ person: people.admin, to: null })
    expect([answer.status, answer.body.error.reason]).toEqual([422, 'not_oneself'])
  })

  test('an heir whom the portal does not show the deal is refused', async () => {
    await w.open(people.otherManager, deals.long)
    w.portal.faults.deny(people.otherManager, Number(deals.daisy))
    const answer = await dismiss({ to: people.otherManager })
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

  test('within a day it is taken back: he is where he was, the heir is not', async () => {
    const topic = await threadOf(leaver, 'topic', 'Таможня', [people.trade])
    const { id } = await dismiss()
    w.clock.advance(23 * HOUR)
    admin = await atHome(w, people.admin)
    const { status, body } = await admin.call('DELETE', path(`/${id}`))
    expect([status, body.restored]).toEqual([200, true])
    const trade = await w.open(people.trade)
    expect(await membersOf(trade, topic)).toEqual([people.manager, people.trade])
    const back = await w.open(people.manager)
    expect((await back.get('/api/card')).status).toBe(200)
    expect(await membersOf(back, back.team)).toContain(people.head)
  })

  test('after a day it is not taken back', async () => {
    const { id } = await dismiss()
    w.clock.advance(25 * HOUR)
    admin = await atHome(w, people.admin)
    const { status, body } = await admin.call('DELETE', path(`/${id}`))
    expect([status, body.error.reason]).toEqual([409, 'undo_over'])
  })

  test('what a node left half done is carried on by another', async () => {
    for (let n = 0; n < 5; n += 1) await threadOf(leaver, 'topic', `Тема ${n}`, [people.trade])
    const heirs = Object.fromEntries((await look()).groups.map((group) => [group.id, people.head]))
    const id = newId()
    // As if it had died after the first write.
    await w.parts.store.write(w.company, async ({ company, db, t, now }) => {
      const row = {
        company,
        id,
        person: people.manager,
        by: people.admin,
        at: now,
        heirs,
        sponsor: null,
        had: {},
        dueAt: now,
      }
      await db.insert(t.leaving).values(row)
    })
    await w.parts.carryOnLeft(w.company)
    const { body } = await admin.call('GET', path(`/${id}`))
    expect(body).toMatchObject({ doneAt: expect.any(String) })
    expect(body.counts).toEqual([{ kind: 'thread', things: 6, handed: 6 }])
  })

  test('the act is signed, and any change of it shows', async () => {
    const { id } = await dismiss()
    const { body } = await admin.call('GET', path(`/${id}/act`))
    const file = JSON.stringify(body)
    const [key] = (await admin.call('GET', path())).body.keys
    expect(verifyFile(file, key.publicKey)).toMatchObject({
      ok: true,
      statement: { of: 'leaving', person: { id: people.manager }, by: { id: people.admin } },
    })
    const forged = file.replace(/\\"of\\":\\"leaving\\"/, '\\"of\\":\\"undoing\\"')
    expect(forged).not.toBe(file)
    expect(verifyFile(forged)).toEqual({ ok: false, why: 'wrong_signature' })
    expect(verifyFile(file, Buffer.alloc(32).toString('base64url'))).toEqual({
      ok: false,
      why: 'another_key',
    })
    expect(verifyFile('{}')).toEqual({ ok: false, why: 'not_an_act' })
    expect(JSON.stringify(body)).not.toContain('Слот')
  })

  test('undoing is stated too, and the first act stays as it was', async () => {
    const { id } = await dismiss()
    const before = (await admin.call('GET', path(`/${id}/act`))).body
    await admin.call('DELETE', path(`/${id}`))
    expect((await admin.call('GET', path(`/${id}/act`))).body).toEqual(before)
    const after = (await admin.call('GET', path(`/${id}/act?of=undoing`))).body
    expect(JSON.parse(after.statement)).toMatchObject({ of: 'undoing', undone: { by: { id: people.admin } } })
  })

  test.each(['ru', 'uk', 'en'])('the act is a document in %s with the signed file in it', async (lang) => {
    const { id } = await dismiss()
    const url = path(`/${id}/act.pdf?lang=${lang}`)
    const page = await w.http.request(url, { headers: { Authorization: `Bearer ${admin.token}` } })
    expect(page.headers.get('content-type')).toBe('application/pdf')
    const bytes = Buffer.from(await page.arrayBuffer()).toString('latin1')
    expect(bytes.slice(0, 5)).toBe('%PDF-')
    expect(bytes).toContain('act.json')
    expect(bytes).toMatch(/DejaVuSans/)
  })

  test('what he opened, downloaded and exported in the last 30 days is reported', async () => {
    const file = newId()
    await w.http.request(`/api/files/${file}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${leaver.token}`,
        'Content-Type': 'text/plain',
        'X-Thread': leaver.team,
        'X-File-Name': "UTF-8''price.txt",
      },
      body: 'a price',
    })
    await leaver.say('прайс', { files: [file] })
    w.clock.advance(1000)
    await leaver.get(`/api/files/${file}`)
    const { body } = await admin.call('GET', path(`/people/${people.manager}/seen`))
    expect(body.counts).toEqual({ opened: 1, downloaded: 1, exported: 0 })
    expect(body.rows[0]).toMatchObject({ what: 'downloaded', name: 'price.txt', record: { id: deals.daisy } })
    w.clock.advance(31 * 24 * HOUR)
    admin = await atHome(w, people.admin)
    expect((await admin.call('GET', path(`/people/${people.manager}/seen`))).body.rows).toEqual([])
  })

  test('all he has made is listed, a page after another; of a private thread without a word', async () => {
    const secret = await threadOf(leaver, 'private', 'Скидка', [people.trade])
    await leaver.say('отдам за полцены', { thread: secret })
    for (let n = 0; n < 60; n += 1) await leaver.say(`сообщение ${n}`)
    const made = async (more = '') =>
      (await admin.call('GET', path(`/people/${people.manager}/made?what=messages${more}`))).body
    const first = await made()
    const rest = await made(`&before=${first.next}`)
    const all = [...first.rows, ...rest.rows]
    expect(all.length).toBe(62)
    expect(new Set(all.map(({ id }) => id)).size).toBe(62)
    const hidden = all.find(({ thread }) => thread.id === secret)
    expect(hidden).toMatchObject({ text: null, thread: { title: '' } })
    expect(rest.next).toBeUndefined()
  })

  test('whoever the portal says has left is shown out, and waits for the administrator’s click', async () => {
    w.portal.dismiss(people.manager)
    await w.parts.readPeople(w.company)
    expect((await leaver.get('/api/card')).status).toBe(401)
    const list = (await admin.call('GET', path())).body
    expect(list.left.map(({ id }: { id: string }) => id)).toEqual([people.manager])
    expect(list.leavings).toEqual([])
    await dismiss()
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
    const { id } = await dismiss()
    await ringing()
    const told = /Вам переданы дела: Сергей Котов. Карточек: \d+, обсуждений: 1, ждут вашего ответа: 1\./
    expect(bell(people.head)).toEqual([expect.stringMatching(told)])
    await admin.call('DELETE', path(`/${id}`))
    await ringing()
    expect(bell(people.head)).toEqual([expect.stringContaining('Передача дел отменена')])
  })

  test('a role nobody answers for any more is said before, and administrators are told of it', async () => {
    const { roles } = await look(people.customs)
    expect(roles).toMatchObject([{ id: 'customs', empty: true }])
    await dismiss({ person: people.customs, to: null })
    await ringing()
    expect(bell(people.admin)).toEqual([
      expect.stringContaining('За роль «Таможня» больше никто не отвечает'),
    ])
    const { body } = await heir.get('/api/roles')
    const customs = body.roles.find(({ id }: { id: string }) => id === 'customs')
    expect(customs).toMatchObject({ holders: [], onDuty: [] })
  })

  test('what is not as it was after taking it back is said: his leave at the CRM, what was answered, what ran out', async () => {
    const trade = await w.open(people.trade)
    const question = newId()
    await trade.put(`/api/threads/${trade.team}/questions/${question}`, {
      text: 'Какой срок поставки?',
      to: { person: people.manager },
      deadline: 'hour',
    })
    const guest = { id: newId(), who: { guest: { name: 'Анна' } } }
    const until = new Date(w.clock.now().getTime() + 2 * HOUR).toISOString()
    await leaver.post(`/api/threads/${leaver.team}/invites`, { ...guest, until })
    const { id } = await dismiss()
    await heir.say('Три недели', { replyTo: question })
    w.clock.advance(3 * HOUR)
    admin = await atHome(w, people.admin)
    const { body } = await admin.call('DELETE', path(`/${id}`))
    const lacking = [
      { what: 'grant', things: 1 },
      { what: 'answered', things: 1 },
      { what: 'expired', things: 1 },
    ]
    expect(body.notBack).toEqual(lacking)
    const act = (await admin.call('GET', path(`/${id}/act?of=undoing`))).body
    expect(JSON.parse(act.statement).undone.notBack).toEqual(lacking)
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
    const { id } = await dismiss()
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
    await dismiss()
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
    expect((await look()).invites).toEqual({ colleagues: 0, guests: 1 })
    const { id } = await dismiss()
    const invites = async () => (await heir.get(`/api/threads/${heir.team}/invites`)).body.invites
    expect((await invites())[0]).toMatchObject({ state: 'revoked' })
    await admin.call('DELETE', path(`/${id}`))
    expect((await invites())[0]).toMatchObject({ state: 'pending', sponsor: { id: people.manager } })
    await dismiss({ sponsor: people.head })
    expect((await invites())[0]).toMatchObject({ state: 'pending', sponsor: { id: people.head } })
  })
})
