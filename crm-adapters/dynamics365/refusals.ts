/** What Dataverse's error codes and statuses mean to us: each is told apart from the others by what has to be done about it. */
import { object, text } from '../json.ts'
import type { Answer, CrmRefusal } from '../port.ts'

const byCode: Record<string, CrmRefusal> = {
  /** The user is not a member of the organization. */
  '0x80072560': 'dismissed',
  /** The user is disabled. */
  '0x80040225': 'dismissed',
  /** A role lacks the privilege; the row is out of its reach. */
  '0x80040220': 'denied',
  '0x80048306': 'denied',
  /** A plug-in of the customer's says no. */
  '0x80040265': 'denied',

  '0x80040217': 'missing',
  /** No such entity set, or no such column: a solution is not installed there, or is an old one. */
  '0x8006088a': 'unsupported',
  '0x80060888': 'unsupported',
  /** Larger than the organization takes. */
  '0x80044a02': 'unsupported',
  /** An administrator of the platform has switched the organization off. */
  '0x8004a106': 'blocked',
  /** The record is closed, and read-only. */
  '0x80043b12': 'denied',

  '0x80072321': 'limited',
  '0x80072322': 'limited',
  '0x80072326': 'limited',
}

/** A row of that key is there already. */
export const ALREADY_THERE = '0x80040237'
const PLUG_IN = '0x80040265'

const byStatus: Record<number, CrmRefusal> = {
  401: 'expired',
  403: 'denied',
  404: 'missing',
  413: 'unsupported',
  429: 'limited',
}

export interface Refused {
  answer: Answer<never>
  /** Dataverse's own; empty where it gives none. */
  code: string
}

/** Undefined when `status` is no error. `impersonating`: the person was named beside our own token. */
export function refusedBy(
  status: number,
  body: unknown,
  { method, impersonating }: { method: string; impersonating: boolean },
): Refused | undefined {
  if (status < 400) return undefined
  const error = object(object(body).error)
  const code = (text(error.code) ?? '')
    .toLowerCase()
    .replace(/[^\w-]/g, '')
    .slice(0, 40)
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined
  const reason = known ?? byStatus[status] ?? (status >= 500 ? 'unreachable' : 'broken')
  const message = `${method}: ${code || 'no code'} (HTTP ${status})`
  const said = code === PLUG_IN ? text(error.message)?.slice(0, 500) : undefined
  const why = { ok: false as const, reason: ours(reason, impersonating), message }
  return { code, answer: said ? { ...why, said } : why }
}

/** What is refused to our application itself says nothing of a person. */
function ours(reason: CrmRefusal, impersonating: boolean): CrmRefusal {
  if (impersonating) return reason
  if (reason === 'dismissed') return 'not_installed'
  return reason === 'denied' ? 'not_granted' : reason
}
