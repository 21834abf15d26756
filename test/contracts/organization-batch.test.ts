import { afterEach, beforeEach, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { alina, james, romashka, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const lines = (...all: string[]) => all.join('\r\n')
const get = (path: string, ...headers: string[]) =>
  lines(
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `GET /api/data/v9.2/${path} HTTP/1.1`,
    'Accept: application/json',
    ...headers,
    '',
    '',
  )
const write = (id: string, request: string, body: object, ...headers: string[]) =>
  lines(
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    `Content-ID: ${id}`,
    '',
    `${request} HTTP/1.1`,
    'Content-Type: application/json; type=entry',
    ...headers,
    '',
    JSON.stringify(body),
  )
const parts = (boundary: string, all: string[]) =>
  `${all.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
const changes = (...all: string[]) =>
  lines('Content-Type: multipart/mixed; boundary="changeset_77aa"', '', parts('changeset_77aa', all))

async function send(person: number, all: string[], headers: Record<string, string> = {}) {
  const { objectId } = v.organization.person(person)
  const token = await v.organization.entra.applicationToken()
  return v.ask(token, 'POST', '$batch', parts('batch_5f0c', all), {
    'Content-Type': 'multipart/mixed; boundary="batch_5f0c"',
    ...(!headers.authorization && { CallerObjectId: objectId }),
    ...headers,
  })
}
const statuses = (body: string) => [...body.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))
const task = (subject: string) => ({
  subject,
  'regardingobjectid_opportunity_task@odata.bind': `/opportunities(${romashka})`,
})

test('many questions are answered in their order', async () => {
  const { status, body, headers } = await send(sergey, [
    get(`opportunities(${romashka})?$select=name`),
    get('WhoAmI'),
    get(`quotes?$filter=_opportunityid_value eq ${romashka}`.replaceAll(' ', '%20')),
  ])
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^multipart\/mixed; boundary=batchresponse_/)
  expect(statuses(body)).toEqual([200, 200, 200])
  expect(body.indexOf('Ромашки')).toBeLessThan(body.indexOf(v.organization.person(sergey).id))
})

test('it stops at the first refusal, unless it is to go on', async () => {
  const questions = [get(`opportunities(${romashka})`), get('opportunitys'), get('WhoAmI')]
  const stopped = await send(sergey, questions)
  expect([stopped.status, statuses(stopped.body)]).toEqual([404, [200, 404]])
  const whole = await send(sergey, questions, { Prefer: 'odata.continue-on-error' })
  expect([whole.status, statuses(whole.body)]).toEqual([200, [200, 404, 200]])
})

test('a part may be asked for another person', async () => {
  const asJames = `CallerObjectId: ${v.organization.person(james).objectId}`
  const goOn = { Prefer: 'odata.continue-on-error' }
  const { body } = await send(
    alina,
    [get(`opportunities(${romashka})`), get(`opportunities(${romashka})`, asJames)],
    goOn,
  )
  expect(statuses(body)).toEqual([200, 403])
})

test('a change set refers to what it has just created', async () => {
  const set = changes(
    write('1', 'POST /api/data/v9.2/tasks', task('Выслать счёт')),
    write('2', 'POST /api/data/v9.2/annotations', { subject: 'К задаче', 'objectid_task@odata.bind': '$1' }),
  )
  const { objectId } = v.organization.person(sergey)
  const own = { authorization: `Bearer ${await v.organization.entra.personToken(objectId)}` }
  const { status, body } = await send(sergey, [set, get('WhoAmI')], own)
  expect([status, statuses(body)]).toEqual([200, [204, 204, 200]])
  expect(body).toContain('Content-ID: 1\r\n')
  const [made] = v.organization.find('task', { subject: 'Выслать счёт' })
  const [note] = v.organization.find('annotation')
  expect(v.organization.read({ table: 'annotation', id: note ?? '' })?.objectid).toEqual({
    table: 'task',
    id: made,
  })
})

test('of a change set nothing happens when one of it is refused, and nobody hears of it', async () => {
  await v.listens('Create', 'task')
  const set = changes(
    write('1', 'POST /api/data/v9.2/tasks', task('Выслать счёт')),
    write(
      '2',
      'PATCH /api/data/v9.2/tasks(00000000-0000-4000-8000-000000000000)',
      { subject: 'x' },
      'If-Match: *',
    ),
  )
  const { status, body } = await send(sergey, [set])
  expect([status, statuses(body)]).toEqual([404, [404]])
  expect(v.organization.find('task')).toEqual([])
  await v.organization.delivered()
  expect(v.heard).toEqual([])
  const alone = await send(sergey, [changes(write('1', 'POST /api/data/v9.2/tasks', task('Выслать счёт')))])
  expect(alone.status).toBe(200)
  await v.organization.delivered()
  expect(v.heard).toHaveLength(1)
})

test('a change set asks nothing', async () => {
  expect((await send(sergey, [changes(get('WhoAmI'))])).status).toBe(400)
})

test('line ends, boundaries and the number of requests are taken exactly', async () => {
  const token = await v.organization.entra.applicationToken()
  const headers = { 'Content-Type': 'multipart/mixed; boundary=b' }
  const body = parts('b', [get('WhoAmI')])
  expect((await v.ask(token, 'POST', '$batch', body, headers)).status).toBe(200)
  expect((await v.ask(token, 'POST', '$batch', body.replaceAll('\r\n', '\n'), headers)).status).toBe(400)
  expect((await v.ask(token, 'POST', '$batch', body.replace('--b--', ''), headers)).status).toBe(400)
  const many = Array.from({ length: 1001 }, () => get('WhoAmI'))
  expect((await v.ask(token, 'POST', '$batch', parts('b', many), headers)).status).toBe(400)
  expect((await v.ask(token, 'POST', '$batch', parts('b', many.slice(1)), headers)).status).toBe(200)
})

test('a request may be longer in a batch than an address may be', async () => {
  const ids = Array.from({ length: 900 }, (_, place) => `opportunityid eq ${guidOf('opportunity', place)}`)
  const filter = [...ids, `opportunityid eq ${romashka}`].join(' or ')
  const { body } = await send(sergey, [
    get(`opportunities?$select=name&$filter=${encodeURIComponent(filter)}`),
  ])
  expect(body).toContain('Ромашки')
})
