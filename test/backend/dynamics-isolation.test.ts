/** Two companies on one server, each in a CRM of its own: neither learns a byte of the other, whatever it asks for. */
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people } from '../world.ts'

const SECRET = 'маржа одиннадцать процентов'

/** Whatever a route may want to be told, so that it is not refused for its form alone. */
const bodies = (told: Record<string, string>): unknown[] => [
  undefined,
  {},
  { text: 'чужое' },
  { seq: 1 },
  { id: newId(), kind: 'topic', title: 'чужое' },
  { title: 'чужое', responsible: told.person, deadline: null },
  { from: told.record, to: told.record },
  { proof: told.token },
  {
    company: told.company,
    ticket: told.token,
    record: { type: 'opportunity', id: told.recordId },
    locale: 'en',
  },
]

onEveryStore((stores) => {
  let w: DynamicsWorld
  let sergey: Person
  let stranger: Person
  let told: Record<string, string>

  beforeEach(async () => {
    w = await dynamicsWorld(stores)
    sergey = await w.openCard(colleagues.seller)
    stranger = await w.open(people.manager)
    const file = newId()
    await w.http.request(`/api/files/${file}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${sergey.token}`,
        'Content-Type': 'text/plain',
        'X-Thread': sergey.team,
        'X-File-Name': "UTF-8''margin.txt",
      },
      body: SECRET,
    })
    const message = await sergey.say(SECRET, { files: [file] })
    const { type, id } = sergey.bootstrap.card.record
    told = {
      thread: sergey.team,
      message: message.id,
      file,
      person: sergey.id,
      record: `${type}:${id}`,
      recordId: id,
      company: w.company,
      token: `${w.company}.${stranger.token.split('.')[1]}`,
    }
  })
  afterEach(() => w.stop())

  /** Every route there is, filled in with what is the other company's. */
  function addresses(): { method: string; path: string }[] {
    const known = new Map<string, { method: string; path: string }>()
    for (const { method, path } of w.http.routes) {
      if (method === 'ALL' || path.includes('*')) continue
      const filled = path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
        if (/file/i.test(name)) return told.file!
        if (/message/i.test(name)) return told.message!
        if (/person/i.test(name)) return told.person!
        if (/record/i.test(name)) return encodeURIComponent(told.record!)
        if (/emoji/i.test(name)) return encodeURIComponent('👍')
        if (name === 'id' && path.includes('/files')) return told.file!
        return name === 'id' ? told.thread! : newId()
      })
      known.set(`${method} ${filled}`, { method, path: filled })
    }
    return [...known.values()]
  }

  /** All that is stored of the company, but for what is asked of its host. */
  const stored = () =>
    w.parts.store.read(w.company, async ({ db, t }) => {
      const { message, thread, member, reaction, file, task, grant, person, ticket } = t
      const rows = []
      for (const table of [message, thread, member, reaction, file, task, grant, person, ticket]) {
        rows.push(await db.select().from(table).where(eq(table.company, w.company)))
      }
      return JSON.stringify(rows)
    })

  test('a person of the Bitrix24 portal walks every route with the ids of the other company', async () => {
    const before = await stored()
    const asked = addresses()
    expect(asked.length).toBeGreaterThan(40)
    const query = `?q=${encodeURIComponent('маржа')}&scope=all&after=0&ticket=${told.token}`
    for (const token of [stranger.token, told.token, `${w.company}.${'x'.repeat(43)}`, '']) {
      for (const { method, path } of asked) {
        for (const body of method === 'GET' ? [undefined] : bodies(told as Record<string, string>)) {
          if (/live|tickets\/wait/.test(path)) continue
          const came = await w.http.request(path + query, {
            method,
            headers: {
              ...(token && { Authorization: `Bearer ${token}` }),
              ...(body !== undefined && { 'Content-Type': 'application/json' }),
            },
            ...(body !== undefined && { body: JSON.stringify(body) }),
          })
          const text = await came.text()
          const where = `${method} ${path}`
          const known = [SECRET, 'margin.txt', told.person!, told.message!, w.organization.origin]
          expect(known.some((byte) => text.includes(byte)) ? where : '').toBe('')
        }
      }
    }
    expect(await stored()).toBe(before)
  }, 120_000)

  /** Every road of Dynamics' own, and what it takes to be let in. One that is missing here fails. */
  const roads = {
    open: ['GET card', 'GET home', 'GET setup', 'GET sign-in', 'POST sign-in', 'GET signed-in', 'GET events'],
    /** Shows what was told to nobody else: a webhook's secret, a ticket, a session of this company. */
    proof: ['POST events', 'POST card', 'POST home', 'POST tickets/wait'],
    /** Makes something that opens nothing by itself. */
    ticket: ['POST tickets', 'POST setup/tickets', 'POST setup/environments', 'POST setup/session'],
    /** An administrator who has lent us his rights. */
    lent: [
      ...['GET setup/standing', 'GET setup/health', 'POST setup/package', 'POST setup/application'],
      ...['POST setup/connection', 'POST setup/events', 'POST setup/disconnect'],
      ...['POST setup/forms', 'POST setup/forms/preview', 'POST setup/forms/undo'],
    ],
  }

  test('every road of Dynamics’ own is one of these', () => {
    const there = w.http.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/dynamics/'))
      .map(({ method, path }) => `${method} ${path.replace(/^\/dynamics\/|\/$/g, '')}`)
    expect([...new Set(there)].sort()).toEqual(Object.values(roads).flat().sort())
  })

  test('without rights that an administrator has lent nobody sets anything up', async () => {
    const { ticket } = await w.ticket()
    for (const road of roads.lent) {
      const [method = '', path] = road.split(' ')
      for (const token of ['', stranger.token, sergey.token, told.token, ticket]) {
        const came = await w.http.request(`/dynamics/${path}`, {
          method,
          headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
          ...(method === 'POST' && { body: '{}' }),
        })
        expect([road, came.status]).toEqual([road, 401])
      }
    }
  })

  test('his search, his events and his list know nothing of it', async () => {
    const found = await stranger.get(`/api/search?q=${encodeURIComponent('маржа')}&scope=all`)
    expect(found.body.hits ?? []).toEqual([])
    const events = await stranger.get('/api/events?after=0')
    expect(JSON.stringify(events.body)).not.toContain(told.message)
    const own = await sergey.get(`/api/search?q=${encodeURIComponent('маржа')}&scope=card`)
    expect(JSON.stringify(own.body)).toContain('процентов')
  })

  test('nor has the other company anything of his', async () => {
    await stranger.say('секрет портала')
    for (const path of ['/api/card', '/api/events?after=0', `/api/threads/${stranger.team}/messages`]) {
      expect(JSON.stringify((await sergey.get(path)).body)).not.toContain('секрет портала')
    }
  })
})
