import { afterEach, beforeEach, expect, test } from 'vitest'
import { install } from '../../backend/companies/companies.ts'
import { createGrants, type Grants } from '../../backend/companies/grants.ts'
import type { Secrets } from '../../backend/keys/secrets.ts'
import type { Store } from '../../backend/store/store.ts'
import type { Answer, Crm, Grant, Portal } from '../../crm-adapters/port.ts'
import { secretsIn } from '../secrets.ts'
import { onEveryStore } from '../stores.ts'

const company = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const portal = {
  host: 'bitrix24' as const,
  company,
  origin: 'https://demo.example',
  endpoint: 'https://demo.example/rest/',
}
const person = { id: '7', name: 'Игорь', position: null, photo: null, admin: true, active: true }
const hour = new Date(Date.UTC(2026, 10, 21, 13))

const expired: Answer<never> = { ok: false, reason: 'expired', message: 'expired_token' }

onEveryStore((stores) => {
  let store: Store
  let vault: Secrets
  let host: ReturnType<typeof rotating>
  let grants: Grants

  beforeEach(async () => {
    store = await stores.open()
    vault = await secretsIn(store)
    host = rotating()
    grants = createGrants({ store, secrets: vault, crm: host })
    await takeIn(store, vault, grants)
  })
  afterEach(() => store.close())

  /** Asks the host with whatever grant it is given; it knows only the newest. */
  const ask = async (_: Portal, grant: Grant): Promise<Answer<string>> => {
    await new Promise(setImmediate)
    return grant.access === host.good ? { ok: true, value: grant.access } : expired
  }

  test('a grant that is good is used as it is', async () => {
    host.good = 'access-0'
    expect(await grants.withGrant(company, '7', ask)).toEqual({ ok: true, value: 'access-0' })
    expect(host.renewals).toEqual([])
  })

  test('two hundred who find it expired at once renew it once', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => grants.withGrant(company, '7', ask)))
    expect(new Set(answers.map((answer) => answer.ok && answer.value))).toEqual(new Set(['access-1']))
    expect(host.renewals).toEqual(['refresh-0'])
  })

  test('who learns late that the old one has expired uses the renewed one', async () => {
    let late = () => {}
    const wait = new Promise<void>((resolve) => {
      late = resolve
    })
    let first = true
    const slow = grants.withGrant(company, '7', async (at, grant) => {
      if (first) await wait
      first = false
      return ask(at, grant)
    })
    expect((await grants.withGrant(company, '7', ask)).ok).toBe(true)
    late()
    expect(await slow).toEqual({ ok: true, value: 'access-1' })
    expect(host.renewals).toEqual(['refresh-0'])
  })

  test('the renewed grant is stored before it is used', async () => {
    let storedFirst = false
    await grants.withGrant(company, '7', async (at, grant) => {
      if (grant.access === 'access-1') {
        const other = createGrants({ store, secrets: vault, crm: host })
        storedFirst = (await other.withGrant(company, '7', ask)).ok
      }
      return ask(at, grant)
    })
    expect(storedFirst).toBe(true)
    expect(host.renewals).toEqual(['refresh-0'])
  })

  test('a node that is second finds what the first has stored', async () => {
    const other = createGrants({ store, secrets: vault, crm: host })
    const answers = await Promise.all([
      grants.withGrant(company, '7', ask),
      other.withGrant(company, '7', ask),
    ])
    expect(answers.some((answer) => answer.ok)).toBe(true)
    expect((await grants.withGrant(company, '7', ask)).ok).toBe(true)
    expect((await other.withGrant(company, '7', ask)).ok).toBe(true)
  })

  test('a grant the host has renewed and the disk refused is stored by the next who asks', async () => {
    const write = store.write.bind(store)
    const full = { ...store, write: () => Promise.reject(new Error('the disk is full')) } as Store
    const state = { store: full }
    const careful = createGrants({
      secrets: vault,
      crm: host,
      store: {
        ...store,
        read: store.read.bind(store),
        write: (...args) => state.store.write(...args),
      } as Store,
    })
    await expect(careful.withGrant(company, '7', ask)).rejects.toThrow('the disk is full')
    state.store = { ...store, write } as Store
    expect(await careful.withGrant(company, '7', ask)).toEqual({ ok: true, value: 'access-1' })
    expect(host.renewals).toEqual(['refresh-0'])
  })

  test('what the host will never renew is not asked for again, until the person opens a card', async () => {
    host.dead = true
    expect(await grants.withGrant(company, '7', ask)).toMatchObject({ ok: false, reason: 'expired' })
    expect(await grants.withGrant(company, '7', ask)).toMatchObject({ ok: false, reason: 'expired' })
    expect(host.renewals).toEqual(['refresh-0'])

    host.good = 'access-new'
    await store.write(company, (w) =>
      grants.keep(w, '7', { access: 'access-new', refresh: 'refresh-new', expiresAt: hour }),
    )
    expect(await grants.withGrant(company, '7', ask)).toEqual({ ok: true, value: 'access-new' })
  })

  test('an OAuth server that is silent kills no grant', async () => {
    host.silent = true
    expect(await grants.withGrant(company, '7', ask)).toMatchObject({ ok: false, reason: 'unreachable' })
    host.silent = false
    expect((await grants.withGrant(company, '7', ask)).ok).toBe(true)
  })

  test('a grant without a refresh token leaves the kept one usable', async () => {
    await store.write(company, (w) =>
      grants.keep(w, '7', { access: 'minted', refresh: null, expiresAt: hour }),
    )
    expect((await grants.withGrant(company, '7', ask)).ok).toBe(true)
    expect(host.renewals).toEqual(['refresh-0'])
  })

  test('nobody asks with a grant that was never given', async () => {
    const asked: Grant[] = []
    const answer = await grants.withGrant(company, '8', async (_, grant) => {
      asked.push(grant)
      return { ok: true, value: 1 }
    })
    expect(answer).toMatchObject({ ok: false, reason: 'expired' })
    expect(asked).toEqual([])
  })

  test('no token is readable in the database', async () => {
    const rows = await store.read(company, async ({ db, t }) =>
      JSON.stringify([await db.select().from(t.grant), await db.select().from(t.company)]),
    )
    expect(rows).not.toMatch(/access-0|refresh-0|the application token/)
    expect(rows).toContain('v1.')
  })
})

/** A host that gives a new pair for the newest refresh token and none for one used before. */
function rotating() {
  let turn = 0
  const crm: Pick<Crm, 'renew'> & {
    good: string
    dead: boolean
    silent: boolean
    renewals: (string | null)[]
  } = {
    good: 'none yet',
    dead: false,
    silent: false,
    renewals: [],
    async renew(_, { refresh }) {
      await new Promise(setImmediate)
      if (crm.silent) return { ok: false, reason: 'unreachable', message: 'silence' }
      crm.renewals.push(refresh)
      if (crm.dead || refresh !== `refresh-${turn}`) return expired
      turn += 1
      crm.good = `access-${turn}`
      return { ok: true, value: { access: crm.good, refresh: `refresh-${turn}`, expiresAt: hour } }
    },
  }
  return crm
}

async function takeIn(store: Store, vault: Secrets, grants: Grants) {
  const grant = { access: 'access-0', refresh: 'refresh-0', expiresAt: hour }
  const applicationToken = 'the application token'
  await store.write(company, async (w) => {
    await install(w, vault, {
      portal,
      person,
      grant,
      applicationToken,
      scopes: ['crm'],
      locale: 'ru',
    })
    await grants.keep(w, '7', grant)
  })
}
