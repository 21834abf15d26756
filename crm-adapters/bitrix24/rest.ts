/** Bitrix24's REST, version 2: one call or a batch, answered or refused by name. No token is ever part of a message. */
import type { Answer, CrmRefusal } from '../port.ts'
import { type Outgoing, type Send, Unreachable } from './outbound.ts'
import { refusalIn } from './refusals.ts'

export type Json = Record<string, unknown>

/** A command of a batch; values may point at earlier answers, as `$result[key][field]`. */
export interface Command {
  method: string
  params?: Json
}

/** What a command gave; `total` is how many there are in all, of a list. */
export interface Given {
  value: unknown
  total?: number
}

/** Calls to one portal with one person's token. */
export interface Rest {
  call(method: string, params?: Json): Promise<Answer<unknown>>
  /** At most 50 commands for the price of one call; each is answered or refused for itself. */
  batch<C extends Commands>(commands: C): Promise<Answer<GivenBy<C>>>
}

export type Commands = Partial<Record<string, Command>>
export type GivenBy<C extends Commands> = { [Key in keyof C]: Answer<Given> }

export const BATCH = 50

export function rest(send: Send, endpoint: string, auth: string): Rest {
  async function call(method: string, params: Json = {}): Promise<Answer<unknown>> {
    const body = { type: 'application/json', text: JSON.stringify({ ...params, auth }) }
    const answer = await ask(send, { method: 'POST', url: new URL(method, endpoint), body }, method)
    return answer.ok ? { ok: true, value: answer.value.result } : answer
  }

  return {
    call,
    async batch<C extends Commands>(commands: C) {
      const named = Object.entries(commands).flatMap(([key, command]) =>
        command ? [[key, command] as const] : [],
      )
      if (named.length > BATCH) throw new RangeError(`a batch holds ${BATCH} commands, not ${named.length}`)
      const answer = await call('batch', {
        halt: 0,
        cmd: Object.fromEntries(named.map(([key, command]) => [key, asQuery(command)])),
      })
      if (!answer.ok) return answer
      const whole = object(answer.value)
      const value = named.map(([key, { method }]) => [key, given(whole, key, method)])
      return { ok: true, value: Object.fromEntries(value) as GivenBy<C> }
    },
  }
}

/**
 * Sends a request and reads its JSON; whatever goes wrong is a refusal.
 * `what` names the call in its message, `meanings` are error codes that mean something else in this call.
 */
export async function ask(
  send: Send,
  request: Outgoing,
  what: string,
  meanings?: Record<string, CrmRefusal>,
): Promise<Answer<Json>> {
  let answer: Awaited<ReturnType<Send>>
  try {
    answer = await send(request)
  } catch (error) {
    if (error instanceof Unreachable) return refusal('unreachable', `${what}: ${error.message}`)
    throw error
  }
  const { status, text } = answer
  if (status >= 300 && status < 400) return refusal('unreachable', `${what}: redirected, it may have moved`)
  const body = parsed(text)
  // The body decides, not the status: some errors come with 200.
  const refused = body && refusalIn(body, meanings)
  if (refused) return refusal(refused.reason, `${what}: ${refused.code} (HTTP ${status})`)
  if (body && status < 400) return { ok: true, value: body }
  return refusal(status >= 500 ? 'unreachable' : 'broken', `${what}: HTTP ${status} without a known answer`)
}

export function refusal(reason: CrmRefusal, message: string): Answer<never> {
  return { ok: false, reason, message }
}

/** A JSON object, or an empty one: PHP writes an empty map as `[]`. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** A JSON list of objects, or an empty one. */
export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : []
}

function given(batch: Json, key: string, method: string): Answer<Given> {
  const refused = refusalIn(object(object(batch.result_error)[key]))
  if (refused) return refusal(refused.reason, `${method}: ${refused.code}`)
  const results = object(batch.result)
  if (!Object.hasOwn(results, key)) return refusal('broken', `${method}: no answer in the batch`)
  const total = Number(object(batch.result_total)[key])
  return { ok: true, value: { value: results[key], ...(total >= 0 && { total }) } }
}

function parsed(text: string): Json | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Json) : undefined
  } catch {
    return undefined
  }
}

function asQuery({ method, params = {} }: Command): string {
  return `${method}?${pairs(params).join('&')}`
}

// PHP's own notation: `filter[@id][0]=7`.
function pairs(values: object, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const key = prefix ? `${prefix}[${name}]` : name
    if (typeof value === 'object' && value !== null) return pairs(value, key)
    const text = typeof value === 'boolean' ? Number(value) : value
    return `${encodeURIComponent(key)}=${encodeURIComponent(String(text))}`
  })
}
