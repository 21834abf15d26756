/** The company's settings and its diagnosis: for administrators, as the portal says at that moment. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Diagnosis, Finding } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

onEveryStore((stores) => {
  let w: World
  let admin: Visitor

  beforeAll(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
  })
  beforeEach(async () => {
    w.portal.faults.calm()
    admin = await atHome(w, people.admin)
  })
  afterAll(() => w?.stop())

  const choices = () => admin.call('GET', '/api/company/choices')
  const diagnosis = async (): Promise<Diagnosis> => (await admin.call('GET', '/api/company/diagnostics')).body
  async function finding<Name extends Finding['about']>(about: Name) {
    const { findings } = await diagnosis()
    return findings.find((one): one is Extract<Finding, { about: Name }> => one.about === about)!
  }

  test('to anybody who is no administrator there is nothing', async () => {
    const manager = await atHome(w, people.manager)
    const nothing = await manager.call('GET', '/api/nowhere')
    const calls: [string, string, unknown?][] = [
      ['GET', '/api/company/choices'],
      ['PUT', '/api/company/choices', { choices: (await choices()).body.choices, version: 'x' }],
      ['GET', '/api/company/diagnostics'],
      ['POST', '/api/company/diagnostics/bind'],
      ['POST', '/api/company/diagnostics/people'],
      ['POST', '/api/company/diagnostics/round-trip'],
    ]
    for (const [method, path, body] of calls) {
      const { status, body: said } = await manager.call(method, path, body)
      expect([path, status, said]).toEqual([path, 404, nothing.body])
    }
  })

  test('who is no longer an administrator saves nothing, though his page is open', async () => {
    const { body } = await choices()
    const person = w.portal.people.find(({ id }) => id === people.admin)!
    Object.assign(person, { admin: false })
    const refused = await admin.call('PUT', '/api/company/choices', {
      choices: { ...body.choices, notices: false },
      version: body.version,
    })
    Object.assign(person, { admin: true })
    expect(refused.status).toBe(404)
    expect((await choices()).body.choices.notices).toBe(true)
  })

  test('while the portal is silent nobody is taken for an administrator', async () => {
    w.clock.advance(MINUTE)
    w.portal.faults.fail('INTERNAL_SERVER_ERROR', 3, 'batch')
    expect((await choices()).status).toBe(503)
  })

  test('what was chosen holds, and says who chose it', async () => {
    const { body } = await choices()
    const wanted = { ...body.choices, mirror: { files: false, topics: true }, notices: false }
    const saved = await admin.call('PUT', '/api/company/choices', { choices: wanted, version: body.version })
    expect(saved.status).toBe(200)
    expect((await choices()).body).toMatchObject({
      choices: wanted,
      chosen: { by: { id: people.admin }, at: w.clock.now().toISOString() },
    })
  })

  test('of two administrators the second sees that he was overtaken', async () => {
    const { body } = await choices()
    const change = (notices: boolean, anchor: boolean) =>
      admin.call('PUT', '/api/company/choices', {
        choices: { ...body.choices, notices, anchor },
        version: body.version,
      })
    const first = await change(!body.choices.notices, body.choices.anchor)
    expect(first.status).toBe(200)
    const second = await change(body.choices.notices, !body.choices.anchor)
    expect([second.status, second.body.error.reason]).toEqual([409, 'changed_meanwhile'])
    expect((await choices()).body.choices).toEqual(first.body.choices)
  })

  test('the same twice is one choice, and one event', async () => {
    const { body } = await choices()
    const wanted = { ...body.choices, anchor: !body.choices.anchor }
    const save = () => admin.call('PUT', '/api/company/choices', { choices: wanted, version: body.version })
    const events = async () =>
      (await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.event))).filter(
        ({ topic }) => topic === 'choices.changed',
      ).length
    const before = await events()
    expect([(await save()).status, (await save()).status]).toEqual([200, 200])
    expect(await events()).toBe(before + 1)
  })

  test('a choice nobody knows is refused', async () => {
    const { body } = await choices()
    const refused = await admin.call('PUT', '/api/company/choices', {
      choices: { ...body.choices, spy: true },
      version: body.version,
    })
    expect(refused.status).toBe(400)
  })

  test('a portal that gets on with us is in order', async () => {
    expect(await finding('placements')).toMatchObject({ state: 'ok', lacking: [] })
    expect(await finding('scopes')).toMatchObject({ state: 'ok', lacking: [] })
    expect(await finding('grant')).toMatchObject({ state: 'ok', person: { id: people.admin } })
    expect(await finding('people')).toMatchObject({ state: 'ok', present: expect.any(Number) })
    expect(await finding('version')).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    expect(await finding('region')).toBeUndefined()
    expect(await finding('address')).toMatchObject({
      https: false,
      policy: expect.stringContaining(`frame-ancestors ${w.portal.origin}`),
    })
  })

  test('an administrator reads where data lie, and what lies outside all the same', async () => {
    const there = await world(stores, { env: { REGION: 'ru', PUSH_SERVICES: '*.push.apple.com' } })
    await there.portal.finishInstallation()
    await there.parts.calls.flush()
    const { body } = await (await atHome(there, people.admin)).call('GET', '/api/company/diagnostics')
    expect(body.findings).toContainEqual({
      about: 'region',
      state: 'ok',
      name: 'ru',
      push: ['*.push.apple.com'],
    })
    // What this portal has not it was asked for, and that alarms nobody.
    expect(body.findings).toContainEqual(expect.objectContaining({ about: 'refusals', state: 'ok' }))
    await there.stop()
  })

  test('a tab the portal has lost is bound again by the button', async () => {
    w.portal.placements.splice(0, 2)
    const { status, body } = await admin.call('POST', '/api/company/diagnostics/bind')
    expect([status, body.refused]).toEqual([200, undefined])
    expect(w.portal.placements.map(({ placement }) => placement)).toContain('LEFT_MENU')
    expect(await finding('placements')).toMatchObject({
      state: 'ok',
      at: w.clock.now().toISOString(),
    })
  })

  test('a test event goes there and back, and one asked for earlier does not count', async () => {
    const sent = await admin.call('POST', '/api/company/diagnostics/round-trip')
    await w.portal.delivered()
    const since = (at: string) => admin.call('GET', `/api/company/diagnostics/round-trip?since=${at}`)
    expect((await since(sent.body.at)).body.ms).toEqual(expect.any(Number))
    w.clock.advance(1000)
    expect((await since(w.clock.now().toISOString())).body.ms).toBeNull()
    const again = await admin.call('POST', '/api/company/diagnostics/round-trip')
    await w.portal.delivered()
    expect((await since(again.body.at)).body.ms).toEqual(expect.any(Number))
  })

  test('an event that is lost on its way does not arrive', async () => {
    w.portal.faults.loseEvents(1)
    w.clock.advance(MINUTE)
    const { body } = await admin.call('POST', '/api/company/diagnostics/round-trip')
    await w.portal.delivered()
    const { body: trip } = await admin.call('GET', `/api/company/diagnostics/round-trip?since=${body.at}`)
    expect(trip.ms).toBeNull()
  })

  test('people that were not read for long are old, until they are read by the button', async () => {
    w.clock.advance(4 * HOUR)
    admin = await atHome(w, people.admin)
    expect((await finding('people')).state).toBe('attention')
    await admin.call('POST', '/api/company/diagnostics/people')
    expect(await finding('people')).toMatchObject({ state: 'ok', readAt: w.clock.now().toISOString() })
  })

  test('what the portal refused is told by name and reason', async () => {
    const manager = await w.open(people.manager)
    w.portal.faults.fail('insufficient_scope', 1, 'batch')
    await manager.get('/api/card/panel')
    await w.parts.calls.flush()
    const { state, calls } = await finding('refusals')
    expect(state).toBe('attention')
    expect(calls).toContainEqual(expect.objectContaining({ method: 'batch', reason: 'not_granted' }))
  })

  test('the installer’s rights that the portal took back are broken', async () => {
    await w.parts.store.write(w.company, async ({ db, t, now }) => {
      await db.update(t.grant).set({ deadAt: now })
    })
    // Whoever looks has just been proven, so that his own rights live.
    const other = w.portal.people.find(({ id }) => id === people.head)!
    Object.assign(other, { admin: true })
    admin = await atHome(w, people.head)
    expect(await finding('grant')).toMatchObject({ state: 'broken', deadAt: expect.any(String) })
    Object.assign(other, { admin: false })
  })

  test('no secret is in a diagnosis', async () => {
    const text = JSON.stringify(await diagnosis())
    const { AUTH_ID, REFRESH_ID } = w.portal.tokenFor(people.admin)
    for (const secret of [AUTH_ID, REFRESH_ID, w.portal.applicationToken, admin.token, 'test-secret'])
      expect(text).not.toContain(secret)
    expect(text).not.toMatch(/sealed|refresh_token|client_secret/i)
  })
})
