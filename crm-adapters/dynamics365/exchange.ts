/** One request to the Web API and what came of it. No token is ever part of a message. */
import { type Json, object } from '../json.ts'
import { type Incoming, type Send, Unreachable } from '../outbound.ts'
import type { Answer } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Asked } from './queue.ts'
import { refusedBy } from './refusals.ts'

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the endpoint, or a whole address the organization itself has given. */
  path: string
  headers?: Record<string, string>
  body?: { type: string; text: string }
  /** Milliseconds; the usual ones when absent. */
  timeout?: number
}

export interface Shown {
  token: string
  /** Headers that say for whom we act; null when for ourselves. */
  inNameOf: Record<string, string> | null
  /** What is refused is refused to a person, and not to our application. */
  ofPerson: boolean
}

export interface Exchange extends Asked<Json> {
  /** Dataverse's own word for a refusal; empty where there is none. */
  code: string
  contentType: string
  text: string
}

/** For messages and the log: what was asked, without ids and without what was looked for. */
export function nameOf({ method, path }: Pick<Request, 'method' | 'path'>): string {
  const [plain = ''] = path.replace(/^https?:\/\/[^/]+\/api\/data\/v[\d.]+\//, '').split('?')
  const [first, ...rest] = plain.split('(')
  // What is in brackets is left out; where none closes them, all that follows.
  const outside = rest.map((part) => (part.includes(')') ? part.slice(part.indexOf(')') + 1) : ''))
  return `${method} ${first}${outside.join('')}`
}

export async function exchange(
  send: Send,
  endpoint: string,
  request: Request,
  { token, inNameOf, ofPerson }: Shown,
): Promise<Exchange> {
  const method = nameOf(request)
  const nothing = { status: null, retryAfter: null, code: '', contentType: '', text: '' }
  const url = new URL(request.path, endpoint)
  // A list's next page is where the organization says: our token goes nowhere else.
  if (!url.href.startsWith(endpoint))
    return { ...nothing, answer: refusal('broken', `${method}: leads elsewhere`) }
  let came: Incoming
  try {
    came = await send({
      method: request.method,
      url,
      headers: { ...whoAsks(token, inNameOf), ...request.headers },
      ...(request.body && { body: request.body }),
      ...(request.timeout && { timeout: request.timeout }),
    })
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { ...nothing, answer: refusal('unreachable', `${method}: ${error.message}`) }
  }
  const { status, headers, text } = came
  const contentType = String(headers['content-type'] ?? '')
  const { answer, code } = meaningOf(came, contentType, method, ofPerson)
  return { answer, status, code, contentType, text, retryAfter: retryAfterIn(headers['retry-after']) }
}

// `If-None-Match: null` keeps the platform from answering an $expand out of its cache.
export const protocol = { 'odata-version': '4.0', 'odata-maxversion': '4.0', 'if-none-match': 'null' }

function whoAsks(token: string, inNameOf: Shown['inNameOf']): Record<string, string> {
  return {
    ...protocol,
    authorization: `Bearer ${token}`,
    ...inNameOf,
  }
}

function meaningOf(
  { status, text }: Incoming,
  contentType: string,
  method: string,
  impersonating: boolean,
): { answer: Answer<Json>; code: string } {
  const body = parsed(text)
  const refused = refusedBy(status, body, { method, impersonating })
  if (refused) return refused
  if (status >= 300)
    return { answer: refusal('unreachable', `${method}: redirected (HTTP ${status})`), code: '' }
  if (text === '' || contentType.startsWith('multipart/'))
    return { answer: { ok: true, value: {} }, code: '' }
  return body
    ? { answer: { ok: true, value: body }, code: '' }
    : { answer: refusal('broken', `${method}: HTTP ${status} without JSON`), code: '' }
}

/** Milliseconds; a number of seconds or a date, as HTTP has it. */
export function retryAfterIn(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string' || header === '') return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

export function parsed(text: string): Json | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? object(body) : undefined
  } catch {
    // A proxy's page instead of an answer: the status is all there is to know.
    return undefined
  }
}
