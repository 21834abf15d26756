/** Bitrix24's REST, version 2: one call or a batch, answered or refused by name. No token is ever part of a message. */

import { randomUUID } from 'node:crypto'
import { type Json, list, object } from '../json.ts'
import { type Noting, noting } from '../noting.ts'
import { type Incoming, type Outgoing, type Send, Unreachable } from '../outbound.ts'
import type { Answer, CrmRefusal, Portal, ReadBytes, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import { asQuery } from './query.ts'
import type { Line, Turn } from './queue.ts'
import { type Spent, spentIn } from './queue-operating.ts'
import { refusalIn } from './refusals.ts'

export { type Json, list, object, refusal }

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
  /** `meanings` are what codes mean in this call in particular. */
  call(method: string, params?: Json, meanings?: Record<string, CrmRefusal>): Promise<Answer<unknown>>
  /** At most 50 commands for the price of one call; each is answered or refused for itself. */
  batch<C extends Commands>(commands: C): Promise<Answer<GivenBy<C>>>
  /** Posts a file to an address the portal has given for it. */
  post(address: string, file: Posted): Promise<Answer<unknown>>
}

/** A file as a form with one field. */
export interface Posted {
  field: string
  name: string
  size: number
  bytes: ReadBytes
}

export type Commands = Partial<Record<string, Command>>
export type GivenBy<C extends Commands> = { [Key in keyof C]: Answer<Given> }

export const BATCH = 50

/** What every call goes through. */
export interface Way extends Noting {
  send: Send
  lineTo(company: string): Line
}

/** On whose behalf a portal is asked, and for what. */
export interface Caller {
  portal: Portal
  access: string
  /** Somebody waits for the answer. */
  urgent: boolean
  person?: string | undefined
  record?: RecordRef | undefined
}

export function rest(way: Way, { portal, access, urgent, person, record }: Caller): Rest {
  const { company, endpoint } = portal
  const line = way.lineTo(company)
  const about = (method: string) => ({ company, method, person: person ?? null, record: record ?? null })

  /** Asks when the turn has come; `params` are made then, and `spent` reads what the answer has cost. */
  function pass(
    turn: Pick<Turn, 'method' | 'uses'>,
    params: () => Json,
    spent: (exchange: Exchange) => Spent[],
    meanings: Record<string, CrmRefusal> = {},
  ) {
    return line.pass({ ...turn, urgent, token: access }, async () => {
      const body = { type: 'application/json', text: JSON.stringify({ ...params(), auth: access }) }
      const exchange = await ask(
        way.send,
        { method: 'POST', url: new URL(turn.method, endpoint), body },
        turn.method,
        meanings,
      )
      return { ...exchange, spent: spent(exchange) }
    })
  }

  async function call(
    method: string,
    params: Json = {},
    meanings: Record<string, CrmRefusal> = {},
  ): Promise<Answer<unknown>> {
    const tell = noting(way)
    const spent = ({ body, code }: Exchange) =>
      body.time || code === OVER ? [spentIn(method, object(body.time), code === OVER)] : []
    const passed = await pass({ method, uses: [method] }, () => params, spent, meanings)
    tell(about(method), passed)
    const { answer } = passed
    return answer.ok ? { ok: true, value: answer.value.result } : answer
  }

  async function batch<C extends Commands>(commands: C): Promise<Answer<GivenBy<C>>> {
    const named = Object.entries(commands).flatMap(([key, one]) => (one ? [{ key, ...one }] : []))
    if (named.length > BATCH) throw new RangeError(`a batch holds ${BATCH} commands, not ${named.length}`)
    const uses = named.map(({ method }) => method)
    // What the portal refuses for now is left out: the rest need not wait for it.
    let resting = new Set<string>()
    const params = () => {
      resting = new Set(uses.filter(line.parked))
      const sent = named.filter(({ method }) => !resting.has(method))
      return {
        halt: 0,
        cmd: Object.fromEntries(sent.map((one) => [one.key, asQuery(one.method, one.params)])),
      }
    }
    const spent = ({ body, code }: Exchange) => [
      ...(code === OVER ? [spentIn('batch', object(body.time), true)] : []),
      ...named.flatMap(({ key, method }) => spentBy(object(body.result), key, method)),
    ]

    const tell = noting(way)
    const passed = await pass({ method: 'batch', uses }, params, spent)
    const { answer } = passed
    if (!answer.ok) {
      tell(about('batch'), passed, named)
      return answer
    }
    const whole = object(answer.value.result)
    const answered = named.map(({ key, method }) => ({
      key,
      method,
      answer: resting.has(method)
        ? refusal('limited', `${method}: refused for now`)
        : given(whole, key, method),
    }))
    tell(about('batch'), passed, answered)
    return { ok: true, value: Object.fromEntries(answered.map((one) => [one.key, one.answer])) as GivenBy<C> }
  }

  async function post(address: string, file: Posted): Promise<Answer<unknown>> {
    // It bears a token, and goes nowhere but to the portal.
    const url = URL.canParse(address) ? new URL(address) : undefined
    if (url?.origin !== new URL(endpoint).origin)
      return refusal('broken', 'upload: not an address of the portal')
    const tell = noting(way)
    const passed = await line.pass({ method: UPLOAD, uses: [], urgent, token: access }, async () => {
      const timeout = PATIENCE + file.size / SLOWEST
      const body = await asForm(file)
      return { ...(await ask(way.send, { method: 'POST', url, body, timeout }, UPLOAD)), spent: [] }
    })
    tell(about(UPLOAD), passed)
    const { answer } = passed
    return answer.ok ? { ok: true, value: answer.value.result } : answer
  }

  return { call, batch, post }
}

/** What the log calls it: an address of its own, no method. */
const UPLOAD = 'upload'
/** Milliseconds an upload may take, and bytes it carries in each of those besides. */
const PATIENCE = 10_000
const SLOWEST = 200

/** Written as it is read: a form around bytes that are never whole in memory. */
async function asForm({ field, name, size, bytes }: Posted) {
  const boundary = `dealthread-${randomUUID()}`
  const filename = name.replace(/["\r\n]/g, encodeURIComponent)
  const disposition = `form-data; name="${field}"; filename="${filename}"`
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const content = (await bytes())[Symbol.asyncIterator]()
  async function* pieces() {
    try {
      yield head
      for (let next = await content.next(); !next.done; next = await content.next()) yield next.value
      yield tail
    } finally {
      // Also where the portal wants no more before the first of it.
      await content.return?.()
    }
  }
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    ...{ pieces: pieces(), size: head.length + size + tail.length },
  }
}

/** What came of one request. */
export interface Exchange {
  answer: Answer<Json>
  /** Null when nothing came back. */
  status: number | null
  /** The other side's own word for a refusal. */
  code: string | null
  /** Empty when there was none, or none to read. */
  body: Json
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
): Promise<Exchange> {
  let came: Incoming
  try {
    came = await send(request)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { answer: refusal('unreachable', `${what}: ${error.message}`), status: null, code: null, body: {} }
  }
  const { status, text } = came
  const nothing = { status, code: null, body: {} }
  if (status >= 300 && status < 400)
    return { ...nothing, answer: redirected(what, request.url, came.location) }
  const body = parsed(text)
  if (!body) {
    const reason = status >= 500 ? 'unreachable' : 'broken'
    return { ...nothing, answer: refusal(reason, `${what}: HTTP ${status} without a known answer`) }
  }
  // The body decides, not the status: some errors come with 200.
  const refused = refusalIn(body, meanings)
  if (refused) {
    const { reason, code } = refused
    return { status, code, body, answer: refusal(reason, `${what}: ${code} (HTTP ${status})`) }
  }
  if (status < 400) return { status, code: null, body, answer: { ok: true, value: body } }
  const reason = status >= 500 ? 'unreachable' : 'broken'
  return {
    status,
    code: null,
    body,
    answer: refusal(reason, `${what}: HTTP ${status} without a known answer`),
  }
}

const OVER = 'OPERATION_TIME_LIMIT'

function spentBy(batch: Json, key: string, method: string): Spent[] {
  const time = object(batch.result_time)[key]
  const over = refusalIn(object(object(batch.result_error)[key]))?.code === OVER
  return time || over ? [spentIn(method, object(time), over)] : []
}

function given(batch: Json, key: string, method: string): Answer<Given> {
  const refused = refusalIn(object(object(batch.result_error)[key]))
  if (refused) return refusal(refused.reason, `${method}: ${refused.code}`)
  const results = object(batch.result)
  if (!Object.hasOwn(results, key)) return refusal('broken', `${method}: no answer in the batch`)
  const total = Number(object(batch.result_total)[key])
  return { ok: true, value: { value: results[key], ...(total >= 0 && { total }) } }
}

/** A renamed portal redirects; what was posted there is lost, and who holds the old name today is not known. */
function redirected(what: string, from: URL, location: string | undefined): Answer<never> {
  const to = location !== undefined && URL.canParse(location, from) ? new URL(location, from) : undefined
  if (!to || to.host === from.host) return refusal('unreachable', `${what}: redirected, and to no other host`)
  const { host } = to
  return { ok: false, reason: 'moved', message: `${what}: the portal has another address`, moved: { host } }
}

function parsed(text: string): Json | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Json) : undefined
  } catch {
    return undefined
  }
}
