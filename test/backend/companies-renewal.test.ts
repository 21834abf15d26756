import { afterEach, beforeEach, expect, test } from 'vitest'
import { install } from '../../backend/companies/companies.ts'
import { createGrants, type Grants } from '../../backend/companies/grants.ts'
import { renewSession } from '../../backend/companies/renewal.ts'
import { createSessions, type Sessions } from '../../backend/companies/sessions.ts'
import type { Secrets } from '../../backend/keys/secrets.ts'
import { Refused } from '../../backend/refused.ts'
import type { Store } from '../../backend/store/store.ts'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Crm } from '../../crm-adapters/port.ts'
import { secretsIn } from '../secrets.ts'
import { onEveryStore } from '../stores.ts'

const app = {
  clientId: 'local.dealthread',
  clientSecret: 'the client secret',
  installUrl: 'https://chat.example/bitrix24/install',
  cardUrl: 'https://chat.example/bitrix24/card',
}
const [manager, colleague] = ['7', '9']

onEveryStore((stores) => {
  let at: number
  let portal: LocalPortal
  let crm: Crm
  let store: Store
  let vault: Secrets
  let grants: Grants
  let sessions: Sessions
  let old: string
  const now = () => new Date(at)

  beforeEach(async () => {
    at = Date.UTC(2026, 10, 21, 12)
    portal = await startPortal({ app, now })
    store = await stores.open({ now })
    vault = await secretsIn(store)
    const { clientId, clientSecret } = app
    crm = bitrix24({ clientId, clientSecret, oauthHosts: [portal.oauthOrigin], allowLoopback: true, now })
    grants = createGrants({ store, secrets: vault, crm })
    sessions = createSessions({ store, now, failed: (error) => expect.unreachable(String(error)) })

    const { query, form } = portal.installForm('1')
    const installing = await crm.installing({ query, form })
    if (!installing.ok) throw new Error(installing.message)
    old = await store.write(portal.memberId, async (w) => {
      await install(w, vault, installing.value)
      const { AUTH_ID, REFRESH_ID } = portal.tokenFor(manager)
      await grants.keep(w, manager, {
        access: AUTH_ID,
        refresh: REFRESH_ID,
        expiresAt: new Date(at + 3_600_000),
      })
      return (await sessions.start(w, manager, 'deal:1204')).token
    })
  })
  afterEach(async () => {
    await portal.stop()
    await store.close()
  })

  const renew = (token: string, person: string) =>
    renewSession({ store, crm, secrets: vault, grants, sessions }, token, portal.tokenFor(person).AUTH_ID)
  const outcome = (renewal: Promise<unknown>) =>
    renewal.then(
      () => 'renewed',
      (error) => (error instanceof Refused ? error.reason : String(error)),
    )

  test('a session that is over is renewed, once, for the person who proves it', async () => {
    at += 20 * 60_000
    expect(await sessions.sessionOf(old)).toBeUndefined()
    const { token } = await renew(old, manager)
    expect(await sessions.sessionOf(token)).toMatchObject({ person: manager, record: 'deal:1204' })
    expect(await outcome(renew(old, manager))).toBe('session_over')
  })

  test('a session about to end is renewed too, and the old one ends', async () => {
    await renew(old, manager)
    expect(await sessions.sessionOf(old)).toBeUndefined()
  })

  test('it is not renewed for somebody else, for no session, or for one dismissed', async () => {
    expect(await outcome(renew(old, colleague))).toBe('session_over')
    expect(await outcome(renew('no token', manager))).toBe('session_over')
    portal.faults.dismiss(manager)
    expect(await outcome(renew(old, manager))).toBe('session_over')
  })

  test('it is kept for later while the portal does not answer', async () => {
    portal.faults.fail('INTERNAL_SERVER_ERROR', 1, 'batch')
    expect(await outcome(renew(old, manager))).toBe('host_unreachable')
    expect(await outcome(renew(old, manager))).toBe('renewed')
  })

  test.for(['moved', 'broken', 'blocked', 'unpaid', 'limited'] as const)(
    'nobody is shown out for what ails the portal, as when it is %s',
    async (reason) => {
      const prove: Crm['prove'] = async () => ({ ok: false, reason, message: 'as the test says' })
      const deps = { store, crm: { prove }, secrets: vault, grants, sessions }
      expect(await outcome(renewSession(deps, old, 'a proof'))).toBe('host_unreachable')
      expect(await outcome(renew(old, manager))).toBe('renewed')
    },
  )
})
