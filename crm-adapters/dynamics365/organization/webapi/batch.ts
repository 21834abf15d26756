/** `$batch`: up to 1000 requests in one; those of a change set happen together or not at all. */
import { randomUUID } from 'node:crypto'
import { together } from '../records/act.ts'
import type { Row } from '../rows.ts'
import type { World } from '../world.ts'
import { answered, answerTo, operationOf } from './answer.ts'
import { type Answer, type Ask, apiOf, preferencesIn } from './exchange.ts'
import { callerFor } from './identity.ts'
import { CRLF, headed, malformed, multipart, type Part, partsOf } from './multipart.ts'
import { ApiRefusal } from './refused.ts'

const MOST = 1000

interface Single {
  ask: Ask
  contentId: string | undefined
}

/** A request, or a change set of them. */
type Item = Single | Single[]

export interface Batch {
  items: Item[]
  operations: string[]
}

export function batchIn(world: World, { body, headers }: Ask): Batch {
  const items = partsOf(body, headers.get('content-type') ?? '').map((part) => {
    const type = part.headers.get('content-type') ?? ''
    if (!type.startsWith('multipart/mixed')) return singleIn(world, part, headers)
    const set = partsOf(part.body, type).map((one) => singleIn(world, one, headers))
    if (set.some(({ ask }) => ask.method === 'GET')) throw malformed('A change set holds no GET.')
    return set
  })
  const all = items.flat()
  if (all.length > MOST) throw malformed(`More than ${MOST} requests.`)
  return { items, operations: all.map(({ ask }) => operationOf(ask)) }
}

/** Stops at the first refusal, whose status is then the batch's own, unless the client wants to go on. */
export function batch(world: World, real: Row, ask: Ask, { items }: Batch): Answer {
  const boundary = `batchresponse_${randomUUID()}`
  const parts: string[] = []
  let status = 200
  for (const item of items) {
    const { written, refused } = Array.isArray(item) ? changeSet(world, real, item) : alone(world, real, item)
    parts.push(written)
    if (refused && !preferencesIn(ask.headers).continueOnError) {
      status = refused
      break
    }
  }
  const headers = { 'Content-Type': `multipart/mixed; boundary=${boundary}`, 'OData-Version': '4.0' }
  return { status, headers, body: multipart(boundary, parts) }
}

interface Outcome {
  written: string
  /** Status of the refusal, if it was refused. */
  refused: number | undefined
}

function alone(world: World, real: Row, { ask, contentId }: Single): Outcome {
  const answer = answered(ask.headers, () => answerTo(world, callerFor(world, real, ask.headers), ask))
  return { written: httpPart(answer, contentId), refused: answer.status >= 400 ? answer.status : undefined }
}

function changeSet(world: World, real: Row, set: Single[]): Outcome {
  const created = new Map<string, string>()
  let current: Single | undefined
  try {
    const parts = together(world, () =>
      set.map((single) => {
        current = single
        const ask = resolved(world, single.ask, created)
        const answer = answerTo(world, callerFor(world, real, ask.headers), ask)
        const address = answer.headers['OData-EntityId']
        if (single.contentId && address) created.set(single.contentId, address)
        return httpPart(
          { ...answer, headers: { 'OData-Version': '4.0', ...answer.headers } },
          single.contentId,
        )
      }),
    )
    const boundary = `changesetresponse_${randomUUID()}`
    const head = `Content-Type: multipart/mixed; boundary=${boundary}${CRLF}${CRLF}`
    return { written: head + multipart(boundary, parts), refused: undefined }
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    const answer = answered(current?.ask.headers ?? new Headers(), () => {
      throw error
    })
    return { written: httpPart(answer, current?.contentId), refused: answer.status }
  }
}

/** `$1` in an address or a bind stands for what the request of that Content-ID has created. */
function resolved(world: World, ask: Ask, created: Map<string, string>): Ask {
  const relative = (id: string) => created.get(id)?.replace(apiOf(world), '')
  const path = ask.path.replace(/^\$(\w+)/, (whole, id: string) => relative(id) ?? whole)
  const body = ask.body.replace(/"\/?\$(\w+)"/g, (whole, id: string) =>
    created.has(id) ? `"${created.get(id)}"` : whole,
  )
  return { ...ask, path, body }
}

function singleIn(world: World, part: Part, outer: Headers): Single {
  const end = part.body.indexOf(CRLF)
  const [, method, target] =
    /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(end < 0 ? part.body : part.body.slice(0, end)) ?? []
  if (!method || !target) throw malformed('A part has no request line.')
  const { headers, body } = headed(end < 0 ? '' : part.body.slice(end + CRLF.length))
  for (const name of ['callerobjectid', 'mscrmcallerid']) {
    const value = outer.get(name)
    if (value && !headers.has(name)) headers.set(name, value)
  }
  return {
    contentId: part.headers.get('content-id') ?? undefined,
    ask: askFor(world, method, target, headers, body.trim()),
  }
}

/** Addresses are whole, from the root, or relative to the service's. */
export function askFor(world: World, method: string, target: string, headers: Headers, body: string): Ask {
  const [address = '', query = ''] = splitOnce(target, '?')
  const path = address.replace(world.origin, '').replace(/^\/api\/data\/v9\.\d\//, '')
  return {
    method,
    path: decodeURIComponent(path),
    query: new URLSearchParams(query.replaceAll('+', '%2B')),
    headers,
    body,
  }
}

function splitOnce(text: string, mark: string): string[] {
  const place = text.indexOf(mark)
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)]
}

function httpPart({ status, headers, body }: Answer, contentId: string | undefined): string {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${status} ${reasons[status] ?? ''}`.trimEnd(),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    text,
  ]
  return lines.join(CRLF)
}

const reasons: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  412: 'Precondition Failed',
}
