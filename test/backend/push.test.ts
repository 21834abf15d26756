/** A browser rings for whoever has asked it to, by a push service that cannot read what it carries. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { type PushService, pushService, vouched } from '../push-service.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { HOUR, MINUTE, pass, wish } from './notices-fixture.ts'

onEveryStore((stores) => {
  let service: PushService
  let w: World
  let sergey: Person
  let alina: Person
  beforeEach(async () => {
    service = await pushService()
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterEach(async () => {
    await w.stop()
    await service.close()
  })

  async function ringing(name = 'Chrome') {
    const browser = service.browser()
    const { status } = await alina.put('/api/notices/devices', { subscription: browser.subscription, name })
    expect(status).toBe(200)
    return browser
  }

  const call = (text: string) => sergey.say(text, { mentions: [people.trade] })
  const devices = async () => (await alina.get('/api/notices')).body.push.devices

  test('it shows who, where and how many, opens the card, and never what was said', async () => {
    const browser = await ringing()
    await call('Цена 18 400 за тонну')
    await pass(w, 20_000)
    expect(browser.shown).toEqual([
      {
        title: 'Поставка упаковочной линии для «Ромашки»',
        body: 'Вас упомянули в обсуждении «Общее»: Сергей Котов.',
        tag: expect.any(String),
        url: `${w.portal.origin}/crm/deal/details/${deals.daisy}/`,
      },
    ])
  })

  test('a push says who sends it, signed with the key the browser was asked with', async () => {
    const browser = await ringing()
    await call('глянь')
    await pass(w, 20_000)
    const { key } = (await alina.get('/api/notices')).body.push
    const claims = vouched(browser.headers[0]!.authorization!, key)
    expect(claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^(mailto|https):/) })
    expect(
      vouched(browser.headers[0]!.authorization!, service.browser().subscription.keys.p256dh),
    ).toBeUndefined()
  })

  test('where data have a region, only browsers of the services named ring', async () => {
    const inRegion = (env: Record<string, string>) => world(stores, { env: { REGION: 'ru', ...env } })
    const { subscription } = service.browser()
    const offered = async (w: World) => {
      const alina = await w.open(people.trade)
      const { push } = (await alina.get('/api/notices')).body
      const { status, body } = await alina.put('/api/notices/devices', { subscription, name: 'Chrome' })
      await w.stop()
      return [push !== null, status, body.error?.reason]
    }
    expect(await offered(await inRegion({}))).toEqual([false, 422, 'push_service_closed'])
    expect(await offered(await inRegion({ PUSH_SERVICES: '*.push.apple.com' }))).toEqual([
      true,
      422,
      'push_service_closed',
    ])
    expect(await offered(await inRegion({ PUSH_SERVICES: 'a.example, 127.0.0.1' }))).toEqual([
      true,
      200,
      undefined,
    ])
  })

  test('a private thread is not called by its name', async () => {
    const browser = await ringing()
    const thread = newId()
    await sergey.post('/api/threads', {
      id: thread,
      kind: 'private',
      title: 'Наценка',
      people: [people.trade],
    })
    await sergey.say('15', { thread })
    await pass(w, 20_000)
    expect(browser.shown[0]!.body).toBe('Вам написали в закрытом обсуждении: Сергей Котов.')
    expect(JSON.stringify(browser.shown)).not.toContain('Наценка')
  })

  test('each browser rings once, two nodes or not', async () => {
    const [one, other] = [await ringing('Chrome'), await ringing('Firefox')]
    await call('глянь')
    await w.parts.heard()
    w.clock.advance(20_000)
    await Promise.all([w.parts.ring(w.company), w.parts.ring(w.company)])
    await Promise.all([w.parts.workLetters(w.company), w.parts.workLetters(w.company)])
    expect([one.shown.length, other.shown.length]).toEqual([1, 1])
  })

  test('what is urgent comes again until it is seen', async () => {
    const browser = await ringing()
    const { id, seq } = await call('Судно уходит')
    await sergey.put(`/api/threads/${sergey.team}/messages/${id}/urgent`)
    await pass(w, 0)
    await pass(w, 5 * MINUTE)
    expect(browser.shown.map(({ body }) => body.slice(0, 7))).toEqual(['Срочно.', 'Срочно.'])
    expect(browser.headers[0]!.urgency).toBe('high')
    await alina.put(`/api/threads/${alina.team}/read`, { seq })
    await pass(w, 5 * MINUTE)
    expect(browser.shown).toHaveLength(2)
  })

  test('nothing is pushed in quiet hours, nor of a deal the CRM no longer shows', async () => {
    const browser = await ringing()
    await wish(alina, { quiet: { from: '12:00', until: '12:10', days: [] } })
    await call('глянь')
    await pass(w, MINUTE)
    expect(browser.shown).toEqual([])
    w.portal.faults.deny(people.trade, Number(deals.daisy))
    await pass(w, HOUR)
    expect(browser.shown).toEqual([])
  })

  test('a browser that no longer wants any is forgotten; a service that is busy is tried again', async () => {
    const [gone, busy] = [await ringing('Chrome'), await ringing('Firefox')]
    service.forget(gone)
    service.answer(503)
    await call('глянь')
    await pass(w, 20_000)
    expect((await devices()).map(({ name }: { name: string }) => name)).toEqual(['Firefox'])
    service.answer(201)
    await pass(w, MINUTE)
    expect(busy.shown).toHaveLength(1)
  })

  test('it can be tried out, and taken away', async () => {
    expect((await alina.post('/api/notices/try', { by: 'push' })).body).toMatchObject({
      ok: false,
      reason: 'gone',
    })
    const browser = await ringing()
    w.clock.advance(11_000)
    expect((await alina.post('/api/notices/try', { by: 'push' })).body).toEqual({ ok: true })
    expect(browser.shown).toMatchObject([{ body: 'Проверка: уведомления чатов сделок приходят сюда.' }])
    const [{ id }] = await devices()
    expect((await sergey.delete(`/api/notices/devices/${id}`)).status).toBe(200)
    expect(await devices()).toHaveLength(1)
    expect((await alina.delete(`/api/notices/devices/${id}`)).body.push.devices).toEqual([])
  })

  test('whoever has left has no browser any more', async () => {
    const browser = await ringing()
    await call('глянь')
    w.portal.dismiss(people.trade)
    await w.parts.readPeople(w.company)
    await pass(w, MINUTE)
    expect(browser.shown).toEqual([])
    expect(await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.device))).toEqual([])
  })

  test('its address and keys are nowhere in the clear, and ten browsers are enough', async () => {
    for (let n = 0; n < 12; n += 1) {
      await ringing(`${n}`)
      w.clock.advance(1000)
    }
    expect((await devices()).map(({ name }: { name: string }) => name)[0]).toBe('2')
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.device))
    expect(JSON.stringify(rows)).not.toContain('127.0.0.1')
  })

  test('the window that asks may run our own script and a worker, and holds nothing of anybody', async () => {
    const page = await w.http.request('/push/window?lang=ru')
    const policy = page.headers.get('content-security-policy')!
    expect(page.status).toBe(200)
    expect(policy).toContain("worker-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
    const { key } = (await alina.get('/api/notices')).body.push
    expect(await page.text()).toContain(`data-key="${key}"`)
    const worker = await w.http.request('/push/worker.js')
    expect([worker.status, worker.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/javascript/),
    ])
  })
})
