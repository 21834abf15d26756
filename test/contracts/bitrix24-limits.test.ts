/** The adapter against a portal that keeps its own limits: rows 16 and 30 of the platform's matrix. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Bitrix24Options } from '../../crm-adapters/bitrix24/crm.ts'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { HostCall } from '../../crm-adapters/port.ts'
import { type HandMovedTime, handMovedTime, hurried } from './hand-moved-time.ts'

const app = {
  clientId: 'local.dealthread',
  clientSecret: 'the client secret',
  installUrl: 'https://chat.example/bitrix24/install',
  cardUrl: 'https://chat.example/bitrix24/card',
}
const deal = { type: 'deal', id: '1204' }

let time: HandMovedTime
let portals: LocalPortal[]
beforeEach(() => {
  time = handMovedTime()
  portals = []
})
afterEach(() => Promise.all(portals.map((portal) => portal.stop())))

async function portal(memberId: string): Promise<LocalPortal> {
  const now = () => new Date(Date.UTC(2026, 10, 21, 12) + time.now())
  const started = await startPortal({ app, memberId: memberId.repeat(32), now })
  portals.push(started)
  return started
}

function crmFor(local: LocalPortal, options: Partial<Bitrix24Options> = {}) {
  const { clientId, clientSecret } = app
  const oauthHosts = [local.oauthOrigin]
  return bitrix24({ clientId, clientSecret, oauthHosts, allowLoopback: true, time, ...options })
}

const at = ({ memberId, origin, restEndpoint }: LocalPortal) => {
  return { host: 'bitrix24' as const, company: memberId, origin, endpoint: restEndpoint }
}

function grantAt(local: LocalPortal, person = '7') {
  const { AUTH_ID: access, REFRESH_ID: refresh } = local.tokenFor(person)
  return { access, refresh, expiresAt: new Date() }
}

test('row 16: a portal that is full for a moment is asked again, and the log says how often', async () => {
  const demo = await portal('a')
  const told: HostCall[] = []
  const crm = crmFor(demo, { time: hurried(), told: (call) => told.push(call) })
  demo.faults.fail('QUERY_LIMIT_EXCEEDED', 3, 'batch')
  expect((await crm.people(at(demo), grantAt(demo))).ok).toBe(true)
  expect(told[0]).toMatchObject({ method: 'batch', reason: null, status: 200, retried: 3 })
})

test('row 16: a person is told within two seconds that the portal is full', async () => {
  const demo = await portal('a')
  demo.faults.fail('QUERY_LIMIT_EXCEEDED', 100, 'batch')
  const refused = await crmFor(demo, { time: hurried() }).record(at(demo), grantAt(demo), deal)
  expect(refused).toMatchObject({ ok: false, reason: 'limited' })
})

test('row 16: as many cards as a portal takes at once are opened without its having to refuse one', async () => {
  const demo = await portal('a')
  demo.faults.limited = true
  const crm = crmFor(demo)
  const grant = grantAt(demo)
  const opened = await Promise.all(Array.from({ length: 50 }, () => crm.record(at(demo), grant, deal)))
  expect(opened.every(({ ok }) => ok)).toBe(true)

  const late = crm.record(at(demo), grant, deal)
  await time.pass(500)
  expect((await late).ok).toBe(true)
  expect(demo.requests).toHaveLength(51)
})

test('row 16: a method that has used up its time rests until the portal takes it again', async () => {
  const demo = await portal('a')
  demo.faults.operating = true
  demo.faults.cost('user.get', 150)
  const crm = crmFor(demo)
  const grant = grantAt(demo)
  const sync = async () => {
    const answer = await crm.people(at(demo), grant)
    return answer.ok || answer.reason
  }
  let used = await sync()
  for (let n = 0; n < 5 && used === true; n++) {
    await time.pass(10_000)
    used = await sync()
  }
  expect(used).toBe('limited')
  const asked = demo.requests.filter(({ commands }) => commands?.includes('user.get')).length
  expect(await sync()).toBe('limited')
  expect(demo.requests.filter(({ commands }) => commands?.includes('user.get'))).toHaveLength(asked)
  expect((await crm.record(at(demo), grant, deal)).ok).toBe(true)
  await time.pass(600_000)
  expect(await sync()).toBe(true)
})

test('row 16: a portal that refuses the whole batch for its time is left alone for a while', async () => {
  const demo = await portal('a')
  const [crm, grant] = [crmFor(demo), grantAt(demo)]
  demo.faults.fail('OPERATION_TIME_LIMIT', 1, 'batch')
  const read = async () => (await crm.record(at(demo), grant, deal)).ok
  expect([await read(), await read()]).toEqual([false, false])
  expect(demo.requests).toHaveLength(1)
  await time.pass(10_000)
  expect(await read()).toBe(true)
})

test('row 30: a portal that hangs or storms keeps nobody of another waiting', async () => {
  const [hangs, storms, quiet] = [await portal('a'), await portal('b'), await portal('c')]
  const crm = crmFor(quiet, { time: hurried() })
  const order: string[] = []
  hangs.faults.hang = true
  storms.faults.storm('QUERY_LIMIT_EXCEEDED', 3600)
  const stuck = Array.from({ length: 20 }, () => crm.people(at(hangs), grantAt(hangs)))
  const stormy = Array.from({ length: 20 }, () => crm.people(at(storms), grantAt(storms)))
  const grant = grantAt(quiet)
  for (let n = 0; n < 20; n++) expect((await crm.record(at(quiet), grant, deal)).ok).toBe(true)
  order.push('the quiet portal is served')
  hangs.faults.hang = false
  await Promise.all(stuck)
  order.push('the other answered')
  expect((await Promise.all(stormy)).every((answer) => !answer.ok && answer.reason === 'limited')).toBe(true)
  expect(order).toEqual(['the quiet portal is served', 'the other answered'])
})
