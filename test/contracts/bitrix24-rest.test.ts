/** What a portal answers besides the expected: rows 14, 16, 17 and 23 of the platform's matrix. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HostCall } from '../../crm-adapters/port.ts'
import { handMovedTime } from './hand-moved-time.ts'
import { crmOf, type Scripted, scripted } from './scripted-bitrix24.ts'

let portal: Scripted
beforeEach(async () => {
  portal = await scripted()
})
afterEach(() => portal.close())

const grant = { access: 'access-of-7', refresh: 'refresh-of-7', expiresAt: new Date(), person: '7' }
const deal = { type: 'deal', id: '8061' }

const batch = (result: object) => ({ status: 200, text: JSON.stringify({ result, time: {} }) })
const found = { result: { item: { item: { id: 8061, title: 'Поставка' } } } }
const commands = (body: string) => Object.keys((JSON.parse(body) as { cmd: object }).cmd)

test('row 17: a batch with one failing command and empty maps as [] is used as far as it goes', async () => {
  portal.instead = () =>
    batch({
      ...found,
      result_error: { company: { error: '', error_description: 'Access denied' } },
      result_total: [],
      result_next: [],
      result_time: [],
    })
  expect(await crmOf(portal).record(portal.portal, grant, deal)).toMatchObject({
    ok: true,
    value: { title: 'Поставка', client: null },
  })
})

test.each([
  ['an empty string', { error: '', error_description: 'Not found' }, 'missing'],
  ['a number', { error: 0, error_description: 'Access denied' }, 'denied'],
  ['an object', { error: { code: 'ACCESS_DENIED', message: 'no' } }, 'denied'],
])('an error of a command may be %s', async (_, error, reason) => {
  portal.instead = () => batch({ result: [], result_error: { item: error } })
  expect(await crmOf(portal).record(portal.portal, grant, deal)).toMatchObject({ ok: false, reason })
})

test('row 16: a command over its time is left out until its time comes, and the others go on', async () => {
  const time = handMovedTime()
  const crm = crmOf(portal, { time })
  const sent: string[][] = []
  portal.instead = (_, body) => {
    sent.push(commands(body))
    const over = { error: 'OPERATION_TIME_LIMIT', error_description: 'Method is blocked' }
    const result_time = { stages: { finish: 1000.5, operating: 481, operating_reset_at: 1060.5 } }
    return batch({ ...found, result_error: sent.length === 1 ? { stages: over } : [], result_time })
  }
  const read = async () => (await crm.record(portal.portal, grant, deal)).ok
  expect([await read(), await read()]).toEqual([true, true])
  await time.pass(59_999)
  expect(await read()).toBe(true)
  await time.pass(1)
  expect(await read()).toBe(true)
  const [first, ...later] = sent.map((keys) => keys.includes('stages'))
  expect([first, ...later]).toEqual([true, false, false, true])
  expect(sent[1]).toContain('item')
})

test.each([
  ['to another host', 'https://new.bitrix24.example/rest/batch', 'moved', { host: 'new.bitrix24.example' }],
  ['to another port', 'https://new.bitrix24.example:8443/', 'moved', { host: 'new.bitrix24.example:8443' }],
  ['to a host and nothing more', '//new.bitrix24.example', 'moved', { host: 'new.bitrix24.example' }],
  ['to a page of its own', '/auth/', 'unreachable', undefined],
  ['to nowhere', 'https://[', 'unreachable', undefined],
])(
  'row 23: a portal that redirects %s is not followed, and says where it points',
  async (_, location, reason, moved) => {
    portal.instead = () => ({ status: 302, text: '<html>moved</html>', location })
    const refused = await crmOf(portal).record(portal.portal, grant, deal)
    expect(refused).toMatchObject({ ok: false, reason })
    expect(refused.ok || refused.moved).toEqual(moved)
    expect(portal.arrived).toEqual(['POST /rest/batch'])
  },
)

test('an OAuth server that redirects has not moved the portal', async () => {
  portal.instead = () => ({ status: 302, text: '', location: 'https://new.bitrix24.example/' })
  const refused = await crmOf(portal).renew(portal.portal, grant)
  expect(refused).toMatchObject({ ok: false, reason: 'unreachable' })
  expect(refused).not.toHaveProperty('moved')
})

test('row 29: of every question it is told what was asked and how that ended, and no word of what was said', async () => {
  const told: HostCall[] = []
  const crm = crmOf(portal, { told: (call) => told.push(call) })
  portal.methods['crm.category.list'] = () => ({ error: 'ACCESS_DENIED' })
  await crm.record(portal.portal, grant, deal)
  await crm.prove(portal.portal, 'access-of-7')
  portal.instead = () => ({ status: 400, text: JSON.stringify({ error: 'invalid_grant' }) })
  await crm.renew(portal.portal, grant)

  const company = portal.portal.company
  expect(told).toEqual([
    {
      company,
      at: expect.any(Date),
      method: 'batch',
      commands: expect.arrayContaining([
        { method: 'crm.item.get' },
        { method: 'crm.category.list', reason: 'denied' },
      ]),
      person: '7',
      record: deal,
      reason: 'denied',
      status: 200,
      ms: expect.any(Number),
      retried: 0,
    },
    expect.objectContaining({ method: 'app.info', person: '7', status: 200, reason: null, record: null }),
    expect.objectContaining({ method: 'batch', person: '7', status: 200, reason: null, record: null }),
    expect.objectContaining({ company, method: 'oauth/token', person: '7', status: 400, reason: 'expired' }),
  ])
  expect(JSON.stringify(told)).not.toMatch(/of-7|secret|Поставка|Игорь|http/)
})

test('a question that was never sent is told too', async () => {
  const told: HostCall[] = []
  await portal.close()
  await crmOf(portal, { told: (call) => told.push(call) }).record(portal.portal, grant, deal)
  expect(told).toMatchObject([{ method: 'batch', reason: 'unreachable', status: null }])
  portal = await scripted()
})
