import { afterEach, beforeEach, expect, test } from 'vitest'
import { hurried } from './hand-moved-time.ts'
import { crmOf, type Scripted, scripted } from './scripted-bitrix24.ts'

let portal: Scripted

beforeEach(async () => {
  portal = await scripted()
})
afterEach(() => portal.close())

const grant = {
  access: 'a-very-secret-access-token',
  refresh: 'a-very-secret-refresh-token',
  expiresAt: new Date(),
}
const deal = { type: 'deal', id: '8061' }

const answers: [status: number, body: unknown, reason: string][] = [
  [401, { error: 'expired_token', error_description: 'The access token provided has expired.' }, 'expired'],
  [401, { error: 'invalid_token' }, 'expired'],
  [401, { error: 'NO_AUTH_FOUND' }, 'revoked'],
  [403, { error: 'INVALID_CREDENTIALS' }, 'revoked'],
  [401, { error: 'ERROR_OAUTH' }, 'revoked'],
  [401, { error: 'authorization_error' }, 'revoked'],
  [401, { error: 'APPLICATION_NOT_FOUND' }, 'not_installed'],
  [401, { error: 'PAYMENT_REQUIRED' }, 'unpaid'],
  [401, { error: 'METHOD_CONFIRM_WAITING' }, 'not_granted'],
  [403, { error: 'METHOD_CONFIRM_DENIED' }, 'not_granted'],
  [403, { error: 'insufficient_scope' }, 'not_granted'],
  [401, { error: 'insufficient_scope' }, 'not_granted'],
  [403, { error: 'INVALID_SCOPE' }, 'not_granted'],
  [
    400,
    { error: 'ACCESS_DENIED', error_description: 'You do not have permission to view this item' },
    'denied',
  ],
  [
    403,
    { error: 'ACCESS_DENIED', error_description: 'REST API is available only on commercial plans' },
    'unpaid',
  ],
  [
    403,
    { error: 'ACCESS_DENIED', error_description: 'Access denied! Application context required' },
    'broken',
  ],
  [403, { error: 'user_access_error' }, 'restricted'],
  [403, { error: 'allowed_only_intranet_user' }, 'guest'],
  [403, { error: 'WRONG_AUTH_TYPE' }, 'broken'],
  [404, { error: 'ERROR_METHOD_NOT_FOUND' }, 'unsupported'],
  [400, { error: 'NOT_FOUND', error_description: 'Element not found' }, 'missing'],
  [400, { error: 'ERROR_NOT_FOUND' }, 'missing'],
  [404, { error: 'ERROR_MANIFEST_IS_NOT_AVAILABLE' }, 'unsupported'],
  [400, { error: 'ERROR_BATCH_LENGTH_EXCEEDED' }, 'broken'],
  [405, { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED' }, 'broken'],
  [400, { error: 'INVALID_REQUEST', error_description: 'Https required' }, 'broken'],
  [500, { error: 'PORTAL_DELETED' }, 'not_installed'],
  [410, { error: 'PORTAL_DELETED' }, 'not_installed'],
  [429, { error: 'OPERATION_TIME_LIMIT' }, 'limited'],
  [503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }, 'limited'],
  [503, { error: 'OVERLOAD_LIMIT' }, 'blocked'],
  [500, { error: 'INTERNAL_SERVER_ERROR' }, 'unreachable'],
  [500, { error: 'ERROR_UNEXPECTED_ANSWER' }, 'unreachable'],
  [200, { error: 'expired_token' }, 'expired'],
  [200, { error: 'ERROR_PLACEMENT_MAX_COUNT' }, 'broken'],
  [400, { error: '', error_description: 'Access denied' }, 'denied'],
  [400, { error: '', error_description: 'Not found' }, 'missing'],
  [400, { error: '', error_description: 'User is not found or is not active' }, 'dismissed'],
  [400, { error: '', error_description: 'ID is not defined or invalid' }, 'broken'],
  [
    400,
    { error: 0, error_description: 'The parameter entityIds must contains at least two elements.' },
    'broken',
  ],
  [403, { error: { code: 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION', message: 'no' } }, 'denied'],
  [400, { error: { code: 'BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION', message: 'no' } }, 'missing'],
  [400, { error: { message: 'Error during request object validation', validation: [] } }, 'broken'],
  [400, { error: ['toString'] }, 'broken'],
  [400, { error: 'constructor' }, 'broken'],
  [400, {}, 'broken'],
  [502, '<html>Bad gateway</html>', 'unreachable'],
  [200, '<html>Sign in</html>', 'broken'],
  [200, '', 'broken'],
  [302, '', 'unreachable'],
]

test.each(answers)('HTTP %i with %j means %s', async (status, body, reason) => {
  portal.instead = () => ({ status, text: typeof body === 'string' ? body : JSON.stringify(body) })
  const refused = await crmOf(portal, { time: hurried() }).record(portal.portal, grant, deal)
  expect(refused).toMatchObject({ ok: false, reason })
})

test('a record closed to a person is refused within a batch that succeeds', async () => {
  portal.methods['crm.item.get'] = () => ({ error: 'ACCESS_DENIED', error_description: 'no' })
  expect(await crmOf(portal).record(portal.portal, grant, deal)).toMatchObject({
    ok: false,
    reason: 'denied',
  })
})

test('empty maps written as lists do no harm', async () => {
  portal.instead = () => ({
    status: 200,
    text: JSON.stringify({ result: { result: [], result_error: [], result_total: [] } }),
  })
  expect(await crmOf(portal).record(portal.portal, grant, deal)).toMatchObject({
    ok: false,
    reason: 'broken',
  })
})

test('an answer larger than 8 MB is not taken', async () => {
  portal.instead = () => ({ status: 200, text: JSON.stringify({ result: 'a'.repeat(9 * 1024 * 1024) }) })
  const refused = await crmOf(portal).record(portal.portal, grant, deal)
  expect(refused).toMatchObject({
    ok: false,
    reason: 'unreachable',
    message: expect.stringContaining('too large'),
  })
})

test('a server that is gone is unreachable', async () => {
  await portal.close()
  const refused = await crmOf(portal).record(portal.portal, grant, deal)
  expect(refused).toMatchObject({ ok: false, reason: 'unreachable' })
})

test.each<[string, number, object, string]>([
  ['a dead refresh token', 400, { error: 'invalid_grant' }, 'expired'],
  ['a wrong secret of ours', 400, { error: 'invalid_client' }, 'broken'],
  ['a wrong id of ours, said with HTTP 200', 200, { error: 'wrong_client' }, 'broken'],
  ['an application removed', 401, { error: 'NOT_INSTALLED' }, 'not_installed'],
  ['a subscription that is over', 401, { error: 'PAYMENT_REQUIRED' }, 'unpaid'],
  ['an answer without tokens', 200, { member_id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' }, 'broken'],
  [
    'tokens of another portal',
    200,
    { member_id: 'f'.repeat(32), access_token: 'a', refresh_token: 'b' },
    'forged',
  ],
])('renewing with %s (HTTP %i) is refused as %s', async (_, status, body, reason) => {
  portal.instead = () => ({ status, text: JSON.stringify(body) })
  expect(await crmOf(portal).renew(portal.portal, grant)).toMatchObject({ ok: false, reason })
})

test('no refusal repeats a token or our secret, whatever the other side echoes', async () => {
  const crm = crmOf(portal)
  const said: string[] = []
  for (const echo of [grant.access, grant.refresh, 'the client secret']) {
    portal.instead = () => ({ status: 400, text: JSON.stringify({ error: '', error_description: echo }) })
    for (const refused of [
      await crm.record(portal.portal, grant, deal),
      await crm.renew(portal.portal, grant),
      await crm.prove(portal.portal, grant.access),
    ]) {
      said.push(refused.ok ? 'not refused' : refused.message)
    }
  }
  expect(said.join()).not.toMatch(/very-secret|client secret|not refused/)
})
