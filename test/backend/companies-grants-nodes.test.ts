/** Grants renewed by several nodes over one database: rows 14 and 15 of the platform's matrix. */
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
const installer = { id: '1', name: 'Анна', position: null, photo: null, admin: true, active: true }
const MINUTE = 60_000

onEveryStore((stores) => {
  let at: number
  let nodes: Store[]
  let vault: Secrets
  let host: ReturnType<typeof rotating>
  let died: string[]

  beforeEach(async () => {
    at = Date.UTC(2026, 10, 21, 12)
    host = rotating()
    died = []
    const now = () => new Date(at)
    nodes = [await stores.open({ now }), await stores.reopen({ now })]
    vault = await secretsIn(nodes[0]!)
    const grant = { access: 'access-0', refresh: 'refresh-0', expiresAt: now() }
    await nodes[0]!.write(company, async (w) => {
      const about = {
        portal,
        person: installer,
        grant,
        applicationToken: null,
        scopes: ['crm'],
        locale: 'ru',
      }
      await install(w, vault, about)
      await grantsOf(0).keep(w, '1', grant)
    })
  })
  afterEach(() => Promise.all(nodes.map((store) => store.close())))

  function grantsOf(node: number, wait?: (ms: number) => Promise<unknown>): Grants {
    const dead = (_: string, person: string) => died.push(person)
    return createGrants({ store: nodes[node]!, secrets: vault, crm: host, dead, ...(wait && { wait }) })
  }

  /** Asks the host, which knows only the newest grant. */
  const ask = async (_: Portal, grant: Grant): Promise<Answer<string>> => {
    await new Promise(setImmediate)
    return grant.access === host.good
      ? { ok: true, value: grant.access }
      : { ok: false, reason: 'expired', message: 'expired_token' }
  }

  test('two hundred who find it expired, on two nodes, renew it once', async () => {
    const both = [grantsOf(0), grantsOf(1)]
    const asked = Array.from({ length: 200 }, (_, n) => both[n % 2]!.withGrant(company, '1', ask))
    expect(new Set((await Promise.all(asked)).map((answer) => answer.ok && answer.value))).toEqual(
      new Set(['access-1']),
    )
    expect(host.shown).toEqual(['refresh-0'])
  })

  test('a node that comes second waits for the first, however long the host takes', async () => {
    const slow = host.holds()
    const first = grantsOf(0).withGrant(company, '1', ask)
    await slow.asked
    let looks = 0
    const second = grantsOf(1, async () => {
      looks += 1
      if (looks === 3) slow.answer()
      await new Promise(setImmediate)
    }).withGrant(company, '1', ask)
    expect(await first).toEqual({ ok: true, value: 'access-1' })
    expect(await second).toEqual({ ok: true, value: 'access-1' })
    expect(host.shown).toEqual(['refresh-0'])
  })

  test('a node that died before it asked leaves the renewal to the others, after a while', async () => {
    const crashed = host.holds()
    void grantsOf(0)
      .withGrant(company, '1', ask)
      .catch(() => {})
    await crashed.asked
    let looks = 0
    const later = grantsOf(1, async () => {
      looks += 1
      at += 10_000
      host.forgetHeld()
    }).withGrant(company, '1', ask)
    expect(await later).toEqual({ ok: true, value: 'access-1' })
    expect(looks).toBeGreaterThanOrEqual(3)
  })

  test('a silent host frees the renewal for the next who asks', async () => {
    host.silent = true
    expect(await grantsOf(0).withGrant(company, '1', ask)).toMatchObject({ ok: false, reason: 'unreachable' })
    host.silent = false
    const never = () => Promise.reject(new Error('there is nothing to wait for'))
    expect((await grantsOf(1, never).withGrant(company, '1', ask)).ok).toBe(true)
  })

  test('row 15: a grant the host lets go of is told once, and the host is not asked again', async () => {
    host.dead = true
    const both = [grantsOf(0), grantsOf(1)]
    const asked = Array.from({ length: 20 }, (_, n) => both[n % 2]!.withGrant(company, '1', ask))
    expect((await Promise.all(asked)).map((answer) => answer.ok || answer.reason)).toEqual(
      Array(20).fill('expired'),
    )
    at += 60 * MINUTE
    expect((await both[0]!.withGrant(company, '1', ask)).ok).toBe(false)
    expect(host.shown).toEqual(['refresh-0'])
    expect(died).toEqual(['1'])
  })

  test('a token the portal no longer accepts is not renewed: the grant is let go of, and that told once', async () => {
    const revoked = async (): Promise<Answer<string>> => ({
      ok: false,
      reason: 'revoked',
      message: 'NO_AUTH_FOUND',
    })
    const grants = grantsOf(0)
    expect(await grants.withGrant(company, '1', revoked)).toMatchObject({ ok: false, reason: 'revoked' })
    expect((await grants.withGrant(company, '1', revoked)).ok).toBe(false)
    expect([host.shown, died]).toEqual([[], ['1']])

    host.good = 'access-new'
    const fresh = { access: 'access-new', refresh: 'refresh-new', expiresAt: new Date(at) }
    await nodes[0]!.write(company, (w) => grants.keep(w, '1', fresh))
    expect(await grants.withGrant(company, '1', ask)).toEqual({ ok: true, value: 'access-new' })
  })

  test('a token let go of while a newer one is kept harms nobody', async () => {
    const grants = grantsOf(0)
    host.good = 'access-new'
    const answer = await grants.withGrant(company, '1', async (_, grant) => {
      if (grant.access === 'access-new') return { ok: true, value: grant.access }
      const fresh = { access: 'access-new', refresh: 'refresh-new', expiresAt: new Date(at) }
      await nodes[1]!.write(company, (w) => grantsOf(1).keep(w, '1', fresh))
      return { ok: false, reason: 'revoked', message: 'NO_AUTH_FOUND' }
    })
    expect(answer).toEqual({ ok: true, value: 'access-new' })
    expect(died).toEqual([])
  })

  test('a stop waits for the renewal under way', async () => {
    const slow = host.holds()
    const grants = grantsOf(0)
    const asking = grants.withGrant(company, '1', ask)
    await slow.asked
    const idle = grants.idle().then(() => grantsOf(1).withGrant(company, '1', ask))
    slow.answer()
    expect(await idle).toEqual({ ok: true, value: 'access-1' })
    expect((await asking).ok).toBe(true)
    expect(host.shown).toEqual(['refresh-0'])
  })
})

/** A host that gives a new pair for the newest refresh token and none for one used before. */
function rotating() {
  let turn = 0
  let hold: { asked: () => void; until: Promise<void> } | undefined
  const crm: Pick<Crm, 'renew'> & {
    good: string
    dead: boolean
    silent: boolean
    /** Refresh tokens that were shown. */
    shown: (string | null)[]
    /** The next renewal is answered when told. */
    holds(): { asked: Promise<void>; answer: () => void }
    forgetHeld(): void
  } = {
    good: 'none yet',
    dead: false,
    silent: false,
    shown: [],
    holds() {
      const asked = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<void>()
      hold = { asked: asked.resolve, until: answer.promise }
      return { asked: asked.promise, answer: answer.resolve }
    },
    forgetHeld() {
      hold = undefined
    },
    async renew(_, { refresh }) {
      hold?.asked()
      await hold?.until
      await new Promise(setImmediate)
      if (crm.silent) return { ok: false, reason: 'unreachable', message: 'silence' }
      crm.shown.push(refresh)
      if (crm.dead || refresh !== `refresh-${turn}`)
        return { ok: false, reason: 'expired', message: 'invalid_grant' }
      turn += 1
      crm.good = `access-${turn}`
      const expiresAt = new Date(Date.UTC(2026, 10, 21, 13))
      return { ok: true, value: { access: crm.good, refresh: `refresh-${turn}`, expiresAt } }
    },
  }
  return crm
}
