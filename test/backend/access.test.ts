import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  let origin: string
  let manager: Person
  beforeAll(async () => {
    w = await world(stores)
    origin = await w.listen()
    manager = await w.open(people.manager)
  })
  afterAll(() => w?.stop())

  test('a stranger is turned away from every route, and learns nothing', async () => {
    for (const { method, path } of routes(w)) {
      const address = path.replace(/:\w+/g, () => newId())
      const open =
        /^\/(healthz|readyz|metrics|widget|guest|api\/openapi|api\/invites\/(accept|wanted)|mail\/stop|push\/|legal\/(licence|privacy)$)/.test(
          path,
        )
      const frame = path.startsWith('/bitrix24/')
      const answer = await w.http.request(address, { method })
      if (open) expect([path, answer.status]).not.toEqual([path, 401])
      // The link itself is what lets in, and this one was never made.
      else if (path.startsWith('/dossier/')) expect([path, answer.status]).toEqual([path, 404])
      // Hosts look at these with GET before they list them; what matters is a form, and there is none.
      else if (frame)
        expect([path, await answer.text()]).toEqual([path, expect.not.stringContaining('bootstrap')])
      else expect([path, answer.status]).toEqual([path, 401])
    }
  })

  test.each(['', 'x', 'a.b', `${'a'.repeat(32)}.${'b'.repeat(43)}`, '../../etc', 'ё'])(
    'the token "%s" opens nothing',
    async (token) => {
      const answer = await w.http.request('/api/card', {
        headers: { Authorization: `Bearer ${encodeURI(token)}` },
      })
      expect(answer.status).toBe(401)
    },
  )

  test('the portal decides: whoever may not see the deal does not get its chat', async () => {
    const page = await w.page(people.customs, deals.daisy)
    expect(page.status).toBe(403)
    expect(await page.text()).not.toContain('bootstrap')
  })

  test('losing the deal closes its chat within a minute', async () => {
    const finance = await w.open(people.finance)
    expect((await finance.get('/api/card')).status).toBe(200)
    w.portal.faults.deny(people.finance, Number(deals.daisy))
    w.clock.advance(MINUTE)
    expect(await finance.get('/api/card')).toMatchObject({
      status: 404,
      body: { error: { reason: 'not_found' } },
    })
    expect(
      (await finance.put(`/api/threads/${manager.team}/messages/${newId()}`, { text: 'ещё тут' })).status,
    ).toBe(404)
  })

  test('a session left alone is over after 15 minutes and is proven anew by the portal', async () => {
    const trade = await w.open(people.trade)
    w.clock.advance(16 * MINUTE)
    expect(await trade.get('/api/card')).toMatchObject({
      status: 401,
      body: { error: { reason: 'session_over' } },
    })

    const proof = w.portal.tokenFor(people.trade).AUTH_ID
    const renewed = await trade.post('/api/session', { proof })
    expect(renewed.status).toBe(200)
    const answer = await w.http.request('/api/card', {
      headers: { Authorization: `Bearer ${renewed.body.token}` },
    })
    expect(answer.status).toBe(200)
  })

  test('row 21: a dismissed colleague is found without an event: his sessions end, his words stay', async () => {
    const leaver = await w.open(people.logistics)
    const { id } = await leaver.say('Слот держу до пятницы')
    const looking = await liveSocket(origin, { token: leaver.token, after: 0 })
    await looking.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    w.portal.faults.dismiss(people.logistics)
    await w.parts.readPeople(w.company)
    expect(await looking.closed).toBe(4401)
    expect((await leaver.get('/api/card')).status).toBe(401)
    const head = await w.open(people.head)
    const { body } = await head.get('/api/card')
    const gone = body.people.find((person: { id: string }) => person.id === people.logistics)
    expect(gone).toMatchObject({ name: 'Дмитрий Лунёв', leftAt: expect.any(String) })
    const page = await head.get(`/api/threads/${head.team}/messages?limit=5`)
    expect(page.body.messages.at(-1)).toMatchObject({ id, author: people.logistics })
    w.portal.faults.reinstate(people.logistics)
  })

  test("a colleague's proof does not renew my session", async () => {
    const trade = await w.open(people.trade)
    const proof = w.portal.tokenFor(people.manager).AUTH_ID
    expect((await trade.post('/api/session', { proof })).body.error.reason).toBe('session_over')
  })

  test('the page is framed by the verified portal and nobody else', async () => {
    const page = await w.page(people.manager, deals.daisy)
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain(`frame-ancestors ${w.portal.origin};`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(page.headers.get('x-frame-options')).toBeNull()
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('nobody on the way keeps what is answered, but for what says itself that it may be kept', async () => {
    const page = await (await w.page(people.manager, deals.daisy)).text()
    const [script] = /\/widget\/assets\/[\w.-]+\.js/.exec(page) ?? []
    const kept = async (path: string, headers = {}) => {
      const answer = await fetch(origin + path, { headers })
      return [answer.headers.get('cache-control'), answer.headers.get('x-content-type-options')]
    }
    const mine = { Authorization: `Bearer ${manager.token}` }
    expect(await kept('/api/card', mine)).toEqual(['no-store', 'nosniff'])
    expect(await kept('/api/card')).toEqual(['no-store', 'nosniff'])
    expect(await kept('/nowhere')).toEqual(['no-store', 'nosniff'])
    expect(await kept(script!)).toEqual(['public, max-age=31536000, immutable', 'nosniff'])
  })

  test('a message cannot break out of the page that carries it', async () => {
    manager = await w.open(people.manager)
    const evil = '</script><script>alert(1)</script>\u2028<!--'
    await manager.say(evil)
    const html = await (await w.page(people.manager, deals.daisy)).text()
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    const again = await w.open(people.manager)
    expect(again.bootstrap.page.messages.at(-1)?.text).toBe(evil)
  })
})

function routes(w: World): { method: string; path: string }[] {
  const all = w.http.routes.filter((route) => route.method !== 'ALL')
  const named = new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  return [...named.values()]
}
