/** What a ticket to sign in with is good for, and everything it is not good for. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { colleagues, type DynamicsWorld, dynamicsWorld, onwardIn } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'

const { seller, head } = colleagues
const MINUTE = 60_000

onEveryStore((stores) => {
  let w: DynamicsWorld

  beforeEach(async () => {
    w = await dynamicsWorld(stores)
  })
  afterEach(() => w.stop())

  /** Where our window sends a browser, with what it gave it. */
  async function sentTo(url: string) {
    const came = await w.http.request(url, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
    const [cookie = ''] = came.headers.getSetCookie()
    return {
      came,
      entra: new URL((await onwardIn(came)) ?? w.publicUrl),
      cookie: cookie.split(';')[0] ?? '',
    }
  }

  /** Entra lets somebody through, to where he came from. */
  async function through(entra: URL, person = seller): Promise<URL> {
    const cookie = w.organization.entra.signedIn(w.organization.person(person).objectId)
    const came = await fetch(entra, { redirect: 'manual', headers: { cookie } })
    return new URL(came.headers.get('location') ?? w.publicUrl)
  }

  const comeBack = (url: URL, cookie = '') =>
    w.http.request(url.pathname + url.search, { headers: { cookie } })

  const signedInTicket = async (person = seller) => {
    const { ticket, url } = await w.ticket()
    await w.browser(person).follow(url)
    return ticket
  }

  test('is used once', async () => {
    const ticket = await signedInTicket()
    await w.cardFor(ticket)
    expect((await w.cardFor(ticket)).status).toBe(401)
    expect(await w.wait(ticket)).toMatchObject({ stands: 'refused', reason: 'late' })
  })

  test('is waited with for the card itself, which comes in the answer to the signing in', async () => {
    const { ticket, url } = await w.ticket()
    const wanted = { company: w.company, ticket, record: w.deal(1204), locale: 'ru', wait: true }
    const waiting = w.post('/dynamics/card', wanted)
    await w.browser(seller).follow(url)
    const { status, body } = await waiting
    expect([status, body.card.context.amount]).toEqual([200, 1_840_000])
    expect((await w.cardFor(ticket)).status).toBe(401)
  })

  test('is told over to whoever waits with it for a card, and opens none', async () => {
    const { ticket } = await w.ticket()
    w.clock.advance(5 * MINUTE)
    const wanted = { company: w.company, ticket, record: w.deal(1204), locale: 'ru', wait: true }
    expect((await w.post('/dynamics/card', wanted)).body).toMatchObject({ stands: 'refused', reason: 'late' })
  })

  test('is over after five minutes, before somebody signs in and after', async () => {
    const [early, late] = [await w.ticket(), await signedInTicket()]
    w.clock.advance(5 * MINUTE)
    const end = await w.browser(seller).follow(early.url)
    expect(await end.text()).toContain('Signing in took too long')
    expect((await w.cardFor(late)).status).toBe(401)
  })

  test('is nowhere in an address, and what is there opens nothing', async () => {
    const { ticket, url } = await w.ticket()
    const { entra } = await sentTo(url)
    const secret = ticket.split('.')[1] ?? ''
    expect(`${url} ${entra}`).not.toContain(secret)
    await w.browser(seller).follow(url)
    const named = new URL(url, w.publicUrl).searchParams.get('ticket') ?? ''
    expect((await w.cardFor(named)).status).toBe(401)
    expect(await w.wait(named)).toMatchObject({ reason: 'late' })
  })

  test('is stored so that nobody who reads the database can use it', async () => {
    const { ticket } = await w.ticket()
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.ticket))
    expect(JSON.stringify(rows)).not.toContain(ticket.split('.')[1])
  })

  test('of another company is good for nothing here', async () => {
    const ticket = await signedInTicket()
    const [, secret] = ticket.split('.')
    expect((await w.cardFor(`${w.otherCompany}.${secret}`)).status).toBe(401)
    const tickets = await w.post('/dynamics/tickets', { company: w.otherCompany, locale: 'en' })
    expect(tickets.status).toBe(403)
  })

  describe('nobody signs in for somebody else’s page', () => {
    test('by a page of somebody else’s: only our own sends people to the window', async () => {
      const { ticket, url } = await w.ticket()
      for (const site of ['cross-site', 'same-site', 'none', undefined]) {
        const headers: Record<string, string> = site ? { 'sec-fetch-site': site } : {}
        const came = await w.http.request(url, { method: 'POST', headers })
        expect([came.status, await onwardIn(came)]).toEqual([403, undefined])
      }
      expect((await w.cardFor(ticket)).status).toBe(401)
    })

    test('by a link in a message: whoever follows one in a page of ours is sent nowhere', async () => {
      const { ticket, url } = await w.ticket()
      const came = await w.http.request(url, { headers: { 'sec-fetch-site': 'same-origin' } })
      expect([came.status, came.headers.get('location'), came.headers.getSetCookie()]).toEqual([
        403,
        null,
        [],
      ])
      expect(await came.text()).not.toContain(w.organization.entraOrigin)
      await w.browser(seller).click(url)
      expect((await w.cardFor(ticket)).status).toBe(401)
    })

    test('by a link to Entra he was sent: his browser was not sent there by us', async () => {
      const { ticket, url } = await w.ticket()
      const { entra } = await sentTo(url)
      const back = await through(entra)
      expect(await (await comeBack(back)).text()).toContain('Signing in took too long')
      const other = await sentTo((await w.ticket()).url)
      await comeBack(back, other.cookie)
      expect((await w.cardFor(ticket)).status).toBe(401)
    })

    test('by what a neighbour of our name has put into his browser', async () => {
      await w.stop()
      w = await dynamicsWorld(stores, { env: { PUBLIC_URL: 'https://chat.example' } })
      const { came } = await sentTo((await w.ticket()).url)
      const [cookie = ''] = came.headers.getSetCookie()
      // Browsers take a name that begins so from our very host alone, and over TLS.
      expect(cookie).toMatch(/^__Host-sign_in_[\w-]{16}=[\w-]{43}; /)
      expect(cookie.split('; ').slice(1).sort()).toEqual(
        ['HttpOnly', 'Max-Age=600', 'Partitioned', 'Path=/', 'SameSite=None', 'Secure'].sort(),
      )
    })

    test('by coming back a second time', async () => {
      const { ticket, url } = await w.ticket()
      const { entra, cookie } = await sentTo(url)
      const back = await through(entra)
      await comeBack(back, cookie)
      const again = await through(entra, head)
      await comeBack(again, cookie)
      const { body } = await w.cardFor(ticket)
      expect(body.card.me.id).toBe(w.organization.person(seller).id)
    })

    test('by a state of his own making, or of another sign-in', async () => {
      const [mine, other] = [await w.ticket(), await w.ticket()]
      const first = await sentTo(mine.url)
      const second = await sentTo(other.url)
      const back = await through(first.entra)
      back.searchParams.set('state', second.entra.searchParams.get('state') ?? '')
      await comeBack(back, `${first.cookie}; ${second.cookie}`)
      back.searchParams.set('state', Buffer.from('{"company":"x","attempt":"y"}').toString('base64url'))
      expect(await (await comeBack(back, first.cookie)).text()).toContain('Not confirmed')
      expect((await w.cardFor(mine.ticket)).status).toBe(401)
      expect((await w.cardFor(other.ticket)).status).toBe(401)
    })
  })

  test('an account of another tenant is not let in', async () => {
    const { url, ticket } = await w.ticket()
    const { entra, cookie } = await sentTo(url)
    const tenant = w.organization.entra.addTenant({ name: 'Other', domain: 'other.example', people: ['Eve'] })
    w.organization.entra.consent(undefined, tenant.id)
    entra.pathname = entra.pathname.replace(w.organization.tenantId, tenant.id)
    const account = tenant.accounts[0]!.objectId
    const came = await fetch(entra, {
      redirect: 'manual',
      headers: { cookie: w.organization.entra.signedIn(account, tenant.id) },
    })
    await comeBack(new URL(came.headers.get('location') ?? w.publicUrl), cookie)
    expect(await w.wait(ticket)).toMatchObject({ stands: 'refused' })
    expect((await w.cardFor(ticket)).status).toBe(401)
  })

  test('consent that is missing is said to be missing', async () => {
    w.organization.entra.withdrawConsent()
    const { url, ticket } = await w.ticket()
    await w.browser(seller).follow(`${url}&silent=1`)
    expect(await w.wait(ticket)).toMatchObject({ stands: 'refused', reason: 'ask' })
    await w.browser(seller).follow(url)
    expect(await w.wait(ticket)).toMatchObject({
      stands: 'refused',
      reason: expect.any(String),
      title: expect.any(String),
    })
  })

  test('who asks for tickets without end is not listened to for a while', async () => {
    const asked = { company: w.company, locale: 'en' }
    const statuses = new Set<number>()
    for (let n = 0; n < 260; n++) statuses.add((await w.post('/dynamics/tickets', asked)).status)
    expect([...statuses]).toEqual([201, 429])
    w.clock.advance(MINUTE)
    expect((await w.post('/dynamics/tickets', asked)).status).toBe(201)
  })

  describe('a session that is over', () => {
    const renew = (token: string, proof: string) =>
      w.post('/api/session', { proof }, { authorization: `Bearer ${token}` })

    test('is renewed by the ticket of the same person, once', async () => {
      const sergey = await w.openCard(seller)
      w.clock.advance(20 * MINUTE)
      expect((await sergey.get('/api/card')).status).toBe(401)
      const proof = await signedInTicket()
      const renewed = await renew(sergey.token, proof)
      expect(renewed.status).toBe(200)
      expect((await renew(sergey.token, proof)).status).toBe(401)
    })

    test('is not renewed by somebody else, nor by what Entra calls him', async () => {
      const sergey = await w.openCard(seller)
      w.clock.advance(20 * MINUTE)
      for (const proof of [await signedInTicket(head), w.organization.person(seller).objectId, 'x']) {
        expect((await renew(sergey.token, proof)).status).toBe(401)
      }
    })
  })
})
