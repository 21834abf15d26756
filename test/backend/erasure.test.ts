/** Forgetting somebody: what is found, what is decided, what is done, and what nobody may do. */

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkLog } from '../../backend/audit/checking.ts'
import { auditMarks } from '../../backend/audit/marks.ts'
import { PLACES } from '../../backend/erasure/places.ts'
import { placesIn, signsOf } from '../../backend/erasure/subject.ts'
import { newId } from '../../backend/ids.ts'
import { verifyFile } from '../../backend/leaving/signing.ts'
import type { ErasureFind, ErasureStatement, ShownMessage } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { post } from '../documents.ts'
import { guestIn, inviteGuest } from '../invited.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { asOffered, decideAll, look, orderIt } from './erasure-fixture.ts'

const REASON = 'Спор с клиентом, запрос юристов'
const ERASED = '▒▒▒'

test.each([
  ['Передали Котову Сергею Петровичу', ['Котову Сергею']],
  ['Sergey Kotov wrote, Котов С. П. ответил', ['Sergey Kotov', 'Котов С. П']],
  ['Котов звонил', []],
  ['тел. 8 (916) 123-45-67 или +7 916 1234567', ['8 (916) 123-45-67', '+7 916 1234567']],
  ['заказ 12345678979161234567', []],
  ['пишите KOTOV@example.org', ['KOTOV@example.org']],
  ['t.me/kotov_s, паспорт 4509 123456', ['kotov_s', '4509 123456']],
  ['Марії Шевченко та Якову', ['Марії Шевченко', 'Якову']],
])('somebody is found however he is written: %s', (text, expected) => {
  const signs = signsOf(
    [
      ...['Сергей Котов', 'Мария Шевченко', 'Яків'].map((name) => ({ kind: 'name' as const, text: name })),
      { kind: 'phone', text: '+7 916 123-45-67' },
      { kind: 'email', text: 'kotov@example.org' },
      { kind: 'id', text: '@kotov_s' },
      { kind: 'words', text: '4509 123456' },
    ],
    'RU',
  )
  expect(placesIn(text, signs).map(([start, end]) => text.slice(start, end))).toEqual(expected)
})

test('every column that holds words is searched; of the others it is known that there are none', () => {
  const searched = new Set(PLACES.flatMap(({ table, words }) => words.map((one) => `${table}.${one}`)))
  const left: string[] = []
  for (const file of globSync('backend/*/tables.ts')) {
    let table = ''
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      table = /^\s*(?:const )?(\w+)(?::| =) c\.table\(/.exec(line)?.[1] ?? table
      const column = /^\s*(\w+): c\.(?:text\(\)(?!\.\$type)|json)/.exec(line)?.[1]
      if (column && !searched.has(`${table}.${column}`)) left.push(`${table}.${column}`)
    }
  }
  expect(left.filter((one) => !WORDLESS.includes(one))).toEqual([])
})

/** Sealed, hashed and signed; ids and numbers; words of the host's own and of ours. */
const WORDLESS = [
  ...['relayed.salt', 'relayed.hash'],
  ...['address.pending', 'address.sealed', 'device.sealed', 'erasure.sealed', 'grant.sealed', 'inbox.sealed'],
  ...['actKey.sealed', 'companyKey.sealed', 'ticket.begun', 'ticket.who', 'company.applicationToken'],
  ...[
    'account.mark',
    'act.signature',
    'actKey.publicKey',
    'checkpoint.note',
    'companyKey.under',
    'entry.mark',
  ],
  ...[
    'entry.commitments',
    'erasure.body',
    'erasure.commitments',
    'erasure.signature',
    'file.hash',
    'limb.hash',
  ],
  ...['invite.codeHash', 'purge.body', 'purge.signature', 'tree.mark', 'tree.note', 'tree.peaks'],
  ...[
    'approval.people',
    'calling.tag',
    'directory.roleless',
    'errand.supersedes',
    'event.data',
    'event.people',
  ],
  ...['handed.before', 'hold.records', 'leaving.had', 'letter.about', 'message.called', 'message.mentions'],
  ...['purged.things', 'question.called', 'question.people', 'entry.about', 'file.keptUrl', 'task.url'],
  ...['approval.numbers', 'decision.numbers', 'company.capabilities', 'company.endpoint', 'company.origin'],
  ...['call.method', 'card.revision', 'formerForm.after', 'formerForm.before', 'inbox.name', 'region.name'],
  ...['company.erased', 'company.locale', 'company.scopes', 'directory.hours', 'dossier.zone', 'entry.act'],
  ...['event.topic', 'file.dated', 'file.type', 'hiding.fields', 'invite.fields', 'invite.files'],
  ...['person.locale', 'person.role', 'reaction.emoji', 'thread.role', 'wish.channels', 'wish.quiet'],
  ...[
    'parting.zone',
    'parting.body',
    'parting.signature',
    'partingDossier.without',
    'partingDossier.leftUrl',
  ],
  ...['wish.summary', 'wish.zone'],
]

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let admin: Visitor
  beforeAll(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    manager = await w.open(people.manager)
    admin = await atHome(w, people.admin)
  })
  afterAll(() => w?.stop())

  const name = (text: string) => [{ kind: 'name' as const, text }]

  async function shown(message: ShownMessage): Promise<ShownMessage> {
    const { body } = await manager.get(`/api/threads/${message.thread}/messages?limit=100`)
    return body.messages.find(({ id }: ShownMessage) => id === message.id)
  }

  test('what is found is shown with its words, and nothing is done until somebody has decided and typed how much', async () => {
    const said = await manager.say('Кузьма Ветров просит скидку, тел. 8 916 555-44-33')
    const preview = await look(admin, name('Кузьма Ветров'))
    expect(preview.finds).toMatchObject([
      { kind: 'message', conflicts: ['others'], choices: ['erase', 'redact', 'keep'] },
    ])
    expect(preview.finds[0]!.excerpts[0]!.marks).toEqual([[0, 13]])
    const order = (confirmed: number) =>
      admin.call('POST', `/api/erasures/${preview.id}/order`, { confirmed })
    expect((await order(0)).body.error.reason).toBe('changed_meanwhile')
    const decided = await decideAll(admin, preview, () => ({ decision: 'redact' }))
    expect(decided.confirm).toBe(1)
    expect((await order(2)).body.error.reason).toBe('not_confirmed')
    await manager.say('И ещё раз: Ветрову Кузьме перезвонить')
    expect((await order(1)).body.error.reason).toBe('changed_meanwhile')
    expect((await shown(said)).text).toContain('Кузьма')
    expect((await admin.call('DELETE', `/api/erasures/${preview.id}`)).status).toBe(204)
    expect((await order(1)).body.error.reason).toBe('decided')
  })

  test('a keep needs its reason, an erasing has none; a sign nothing is found by is refused', async () => {
    const said = await manager.say('Прохор Лисицын')
    const { id } = await look(admin, name('Прохор Лисицын'))
    const decide = async (decision: object) =>
      (
        await admin.call('PUT', `/api/erasures/${id}/decisions`, {
          decisions: [{ thing: `message ${said.id}`, ...decision }],
        })
      ).status
    expect(await decide({ decision: 'keep' })).toBe(400)
    expect(await decide({ decision: 'erase', reason: 'law' })).toBe(400)
    expect(await decide({ decision: 'keep', reason: 'other' })).toBe(200)
    const wrong = { signs: [{ kind: 'phone', text: 'нет номера' }] }
    expect((await admin.call('PUT', `/api/erasures/${newId()}`, wrong)).status).toBe(400)
    expect((await admin.call('PUT', `/api/erasures/${newId()}`, { signs: [] })).status).toBe(400)
  })

  test('words go from a message, its earlier versions, the search and open windows; the rest of it stays', async () => {
    const said = await manager.say('Звонил Ефим Соболев, ждёт счёт')
    await manager.patch(`/api/threads/${said.thread}/messages/${said.id}`, {
      text: 'Звонил Ефим Соболев, ждёт счёт на 100 шт.',
    })
    const preview = await decideAll(admin, await look(admin, name('Ефим Соболев')), () => ({
      decision: 'redact',
    }))
    const opening = await orderIt(w, admin, preview)
    expect((await shown(said)).text).toBe(`Звонил ${ERASED}, ждёт счёт на 100 шт.`)
    const { body } = await manager.get(`/api/threads/${said.thread}/messages/${said.id}/versions`)
    expect(JSON.stringify(body)).not.toContain('Соболев')
    for (const q of ['Соболев', 'Ефим'])
      expect((await manager.get(`/api/search?scope=card&q=${encodeURIComponent(q)}`)).body.hits).toEqual([])
    const { body: after } = await manager.get('/api/events?after=0&limit=500')
    const told = after.events.findLast((one: { topic: string }) => one.topic === 'message.edited')
    expect(told.data.message.text).toContain(ERASED)

    const { body: signed } = await admin.call('GET', `/api/erasures/${preview.id}/certificate`)
    const verdict = verifyFile(JSON.stringify(signed))
    const statement = (verdict as { statement: ErasureStatement }).statement
    expect(verdict.ok).toBe(true)
    expect(JSON.stringify(signed)).not.toMatch(/Соболев/i)
    expect(statement).toMatchObject({
      again: { found: 0 },
      kept: [],
      things: [{ kind: 'message', things: 1 }],
    })
    const { kind, text, salt } = opening.signs[0]
    const commitment = createHash('sha256').update(`${salt}\n${kind}\n${text}`).digest('base64url')
    expect(statement.signs).toEqual([{ kind: 'name', commitment }])
    const mark = auditMarks(w.parts.secrets)
    expect(await checkLog(w.parts.store, w.company, { mark })).toMatchObject({ wrong: [] })
    expect((await admin.call('GET', `/api/erasures/${preview.id}`)).body.error.reason).toBe('decided')
  })

  test('F70: what is on hold can only be kept, and an order that goes against it is refused', async () => {
    const thread = newId()
    await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Рекламация' })
    const held = await manager.say('Акты на Фому Рябинина', { thread })
    const later = await manager.say('Ещё раз про Фому Рябинина')
    const hold = (scope: object) => admin.call('PUT', `/api/holds/${newId()}`, { reason: REASON, scope })
    await hold({ thread })
    const preview = await look(admin, name('Фома Рябинин'))
    const byThing = (find: ErasureFind) => find.thing === `message ${held.id}`
    expect(preview.finds.find(byThing)).toMatchObject({ choices: ['keep'] })
    expect(preview.finds.find(byThing)!.conflicts).toContain('hold')
    const wrong = await decideAll(admin, preview, () => ({ decision: 'erase' }))
    const order = await admin.call('POST', `/api/erasures/${wrong.id}/order`, { confirmed: wrong.confirm })
    expect(order.body.error.reason).toBe('changed_meanwhile')

    const decisions = [{ thing: `message ${held.id}`, decision: 'keep', reason: 'hold' }]
    await admin.call('PUT', `/api/erasures/${preview.id}/decisions`, { decisions })
    const confirmed = (await admin.call('GET', `/api/erasures/${preview.id}`)).body.confirm
    await orderIt(w, admin, { ...preview, confirm: confirmed })
    expect((await shown(later)).deletedAt).toBeDefined()
    const { body } = await manager.get(`/api/threads/${thread}/messages`)
    expect(JSON.stringify(body)).toContain('Рябинина')
    const signed = await admin.call('GET', `/api/erasures/${preview.id}/certificate`)
    expect(JSON.parse(signed.body.statement).kept).toMatchObject([
      { thing: `message ${held.id}`, reason: 'hold', by: people.admin },
    ])
  })

  test('copies we brought to the CRM are taken back there: a kept file, a task, an entry in the history', async () => {
    const { id: file, message } = await post(w, manager, 'Паспорт Игната Дроздова.txt')
    await manager.put(`/api/files/${file}/kept`)
    const task = newId()
    await manager.put(`/api/threads/${message.thread}/messages/${message.id}/tasks/${task}`, {
      title: 'Позвонить Игнату Дроздову',
      responsible: people.trade,
      deadline: '2026-11-23T15:00:00.000Z',
    })
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    const preview = await look(admin, name('Игнат Дроздов'))
    expect(preview.host.map(({ what }) => what).sort()).toEqual(['file', 'note', 'task'])
    await orderIt(w, admin, await decideAll(admin, preview, asOffered))
    const { body: signed } = await admin.call('GET', `/api/erasures/${preview.id}/certificate`)
    const { host } = JSON.parse(signed.statement) as ErasureStatement
    expect(host.map(({ what, state }) => `${what} ${state}`).sort()).toEqual([
      'file gone',
      'note gone',
      'task gone',
    ])
    expect(await w.parts.files.size({ company: w.company, file })).toBeUndefined()
    expect((await look(admin, name('Игнат Дроздов'))).finds).toEqual([])
  })

  test('of a file that was erased nothing is left by which a short one could be guessed, and the log proves what it did', async () => {
    const content = '+7 916 000-11-22'
    const hash = createHash('sha256').update(content).digest('hex')
    await post(w, manager, 'Телефон Прасковьи Зуевой.txt', { content })
    const about = await post(w, manager, 'скан.txt', { content })
    await w.parts.store.write(w.company, ({ db, t, now }) =>
      db.update(t.file).set({ erasedAt: now }).where(eq(t.file.id, about.id)),
    )
    await manager.patch(`/api/threads/${about.message.thread}/messages/${about.message.id}`, {
      text: 'Прасковья Зуева прислала скан',
    })
    const stored = () =>
      w.parts.store.read(w.company, async ({ db, t }) =>
        JSON.stringify([await db.select().from(t.entry), await db.select().from(t.file)]),
      )
    expect(await stored()).toContain(hash)
    await orderIt(w, admin, await decideAll(admin, await look(admin, name('Прасковья Зуева')), asOffered))
    expect(await stored()).not.toContain(hash)
    const mark = auditMarks(w.parts.secrets)
    expect(await checkLog(w.parts.store, w.company, { mark })).toMatchObject({ wrong: [] })
  })

  test('a guest is forgotten with what he wrote; who works here can’t be, before he has left', async () => {
    const { link } = await inviteGuest(manager, 'Лука Зимин')
    const guest = await guestIn(w, link)
    await guest.call('PUT', `/api/threads/${manager.team}/messages/${newId()}`, {
      text: 'мой адрес: Тверская, 1',
    })
    const first = await look(admin, name('Лука Зимин'))
    const person = first.finds.find(({ kind }) => kind === 'person')!
    const who = person.thing.replace('person ', '')
    const preview = await look(admin, name('Лука Зимин'), [who], first.id)
    expect(preview.finds.some(({ authored, kind }) => authored && kind === 'message')).toBe(true)
    await orderIt(w, admin, await decideAll(admin, preview, asOffered))
    const { body } = await manager.get(`/api/threads/${manager.team}/messages?limit=100`)
    expect(JSON.stringify(body)).not.toMatch(/Тверская|Зимин/)
    expect((await guest.call('GET', `/api/threads/${manager.team}/messages`)).status).toBe(401)

    const colleague = await look(admin, [], [people.customs])
    const himself = colleague.finds.find(({ thing }) => thing === `person ${people.customs}`)
    expect(himself).toMatchObject({ conflicts: ['colleague'], choices: ['keep'] })
  })

  test('F71: a consent says who, in which words, who noted it and when it was taken back; it is found with him', async () => {
    const consent = {
      ...{ who: 'Тарас Мороз', record: `deal:${deals.daisy}`, purpose: 'Договор поставки' },
      ...{ edition: '3 от 01.10.2026', givenAt: '2026-11-01T10:00:00.000Z' },
    }
    const id = newId()
    expect((await admin.call('PUT', `/api/erasures/consents/${id}`, consent)).status).toBe(201)
    const tomorrow = { ...consent, givenAt: '2027-01-01T00:00:00.000Z' }
    expect((await admin.call('PUT', `/api/erasures/consents/${newId()}`, tomorrow)).status).toBe(400)
    const { body } = await admin.call('PUT', `/api/erasures/consents/${id}/withdrawn`)
    expect(body.consents[0]).toMatchObject({ ...consent, withdrawn: { by: { id: people.admin } } })
    const preview = await decideAll(admin, await look(admin, name('Тарас Мороз')), asOffered)
    await orderIt(w, admin, preview)
    const left = (await admin.call('GET', '/api/erasures/consents')).body.consents[0]
    expect(left).toMatchObject({ id, who: ERASED, purpose: 'Договор поставки' })
  })

  test('the certificate prints in the languages of the page', async () => {
    const { body } = await admin.call('GET', '/api/erasures')
    const { id } = body.erasures.find(({ state }: { state: string }) => state === 'done')
    for (const lang of ['ru', 'uk', 'en']) {
      const headers = { Authorization: `Bearer ${admin.token}` }
      const paper = await w.http.request(`/api/erasures/${id}/certificate.pdf?lang=${lang}`, { headers })
      expect(
        Buffer.from(await paper.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
    }
  })

  test('F156: whoever has wished it before has everything erased after a removal, whatever is said at it', async () => {
    expect((await admin.call('PUT', '/api/company/parting', { wish: 'erase' })).body).toMatchObject({
      ...{ wish: 'erase', chosen: { by: { id: people.admin } } },
    })
    await w.parts.store.write(w.company, async ({ db, t }) => void (await db.delete(t.hold)))
    await w.portal.uninstall({ clean: false })
    await w.parts.inboxIdle()
    w.clock.advance(31 * 24 * 3_600_000)
    while (await w.parts.eraseCompany(w.company));
    expect(await w.parts.store.companies()).not.toContain(w.company)
    const ledger = readFileSync(`${w.folder}/erasures/lasting.jsonl`, 'utf8')
    const hash = createHash('sha256').update(w.company).digest('hex')
    expect(JSON.parse(JSON.parse(ledger.trim().split('\n').at(-1)!).line)).toMatchObject({
      ...{ of: 'company', company: hash },
    })
  })
})
