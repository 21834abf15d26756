/** What comes as a portal's form and is not one, or proves false. */
import { describe, expect, test } from 'vitest'
import { startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { onEveryStore } from '../stores.ts'
import { admin, app, manager, portalDoors } from './companies-doors-fixture.ts'

onEveryStore((stores) => {
  const door = portalDoors(stores)
  const { post, install, open, sessionsStored, now } = door

  test('row 2: another application token is refused before anybody is asked', async () => {
    await install()
    const before = door.portal.requests.length
    expect((await open(manager, 1204, { APPLICATION_TOKEN: 'f'.repeat(32) })).status).toBe(403)
    expect(door.portal.requests.length).toBe(before)
  })

  test('row 4: a token of one portal is refused for another company of ours', async () => {
    await install()
    const memberId = 'b'.repeat(32)
    const other = await startPortal({ app, now, memberId, beside: door.portal })
    await post(other.installForm(admin))
    const { AUTH_ID } = other.tokenFor(manager)
    expect((await open(manager, 1204, { AUTH_ID })).status).toBe(403)
    expect((await open(manager, 1204, { member_id: memberId, APPLICATION_TOKEN: undefined })).status).toBe(
      403,
    )
    await other.stop()
    expect(await sessionsStored()).toEqual([])
  })

  test('row 5: a token given to another application is refused', async () => {
    await install()
    const foreign = await startPortal({
      app: { ...app, clientId: 'app.other' },
      now,
      memberId: door.portal.memberId,
      beside: door.portal,
    })
    const response = await open(manager, 1204, { AUTH_ID: foreign.tokenFor(manager).AUTH_ID })
    await foreign.stop()
    expect([response.status, await sessionsStored()]).toEqual([403, []])
  })

  test.each([
    'undefined',
    '[]',
    '{"ID":"1e3"}',
    '{"ID":"-5"}',
    `{"ID":"1204","URI":"${'a'.repeat(1_000_000)}"}`,
  ])('row 6: PLACEMENT_OPTIONS of %.20s is answered as a bad request', async (PLACEMENT_OPTIONS) => {
    await install()
    expect((await open(manager, 1204, { PLACEMENT_OPTIONS })).status).toBe(400)
  })

  test('row 9: an old portal that sends neither token nor server opens its cards', async () => {
    await install()
    const old = { APPLICATION_TOKEN: undefined, SERVER_ENDPOINT: undefined, APPLICATION_SCOPE: undefined }
    expect((await open(manager, 1204, old)).status).toBe(200)
  })

  describe('who keeps sending what proves false', () => {
    const from = (source: string, overrides: Record<string, string> = {}) => {
      const { url, form } = door.portal.placementForm(manager, 1204, overrides)
      const headers = { 'x-forwarded-for': `made.up, ${source}` }
      return door.http.request(url, { method: 'POST', body: new URLSearchParams(form), headers })
    }
    const madeUp = (n: number) => ({ AUTH_ID: `a-token-made-up-${n}` })

    test('soon costs the OAuth server nothing more, and others are served as ever', async () => {
      await install()
      const before = door.portal.requests.length
      const statuses: number[] = []
      for (let n = 0; n < 260; n++) statuses.push((await from('192.0.2.1', madeUp(n))).status)
      expect(statuses.filter((status) => status === 403).length).toBe(200)
      expect(statuses.at(-1)).toBe(429)
      expect(door.portal.requests.length - before).toBe(200)
      expect((await from('192.0.2.2')).status).toBe(200)
      door.at += 2000
      expect((await from('192.0.2.1')).status).toBe(200)
    })

    test('is known by his network where addresses are many', async () => {
      await install()
      for (let n = 0; n < 200; n++) await from(`2001:db8:0:1::${n.toString(16)}`, madeUp(n))
      expect((await from('2001:db8:0:1:ffff::1')).status).toBe(429)
      expect((await from('2001:db8:0:2::1')).status).toBe(200)
    })

    test('is not an office that opens many cards at once', async () => {
      await install()
      const opened = await Promise.all(Array.from({ length: 150 }, () => from('192.0.2.3')))
      expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]))
      expect((await from('192.0.2.3')).status).toBe(200)
    })
  })

  describe('what is not a portal’s form is refused', () => {
    const send = (body: string, type = 'application/x-www-form-urlencoded', query = '') =>
      door.http.request(`/bitrix24/card${query}`, { method: 'POST', body, headers: { 'content-type': type } })
    const honest = () => {
      const { url, form } = door.portal.placementForm(manager, 1204)
      return { query: new URL(url).search, body: new URLSearchParams(form).toString() }
    }

    test('fields given twice, or as lists', async () => {
      await install()
      const { query, body } = honest()
      for (const more of ['&member_id=x', '&AUTH_ID=x', '&PLACEMENT_OPTIONS=%7B%7D']) {
        expect((await send(body + more, undefined, query)).status).toBe(400)
      }
      expect((await send(body.replace('member_id=', 'member_id[]='), undefined, query)).status).toBe(400)
      expect((await send(body.replace('AUTH_ID=', 'AUTH_ID[0]='), undefined, query)).status).toBe(400)
      expect((await send(body, undefined, `${query}&DOMAIN=attacker.example`)).status).toBe(400)
      expect((await send(`${body}&__proto__=1&constructor[prototype][x]=1`, undefined, query)).status).toBe(
        200,
      )
    })

    test('other bodies, and too large ones', async () => {
      await install()
      const { query, body } = honest()
      expect((await send('{}', 'application/json')).status).toBe(400)
      expect((await send(body, 'text/plain', query)).status).toBe(400)
      expect((await send('')).status).toBe(400)
      expect((await send(`${body}&X=${'a'.repeat(64 * 1024)}`, undefined, query)).status).toBe(400)
    })
  })
})
