/** What Bitrix24's error codes mean to us. */
import type { CrmRefusal } from '../port.ts'

const byCode: Record<string, CrmRefusal> = {
  expired_token: 'expired',
  invalid_token: 'expired',
  NO_AUTH_FOUND: 'expired',
  INVALID_CREDENTIALS: 'expired',
  ERROR_OAUTH: 'expired',
  authorization_error: 'expired',

  ACCESS_DENIED: 'denied',
  user_access_error: 'denied',
  allowed_only_intranet_user: 'denied',
  insufficient_scope: 'denied',
  INVALID_SCOPE: 'denied',
  METHOD_CONFIRM_WAITING: 'denied',
  METHOD_CONFIRM_DENIED: 'denied',
  BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION: 'denied',
  BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION: 'denied',

  NOT_FOUND: 'missing',
  ERROR_NOT_FOUND: 'missing',
  BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION: 'missing',

  APPLICATION_NOT_FOUND: 'not_installed',
  NOT_INSTALLED: 'not_installed',
  PORTAL_DELETED: 'not_installed',
  PAYMENT_REQUIRED: 'unpaid',

  QUERY_LIMIT_EXCEEDED: 'limited',
  OPERATION_TIME_LIMIT: 'limited',
  OVERLOAD_LIMIT: 'limited',

  INTERNAL_SERVER_ERROR: 'unreachable',
  ERROR_UNEXPECTED_ANSWER: 'unreachable',
}

// Old crm.* methods leave the code empty (or 0) and say it in words; ACCESS_DENIED says three things with one code.
const byWords: [RegExp, CrmRefusal][] = [
  [/commercial plans/i, 'unpaid'],
  [/application context required/i, 'broken'],
  [/access denied|not active|permission/i, 'denied'],
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
