/** A portal's doors to us: installing, opening cards, and what it is that is let in. */
import { expect, test } from 'vitest'
import { onEveryStore } from '../stores.ts'
import { app, bootstrapIn, manager, policyOf, portalDoors, stranger } from './companies-doors-fixture.ts'

const deal = { type: 'deal', id: '1204' }

onEveryStore((stores) => {
  const door = portalDoors(stores)
  const { post, install, open, opened, sessionsStored } = door

  test('an administrator installs, and people open cards', async () => {
    const installed = await install()
    expect(installed.status).toBe(200)
    expect(await installed.text()).toContain('src="/widget/assets/installed.js"')
    expect(door.portal.placements.length).toBe(8)

    const response = await open()
    expect(response.status).toBe(200)
    const bootstrap = bootstrapIn(await response.text())
    expect(bootstrap).toMatchObject({ host: 'bitrix24', portal: door.portal.origin, locale: 'ru' })
    expect(bootstrap.session.expiresAt).toBe(new Date(door.at + 15 * 60_000).toISOString())
    expect(await door.sessions.sessionOf(bootstrap.session.token)).toMatchObject({
      person: '7',
      record: 'deal:1204',
    })
  })

  test('row 1: no token of the host is in a page', async () => {
    await install()
    const form = door.portal.placementForm(manager, 1204)
    const text = await (await post(form)).text()
    const { AUTH_ID = '', REFRESH_ID = '', APPLICATION_TOKEN = '' } = form.form
    for (const secret of [AUTH_ID, REFRESH_ID, APPLICATION_TOKEN, app.clientSecret]) {
      expect(secret.length).toBeGreaterThan(8)
      expect(text).not.toContain(secret)
    }
  })

  test('row 1: only the verified portal may frame a card, and only our own files run in it', async () => {
    await install()
    const { headers } = await open()
    expect(policyOf(headers)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' blob:",
      'connect-src': "'self' wss://chat.example",
      'font-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': door.portal.origin,
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toMatch(/max-age=(\d{8,})/)
  })

  test('row 3: a spoofed DOMAIN neither opens a card nor may frame the refusal', async () => {
    await install()
    for (const DOMAIN of [
      'attacker.example',
      '127.0.0.1',
      '169.254.169.254',
      'x@attacker.example',
      'attacker.example:8443',
      '[::1]',
      'xn--e1afmkfd.example',
      '*',
      "'self'",
      '',
    ]) {
      const response = await open(manager, 1204, { DOMAIN })
      expect([DOMAIN, response.status >= 400, policyOf(response.headers)['frame-ancestors']]).toEqual([
        DOMAIN,
        true,
        door.portal.origin,
      ])
    }
    expect(await sessionsStored()).toEqual([])
  })

  test('row 10: who is no administrator binds nothing and takes nothing over', async () => {
    const response = await post(door.portal.installForm(manager))
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('администратор')
    expect(door.portal.placements).toEqual([])
    expect((await open()).status).toBe(403)
  })

  test('a portal that has not installed us reads so in its frame, and nobody else frames that', async () => {
    const response = await open()
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('не установлено')
    expect(policyOf(response.headers)['frame-ancestors']).toBe(door.portal.origin)

    const forged = await open(manager, 1204, { AUTH_ID: 'a-token-made-up' })
    expect(forged.status).toBe(403)
    expect(policyOf(forged.headers)['frame-ancestors']).toBe("'none'")
  })

  test('row 11: installing again keeps what is there and takes the newest keys', async () => {
    await install()
    const { session } = await opened()
    expect((await install()).status).toBe(200)
    expect(door.portal.placements.length).toBe(8)
    expect(await door.sessions.sessionOf(session.token)).toBeDefined()
    expect((await open()).status).toBe(200)
  })

  test('row 7, first half (threads of an invited person come with invites): a card the CRM closes to a person stays closed', async () => {
    await install()
    const response = await open(stranger)
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('Поставка')
    expect((await open(manager, 999_999)).status).toBe(404)
    expect(await sessionsStored()).toEqual([])
  })

  test.each([
    ['ru', 'Нет доступа', 'ru', 'ltr'],
    ['ua', 'Немає доступу', 'uk', 'ltr'],
    ['en', 'No access', 'en', 'ltr'],
    ['kz', 'No access', 'en', 'ltr'],
    ['pl', 'No access', 'en', 'ltr'],
    ['ar', 'No access', 'en', 'rtl'],
    ['xx', 'No access', 'en', 'ltr'],
  ])(
    'row 25: a portal in %s is spoken to in a language we have, its own way round',
    async (LANG, words, lang, dir) => {
      await install()
      const refusal = await (await open(stranger, 1204, { LANG })).text()
      expect(refusal).toContain(words)
      const card = await (await open(manager, 1204, { LANG })).text()
      for (const page of [refusal, card]) expect(page).toContain(`<html lang="${lang}" dir="${dir}">`)
    },
  )

  test('row 28: an address looked at outside a portal says what it is, for HEAD too', async () => {
    for (const method of ['GET', 'HEAD']) {
      expect((await door.http.request('/bitrix24/events', { method })).status).toBe(200)
    }
    for (const path of ['/bitrix24/card', '/bitrix24/install']) {
      expect((await door.http.request(path)).status).toBe(200)
      const { status, headers } = await door.http.request(path, { method: 'HEAD' })
      expect([status, policyOf(headers)['frame-ancestors']]).toEqual([200, "'none'"])
    }
  })

  test('a portal that does not answer is told apart from one that refuses', async () => {
    await install()
    door.portal.faults.fail('INTERNAL_SERVER_ERROR', 1, 'batch')
    expect((await open()).status).toBe(503)
    expect((await open()).status).toBe(200)
  })

  test('after an hour two hundred questions of one person cost one renewal', async () => {
    await install()
    await opened()
    door.at += 3_600_000
    const ask = () =>
      door.grants.withGrant(door.portal.memberId, manager, (address, grant) =>
        door.crm.record(address, grant, deal),
      )
    const before = door.portal.requests.length
    const answers = await Promise.all(Array.from({ length: 200 }, ask))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(door.portal.requests.slice(before).filter(({ method }) => method === 'oauth/token').length).toBe(1)
  })
})
