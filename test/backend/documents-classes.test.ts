/** Files of a class: whoever is not shown it meets them on no road, and a client is sent none, whoever sends. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ShownDocument, Standing } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { expectOk, listed, type Posted, post, say, seen, upload } from '../documents.ts'
import { colleagueIn, guestIn, inviteColleague, inviteGuest } from '../invited.ts'
import { sqliteStores } from '../stores.ts'
import { type Answered, deals, type Person, people, type World, world } from '../world.ts'

const classes = [null, 'cost', 'margin', 'personal'] as const
type Class = (typeof classes)[number]

/** Which classes somebody is shown. */
interface Looker {
  call(method: string, path: string): Promise<Answered>
  closed: Class[]
  only: Class[] | null
  invited?: true
}

let w: World
let manager: Person
let topic: string
const lookers: Record<string, Looker> = {}
const files = new Map<Class, Posted>()

beforeAll(async () => {
  w = await world(sqliteStores())
  const observers = ['8', '9', '11', '14']
  await w.portal.change(Number(deals.daisy), { observers }, people.manager)
  manager = await w.open(people.manager)
  topic = newId()
  await manager.post('/api/threads', { id: topic, kind: 'topic', title: 'Расчёты' })
  await close('specialist', ['cost', 'margin'])
  await close('observer', ['personal'])
  for (const of of classes) {
    const about = { class: of, kind: 'act' }
    const posted = await post(w, manager, `${of ?? 'open'} расчёт.txt`, { thread: topic, about })
    await manager.put(`/api/threads/${topic}/messages/${posted.message.id}/pin`)
    files.set(of, posted)
  }

  lookers.manager = colleague(manager, [])
  lookers.specialist = colleague(await standing(people.logistics, 'specialist'), ['cost', 'margin'])
  lookers.observer = colleague(await standing(people.finance, 'observer'), ['personal'])
  lookers['specialist who sees his own'] = colleague(await standing(people.trade, 'specialist', 'own'), [
    'cost',
    'margin',
  ])
  await inviteColleague(manager, people.customs, { thread: topic, files: ['margin'] })
  lookers['invited colleague'] = invited(await colleagueIn(w, people.customs), ['margin'])
  for (const only of [undefined, [], ['personal'], ['personal', 'cost'], null] as const) {
    const { link } = await inviteGuest(manager, 'Анна', {
      thread: topic,
      ...(only !== undefined && { files: only }),
    })
    const shown = only === null ? null : ([...(only ?? [])] as Class[])
    lookers[`guest with ${JSON.stringify(only ?? (only === null ? 'all' : 'nothing said'))}`] = invited(
      await guestIn(w, link),
      shown,
    )
  }
}, 60_000)
afterAll(() => w?.stop())

function colleague(person: Person, closed: Class[]): Looker {
  return { call: (_, path) => person.get(path), closed, only: null }
}
function invited({ call }: Pick<Looker, 'call'>, only: Class[] | null): Looker {
  return { call, closed: [], only, invited: true }
}

async function close(to: Standing, which: string[]) {
  const admin = await atHome(w, people.admin)
  const { filing, version } = (await admin.call('GET', '/api/company/documents')).body
  for (const one of filing.classes) if (which.includes(one.id)) one.closedTo.push(to)
  expectOk(await admin.call('PUT', '/api/company/documents', { filing, version }))
}

async function standing(person: string, of: Standing, reach: 'all' | 'own' = 'all'): Promise<Person> {
  const seat = await w.open(person)
  const admin = await atHome(w, people.admin)
  const rights = { standing: of, reach, documents: true }
  expectOk(await admin.call('PUT', `/api/company/standings/people/${person}`, rights))
  // Who sees his own only is in it.
  if (reach === 'own') await manager.say('Посмотрите', { thread: topic, mentions: [person] })
  return seat
}

/** The rule, said once more and differently. */
function isShown({ closed, only }: Looker, of: Class): boolean {
  if (of === null) return true
  if (closed.includes(of)) return false
  return only === null ? true : only.includes(of)
}

const roads: Record<string, (looker: Looker, posted: Posted) => Promise<boolean>> = {
  download: async ({ call }, { id }) => (await call('GET', `/api/files/${id}`)).status === 200,
  messages: ({ call }, { id }) => holds(call('GET', `/api/threads/${topic}/messages?limit=100`), id),
  'the card with its pins': ({ call }, { id }) => holds(call('GET', '/api/card'), id),
  events: ({ call }, { id }) => holds(call('GET', '/api/events?after=0&limit=500'), id),
  search: ({ call }, { id, file }) =>
    holds(call('GET', `/api/search?scope=card&q=${encodeURIComponent(file.name.slice(0, 5))}`), id),
  'files a search finds': async ({ call }, { id, file }) => {
    const found = expectOk(await call('GET', `/api/search?q=${encodeURIComponent(file.name)}`)).body
    return (found.files ?? []).some((one: ShownDocument) => one.file.id === id)
  },
  'files a search over all cards finds': async ({ call }, { id, file }) => {
    const found = expectOk(await call('GET', `/api/search?scope=all&q=${encodeURIComponent(file.name)}`)).body
    return (found.files ?? []).some((one: ShownDocument) => one.file.id === id)
  },
  'panel by a name': ({ call }, { id, file }) =>
    holds(call('GET', `/api/documents?name=${encodeURIComponent(file.name)}`), id),
  panel: ({ call }, { id }) => holds(call('GET', '/api/documents'), id),
  'panel of a kind': ({ call }, { id }) => holds(call('GET', '/api/documents?kind=act&current=1'), id),
  versions: async ({ call }, { id }) => (await call('GET', `/api/documents/${id}/versions`)).status === 200,
}

async function holds(answer: Promise<Answered>, id: string): Promise<boolean> {
  return JSON.stringify(expectOk(await answer).body).includes(id)
}

describe('every road, everybody, every class', () => {
  test.each(Object.entries(roads))('%s', async (road, go) => {
    for (const [who, looker] of Object.entries(lookers)) {
      for (const of of classes) {
        const cell = `${road} · ${who} · ${of}`
        expect([cell, await go(looker, files.get(of)!)]).toEqual([cell, isShown(looker, of)])
      }
    }
  })

  test('who is not shown a file is told by the message that one is not shown', async () => {
    const { call } = lookers.specialist!
    const { body } = await call('GET', `/api/threads/${topic}/messages?limit=100`)
    const { message } = files.get('cost')!
    expect(body.messages.find(({ id }: { id: string }) => id === message.id)).toMatchObject({
      files: [],
      withheld: 1,
    })
  })

  test('the host is given as readers only those who are shown the class', async () => {
    const posted = await post(w, manager, 'маржа по сделке.txt', { about: { class: 'margin' } })
    await manager.put(`/api/files/${posted.id}/kept`)
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    const [kept] = w.portal.disk(1204).filter(({ name }) => name === 'маржа по сделке.txt')
    expect(kept!.readers).toContain(`U${people.manager}`)
    expect(kept!.readers).not.toContain(`U${people.logistics}`)
  })
})

test('a kind has its class, which nobody talks away', async () => {
  const posted = await post(w, manager, 'цена 7.txt', { about: { kind: 'price_calculation' } })
  expect(posted.file).toMatchObject({ kind: 'price_calculation', class: 'cost' })
  expect((await say(manager, posted.id, { class: null })).body).toMatchObject({ class: 'cost' })
})

test('nobody gives a class that he is not shown, and only its author or a head takes one off', async () => {
  const posted = await post(w, manager, 'письмо.txt')
  const specialist = await w.open(people.logistics)
  const other = await w.open(people.otherManager)
  expect((await say(specialist, posted.id, { class: 'margin' })).body.error.reason).toBe('not_allowed')
  expect((await say(specialist, posted.id, { class: 'personal' })).body).toMatchObject({ class: 'personal' })
  expect((await say(other, posted.id, { class: null })).body.error.reason).toBe('not_allowed')
  expect((await say(manager, posted.id, { class: null })).body).not.toHaveProperty('class')
})

test('a class given later takes the file from the screens of those it is closed to', async () => {
  const posted = await post(w, manager, 'смета.txt')
  const specialist = await w.open(people.logistics)
  expect(await seen(specialist, posted)).toBeDefined()
  await say(manager, posted.id, { class: 'margin' })
  expect(await seen(specialist, posted)).toBeUndefined()
  expect((await specialist.get(`/api/files/${posted.id}`)).status).toBe(404)
  expect((await listed(specialist)).map(({ file }) => file.id)).not.toContain(posted.id)
})

test('a client is sent no file of a class, whoever sends it', async () => {
  const { company, parts } = w
  const thread = newId()
  await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Клиент' })
  await parts.store.write(company, ({ db, t }) =>
    db.update(t.thread).set({ audience: 'client' }).where(eq(t.thread.id, thread)),
  )
  for (const who of [manager, await w.open(people.head), await w.open(people.admin)]) {
    for (const of of classes) {
      const id = await upload(w, who, `${of} ${who.id}.txt`, thread)
      if (of) await say(who, id, { class: of })
      const sent = await who.put(`/api/threads/${thread}/messages/${newId()}`, { text: 'Вот', files: [id] })
      expect([who.id, of, sent.status, sent.body.error?.reason]).toEqual(
        of ? [who.id, of, 422, 'class_refused'] : [who.id, of, 201, undefined],
      )
    }
  }
})

test('whoever invites shows no class that he is not shown himself', async () => {
  const admin = await atHome(w, people.admin)
  await close('head', ['margin'])
  const head = await w.open(people.head)
  const invite = (shown: string[] | null) =>
    head.post(`/api/threads/${topic}/invites`, { id: newId(), who: { guest: { name: 'Лев' } }, files: shown })
  expect((await invite(['margin'])).body.error.reason).toBe('not_allowed')
  expect((await invite(null)).body.error.reason).toBe('not_allowed')
  expect((await invite(['personal'])).body.invite.files).toEqual(['personal'])
  expect((await admin.call('GET', '/api/company/documents')).body.changed.by.id).toBe(people.admin)
})

/** Has the host asked what it is to be asked. */
async function settled() {
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

test('a kept file that gets such a class later is taken back from the host, and stays with us', async () => {
  const { id, message } = await post(w, manager, 'бюджет.txt', { thread: topic })
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  const lying = () => w.portal.disk(Number(deals.daisy)).filter(({ name }) => name === 'бюджет.txt')
  expect(lying()).toHaveLength(1)
  expectOk(await manager.put(`/api/files/${id}/about`, { class: 'cost' }))
  await settled()
  expect(lying()).toEqual([])
  const { body } = await manager.get(`/api/threads/${topic}/messages?limit=100`)
  const shown = body.messages.find((one: { id: string }) => one.id === message.id).files[0]
  expect(shown).toMatchObject({ class: 'cost', permanent: expect.anything() })
  expect(shown).not.toHaveProperty('kept')
  expect((await manager.get(`/api/files/${id}`)).status).toBe(200)
  expect((await lookers.specialist!.call('GET', `/api/files/${id}`)).status).toBe(404)
})

test('where the host does not give it back, the file says so and administrators hear of it', async () => {
  const { id } = await post(w, manager, 'наценка.txt', { thread: topic })
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  w.portal.faults.fail('insufficient_scope', 1, 'disk.file.delete')
  expectOk(await manager.put(`/api/files/${id}/about`, { class: 'cost' }))
  await settled()
  expect(notTakenBack()).toEqual([expect.stringContaining('Файлу присвоен класс')])
})

test('the same of one that was erased while it was on its way: administrators hear that it was erased, and of no class', async () => {
  const before = notTakenBack().length
  const { id } = await post(w, manager, 'черновик сметы.txt', { thread: topic })
  w.portal.faults.fail('insufficient_scope', 1, 'disk.file.delete')
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await w.parts.store.write(w.company, async ({ db, t, now }) => {
    await db.update(t.file).set({ erasedAt: now }).where(eq(t.file.id, id))
  })
  await settled()
  expect(notTakenBack().slice(before)).toEqual([expect.stringContaining('Файл стёрт в чате')])
})

/** What administrators are told of copies that stay at the host. */
function notTakenBack(): string[] {
  return w.portal
    .notifications(people.admin)
    .map(({ text }) => text)
    .filter((text) => text.includes('не дала убрать его копию'))
}

test('a class that is closed to more people takes its kept files back too', async () => {
  const { id } = await post(w, manager, 'анкета.txt', { thread: topic, about: { class: 'margin' } })
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  const lying = () => w.portal.disk(Number(deals.daisy)).filter(({ name }) => name === 'анкета.txt')
  expect(lying()).toHaveLength(1)
  await close('compliance', ['margin'])
  await settled()
  expect(lying()).toEqual([])
})

test('one that only the host has is given no such class: there it could not be closed', async () => {
  const { id } = await post(w, manager, 'старая смета.txt', { thread: topic })
  expectOk(await manager.put(`/api/files/${id}/kept`))
  await settled()
  await w.parts.store.write(w.company, async ({ db, t, now }) => {
    await db.update(t.file).set({ erasedAt: now }).where(eq(t.file.id, id))
  })
  const refused = await manager.put(`/api/files/${id}/about`, { class: 'cost' })
  expect(refused).toMatchObject({ status: 409, body: { error: { reason: 'kept_only_there' } } })
})
