/** Whatever changes something is in the log: every such route there is, or a reason why it need not be. */
import { and, eq, gt } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Act } from '../../backend/audit/acts.ts'
import { newId } from '../../backend/ids.ts'
import type { ErasurePreview, LeavingPreview } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { ask, colleagueIn, comeIn, inviteColleague, inviteGuest } from '../invited.ts'
import { sqliteStores } from '../stores.ts'
import { type Answered, type Person, people, type World, world } from '../world.ts'
import { asOffered } from './erasure-fixture.ts'

/** What is nobody's business but his own, or changes nothing that stays. */
const own = 'his own place in a thread, his list, his bell: nobody else sees it'
const unaudited: Record<string, string> = {
  'PUT /api/threads/:id/read': own,
  'PUT /api/threads/:id/unread': own,
  'PUT /api/threads/:id/level': own,
  'PUT /api/threads/:id/answered': own,
  'PUT /api/threads/:id/draft': own,
  'PUT /api/inbox/read': own,
  'PUT /api/inbox/:thread/read': own,
  'PUT /api/inbox/:thread/level': own,
  'PUT /api/inbox/:thread/answered': own,
  'PUT /api/notices': own,
  'POST /api/notices/try': own,
  'PUT /api/notices/address': own,
  'POST /api/notices/address/confirmed': own,
  'PUT /api/notices/devices': own,
  'DELETE /api/notices/devices/:id': own,
  'POST /mail/stop': own,
  'POST /api/invites/wanted': 'asks for a link; making it is told',
  'POST /bitrix24/events': 'the host speaks, not a person; what comes of it is told where it is done',
  'POST /api/company/diagnostics/round-trip': 'asks the host whether it hears us',
  'POST /api/company/diagnostics/people': 'reads what the host has',
  'POST /api/company/diagnostics/bind': 'binds in the host what is bound every day by the clock',
  'POST /api/retention/preview': 'shows what a policy would do and does nothing',
}

/** Told of by what they share with a route that is asked here, or by verbs whose own tests look at what they leave behind. */
const sameVerb = 'begins a session by the same verb as the card does'
const documents = 'documents, terms and holds: `audit` stands in each of their verbs'
const toldElsewhere: Record<string, string> = {
  'PUT /api/dossiers/:id': 'told as `dossier.asked`; its own test looks',
  'POST /api/dossiers/:id/link': 'told as `dossier.exported` once the link is used; its own test looks',
  'PUT /api/company/parting/dossiers/:id': 'told as `dossiers.ordered`; its own test looks',
  'DELETE /api/company/parting/dossiers/:id': 'told as `dossiers.called_off`; its own test looks',
  'POST /api/inbox/:thread/visit': sameVerb,
  'POST /api/session': sameVerb,
  'PUT /api/card/continued': 'takes a record that is gone from the host; told as `card.continued`',
  'PUT /api/company/documents': documents,
  'PUT /api/files/:id/about': documents,
  'PUT /api/documents/kit/:kind/:number': documents,
  'PUT /api/retention': documents,
  'PUT /api/holds/:id': documents,
  'PUT /api/holds/:id/release': documents,
  'PUT /api/holds/:id/release/confirmed': documents,
  'DELETE /api/holds/:id/release': documents,
}

const stores = sqliteStores()
let w: World
let manager: Person
let head: Person
let admin: Visitor
let position = 0
const seen = new Set<string>()

beforeAll(async () => {
  w = await world(stores)
  manager = await w.open(people.manager)
  head = await w.open(people.head)
  admin = await atHome(w, people.admin)
})
afterAll(() => w.stop())

async function news() {
  const rows = await w.parts.store.read(w.company, ({ db, t }) =>
    db
      .select()
      .from(t.entry)
      .where(and(eq(t.entry.company, w.company), gt(t.entry.position, position)))
      .orderBy(t.entry.position),
  )
  position = rows.at(-1)?.position ?? position
  return rows
}

/** Does it, and looks whether the log tells of it: what, by whom, and from where. */
async function told(
  route: string,
  act: Act,
  by: string,
  does: () => Promise<Pick<Answered, 'status' | 'body'>>,
) {
  await news()
  const { status, body } = await does()
  expect([route, status < 300 ? 'done' : JSON.stringify(body)]).toEqual([route, 'done'])
  const entry = (await news()).find((one) => one.act === act)
  expect([route, act, entry?.by]).toEqual([route, act, by])
  expect([route, entry?.kept?.from !== undefined]).toEqual([route, true])
  seen.add(route)
}

const inThread = (rest: string) => `/api/threads/${manager.team}${rest}`

test('the log begins with whoever has installed us', async () => {
  const [first] = await w.parts.store.read(w.company, ({ db, t }) =>
    db
      .select()
      .from(t.entry)
      .where(and(eq(t.entry.company, w.company), eq(t.entry.position, 1))),
  )
  expect(first).toMatchObject({ act: 'company.installed', by: people.admin })
  seen.add('POST /bitrix24/install')
})

test('what people do with messages', async () => {
  const message = newId()
  const path = inThread(`/messages/${message}`)
  const mine = (route: string, act: Act, does: () => Promise<Answered>) =>
    told(route, act, people.manager, does)
  const of = '/api/threads/:id/messages/:messageId'
  await mine(`PUT ${of}`, 'message.sent', () => manager.put(path, { text: 'Раз', mentions: [people.head] }))
  await mine(`PATCH ${of}`, 'message.edited', () => manager.patch(path, { text: 'Два' }))
  await mine(`PUT ${of}/reactions/:emoji`, 'message.reacted', () =>
    manager.put(`${path}/reactions/%F0%9F%91%8D`),
  )
  await mine(`DELETE ${of}/reactions/:emoji`, 'message.reacted', () =>
    manager.delete(`${path}/reactions/%F0%9F%91%8D`),
  )
  await mine(`PUT ${of}/pin`, 'message.pinned', () => manager.put(`${path}/pin`))
  await mine(`DELETE ${of}/pin`, 'message.unpinned', () => manager.delete(`${path}/pin`))
  await mine(`PUT ${of}/urgent`, 'message.urgent', () => manager.put(`${path}/urgent`))
  await mine(`PUT ${of}/tasks/:taskId`, 'task.made', () =>
    manager.put(`${path}/tasks/${newId()}`, { title: 'Позвонить', responsible: people.head }),
  )
  await mine(`PUT ${of}/acknowledgement`, 'acknowledgement.asked', () =>
    manager.put(`${path}/acknowledgement`, { people: [people.head] }),
  )
  w.clock.advance(11 * 60_000)
  await mine(`PUT ${of}/acknowledgement/reminder`, 'acknowledgement.reminded', () =>
    manager.put(`${path}/acknowledgement/reminder`),
  )
  await told(`PUT ${of}/acknowledgement/mine`, 'acknowledgement.given', people.head, () =>
    head.put(`${path}/acknowledgement/mine`),
  )
  const fact = `/api/facts/${newId()}`
  await mine('PUT /api/facts/:id', 'fact.recorded', () =>
    manager.put(fact, { thread: manager.team, message, text: 'Предоплата 30 %' }),
  )
  await mine('PATCH /api/facts/:id', 'fact.changed', () => manager.patch(fact, { text: 'Предоплата 50 %' }))
  await mine('DELETE /api/facts/:id', 'fact.removed', () => manager.delete(fact))
  const second = await manager.say('Лишнее')
  await mine(`DELETE ${of}`, 'message.deleted', () => manager.delete(inThread(`/messages/${second.id}`)))
})

test('what people ask of each other', async () => {
  const question = newId()
  const path = inThread(`/questions/${question}`)
  const of = '/api/threads/:id/questions/:messageId'
  const asked = { text: 'Когда?', to: { person: people.head }, deadline: 'hour' }
  await told(`PUT ${of}`, 'question.asked', people.manager, () => manager.put(path, asked))
  const answer = await manager.say('Завтра')
  await told(`PUT ${of}/answer`, 'question.answered', people.manager, () =>
    manager.put(`${path}/answer`, { message: answer.id }),
  )
  await told(`DELETE ${of}/answer`, 'question.answered', people.manager, () =>
    manager.delete(`${path}/answer`),
  )
  await told(`DELETE ${of}`, 'question.withdrawn', people.manager, () => manager.delete(path))

  const approvals = '/api/threads/:id/approvals/:messageId'
  const [first, second] = [newId(), newId()]
  const wish = { text: 'Скидка 5 %?', to: { person: people.head } }
  await told(`PUT ${approvals}`, 'approval.asked', people.manager, () =>
    manager.put(inThread(`/approvals/${first}`), wish),
  )
  await told(`PUT ${approvals}/decisions/:decisionId`, 'approval.decided', people.head, () =>
    head.put(inThread(`/approvals/${first}/decisions/${newId()}`), { yes: true }),
  )
  await manager.put(inThread(`/approvals/${second}`), wish)
  await told(`DELETE ${approvals}`, 'approval.withdrawn', people.manager, () =>
    manager.delete(inThread(`/approvals/${second}`)),
  )

  const situation = newId()
  await told('PUT /api/situations/:id', 'situation.begun', people.manager, () =>
    manager.put(`/api/situations/${situation}`, {
      ...{ situation: 'customs_nuance', language: 'ru', thread: manager.team, topic: false },
      text: 'Нужна помощь таможни',
    }),
  )
  const item = inThread(`/messages/${situation}/checklist/0`)
  const list = '/api/threads/:id/messages/:messageId/checklist/:number'
  await told(`PUT ${list}`, 'checklist.ticked', people.manager, () => manager.put(item))
  await told(`DELETE ${list}`, 'checklist.unticked', people.manager, () => manager.delete(item))
  const { body } = await manager.get('/api/roles')
  await told('POST /api/roles/:role/wanted', 'role.wanted', people.manager, () =>
    manager.post(`/api/roles/${body.roles[0].id}/wanted`, {}),
  )
})

test('what becomes of threads and files', async () => {
  const thread = newId()
  await told('POST /api/threads', 'thread.opened', people.manager, () =>
    manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Склад' }),
  )
  const file = newId()
  await told('PUT /api/files/:id', 'file.uploaded', people.manager, async () => {
    const headers = {
      Authorization: `Bearer ${manager.token}`,
      'Content-Type': 'text/plain',
      'X-File-Name': "UTF-8''a.txt",
      'X-Thread': thread,
    }
    const { status } = await w.http.request(`/api/files/${file}`, { method: 'PUT', headers, body: 'Таблица' })
    return { status, body: '' }
  })
  await manager.say('Файл', { thread, files: [file] })
  await told('GET /api/files/:id', 'file.downloaded', people.head, () => head.get(`/api/files/${file}`))
  await told('PUT /api/files/:id/kept', 'file.kept', people.manager, () =>
    manager.put(`/api/files/${file}/kept`),
  )
  await told('PUT /api/threads/:id/closed', 'thread.closed', people.manager, () =>
    manager.put(`/api/threads/${thread}/closed`),
  )
  await told('DELETE /api/threads/:id/closed', 'thread.reopened', people.manager, () =>
    manager.delete(`/api/threads/${thread}/closed`),
  )
})

test('who is invited, comes and goes', async () => {
  await told('POST /api/threads/:id/invites', 'invite.made', people.manager, () =>
    manager.post(inThread('/invites'), { id: newId(), who: { guest: { name: 'Ольга' } } }),
  )
  const { invite, link } = await inviteGuest(manager, 'Пётр')
  await told('POST /api/invites/accept', 'invite.accepted', `guest:${invite.id}`, () => comeIn(w, link))
  const of = `/api/invites/${invite.id}`
  await told('PUT /api/invites/:id/until', 'invite.prolonged', people.manager, () =>
    manager.put(`${of}/until`, { until: '2026-12-10T00:00:00.000Z' }),
  )
  await told('POST /api/invites/:id/link', 'invite.link_made', people.manager, () =>
    manager.post(`${of}/link`, {}),
  )
  await told('DELETE /api/invites/:id', 'invite.ended', people.manager, () => manager.delete(of))

  const declined = await inviteColleague(manager, people.customs)
  const page = await atHome(w, people.customs)
  await told('POST /api/invites/:id/declined', 'invite.ended', people.customs, () =>
    ask(w, 'POST', `/api/invites/${declined.id}/declined`, {
      token: page.token,
      body: { reason: 'не ко мне' },
    }),
  )
  const accepted = await inviteColleague(manager, people.customs)
  const customs = await colleagueIn(w, people.customs)
  await told('POST /api/invites/:id/left', 'invite.ended', people.customs, () =>
    customs.call('POST', `/api/invites/${accepted.id}/left`, { message: newId(), text: 'Итог' }),
  )
  await told('POST /bitrix24/card', 'session.begun', people.head, async () => {
    const { status } = await w.page(people.head, '1204')
    return { status, body: '' }
  })
})

test('what administrators choose', async () => {
  const chosen = (route: string, act: Act, path: string, body: object) =>
    told(route, act, people.admin, () => admin.call('PUT', path, body))
  const now = async (path: string) => (await admin.call('GET', path)).body
  const { choices, version } = await now('/api/company/choices')
  await chosen('PUT /api/company/choices', 'choices.changed', '/api/company/choices', {
    choices: { ...choices, anchor: !choices.anchor },
    version,
  })
  await chosen(
    'PUT /api/company/standings/people/:person',
    'person.standing_changed',
    `/api/company/standings/people/${people.finance}`,
    { standing: 'compliance', reach: 'all', documents: true },
  )
  const { hidden, version: hiding } = await now('/api/company/standings')
  await chosen('PUT /api/company/standings/hidden', 'fields.hidden', '/api/company/standings/hidden', {
    hidden: { ...hidden, observer: ['amount'] },
    version: hiding,
  })
  const directory = await now('/api/company/roles')
  await chosen('PUT /api/company/roles', 'roles.changed', '/api/company/roles', {
    directory: {
      roles: directory.roles,
      roleless: directory.roleless,
      hours: { ...directory.hours, daysOff: ['2026-12-31'] },
    },
    version: directory.version,
  })
  const playbook = await now('/api/company/situations')
  await chosen('PUT /api/company/situations', 'situations.changed', '/api/company/situations', {
    situations: playbook.situations.slice(1),
    version: playbook.version,
  })
  await chosen('PUT /api/audit/head', 'audit.heads_moved', '/api/audit/head', { record: 'deal:1204' })
  await chosen('PUT /api/company/storage', 'settings.storage', '/api/company/storage', { mode: 'relay' })
  await admin.call('PUT', '/api/company/storage', { mode: 'archive' })

  const absence = newId()
  const away = { substitute: people.head, since: '2026-12-01T00:00:00Z', until: '2026-12-05T00:00:00Z' }
  await told('PUT /api/absences/:id', 'absence.set', people.admin, () =>
    admin.call('PUT', `/api/absences/${absence}`, away),
  )
  await told('DELETE /api/absences/:id', 'absence.ended', people.admin, () =>
    admin.call('DELETE', `/api/absences/${absence}`),
  )

  const preview: LeavingPreview = await now(`/api/company/leaving/people/${people.otherManager}`)
  const leaving = newId()
  const heirs = Object.fromEntries(preview.groups.map((group) => [group.id, null]))
  await told('PUT /api/company/leaving/:id', 'person.dismissed', people.admin, () =>
    admin.call('PUT', `/api/company/leaving/${leaving}`, { person: people.otherManager, heirs }),
  )
  await told('DELETE /api/company/leaving/:id', 'person.dismissal_undone', people.admin, () =>
    admin.call('DELETE', `/api/company/leaving/${leaving}`),
  )
})

test('who has somebody forgotten, and what becomes of the company’s data', async () => {
  const text = 'Паспорт 4509 123456 у брокера'
  await manager.put(inThread(`/messages/${newId()}`), { text })
  const signs = [{ kind: 'words', text: '4509 123456' }]
  const id = newId()
  const other = newId()
  const admins = (route: string, act: Act, does: () => Promise<Pick<Answered, 'status' | 'body'>>) =>
    told(route, act, people.admin, does)
  await admins('PUT /api/erasures/:id', 'erasure.previewed', () =>
    admin.call('PUT', `/api/erasures/${id}`, { signs, people: [] }),
  )
  await admin.call('PUT', `/api/erasures/${other}`, { signs, people: [] })
  await admins('DELETE /api/erasures/:id', 'erasure.decided', () =>
    admin.call('DELETE', `/api/erasures/${other}`),
  )
  const preview: ErasurePreview = (await admin.call('GET', `/api/erasures/${id}`)).body
  const decisions = preview.finds.map((find) => ({ thing: find.thing, ...asOffered(find) }))
  await admins('PUT /api/erasures/:id/decisions', 'erasure.decided', () =>
    admin.call('PUT', `/api/erasures/${id}/decisions`, { decisions }),
  )
  const { confirm }: ErasurePreview = (await admin.call('GET', `/api/erasures/${id}`)).body
  await admins('POST /api/erasures/:id/order', 'erasure.decided', () =>
    admin.call('POST', `/api/erasures/${id}/order`, { confirmed: confirm }),
  )
  await w.parts.erasuresIdle()

  const consent = newId()
  const given = { who: 'Анна Коваль', purpose: 'Перевозка', edition: '1', givenAt: '2026-01-20T10:00:00Z' }
  await admins('PUT /api/erasures/consents/:id', 'consent.given', () =>
    admin.call('PUT', `/api/erasures/consents/${consent}`, given),
  )
  await admins('PUT /api/erasures/consents/:id/withdrawn', 'consent.withdrawn', () =>
    admin.call('PUT', `/api/erasures/consents/${consent}/withdrawn`),
  )
  await admins('PUT /api/company/parting', 'choices.changed', () =>
    admin.call('PUT', '/api/company/parting', { wish: 'erase' }),
  )
})

test('who reads and searches what is not his, and who is not let in', async () => {
  const thread = newId()
  await manager.post('/api/threads', { id: thread, kind: 'private', title: 'Личное', people: [people.head] })
  const finance = await w.open(people.finance)
  await told('GET /api/threads/:id/messages', 'denied', people.finance, async () => {
    const { status, body } = await finance.get(`/api/threads/${thread}/messages`)
    return { status: status === 404 ? 200 : status, body }
  })
  await told('POST /api/supervising/:id', 'supervision.begun', people.finance, () =>
    finance.post(`/api/supervising/${thread}`, { id: newId(), reason: 'Жалоба клиента на скидку' }),
  )
  await told('GET /api/threads/:id/messages', 'supervision.read', people.finance, () =>
    finance.get(`/api/threads/${thread}/messages`),
  )
  await told('GET /api/search', 'supervision.searched', people.finance, () =>
    finance.get('/api/search?q=скидка'),
  )
})

test('no route that changes anything is left out', () => {
  const writing = w.http.routes
    .filter(({ method }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    .map(({ method, path }) => `${method} ${path}`)
  const known = new Set([...seen, ...Object.keys(unaudited), ...Object.keys(toldElsewhere)])
  expect([...new Set(writing)].filter((route) => !known.has(route))).toEqual([])
  expect(Object.keys(unaudited).filter((route) => !writing.includes(route))).toEqual([])
})
