/** Every route, asked by everybody there is about everything there is: a thing of his, one of others, one of another card, one that does not exist. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Standing } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { record } from '../bench/tape.ts'
import { ask, colleagueIn, guestIn, inviteColleague, inviteGuest } from '../invited.ts'
import { sqliteStores } from '../stores.ts'
import { type Answered, deals, type Person, people, type World, world } from '../world.ts'
import { type Row, rows } from './matrix-rows.ts'
import { type Asker, expected, outcome, sees, type Thing, type Things, things } from './matrix-rules.ts'

const SECRET = 'секрет: маржа 14 %'

const names = [
  'administrator',
  'head',
  'manager who is in it',
  'manager who sees all',
  'manager who sees his own',
  'specialist',
  'observer',
  'compliance',
  'colleague without documents',
  'invited colleague',
  'guest',
  'invited who has left',
  'dismissed',
  'of another company',
  'with another card open',
  'administrator on our own page',
  'compliance on our own page',
  'manager on our own page',
  'stranger',
]

let w: World
const askers: Record<string, Asker> = {}
const made = {} as Record<Thing, Things>

describe('the matrix of rights', () => {
  beforeAll(async () => {
    w = await world(sqliteStores())
    const manager = await w.open(people.manager)
    const elsewhere = await w.open(people.manager, '1205')
    made.shared = await thingsIn(manager, 'topic', [])
    made.private = await thingsIn(manager, 'private', [people.head])
    made.foreign = await thingsIn(elsewhere, 'topic', [])
    made.nothing = { thread: newId(), message: newId(), file: newId(), invite: newId() }
    await seatEverybody(manager)
  }, 60_000)
  afterAll(() => w?.stop())

  test('every route has a row, and every row a route', () => {
    const there = w.http.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
    expect(rows.map(({ route }) => route).sort()).toEqual([...new Set(there)].sort())
  })

  test('whether somebody may costs two reads at most, whoever he is', async () => {
    for (const who of names.filter((name) => ['card', 'other card'].includes(askers[name]!.sits))) {
      const viewer = await w.parts.signIn(askers[who]!.token!)
      const may = () =>
        w.parts.store.read(viewer.company, (r) => w.parts.findThread(r, viewer, made.shared.thread))
      const { tape } = await record(() => may().catch(() => {}))
      expect([who, tape.length]).toEqual([who, 2])
    }
  })

  test('there are enough cells to mean something', () => {
    expect(rows.flatMap(cellsOf).length).toBeGreaterThanOrEqual(600)
  })

  test.each(rows.map((row) => [row.route, row] as const))('%s', async (_, row) => {
    for (const { who, thing } of cellsOf(row)) {
      const answer = await put(row, askers[who]!, thing)
      const cell = `${row.route} · ${who} · ${thing}`
      expect([cell, ...lackingHeaders(answer)]).toEqual([cell])
      expect([cell, ...outcome(answer)], cell).toEqual([cell, ...expected(row, askers[who]!, thing, answer)])
      if (!sees(askers[who]!, thing))
        expect(JSON.stringify(answer.body), cell).not.toContain(`${SECRET} ${thing}`)
    }
  })
})

/** What the headers of every answer have to say, where these do not. */
function lackingHeaders({ headers }: Answered): string[] {
  const says = (name: string, what: RegExp) => (what.test(headers.get(name) ?? '') ? [] : [name])
  const isPage = headers.get('content-type')?.startsWith('text/html')
  return [
    ...says('x-content-type-options', /^nosniff$/),
    ...says('cache-control', /^(no-store|private, max-age=60|no-cache)$/),
    ...(isPage ? says('content-security-policy', /^default-src 'none';.* frame-ancestors /) : []),
    ...(isPage ? says('referrer-policy', /^no-referrer$/) : []),
  ]
}

function cellsOf(row: Row): { who: string; thing: Thing }[] {
  const about = ['thread', 'file', 'invite'].includes(row.of) ? things : (['shared'] as const)
  return names.flatMap((who) => about.map((thing) => ({ who, thing })))
}

function put(row: Row, { token }: Asker, thing: Thing): Promise<Answered> {
  const { thread, message, file, invite } = made[thing]
  const [method = '', path = ''] = row.route.split(' ')
  const id = row.of === 'file' ? file : row.of === 'invite' ? invite : row.of === 'thread' ? thread : newId()
  const fresh = /^PUT .*\/(messages|questions|approvals)\/:messageId$/.test(row.route)
  const address = path
    .replace(':id', id)
    .replace(':messageId', fresh ? newId() : message)
    .replace(':emoji', '%F0%9F%91%8D')
    .replace(':kind', 'invoice')
    .replace(':number', '1')
    .replace(':thread', thread)
    .replace(/:(taskId|decisionId)/, newId())
    .replace(/:(person|role|name)/, 'nobody')
  if (row.route === 'PUT /api/files/:id') return upload(token, newId(), thread)
  return ask(w, method, address + (row.query ?? ''), { token, ...(row.body && { body: row.body() }) })
}

async function upload(token: string | undefined, file: string, thread: string): Promise<Answered> {
  const response = await w.http.request(`/api/files/${file}`, {
    method: 'PUT',
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      'Content-Type': 'text/plain',
      'X-File-Name': "UTF-8''tablica.txt",
      'X-Thread': thread,
    },
    body: 'Таблица маржи',
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

async function thingsIn(sponsor: Person, kind: 'topic' | 'private', others: string[]): Promise<Things> {
  const thread = newId()
  await sponsor.post('/api/threads', { id: thread, kind, title: 'Вещи', people: others })
  const file = newId()
  await upload(sponsor.token, file, thread)
  const name =
    kind === 'private' ? 'private' : sponsor.bootstrap.card.record.id === deals.daisy ? 'shared' : 'foreign'
  const { id: message } = await sponsor.say(`${SECRET} ${name}`, { thread, files: [file] })
  const invite = kind === 'private' ? newId() : (await inviteGuest(sponsor, 'Запасной', { thread })).invite.id
  return { thread, message, file, invite }
}

async function seatEverybody(manager: Person) {
  const { thread } = made.shared
  const admin = await atHome(w, people.admin)
  async function asked(person: string, standing: Standing, more: { reach?: 'own'; documents?: false } = {}) {
    const { token } = await w.open(person)
    const rights = { standing, reach: 'all', documents: true, ...more }
    await admin.call('PUT', `/api/company/standings/people/${person}`, rights)
    return { token, sits: 'card', standing } as const
  }
  w.portal.faults.reinstate('25')
  const observers = ['8', '9', '11', '14', '16', '18', '25']
  await w.portal.change(Number(deals.daisy), { observers }, people.manager)
  await w.parts.readPeople(w.company)

  askers.administrator = {
    token: (await w.open(people.admin)).token,
    sits: 'card',
    standing: 'administrator',
  }
  askers.head = { token: (await w.open(people.head)).token, sits: 'card', standing: 'head', inPrivate: true }
  askers['manager who is in it'] = {
    token: manager.token,
    sits: 'card',
    standing: 'manager',
    inPrivate: true,
  }
  askers['manager who sees all'] = await asked(people.otherManager, 'manager')
  askers['manager who sees his own'] = {
    ...(await asked(people.trade, 'manager', { reach: 'own' })),
    own: true,
  }
  askers.specialist = await asked(people.logistics, 'specialist')
  askers.observer = await asked(people.finance, 'observer')
  askers.compliance = await asked('16', 'compliance')
  askers['colleague without documents'] = {
    ...(await asked('18', 'manager', { documents: false })),
    documents: false,
  }

  await inviteColleague(manager, people.customs, { thread })
  const { token: invited } = await colleagueIn(w, people.customs)
  askers['invited colleague'] = { token: invited, sits: 'card', standing: 'manager', invited: true }
  const { link } = await inviteGuest(manager, 'Анна', { thread })
  const { token: guest } = await guestIn(w, link)
  askers.guest = { token: guest, sits: 'card', standing: 'specialist', invited: true, guest: true }
  const left = await inviteColleague(manager, '21', { thread })
  const leaver = await colleagueIn(w, '21')
  await leaver.call('POST', `/api/invites/${left.id}/left`, { message: newId(), text: 'Всё сделано' })
  askers['invited who has left'] = { token: leaver.token, sits: 'over' }

  askers.dismissed = { token: (await w.open('25')).token, sits: 'over' }
  w.portal.faults.dismiss('25')
  await w.parts.readPeople(w.company)
  askers['of another company'] = {
    token: await foreignToken(),
    sits: 'card',
    standing: 'manager',
    foreign: true,
  }
  askers['with another card open'] = {
    token: (await w.open(people.manager, '1205')).token,
    sits: 'other card',
    standing: 'manager',
    inPrivate: true,
  }
  askers['administrator on our own page'] = { token: admin.token, sits: 'home', standing: 'administrator' }
  const overseer = await atHome(w, '16')
  askers['compliance on our own page'] = { token: overseer.token, sits: 'home', standing: 'compliance' }
  const home = await atHome(w, people.manager)
  askers['manager on our own page'] = { token: home.token, sits: 'home', standing: 'manager' }
  askers.stranger = { sits: 'nowhere' }
}

/** Somebody of another company on the same server, with a card of the same name open. */
async function foreignToken(): Promise<string> {
  const company = 'f'.repeat(32)
  const person = people.manager
  const record = `deal:${deals.daisy}`
  const { token } = await w.parts.store.write(company, async (write) => {
    const { db, t, now } = write
    await db.insert(t.company).values({
      company,
      host: 'bitrix24',
      origin: 'https://other.example',
      endpoint: 'https://other.example/rest/',
      scopes: [],
      locale: 'en',
      installedBy: person,
      installedAt: now,
    })
    await db.insert(t.person).values({ company, id: person, name: 'Stranger' })
    return w.parts.sessions.start(write, person, record)
  })
  const [type = '', id = ''] = record.split(':')
  w.parts.access.learn(
    { company, person, record },
    {
      record: { type, id },
      title: '',
      amount: null,
      currency: null,
      stage: null,
      funnel: null,
      responsible: null,
      client: null,
      closeDate: null,
    },
  )
  return token
}
