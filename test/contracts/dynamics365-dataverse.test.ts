/** How an organization is asked: whose token, in whose name, and what every refusal means. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addressesIn, clouds } from '../../crm-adapters/dynamics365/clouds.ts'
import type { Deed } from '../../crm-adapters/port.ts'
import { ANNA, crmOf, DEAL, grantOf, refused, type Scripted, scripted } from './scripted-dynamics.ts'

const deal = { type: 'deal', id: DEAL }
const note: Deed = { key: 'k1', do: 'note', record: deal, title: 'Тема закрыта', text: 'Оплата <до> пятницы' }

let one: Scripted
let crm: ReturnType<typeof crmOf>

beforeEach(async () => {
  one = await scripted()
  crm = crmOf(one)
})
afterEach(() => one.close())

const anna = grantOf(ANNA)
const read = () => crm.record(one.portal, anna, deal)
const asked = (path: string) => one.arrived.filter(({ what }) => what.includes(path))

describe('our own token', () => {
  test('is shown with the person in whose name we ask', async () => {
    expect(await read()).toMatchObject({ ok: true, value: { title: 'Container' } })
    const [question] = asked(`opportunities(${DEAL})`)
    expect(question?.headers).toMatchObject({
      authorization: 'Bearer service 1',
      callerobjectid: ANNA,
      'odata-version': '4.0',
      'if-none-match': 'null',
    })
  })

  test('is fetched once for all who wait, and kept until shortly before its end', async () => {
    let now = Date.now()
    crm = crmOf(one, { now: () => new Date(now) })
    await Promise.all(Array.from({ length: 50 }, read))
    expect(one.given).toBe(1)
    now += 3599_000 - 5 * 60_000 - 1
    await read()
    expect(one.given).toBe(1)
    now += 1
    await read()
    expect(one.given).toBe(2)
  })

  test('is fetched anew when the organization no longer takes it, and asked with once more', async () => {
    await read()
    one.instead = ({ headers }) =>
      headers.authorization === 'Bearer service 1' ? { status: 401 } : undefined
    expect(await read()).toMatchObject({ ok: true })
    expect(one.given).toBe(2)
  })

  test('that is never taken means we are not installed; nobody’s grant is at fault', async () => {
    one.instead = ({ what, headers }) =>
      what.includes('/api/data/') && headers.authorization ? { status: 401 } : undefined
    expect(await read()).toMatchObject({ ok: false, reason: 'not_installed' })
  })

  test.each([
    [
      'our application is not in the tenant',
      { error: 'unauthorized_client', error_codes: [700016] },
      400,
      'not_installed',
    ],
    ['our secret has run out', { error: 'invalid_client', error_codes: [7000222] }, 401, 'broken'],
    ['Entra is down', '<html>', 503, 'unreachable'],
  ])('is not to be had when %s', async (_, body, status, reason) => {
    one.instead = ({ what }) => (what.includes('/oauth2/v2.0/token') ? { status, body } : undefined)
    expect(await read()).toMatchObject({ ok: false, reason })
  })
})

describe('a refusal', () => {
  test.each([
    ['a missing privilege', 403, '0x80040220', 'denied'],
    ['a record out of reach', 403, '0x80048306', 'denied'],
    ['a record that is gone', 404, '0x80040217', 'missing'],
    ['somebody who has left', 403, '0x80040225', 'dismissed'],
    ['somebody who never was there', 401, '0x80072560', 'dismissed'],
    ['a table the organization does not have', 404, '0x8006088a', 'unsupported'],
    ['an organization switched off', 403, '0x8004a106', 'blocked'],
    ['a service that is down', 503, '', 'unreachable'],
    ['a mistake of ours', 400, '0x80048d19', 'broken'],
  ])('of %s is called by its name', async (_, status, code, reason) => {
    one.rows[`opportunities(${DEAL})`] = () => refused(status, code, 'words for a log')
    expect(await read()).toMatchObject({ ok: false, reason })
  })

  test.each([
    ['a proxy’s page', 502, '<html>Bad gateway</html>', 'unreachable'],
    ['a page with 200', 200, '<html>Sign in</html>', 'broken'],
    ['half an answer', 200, '{"opportunityid":', 'broken'],
  ])('is told from %s', async (_, status, body, reason) => {
    one.rows[`opportunities(${DEAL})`] = () => ({ status, body })
    expect(await read()).toMatchObject({ ok: false, reason })
  })

  test('by a customer’s own plug-in is passed on in the customer’s words', async () => {
    one.rows['POST annotations'] = () =>
      refused(400, '0x80040265', 'Сделка на согласовании: заметки закрыты.')
    const answer = await crm.act(one.portal, anna, note)
    expect(answer).toMatchObject({
      ok: false,
      reason: 'denied',
      said: 'Сделка на согласовании: заметки закрыты.',
    })
    expect(answer.ok || answer.message).not.toContain('согласовании')
  })

  test('to our application itself is nobody’s own', async () => {
    one.rows.systemusers = () => refused(403, '0x80040220', 'missing prvReadUser')
    expect(await crm.people(one.portal, crm.own)).toMatchObject({ ok: false, reason: 'not_granted' })
  })
})

describe('lists', () => {
  test('are read page after page', async () => {
    const pages = 3
    one.rows.systemusers = (url) => {
      const n = Number(url.searchParams.get('$skiptoken') ?? 0)
      const next = `${one.portal.endpoint}systemusers?$skiptoken=${n + 1}`
      const value = [{ systemuserid: `d365000a-0000-4000-8000-00000000000${n}`, fullname: `Anna ${n}` }]
      return { body: { value, ...(n + 1 < pages && { '@odata.nextLink': next }) } }
    }
    one.rows.roles = () => ({ body: { value: [] } })
    const people = await crm.people(one.portal, crm.own)
    expect(people.ok && people.value.map(({ name }) => name)).toEqual(['Anna 0', 'Anna 1', 'Anna 2'])
    expect(asked('systemusers?')[0]?.headers.prefer).toContain('odata.maxpagesize=500')
  })

  test.each([
    'https://evil.example/api/data/v9.2/systemusers',
    'http://127.0.0.1:9/api/data/v9.2/x',
    '../../evil',
  ])('whose next page is said to be at %s are not followed there', async (next) => {
    one.rows.systemusers = () => ({ body: { value: [], '@odata.nextLink': next } })
    expect(await crm.people(one.portal, crm.own)).toMatchObject({ ok: false, reason: 'broken' })
    expect(asked('evil')).toEqual([])
  })
})

describe('a batch', () => {
  test('answers each question for itself', async () => {
    one.rows.tasks = () => ({ body: { value: [{ activityid: DEAL, subject: 'Счёт', statecode: 1 }] } })
    one.rows.invoices = () => refused(403, '0x80040220', 'missing prvReadInvoice')
    one.rows.quotes = () => ({ body: { value: [] } })
    one.rows.salesorders = () => refused(500, '', 'oops')
    const panel = await crm.panel(one.portal, anna, deal)
    expect(panel).toMatchObject({ ok: true, value: { invoices: null, quotes: null, orders: null } })
    expect(panel.ok && panel.value.tasks?.map(({ title, done }) => [title, done])).toEqual([['Счёт', true]])
    expect(asked('$batch')).toHaveLength(1)
    expect(asked('$batch')[0]?.body).toContain(`CallerObjectId: ${ANNA}`)
  })

  test('that is no batch answers nothing', async () => {
    one.instead = ({ what }) => (what.includes('$batch') ? { body: { value: [] } } : undefined)
    expect(await crm.visible(one.portal, anna, [deal])).toMatchObject({ ok: false, reason: 'broken' })
  })
})

describe('what we write', () => {
  const writes = () => one.arrived.filter(({ what }) => /^(POST|PATCH|DELETE) \/api/.test(what))

  test('has an id of ours, so that writing it again is the same writing', async () => {
    const ids: unknown[] = []
    one.rows['POST annotations'] = (_, { body }) => {
      ids.push(JSON.parse(body).annotationid)
      return ids.length === 1 ? { status: 204 } : refused(412, '0x80040237', 'exists')
    }
    const first = await crm.act(one.portal, anna, note)
    const second = await crm.act(one.portal, anna, note)
    expect(first).toMatchObject({ ok: true })
    expect(second).toEqual(first)
    expect(new Set(ids).size).toBe(1)
    const other = await crm.act({ ...one.portal, company: ANNA }, anna, note)
    expect(other).toMatchObject({ ok: true })
    expect(new Set(ids).size).toBe(2)
  })

  test('never makes anew what somebody has removed', async () => {
    one.rows['DELETE appnotifications'] = () => ({ status: 204 })
    await crm.act(one.portal, crm.own, { key: 'k', do: 'unnotice', to: ANNA, tag: 't' })
    for (const { what, headers } of writes()) {
      if (!what.startsWith('POST')) expect(headers['if-match']).toBe('*')
    }
    expect(writes()).not.toEqual([])
  })

  test('is text to the timeline, whatever was written', async () => {
    one.rows['POST annotations'] = () => ({ status: 204 })
    await crm.act(one.portal, anna, note)
    expect(JSON.parse(writes()[0]!.body)).toMatchObject({
      subject: 'Тема закрыта',
      notetext: '<p>Оплата &lt;до&gt; пятницы</p>',
      'objectid_opportunity@odata.bind': `/opportunities(${DEAL})`,
    })
  })
})

describe('an organization that is full', () => {
  test('is asked again when it has said, and not before', async () => {
    const at: number[] = []
    one.rows[`opportunities(${DEAL})`] = () => {
      at.push(performance.now())
      return at.length === 1
        ? refused(429, '0x80072322', 'Number of requests exceeded', { 'retry-after': '1' })
        : { body: { opportunityid: DEAL, name: 'Container', statecode: 0 } }
    }
    expect(await read()).toMatchObject({ ok: true })
    expect(at).toHaveLength(2)
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(1000)
  })

  test('makes nobody wait for half a minute', async () => {
    one.rows[`opportunities(${DEAL})`] = () =>
      refused(429, '0x80072326', 'Too many at once', { 'retry-after': '30' })
    expect(await read()).toMatchObject({ ok: false, reason: 'limited' })
    expect(await read()).toMatchObject({ ok: false, reason: 'limited' })
    expect(asked(`opportunities(${DEAL})`)).toHaveLength(1)
  })
})

test('an organization without Sales and Service says what it lacks, and is heard all the same', async () => {
  const message = 'd3650066-0000-4000-8000-000000000066'
  const filter = (table: string) => ({
    sdkmessagefilterid: 'd3650067-0000-4000-8000-000000000067',
    primaryobjecttypecode: table,
    _sdkmessageid_value: message,
  })
  Object.assign(one.rows, {
    serviceendpoints: () => ({ body: { value: [] } }),
    'POST serviceendpoints': () => ({ status: 204 }),
    sdkmessages: () => ({ body: { value: [{ sdkmessageid: message, name: 'Update' }] } }),
    sdkmessagefilters: () => ({ body: { value: [filter('account'), filter('contact'), filter('task')] } }),
    sdkmessageprocessingsteps: () => ({ body: { value: [] } }),
    'POST sdkmessageprocessingsteps': () => ({ status: 204 }),
    accounts: () => ({ body: { value: [] } }),
    contacts: () => ({ body: { value: [] } }),
    tasks: () => ({ body: { value: [] } }),
    annotations: () => refused(403, '0x80040220', 'missing prvReadNote'),
  })
  expect(
    await crm.register(one.portal, grantOf('what an administrator has lent'), 'https://chat.example'),
  ).toEqual({
    ok: true,
    value: {
      scopes: [],
      placements: [],
      plan: null,
      events: ['account Update', 'contact Update', 'task Update'],
      missing: [
        'opportunities',
        'leads',
        'incidents',
        'opportunityproducts',
        'quotes',
        'salesorders',
        'invoices',
      ],
      features: [],
    },
  })
  const [endpoint] = asked('POST /api/data/v9.2/serviceendpoints')
  expect(endpoint?.headers.authorization).toBe('Bearer what an administrator has lent')
  expect(JSON.parse(endpoint!.body)).toMatchObject({
    contract: 8,
    authtype: 5,
    url: 'https://chat.example/dynamics/events',
    authvalue: expect.stringContaining('name="x-dealthread-key"'),
  })
})

test('the log of calls names what was asked, and no secret, no name and no id', async () => {
  one.rows['POST annotations'] = () => refused(400, '0x80040265', 'Сделка на согласовании')
  await crm.signIn.opening(
    one.portal,
    { tenant: 'x', object: ANNA, name: 'Anna', login: null, lent: null },
    deal,
    'ru',
  )
  await crm.act(one.portal, anna, note)
  await crm.visible(one.portal, anna, [deal])
  const log = JSON.stringify(one.calls.map(({ record: _, person: __, company: ___, ...call }) => call))
  expect(one.calls.map(({ method }) => method)).toContain('POST annotations')
  expect(one.calls.map(({ method }) => method)).toContain('oauth2/token')
  for (const secret of ['service 1', 'the client secret', ANNA, DEAL, 'Оплата', 'согласовании']) {
    expect(log).not.toContain(secret)
  }
})

test.each([
  'https://contoso.crm4.dynamics.com',
  'contoso.crm.dynamics.com',
  'https://contoso.crm11.dynamics.com/main.aspx?id=1',
  'https://contoso.api.crm4.dynamics.com/api/data/v9.2/',
])('%s is an organization of the public cloud', (address) => {
  const found = addressesIn(clouds.public, { allowLoopback: false }).organization(address)
  expect(found?.origin).toMatch(/^https:\/\/contoso\.crm(4|11)?\.dynamics\.com$/)
  expect(found?.endpoint).toBe(`${found?.origin}/api/data/v9.2/`)
})

test.each([
  'http://contoso.crm4.dynamics.com',
  'https://contoso.crm4.dynamics.com:8443',
  'https://contoso.crm4.dynamics.com.evil.example',
  'https://evil.example/contoso.crm4.dynamics.com',
  'https://evilcrm4.dynamics.com',
  'https://user:pass@contoso.crm4.dynamics.com',
  'https://contoso.crm.microsoftdynamics.us',
  'https://127.0.0.1',
  'https://a.b.crm4.dynamics.com',
  'javascript:alert(1)',
  '',
])('%s is none', (address) => {
  expect(addressesIn(clouds.public, { allowLoopback: false }).organization(address)).toBeUndefined()
})
