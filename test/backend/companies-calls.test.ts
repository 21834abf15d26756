/** The log of calls to hosts: row 29 of the platform's matrix. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCallLog, forgetCalls, recentCalls } from '../../backend/companies/calls.ts'
import { newId } from '../../backend/ids.ts'
import type { Store } from '../../backend/store/store.ts'
import type { HostCall } from '../../crm-adapters/port.ts'
import { onEveryStore } from '../stores.ts'

const [demo, other] = ['0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'ffffffffffffffffffffffffffffffff']
const DAY = 24 * 60 * 60 * 1000

onEveryStore((stores) => {
  let at: number
  let store: Store
  let failures: string[]
  const failed = (error: unknown) => failures.push(String(error))

  beforeEach(async () => {
    at = Date.UTC(2026, 10, 21, 12)
    failures = []
    store = await stores.open({ now: () => new Date(at) })
    const where = {
      host: 'bitrix24' as const,
      origin: 'https://demo.example',
      endpoint: 'https://demo.example/rest/',
    }
    for (const company of [demo, other]) {
      await store.write(company, async ({ db, t, now: installedAt }) => {
        await db
          .insert(t.company)
          .values({ company, ...where, scopes: [], locale: 'ru', installedBy: '1', installedAt })
      })
    }
  })
  afterEach(() => store.close())

  const call = (more: Partial<HostCall> = {}): HostCall => ({
    company: demo,
    at: new Date(at),
    method: 'batch',
    commands: [{ method: 'crm.item.get' }, { method: 'crm.status.list', reason: 'denied' }],
    person: '7',
    record: { type: 'deal', id: '1204' },
    reason: null,
    status: 200,
    ms: 37,
    retried: 0,
    ...more,
  })

  const kept = (company = demo, onlyFailed = false) =>
    store.read(company, (r) => recentCalls(r, { limit: 100, onlyFailed }))

  test('a call is found as it was told, the newest first, by its company alone', async () => {
    const log = createCallLog({ store, newId, failed })
    const first = call()
    const second = call({
      at: new Date(at + 1),
      method: 'oauth/token',
      commands: null,
      record: null,
      person: null,
    })
    const elsewhere = call({ company: other })
    for (const one of [first, elsewhere, second]) log.note(one)
    await log.flush()
    expect(await kept()).toEqual([second, first])
    expect(await kept(other)).toEqual([elsewhere])
  })

  test('what went wrong is found apart', async () => {
    const log = createCallLog({ store, newId, failed })
    const wrong = call({ reason: 'limited', status: 503, retried: 3 })
    log.note(call())
    log.note(wrong)
    await log.flush()
    expect(await kept(demo, true)).toEqual([wrong])
  })

  test('calls are kept for four days, and then forgotten', async () => {
    const log = createCallLog({ store, newId, failed })
    const old = call()
    log.note(old)
    at += 3 * DAY
    const late = call()
    log.note(late)
    await log.flush()

    at += DAY
    await store.write(demo, forgetCalls)
    expect(await kept()).toEqual([late, old])
    at += 1
    expect(await store.write(demo, forgetCalls)).toBe(false)
    expect(await kept()).toEqual([late])
  })

  test('forgetting goes by slices', async () => {
    const log = createCallLog({ store, newId, failed })
    for (let n = 0; n < 5000; n++) log.note(call())
    await log.flush()
    log.note(call())
    await log.flush()
    at += 5 * DAY
    expect(await store.write(demo, forgetCalls)).toBe(true)
    expect(await store.write(demo, forgetCalls)).toBe(false)
    expect(await kept()).toEqual([])
  })

  test('noting waits for nothing: a store that is busy or broken is noticed by nobody who asks a host', async () => {
    const broken = { ...store, write: () => Promise.reject(new Error('the disk is full')) } as Store
    const log = createCallLog({ store: broken, newId, failed })
    expect(log.note(call())).toBeUndefined()
    await log.flush()
    expect(failures).toEqual(['Error: the disk is full'])
  })

  test('more than can be kept is counted, and the count told', async () => {
    const log = createCallLog({ store, newId, failed })
    for (let n = 0; n < 5003; n++) log.note(call())
    await log.flush()
    expect(failures.join()).toContain('3 calls')
    expect(await store.read(demo, ({ db, t }) => db.$count(t.call))).toBe(5000)
  })
})
