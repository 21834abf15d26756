/** Our own page in the portal's menu: who gets in, and that its session opens no card. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atHome, homeIn, homePage } from '../at-home.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  beforeAll(async () => {
    w = await world(stores)
  })
  afterAll(() => w?.stop())

  test.each([
    ['the menu', {}],
    ['the application’s own entry', { PLACEMENT: 'DEFAULT' }],
  ])('opened from %s, it is ours and carries no token of the portal', async (_, placement) => {
    const { form } = w.portal.menuForm(people.manager)
    const page = await homePage(w, people.manager, placement)
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${w.portal.origin}`)
    expect(homeIn(html).home).toMatchObject({ me: { id: people.manager }, admin: false })
    for (const secret of [form.AUTH_ID, form.REFRESH_ID, w.portal.applicationToken])
      expect(html).not.toContain(secret)
  })

  test('an administrator is told to be one, and only by the portal', async () => {
    expect((await atHome(w, people.admin)).home.admin).toBe(true)
    expect((await atHome(w, people.manager)).home.admin).toBe(false)
  })

  test('who comes for the first time is known from then on', async () => {
    expect((await atHome(w, people.finance)).home).toMatchObject({
      me: { id: people.finance, name: expect.stringMatching(/./) },
      inbox: { rows: [], silent: false },
    })
  })

  test('a form that proves false opens nothing', async () => {
    expect((await homePage(w, people.manager, { APPLICATION_TOKEN: 'x'.repeat(32) })).status).toBe(403)
    expect((await homePage(w, people.manager, { AUTH_ID: 'made-up-token-of-mine' })).status).not.toBe(200)
  })

  test('to every call of a card its session is nobody’s, whatever is asked', async () => {
    const manager = await w.open(people.manager)
    const sent = await manager.say('только в карточке')
    const home = await atHome(w, people.manager)
    const nothing = await home.call('GET', '/api/nowhere')
    const calls: [string, string, unknown?][] = [
      ['GET', '/api/card'],
      ['GET', '/api/card/panel'],
      ['GET', `/api/threads/${manager.team}/messages`],
      ['PUT', `/api/threads/${manager.team}/messages/${crypto.randomUUID()}`, { text: 'нет' }],
      ['DELETE', `/api/threads/${manager.team}/messages/${sent.id}`],
      ['PUT', `/api/threads/${manager.team}/read`, { seq: 1 }],
      ['GET', '/api/search?q=карточке&scope=all'],
      ['GET', '/api/events?after=0'],
      ['GET', `/api/files/${crypto.randomUUID()}`],
    ]
    for (const [method, path, body] of calls) {
      const { status, body: said } = await home.call(method, path, body)
      expect([path, status, said]).toEqual([path, 404, nothing.body])
    }
  })

  test('a card’s session is not good for our own page, nor its socket', async () => {
    const origin = await w.listen()
    const manager = await w.open(people.manager)
    for (const path of ['/api/inbox', '/api/company/choices', '/api/company/diagnostics']) {
      expect((await manager.get(path)).status).toBe(404)
    }
    const home = await atHome(w, people.manager)
    const wrong = await liveSocket(origin, { token: manager.token, after: 0 }, '/api/inbox/live')
    expect(await wrong.closed).toBe(4403)
    const other = await liveSocket(origin, { token: home.token, after: 0 })
    expect(await other.closed).toBe(4403)
  })

  test('a session that ends is proven again, and is still no card’s', async () => {
    const home = await atHome(w, people.manager)
    w.clock.advance(16 * 60_000)
    expect((await home.call('GET', '/api/inbox')).status).toBe(401)
    const proof = w.portal.tokenFor(people.manager).AUTH_ID
    const { status, body } = await home.call('POST', '/api/session', { proof })
    expect(status).toBe(200)
    const as = { headers: { Authorization: `Bearer ${body.token}` } }
    expect((await w.http.request('/api/inbox', as)).status).toBe(200)
    expect((await w.http.request('/api/card', as)).status).toBe(404)
  })
})
