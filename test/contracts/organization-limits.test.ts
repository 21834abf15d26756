import { afterEach, beforeEach, expect, test } from 'vitest'
import { romashka, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const whoAmI = () => v.app('GET', 'WhoAmI')
const refused = (code: string) => ({ status: 429, body: { error: { code } } })

test('a user has so many requests within five minutes, and is told when to come back', async () => {
  v.organization.faults.limits.requests = 3
  for (let time = 0; time < 3; time += 1) expect((await whoAmI()).status).toBe(200)
  v.passes(100)
  const answer = await whoAmI()
  expect(answer).toMatchObject(refused('0x80072322'))
  expect(answer.headers.get('retry-after')).toBe('200')
  expect((await v.as(sergey).get('WhoAmI')).status).toBe(200)
  v.passes(200)
  expect((await whoAmI()).status).toBe(200)
})

test('acting for others counts for who acts, and what is left is told', async () => {
  v.organization.faults.limits.requests = 2
  const first = await v.appFor(sergey, 'GET', 'WhoAmI')
  expect(first.headers.get('x-ms-ratelimit-burst-remaining-xrm-requests')).toBe('1')
  await whoAmI()
  expect(await v.appFor(sergey, 'GET', 'WhoAmI')).toMatchObject(refused('0x80072322'))
})

test('who does not wait is made to wait longer', async () => {
  v.organization.faults.limits.requests = 1
  await whoAmI()
  v.passes(290)
  const waits: (string | null)[] = []
  for (let time = 0; time < 3; time += 1) waits.push((await whoAmI()).headers.get('retry-after'))
  expect(waits).toEqual(['10', '20', '40'])
})

test('time of execution has a limit of its own', async () => {
  v.organization.faults.cost('GET WhoAmI', 600_000)
  await whoAmI()
  await whoAmI()
  expect(await whoAmI()).toMatchObject(refused('0x80072321'))
  v.passes(300)
  expect((await whoAmI()).status).toBe(200)
})

test('a storm refuses everything for its time and names what is left of it', async () => {
  v.organization.faults.storm('requests', 30)
  v.organization.faults.storm('concurrency', 60, 'GET opportunities')
  const first = await whoAmI()
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '30'])
  v.passes(30)
  expect((await whoAmI()).status).toBe(200)
  expect(await v.app('GET', 'opportunities')).toMatchObject(refused('0x80072326'))
  v.passes(30)
  expect((await v.app('GET', 'opportunities')).status).toBe(200)
})

test('requests fail as they are told to, once or by what they ask', async () => {
  const { faults } = v.organization
  faults.fail('unavailable')
  faults.fail('badGateway', 1, 'GET opportunities')
  faults.fail('unauthorized', 1, 'POST $batch')
  expect((await whoAmI()).status).toBe(503)
  expect((await whoAmI()).status).toBe(200)
  const proxied = await v.app('GET', 'opportunities')
  expect([proxied.status, proxied.headers.get('content-type')]).toEqual([502, 'text/html'])
  const batch = await v.app('POST', '$batch', '--b\r\n--b--\r\n', {
    'Content-Type': 'multipart/mixed; boundary=b',
  })
  expect([batch.status, batch.body]).toEqual([401, ''])
  faults.fail('truncated')
  await expect(v.app('GET', 'opportunities')).rejects.toThrow(SyntaxError)
})

test('an answer may be cut off after the change is made, a request before', async () => {
  const { faults } = v.organization
  const task = {
    subject: 'Счёт',
    'regardingobjectid_opportunity_task@odata.bind': `/opportunities(${romashka})`,
  }
  faults.dropAnswers(1, 'POST tasks')
  await expect(v.as(sergey).post('tasks', task)).rejects.toThrow()
  expect(v.organization.find('task')).toHaveLength(1)
  expect((await whoAmI()).status).toBe(200)
  faults.calm()
  faults.dropRequests(1)
  await expect(v.as(sergey).post('tasks', task)).rejects.toThrow()
  expect(v.organization.find('task')).toHaveLength(1)
})

test('chance is the same again for the same seed', async () => {
  const outcomes = async (seed: number) => {
    const other = await visit({ seed })
    other.organization.faults.dropAnswers(0.5)
    const all: boolean[] = []
    for (let time = 0; time < 12; time += 1)
      all.push(
        await other.app('GET', 'WhoAmI').then(
          () => true,
          () => false,
        ),
      )
    await other.leave()
    return all
  }
  const first = await outcomes(7)
  expect(await outcomes(7)).toEqual(first)
  expect(new Set(first)).toEqual(new Set([true, false]))
})

test('at most 52 requests of a user are under way at once', async () => {
  const token = await v.organization.entra.applicationToken()
  v.organization.faults.hang = true
  const statuses: number[] = []
  const waiting = Array.from({ length: 60 }, async () => {
    const answer = await v.ask(token, 'GET', 'WhoAmI')
    statuses.push(answer.status)
    return answer
  })
  expect(await Promise.race(waiting)).toMatchObject(refused('0x80072326'))
  await expect.poll(() => statuses.length).toBe(8)
  v.organization.faults.hang = false
  await Promise.all(waiting)
  expect(statuses).toEqual([...Array(8).fill(429), ...Array(52).fill(200)])
})

test('what was asked is remembered in its order, without what it carried', async () => {
  await v.appFor(sergey, 'GET', `opportunities(${romashka})?$select=name`)
  await v.app('POST', 'Merge', {})
  expect(v.organization.requests).toMatchObject([
    {
      operation: 'GET opportunities',
      real: v.organization.applicationUser,
      caller: v.organization.person(sergey).id,
      status: 200,
    },
    { operation: 'POST Merge', status: 400 },
  ])
})
