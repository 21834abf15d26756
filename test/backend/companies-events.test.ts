import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { install } from '../../backend/companies/companies.ts'
import { hostEventRoutes } from '../../backend/companies/event-routes.ts'
import { createGrants } from '../../backend/companies/grants.ts'
import type { WorkHint } from '../../backend/companies/hints.ts'
import { hostsOf } from '../../backend/companies/hosts.ts'
import type { Inbox } from '../../backend/companies/inbox.ts'
import { createReception } from '../../backend/companies/reception.ts'
import { createSessions } from '../../backend/companies/sessions.ts'
import type { Secrets } from '../../backend/keys/secrets.ts'
import type { Store } from '../../backend/store/store.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import { secretsIn } from '../secrets.ts'
import { onEveryStore } from '../stores.ts'

const SECOND = 1000
const company = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const applicationToken = '11112222333344445555666677778888'

onEveryStore((stores) => {
  let at: number
  let store: Store
  let vault: Secrets
  let inbox: Inbox
  let routes: ReturnType<typeof hostEventRoutes>
  let reception: ReturnType<typeof createReception>
  let asked: [WorkHint, string | null][]
  let fail: Error | undefined
  /** While the host is asked about something. */
  let meanwhile: () => Promise<void>
  const now = () => new Date(at)

  beforeEach(async () => {
    at = Date.UTC(2026, 10, 21, 12)
    asked = []
    fail = undefined
    meanwhile = async () => {}
    store = await stores.open({ now })
    vault = await secretsIn(store)
    // No OAuth server is there to be asked: what is received is received without one.
    const oauthHosts = ['127.0.0.1:9']
    const crm = bitrix24({ clientId: 'x', clientSecret: 'x', oauthHosts, allowLoopback: true, now })
    const grants = createGrants({ store, secrets: vault, crm })
    const failed = (error: unknown) => expect.unreachable(String(error))
    reception = createReception({
      store,
      crm: hostsOf([crm]),
      secrets: vault,
      grants,
      sessions: createSessions({ store, now, failed }),
      publicUrl: 'https://chat.example',
      now,
      clock: () => at,
      proxies: 0,
      installed: () => {},
      finishErasing: async () => {},
      received: () => {},
      async onHint(_, hint, by) {
        if (fail) throw fail
        asked.push([hint, by])
        await meanwhile()
      },
    })
    inbox = reception.inbox
    routes = hostEventRoutes({ ...reception, crm })
    await store.write(company, (w) =>
      install(w, vault, {
        portal: {
          host: 'bitrix24' as const,
          company,
          origin: 'https://demo.example',
          endpoint: 'https://demo.example/rest/',
        },
        person: { id: '1', name: 'Анна', position: null, photo: null, admin: true, active: true },
        grant: { access: 'x', refresh: null, expiresAt: now() },
        applicationToken,
        scopes: [],
        locale: 'ru',
      }),
    )
  })
  afterEach(() => store.close())

  const body = (
    event: string,
    data: string,
    more: { ts?: number; token?: string; member?: string; by?: string } = {},
  ) =>
    [
      `event=${event}`,
      data,
      `ts=${more.ts ?? Math.floor(at / 1000)}`,
      `auth[member_id]=${more.member ?? company}`,
      `auth[application_token]=${more.token ?? applicationToken}`,
      ...(more.by ? [`auth[user_id]=${more.by}`] : []),
    ].join('&')
  const changed = (id: number, more = {}) => body('ONCRMDEALUPDATE', `data[FIELDS][ID]=${id}`, more)
  const deleted = (id: number, more = {}) => body('ONCRMDEALDELETE', `data[FIELDS][ID]=${id}`, more)

  function post(text: string, headers: Record<string, string> = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return routes.request('/', { method: 'POST', body: text, headers: { ...type, ...headers } })
  }
  const rows = () => store.read(company, ({ db, t }) => db.select().from(t.inbox))
  async function work() {
    while (await inbox.work(company));
  }
  const records = () =>
    asked.map(([hint]) => (hint.about === 'record' ? `${hint.what} ${hint.record.id}` : hint.about))

  test('what a portal tells is written down before it is answered, and acted on later', async () => {
    expect((await post(changed(1204, { by: '7' }))).status).toBe(200)
    expect(await rows()).toMatchObject([{ name: 'ONCRMDEALUPDATE', by: '7', workedAt: null, sealed: null }])
    expect(asked).toEqual([])
    await work()
    expect(asked).toEqual([[{ about: 'record', what: 'changed', record: { type: 'deal', id: '1204' } }, '7']])
    expect(await rows()).toMatchObject([{ workedAt: now(), outcome: 'acted on' }])
  })

  describe('row 18: dropped, answered as any other, nothing stored', () => {
    test.each([
      ['a wrong application token', () => changed(1, { token: 'f'.repeat(32) })],
      ['a token a little too long', () => changed(1, { token: `${applicationToken}0` })],
      ['no application token', () => changed(1).replace(/&auth\[application_token\]=\w+/, '')],
      ['an unknown member_id', () => changed(1, { member: 'e'.repeat(32) })],
      [
        'ten thousand keys',
        () => `${changed(1)}&${Array.from({ length: 10_000 }, (_, n) => `x[${n}]=1`).join('&')}`,
      ],
      ['__proto__', () => `${changed(1)}&__proto__[x]=1`],
      ['nothing', () => ''],
    ])('%s', async (_, text) => {
      const answer = await post(text())
      expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
      expect(await rows()).toEqual([])
    })

    test('ten megabytes, whether their length is told or not', async () => {
      const large = `${changed(1)}&x=${'a'.repeat(10_000_000)}`
      expect((await post(large)).status).toBe(413)
      expect((await post(large, { 'content-length': String(large.length) })).status).toBe(413)
      expect(await rows()).toEqual([])
    })

    test('events of companies that have left', async () => {
      await store.write(company, ({ db, t, now }) => db.update(t.company).set({ uninstalledAt: now }))
      await post(changed(1))
      expect(await rows()).toEqual([])
    })
  })

  describe('row 19: doubled, reordered and late events', () => {
    test('fifty times the same is one row, and one question', async () => {
      for (let n = 0; n < 50; n++) await post(changed(1204, { ts: 1 }))
      await work()
      expect([(await rows()).length, records()]).toEqual([1, ['changed 1204']])
      at += 11 * SECOND
      await post(changed(1204, { ts: 1 }))
      await work()
      expect(records()).toEqual(['changed 1204'])
    })

    test('a second change within the same second, told by the same words, is asked about again', async () => {
      await post(changed(1204, { ts: 1 }))
      await work()
      at += 300
      await post(changed(1204, { ts: 1 }))
      await work()
      expect(records()).toEqual(['changed 1204', 'changed 1204'])
    })

    test('five hundred in any order end in the same questions', async () => {
      const events = Array.from({ length: 500 }, (_, n) =>
        n % 100 === 7 ? deleted(n % 5, { ts: n }) : changed(n % 5, { ts: n }),
      )
      const shuffled = events
        .map((event, n) => ({ event, place: (n * 7919) % 500 }))
        .sort((a, b) => a.place - b.place)
      for (const { event } of shuffled) await post(event)
      await work()
      expect(new Set(asked.map(([hint]) => hint.about === 'record' && hint.record.id))).toEqual(
        new Set(['1', '2', '3', '4']),
      )
      expect(asked.length).toBeLessThanOrEqual(50)
    })

    test('that a record was deleted is not lost behind a change that came after', async () => {
      await post(deleted(1204, { ts: 2 }))
      await post(changed(1204, { ts: 3 }))
      await work()
      expect(records()).toEqual(['deleted 1204'])
    })
  })

  test('what cannot be asked about now is asked later, at growing distances, and others do not wait for it', async () => {
    fail = new Error('the portal is silent')
    await post(changed(1204))
    await work()
    fail = undefined
    await post(changed(1205))
    await work()
    expect(records()).toEqual(['changed 1205'])
    expect((await rows()).find(({ workedAt }) => !workedAt)).toMatchObject({
      outcome: 'the portal is silent',
    })
    at += 5 * SECOND
    await work()
    expect(records()).toEqual(['changed 1205', 'changed 1204'])
  })

  test('what never can be is given up, and says so', async () => {
    fail = new Error('the portal is silent')
    await post(changed(1204))
    for (let n = 0; n < 10; n++) {
      await work()
      at += 3600 * SECOND
    }
    expect(await rows()).toMatchObject([{ outcome: 'given up: the portal is silent', tries: 8 }])
  })

  test('a node that dies at work leaves it to another', async () => {
    await post(changed(1204))
    // As it leaves things behind: taken up, and never done.
    await store.write(company, ({ db, t }) =>
      db.update(t.inbox).set({ dueAt: new Date(at + 120 * SECOND), tries: 1 }),
    )
    await work()
    expect(asked).toEqual([])
    at += 120 * SECOND
    await work()
    expect(records()).toEqual(['changed 1204'])
  })

  test('two nodes at work at once ask once', async () => {
    for (let n = 0; n < 20; n++) await post(changed(n + 1))
    await Promise.all([work(), work()])
    expect(new Set(records()).size).toBe(20)
    expect(asked.length).toBe(20)
  })

  test('a slow host is asked once about each, however many look meanwhile, and nothing counts as tried that was not', async () => {
    for (let n = 0; n < 30; n++) await post(changed(n + 1))
    meanwhile = async () => {
      at += 15 * SECOND
      if (asked.length % 9 === 0) await work()
    }
    await work()
    expect(asked.length).toBe(30)
    expect(new Set(records()).size).toBe(30)
    expect((await rows()).map(({ tries }) => tries)).toEqual(Array(30).fill(1))
  })

  test('the echo of our own change is no news, the next change is', async () => {
    reception.ownChanges.made(company, { type: 'deal', id: '1204' }, '7')
    await post(changed(1204, { by: '8', ts: 1 }))
    await post(changed(1204, { by: '7', ts: 2 }))
    await work()
    expect(asked.map(([, by]) => by)).toEqual(['8'])
    await post(changed(1204, { by: '7', ts: 3 }))
    await work()
    expect(asked.map(([, by]) => by)).toEqual(['8', '7'])
  })

  test('an echo that never came does not hide somebody’s change later', async () => {
    reception.ownChanges.made(company, { type: 'deal', id: '1204' }, '7')
    at += 31 * SECOND
    await post(changed(1204, { by: '7' }))
    await work()
    expect(asked.length).toBe(1)
  })

  test('a test of the way in arrives and asks nobody', async () => {
    await post(body('ONAPPTEST', 'data[QUERY][x]=1'))
    await work()
    expect(await rows()).toMatchObject([{ name: 'ONAPPTEST', outcome: 'arrived' }])
    expect(asked).toEqual([])
  })
})
