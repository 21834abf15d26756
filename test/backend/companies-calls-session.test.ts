/** A busy day, and what is left of it in the logs: row 29 of the platform's matrix. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recentCalls } from '../../backend/companies/calls.ts'
import { onEveryStore } from '../stores.ts'
import { deals, people, type World, world } from '../world.ts'

const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  const written: string[] = []
  const secrets = new Set<string>(['test-secret', 'a key for tests, thirty-two and more'])

  beforeAll(async () => {
    const log = { write: (line: string) => void written.push(line) }
    w = await world(stores, { env: { LOG_LEVEL: 'debug' }, log })
    secrets.add(w.portal.applicationToken)
  })
  afterAll(() => w?.stop())

  /** Remembers every token we hold at this moment. */
  async function learnTokens() {
    const { rows, opening } = await w.parts.store.read(w.company, async (r) => ({
      rows: await r.db.select().from(r.t.grant),
      opening: await w.parts.secrets.opening(r),
    }))
    for (const { person, sealed } of rows) {
      const { access, refresh } = JSON.parse(opening.open(sealed, `grant of ${person}`))
      for (const token of [access, refresh]) if (token) secrets.add(token)
    }
  }

  test('no token is in the log of calls or in what the program writes', async () => {
    await learnTokens()
    const manager = await w.open(people.manager)
    const trade = await w.open(people.trade)
    await manager.say('Маржа 14 %')
    await learnTokens()

    w.portal.faults.fail('INTERNAL_SERVER_ERROR', 2, 'batch')
    w.portal.faults.fail('expired_token', 2, 'batch')
    for (let minute = 0; minute < 5; minute++) {
      w.clock.advance(MINUTE)
      await manager.get('/api/card')
      await trade.get('/api/search?q=маржа&scope=all')
      await learnTokens()
    }
    await w.page(people.customs, deals.daisy)
    w.clock.advance(16 * MINUTE)
    const proof = w.portal.tokenFor(people.trade).AUTH_ID
    secrets.add(proof).add(manager.token).add(trade.token)
    const renewed = await trade.post('/api/session', { proof })
    secrets.add(renewed.body.token)
    w.portal.faults.fail('INTERNAL_SERVER_ERROR', 5, 'batch')
    await w.parts.readPeople(w.company)
    await w.http.request('/api/card', { headers: { Authorization: `Bearer ${proof}` } })
    await learnTokens()

    await w.parts.calls.flush()
    const calls = await w.parts.store.read(w.company, (r) => recentCalls(r, { limit: 1000 }))
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.call))
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['batch', 'app.info', 'oauth/token']))
    expect(calls.some(({ reason }) => reason === 'unreachable')).toBe(true)
    expect(calls.some(({ person, record }) => person === people.manager && record?.id === deals.daisy)).toBe(
      true,
    )
    expect(written.length).toBeGreaterThan(0)
    expect(secrets.size).toBeGreaterThan(12)

    const remembered = JSON.stringify(rows) + written.join('\n')
    expect([...secrets].filter((secret) => remembered.includes(secret))).toEqual([])
    expect(remembered).not.toMatch(/Игорь|Маржа|auth=|AUTH_ID|https?:\/\/[^"\s]*\?/)
  })
})
