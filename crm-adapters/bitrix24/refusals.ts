/** What Bitrix24's error codes mean to us: each is told apart from the others by what has to be done about it. */
import type { CrmRefusal } from '../port.ts'

const byCode: Record<string, CrmRefusal> = {
  // Only these may be answered by renewing: applications that renew on other occasions get blocked.
  expired_token: 'expired',
  invalid_token: 'expired',

  NO_AUTH_FOUND: 'revoked',
  INVALID_CREDENTIALS: 'revoked',
  ERROR_OAUTH: 'revoked',
  authorization_error: 'revoked',

  ACCESS_DENIED: 'denied',
  BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION: 'denied',
  user_access_error: 'restricted',
  allowed_only_intranet_user: 'guest',

  insufficient_scope: 'not_granted',
  INVALID_SCOPE: 'not_granted',
  METHOD_CONFIRM_WAITING: 'not_granted',
  METHOD_CONFIRM_DENIED: 'not_granted',
  BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION: 'not_granted',

  NOT_FOUND: 'missing',
  ERROR_NOT_FOUND: 'missing',
  OWNER_NOT_FOUND: 'missing',
  BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION: 'missing',

  ERROR_METHOD_NOT_FOUND: 'unsupported',
  ERROR_MANIFEST_IS_NOT_AVAILABLE: 'unsupported',

  APPLICATION_NOT_FOUND: 'not_installed',
  NOT_INSTALLED: 'not_installed',
  PORTAL_DELETED: 'not_installed',
  PAYMENT_REQUIRED: 'unpaid',

  QUERY_LIMIT_EXCEEDED: 'limited',
  OPERATION_TIME_LIMIT: 'limited',
  OVERLOAD_LIMIT: 'blocked',

  INTERNAL_SERVER_ERROR: 'unreachable',
  ERROR_UNEXPECTED_ANSWER: 'unreachable',

  // Mistakes of ours, whatever the portal.
  WRONG_AUTH_TYPE: 'broken',
  INVALID_REQUEST: 'broken',
  ERROR_BATCH_LENGTH_EXCEEDED: 'broken',
  ERROR_BATCH_METHOD_NOT_ALLOWED: 'broken',
}

// Old crm.* methods leave the code empty (or 0) and say it in words; ACCESS_DENIED says three things with one code.
const byWords: [RegExp, CrmRefusal][] = [
  [/commercial plans/i, 'unpaid'],
  [/application context required/i, 'broken'],
  [/not active/i, 'dismissed'],
  [/access denied|permission/i, 'denied'],
  [/not found/i, 'missing'],
]

/**
 * The reason in an error body, whose `error` may be a string, an empty string, a number or an object;
 * undefined when there is no error. `meanings` are what codes mean in this call in particular.
 */
export function refusalIn(
  body: object,
  meanings: Record<string, CrmRefusal> = {},
): { reason: CrmRefusal; code: string } | undefined {
  if (!('error' in body) || body.error === undefined || body.error === null) return undefined
  const { error } = body
  const nested = typeof error === 'object' ? (error as { code?: unknown; message?: unknown }) : undefined
  const code = String(nested ? (nested.code ?? '') : error)
  const words = String(nested?.message ?? ('error_description' in body ? body.error_description : ''))
  const reason = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  return { reason: reason ?? reasonOf(code, words), code: printable(code) }
}

function reasonOf(code: string, words: string): CrmRefusal {
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined
  if (known && known !== 'denied') return known
  const said =
    known || code === '' || code === '0' ? byWords.find(([pattern]) => pattern.test(words)) : undefined
  return said?.[1] ?? known ?? 'broken'
}

// A code is somebody else's text on its way into our log.
function printable(code: string): string {
  return code.replace(/[^\w .-]/g, '').slice(0, 80) || 'no code'
}
