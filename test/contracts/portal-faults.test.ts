import { get } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, romashka, sergey, type Visit, visit } from './portal-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const comment = { fields: { ENTITY_ID: romashka, ENTITY_TYPE: 'deal', COMMENT: 'Итог' } }

test('a storm passes when its seconds have passed on the clock of the portal', async () => {
  v.portal.faults.storm('QUERY_LIMIT_EXCEEDED', 30)
  v.portal.faults.storm('OPERATION_TIME_LIMIT', 60, 'user.admin')
  for (let time = 0; time < 3; time++) {
    expect(await v.callAs(admin, 'profile')).toMatchObject({ error: 'QUERY_LIMIT_EXCEEDED' })
  }
  v.passes(31)
  expect(await v.callAs(admin, 'profile')).toHaveProperty('result')
  expect(await v.callAs(admin, 'user.admin')).toMatchObject({ error: 'OPERATION_TIME_LIMIT' })
  v.passes(30)
  expect(await v.callAs(admin, 'user.admin')).toMatchObject({ result: true })
})

test('all access tokens expire together, refresh tokens stay good', async () => {
  const given = [sergey, admin].map((person) => v.portal.tokenFor(person))
  v.portal.faults.expireTokens()
  for (const { AUTH_ID, REFRESH_ID } of given) {
    expect(await v.call('profile', {}, AUTH_ID)).toMatchObject({ error: 'expired_token' })
    expect(await v.token({ grant_type: 'refresh_token', refresh_token: REFRESH_ID })).toMatchObject({
      status: 200,
    })
  }
})

test('an answer may be cut off after the change is made, a request before', async () => {
  v.portal.faults.dropAnswers(1, 'crm.timeline.comment.add')
  await expect(v.callAs(sergey, 'crm.timeline.comment.add', comment)).rejects.toThrow()
  expect(v.portal.timeline(romashka)).toHaveLength(1)
  expect(await v.callAs(sergey, 'profile')).toHaveProperty('result')

  v.portal.faults.calm()
  v.portal.faults.dropRequests(1)
  await expect(v.callAs(sergey, 'crm.timeline.comment.add', comment)).rejects.toThrow()
  expect(v.portal.timeline(romashka)).toHaveLength(1)
})

test('chance is the same again for the same seed', async () => {
  const outcomes = async (seed: number) => {
    const other = await visit({ seed })
    other.portal.faults.dropAnswers(0.5)
    const all: boolean[] = []
    for (let time = 0; time < 12; time++) {
      all.push(
        await other.callAs(sergey, 'profile').then(
          () => true,
          () => false,
        ),
      )
    }
    await other.leave()
    return all
  }
  const first = await outcomes(7)
  expect(await outcomes(7)).toEqual(first)
  expect(new Set(first)).toEqual(new Set([true, false]))
})

test('one command of a batch may fail where the others succeed', async () => {
  v.portal.faults.fail('INTERNAL_SERVER_ERROR', 1, 'user.current')
  const { result } = await v.callAs(sergey, 'batch', { cmd: { me: 'user.current', who: 'profile' } })
  expect(result).toMatchObject({
    result: { who: { ID: sergey } },
    result_error: { me: { error: 'INTERNAL_SERVER_ERROR' } },
  })
})

test('a method that has used up its time within ten minutes rests until they have passed', async () => {
  v.portal.faults.operating = true
  v.portal.faults.cost('user.current', 240)
  await v.callAs(sergey, 'user.current')
  v.passes(120)
  const { time } = (await v.callAs(sergey, 'user.current')) as { time?: Record<string, number> }
  expect(time).toMatchObject({ operating: 480, operating_reset_at: v.now().getTime() / 1000 - 120 + 600 })
  expect(await v.callAs(sergey, 'user.current')).toMatchObject({ error: 'OPERATION_TIME_LIMIT' })
  expect(await v.callAs(sergey, 'profile')).toHaveProperty('result')
  v.passes(480)
  expect(await v.callAs(sergey, 'user.current')).toHaveProperty('result')
})

test('each source address has a bucket of its own', async () => {
  v.portal.faults.limited = true
  const asked = Array.from({ length: 51 }, () => statusFrom('127.0.0.1'))
  expect((await Promise.all(asked)).filter((status) => status === 503)).toHaveLength(1)
  expect(await statusFrom('127.0.0.2')).toBe(200)
})

function statusFrom(localAddress: string): Promise<number | undefined> {
  const url = `${v.portal.restEndpoint}profile?auth=${v.portal.tokenFor(sergey).AUTH_ID}`
  return new Promise((answered, failed) => {
    get(url, { localAddress, agent: false }, (answer) => answered(answer.resume().statusCode)).once(
      'error',
      failed,
    )
  })
}

test('a slow method is slow alone', async () => {
  v.portal.faults.slow('user.current', 80)
  const slow = v.callAs(sergey, 'user.current').then(() => 'slow')
  expect(await Promise.race([slow, v.callAs(sergey, 'profile').then(() => 'quick')])).toBe('quick')
  expect(await slow).toBe('slow')
})
