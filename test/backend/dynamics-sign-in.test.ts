/** Somebody opens a card in Dynamics 365: he signs in beside the frame, and the frame learns of it from us alone. */
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { colleagues, type DynamicsWorld, dynamicsWorld, opportunities } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'
import { bootstrapIn } from '../world.ts'

const { admin, seller, storekeeper, sellerInKyiv } = colleagues

onEveryStore((stores) => {
  let w: DynamicsWorld

  beforeEach(async () => {
    w = await dynamicsWorld(stores)
  })
  afterEach(() => w.stop())

  const page = (query: Record<string, string>) =>
    w.http.request(`/dynamics/card?${new URLSearchParams(query)}`)

  test('the page may be framed by the organization alone, carries no session, and waits', async () => {
    const { origin } = w.organization
    const came = await page({ door: 'control', org: origin, lang: 'ru-RU', look: 'dark' })
    expect(came.status).toBe(200)
    const policy = came.headers.get('content-security-policy')
    expect(policy).toContain(`frame-ancestors ${origin};`)
    expect(policy).toContain(`frame-src 'self' ${w.organization.entraOrigin};`)
    expect(came.headers.get('referrer-policy')).toBe('no-referrer')
    expect(came.headers.get('set-cookie')).toBeNull()
    expect(bootstrapIn(await came.text())).toEqual({
      company: w.company,
      host: 'dynamics365',
      portal: origin,
      locale: 'ru-RU',
      // Whoever signs in with it does so for this page alone, which is not told of before.
      ticket: {
        ticket: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/),
        url: expect.stringContaining('/dynamics/sign-in?'),
      },
    })
  })

  test('an organization that nobody has connected is told so, and frames nothing', async () => {
    for (const query of [
      { org: 'https://stranger.crm4.dynamics.com', lang: 'en' },
      { installation: '22222222-2222-4222-8222-222222222222', lang: 'en' },
      { installation: w.otherCompany, lang: 'en' },
      { lang: 'en' },
    ]) {
      const came = await page(query)
      expect(came.status).toBeGreaterThanOrEqual(400)
      expect(came.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })

  test('whoever Entra knows has his card without being asked anything', async () => {
    const { ticket, url } = await w.ticket()
    const waiting = w.wait(ticket)
    const end = await w.browser(seller).follow(`${url}&silent=1`)
    expect(await end.text()).toContain('You are signed in')
    expect(await waiting).toEqual({ stands: 'signed_in' })
    const { status, body } = await w.cardFor(ticket)
    expect(status).toBe(200)
    expect(body).toMatchObject({ host: 'dynamics365', portal: w.organization.origin, locale: 'ru' })
    expect(body.card.me.id).toBe(w.organization.person(seller).id)
    expect(body.card.record).toEqual({ type: 'deal', id: w.deal(opportunities.daisy).id })
    const begun = await w.parts.store.read(w.company, ({ db, t }) =>
      db.select().from(t.entry).where(eq(t.entry.act, 'session.begun')),
    )
    // The log says where he sat, too.
    expect(begun.every(({ kept }) => kept?.from)).toBe(true)
  })

  test('two colleagues talk in the card of an opportunity', async () => {
    const sergey = await w.openCard(seller)
    const head = await w.openCard(colleagues.head)
    await sergey.say('Клиент просит скидку')
    const { body } = await head.get(`/api/threads/${head.team}/messages`)
    expect(body.messages.at(-1)).toMatchObject({ text: 'Клиент просит скидку', author: sergey.id })
  })

  test('whom Entra would have to ask something is asked by a click', async () => {
    const { ticket, url } = await w.ticket()
    await w.browser(null).follow(`${url}&silent=1`)
    expect(await w.wait(ticket)).toMatchObject({ stands: 'refused', reason: 'ask' })
    // The same place to sign in is still good.
    await w.browser(seller).follow(url)
    expect(await w.wait(ticket)).toEqual({ stands: 'signed_in' })
  })

  test('a record he may not see is refused like one that is not there for him', async () => {
    const { ticket, url } = await w.ticket()
    await w.browser(storekeeper).follow(url)
    expect(await w.wait(ticket)).toEqual({ stands: 'signed_in' })
    const { status, body } = await w.cardFor(ticket)
    expect(status).toBe(403)
    expect(body).toMatchObject({ error: { reason: 'denied' }, title: 'Нет доступа' })
  })

  test('somebody who is disabled in the organization is not let in', async () => {
    const person = w.organization.person(sellerInKyiv)
    w.organization.disable(person.id)
    const { ticket, url } = await w.ticket()
    await w.browser(sellerInKyiv).follow(url)
    expect(await w.wait(ticket)).toMatchObject({ stands: 'refused', reason: 'dismissed' })
    expect((await w.cardFor(ticket)).status).toBe(401)
  })

  test('the same frame goes on with another record, without signing in again', async () => {
    const boss = await w.openCard(admin)
    const other = await w.goOn(boss, 1201)
    expect(other.status).toBe(200)
    expect(other.body.card.record.id).toBe(w.deal(1201).id)
    expect(other.body.session.token).not.toBe(boss.token)
  })

  test('however often he goes on, he has to sign in again after twelve hours', async () => {
    const boss = await w.openCard(admin)
    let { token } = boss
    for (let minutes = 0; minutes < 12 * 60; minutes += 14) {
      const next = await w.goOn({ ...boss, token }, minutes % 28 ? 1201 : opportunities.daisy)
      expect(next.status).toBe(200)
      token = next.body.session.token
      w.clock.advance(14 * 60_000)
    }
    expect((await w.goOn({ ...boss, token }, 1201)).status).toBe(401)
  }, 30_000)

  describe('while the organization is too busy to be asked', () => {
    const MINUTE = 60_000
    /** For an hour; Entra is somewhere else. */
    function storm() {
      for (const asked of ['opportunities', 'systemusers', 'teams'])
        w.organization.faults.storm('requests', 3600, `GET ${asked}`)
    }
    /** Signs in anew; the amount on his card, or why he was not let in. */
    async function comesAgain(person: number) {
      const { ticket, url } = await w.ticket()
      await w.browser(person).follow(url)
      const { body } = await w.cardFor(ticket)
      return body.card?.context.amount ?? body.error.reason
    }

    test('whoever had a card open minutes ago opens it as it was then, and it is not asked again', async () => {
      const sergey = await w.openCard(seller)
      storm()
      expect(await comesAgain(seller)).toBe(1_840_000)
      const turnedAway = () => w.organization.requests.filter(({ status }) => status === 429).length
      const before = turnedAway()
      expect((await w.goOn(sergey, opportunities.daisy)).status).toBe(200)
      expect(await comesAgain(seller)).toBe(1_840_000)
      expect([before > 0, turnedAway()]).toEqual([true, before])
    })

    test('nobody else is let in: not to another record, not whom it has not known lately, not who has left', async () => {
      const sergey = await w.openCard(seller)
      const boss = await w.openCard(colleagues.head)
      storm()
      expect((await w.goOn(sergey, 1201)).status).toBe(503)
      expect(await comesAgain(storekeeper)).toBe('ask')
      await w.parts.store.write(w.company, ({ db, t, now }) =>
        db.update(t.person).set({ leftAt: now }).where(eq(t.person.id, boss.id)),
      )
      expect((await w.goOn(boss, opportunities.daisy)).status).toBe(503)
      expect(await comesAgain(colleagues.head)).toBe('limited')
    })

    test('what it said last holds for a quarter of an hour, however often it is relied on', async () => {
      const sergey = await w.openCard(seller)
      storm()
      for (let minutes = 0; minutes < 14; minutes += 7) {
        w.clock.advance(7 * MINUTE)
        expect((await w.goOn(sergey, opportunities.daisy)).status).toBe(200)
      }
      w.clock.advance(MINUTE)
      expect((await w.goOn(sergey, opportunities.daisy)).status).toBe(503)
    })
  })

  test('but with none he may not see, nor when he has been disabled meanwhile', async () => {
    const sergey = await w.openCard(seller)
    w.organization.disable(seller)
    expect((await w.goOn(sergey, 1201)).status).toBe(403)
    w.organization.enable(seller)
    w.organization.takeRole(seller, 'Salesperson')
    expect((await w.goOn(sergey, opportunities.daisy)).status).toBe(403)
  })
})
