import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSessions, type Sessions } from '../../backend/companies/sessions.ts'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

const company = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const minute = 60_000

onEveryStore((stores) => {
  let store: Store
  let at: number
  let failures: unknown[]
  let writes: number
  const now = () => new Date(at)

  beforeEach(async () => {
    at = Date.UTC(2026, 10, 21, 12)
    failures = []
    writes = 0
    store = await stores.open({ now })
  })
  afterEach(() => store.close())

  function node(): Sessions {
    const counted: Store = {
      ...store,
      write: (...args) => {
        writes += 1
        return store.write(...args)
      },
    }
    return createSessions({ store: counted, now, failed: (error) => failures.push(error) })
  }

  const started = (sessions: Sessions, person = '7') =>
    store.write(company, (w) => sessions.start(w, person, 'deal:1204'))

  test('a token says whose it is, on every node', async () => {
    const { token, expiresAt } = await started(node())
    expect(expiresAt).toEqual(new Date(at + 15 * minute))
    const endsBy = new Date(at + 12 * 60 * minute)
    const whose = { company, person: '7', record: 'deal:1204', invited: false }
    expect(await node().sessionOf(token)).toEqual({ ...whose, expiresAt, endsBy })
  })

  test('the database holds no token', async () => {
    const { token } = await started(node())
    const rows = await store.read(company, async ({ db, t }) =>
      JSON.stringify(await db.select().from(t.session)),
    )
    expect(rows).not.toContain(token.split('.')[1])
  })

  test('a token made up, cut, or moved to another company is nobody’s', async () => {
    const sessions = node()
    const { token } = await started(sessions)
    const secret = token.split('.')[1] ?? ''
    const forged = [
      '',
      company,
      `${company}.`,
      `${company}.${'A'.repeat(43)}`,
      `${'f'.repeat(32)}.${secret}`,
      `${company}.${secret}A`,
      ` ${token}`,
      `${token}\n`,
      `${company}.${secret}.${secret}`,
    ]
    for (const one of forged) expect(await sessions.sessionOf(one)).toBeUndefined()
  })

  test('unused for fifteen minutes it is over', async () => {
    const sessions = node()
    const { token } = await started(sessions)
    at += 15 * minute
    expect(await sessions.sessionOf(token)).toBeUndefined()
  })

  test('in use it stays awake, for other nodes too', async () => {
    const sessions = node()
    const { token } = await started(sessions)
    for (let used = 0; used < 10; used++) {
      at += 10 * minute
      expect(await sessions.sessionOf(token)).toMatchObject({ person: '7' })
    }
    await settled()
    expect(await node().sessionOf(token)).toMatchObject({ person: '7' })
  })

  test('however busy, it is over after twelve hours', async () => {
    const sessions = node()
    const { token } = await started(sessions)
    for (let used = 0; used < 71; used++) {
      at += 10 * minute
      expect(await sessions.sessionOf(token)).toBeDefined()
    }
    at += 10 * minute
    expect(await sessions.sessionOf(token)).toBeUndefined()
  })

  test('a thousand reads within a minute write nothing', async () => {
    const sessions = node()
    const { token } = await started(sessions)
    for (let read = 0; read < 1000; read++) {
      at += 59
      await sessions.sessionOf(token)
    }
    expect(writes).toBe(0)
    at += minute
    await sessions.sessionOf(token)
    await settled()
    expect(writes).toBe(1)
  })

  test('reading goes on when nothing can be written, and the failure is told', async () => {
    const full: Store = { ...store, write: () => Promise.reject(new Error('the disk is full')) }
    const sessions = createSessions({ store: full, now, failed: (error) => failures.push(error) })
    const { token } = await started(sessions)
    at += 5 * minute
    expect(await sessions.sessionOf(token)).toMatchObject({ person: '7' })
    await expect.poll(() => failures.map(String)).toEqual(['Error: the disk is full'])
  })

  test('an ended session is over here at once, and elsewhere within ten seconds', async () => {
    const [here, there] = [node(), node()]
    const { token } = await started(here)
    await there.sessionOf(token)
    await here.endSession(token)
    expect(await here.sessionOf(token)).toBeUndefined()
    at += 10_000
    expect(await there.sessionOf(token)).toBeUndefined()
  })

  test('somebody who leaves is signed out everywhere, and nobody else is', async () => {
    const sessions = node()
    const his = await Promise.all([started(sessions), started(sessions)])
    const hers = await started(sessions, '9')
    for (const { token } of his) await sessions.sessionOf(token)
    await store.write(company, (w) => sessions.endSessionsOf(w, '7'))
    for (const { token } of his) {
      expect(await sessions.sessionOf(token)).toBeUndefined()
      expect(await sessions.lapsedSession(token)).toBeUndefined()
    }
    expect(await sessions.sessionOf(hers.token)).toMatchObject({ person: '9' })
  })

  test('a lapsed session is remembered for a day, an ended one is not', async () => {
    const sessions = node()
    const { token } = await started(sessions)
    const viewer = { company, person: '7', record: 'deal:1204', invited: false }
    at += 15 * minute + 23 * 60 * minute
    expect(await sessions.lapsedSession(token)).toEqual(viewer)
    at += 60 * minute
    expect(await sessions.lapsedSession(token)).toBeUndefined()
  })

  test('sessions nobody can renew are forgotten when their person opens another', async () => {
    const sessions = node()
    await started(sessions)
    at += 2 * 24 * 60 * minute
    await started(sessions)
    const rows = await store.read(company, ({ db, t }) => db.select().from(t.session))
    expect(rows.length).toBe(1)
  })

  /** A write that comes after those still under way. */
  const settled = () => store.write(company, async () => {})
})
