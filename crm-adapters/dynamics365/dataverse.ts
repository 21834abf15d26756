/**
 * Dataverse's Web API, asked with one person's rights: our application shows its own token and names the person, so that
 * the rights are those both have (docs: "Impersonate another user"). Nothing here can create by changing: every change
 * needs the row to be there, every creation brings its own id and may be repeated.
 */
import { type Json, list, object, text } from '../json.ts'
import type { Passed } from '../line.ts'
import { type Noting, noting } from '../noting.ts'
import type { Send } from '../outbound.ts'
import type { Answer, Grant, Portal, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Naming } from './entrance.ts'
import { type Exchange, exchange, nameOf, parsed, protocol, type Request, type Shown } from './exchange.ts'
import { batchOf, partsOf } from './multipart.ts'
import { guid } from './passed.ts'
import type { Line } from './queue.ts'
import { ALREADY_THERE, refusedBy } from './refusals.ts'
import type { Service } from './service.ts'

export interface Dataverse {
  /** The column people are known by to whoever asks for them. */
  readonly calledBy: Naming['column']
  /** A row, a first page, or what a function answers. */
  read(path: string): Promise<Answer<Json>>
  /** All rows of a list, page by page, at most so many. */
  list(path: string, most: number): Promise<Answer<Json[]>>
  /**
   * All rows of a table, or those a mark leads to, page by page; answers with the mark for the next time, null when the
   * one that was given is too old.
   */
  track(from: string, take: (rows: Json[]) => void): Promise<Answer<string | null>>
  /** At most 100 reads in one round; each is answered or refused for itself. */
  readTogether<Paths extends Record<string, string>>(paths: Paths): Promise<Answer<Given<Paths>>>
  /** `already` when a row of that id is there: an earlier try has made it. `key` is the primary key's column. */
  create(
    set: string,
    key: string,
    id: string,
    row: Json,
    timeout?: number,
  ): Promise<Answer<'made' | 'already'>>
  /** Changes a row that is there; `missing` when it is not. */
  change(path: string, change: Json): Promise<Answer<null>>
  /** Carries out an action, or ties two rows. `said` of a refusal is the organization's own word. */
  perform(path: string, given: Json, timeout?: number): Promise<Answer<Json>>
  /** Removes a row that is there; `missing` when it is not. */
  remove(path: string): Promise<Answer<null>>
}

export type Given<Paths> = { [Key in keyof Paths]: Answer<Json> }

/** What every call goes through. */
export interface Way extends Noting {
  send: Send
  service: Service
  naming(portal: Portal): Naming
  lineTo(company: string, identity: string): Line
}

export interface Caller {
  portal: Portal
  grant: Pick<Grant, 'access' | 'person'>
  /** Somebody waits for the answer. */
  urgent: boolean
  record?: RecordRef | undefined
}

/** A grant's `access` that stands for our application itself; otherwise a person's object id, or a token he has lent. */
export const APPLICATION = 'application'

const TOGETHER = 100
const PAGE = 500
/** Rows of a page that has nothing but ids: as many as there may be. */
const TRACKED = 5000
/** The mark of tracked changes has expired. */
const TOO_OLD = '0x80044352'
const annotated = 'odata.include-annotations="*"'

export function dataverse(way: Way, { portal, grant, urgent, record }: Caller): Dataverse {
  const { access } = grant
  const lent = access !== APPLICATION && guid(access) === undefined
  const naming = way.naming(portal)
  const ofPerson = access !== APPLICATION
  const inNameOf = lent || access === APPLICATION ? null : { [naming.header]: access }
  const line = way.lineTo(portal.company, lent ? `lent to us by ${grant.person ?? 'somebody'}` : 'our own')
  const about = (method: string) => ({
    company: portal.company,
    method,
    person: grant.person ?? null,
    record: record ?? null,
  })

  async function shown(): Promise<Answer<Shown>> {
    if (lent) return { ok: true, value: { token: access, inNameOf, ofPerson } }
    const token = await way.service.token(portal)
    return token.ok ? { ok: true, value: { token: token.value, inNameOf, ofPerson } } : token
  }

  async function pass(request: Request): Promise<Came> {
    const proof = await shown()
    if (!proof.ok) return { ...unasked, answer: proof }
    const came = await once(request, proof.value)
    if (lent || came.status !== 401 || came.code !== '') return came
    // Without a word of the person: it is our own token that has grown old.
    way.service.forget(portal, proof.value.token)
    const fresh = await shown()
    if (!fresh.ok) return { ...unasked, answer: fresh }
    const again = await once(request, fresh.value)
    if (again.answer.ok || again.answer.reason !== 'expired') return again
    return { ...again, answer: refusal('not_installed', again.answer.message) }
  }

  async function once(request: Request, proof: Shown): Promise<Came> {
    let last: Exchange | undefined
    const passed = await line.pass({ method: nameOf(request), urgent }, async () => {
      last = await exchange(way.send, portal.endpoint, request, proof)
      return last
    })
    const { code = '', contentType = '', text: whole = '' } = last ?? {}
    return { ...passed, code, contentType, text: whole }
  }

  async function told(request: Request): Promise<Came> {
    const tell = noting(way)
    const came = await pass(request)
    tell(about(nameOf(request)), came)
    return came
  }

  async function readTogether<Paths extends Record<string, string>>(
    paths: Paths,
  ): Promise<Answer<Given<Paths>>> {
    const asked = Object.entries(paths)
    if (asked.length > TOGETHER) throw new RangeError(`a batch holds ${TOGETHER} reads, not ${asked.length}`)
    if (asked.length === 0) return { ok: true, value: {} as Given<Paths> }
    const boundary = `batch_${crypto.randomUUID()}`
    const own = { Accept: 'application/json', Prefer: annotated, ...protocol }
    const root = new URL(portal.endpoint).pathname
    const bodyText = batchOf(
      asked.map(([, path]) => `${root}${path}`),
      boundary,
      { ...own, ...inNameOf },
    )
    const tell = noting(way)
    const came = await pass({
      method: 'POST',
      path: '$batch',
      headers: { prefer: 'odata.continue-on-error' },
      body: { type: `multipart/mixed; boundary=${boundary}`, text: bodyText },
    })
    const parts = came.answer.ok ? partsOf(came.contentType, came.text) : []
    const answered = asked.map(([key, path], n) => {
      const method = nameOf({ method: 'GET', path })
      return { key, method, answer: answerIn(parts?.[n], method) }
    })
    tell(about('$batch'), came, came.answer.ok ? answered : answered.map(({ method }) => ({ method })))
    if (!came.answer.ok) return came.answer
    const value = Object.fromEntries(answered.map(({ key, answer }) => [key, answer])) as Given<Paths>
    return { ok: true, value }
  }

  function answerIn(part: { status: number; body: string } | undefined, method: string): Answer<Json> {
    if (!part) return refusal('broken', `${method}: no answer in the batch`)
    const body = parsed(part.body)
    const refused = refusedBy(part.status, body, { method, impersonating: ofPerson })
    if (refused) return refused.answer
    return body ? { ok: true, value: body } : refusal('broken', `${method}: no JSON in the batch`)
  }

  async function write(request: Request): Promise<Answer<null>> {
    const { answer } = await told(request)
    return answer.ok ? { ok: true, value: null } : answer
  }

  return {
    calledBy: naming.column,
    readTogether,

    async read(path) {
      return (await told({ method: 'GET', path, headers: { prefer: annotated } })).answer
    },

    async list(path, most) {
      const rows: Json[] = []
      const headers = { prefer: `${annotated},odata.maxpagesize=${PAGE}` }
      for (let next: string | null = path; next !== null && rows.length < most; ) {
        const { answer }: Came = await told({ method: 'GET', path: next, headers })
        if (!answer.ok) return answer
        rows.push(...list(answer.value.value))
        next = text(answer.value['@odata.nextLink'])
      }
      return { ok: true, value: rows.slice(0, most) }
    },

    async track(from, take) {
      const headers = { prefer: `odata.track-changes,odata.maxpagesize=${TRACKED}` }
      for (let next = from; ; ) {
        const { answer, code, status }: Came = await told({ method: 'GET', path: next, headers })
        if (!answer.ok) return code === TOO_OLD || status === 410 ? { ok: true, value: null } : answer
        take(list(answer.value.value))
        const mark = text(answer.value['@odata.deltaLink'])
        if (mark !== null) return { ok: true, value: mark }
        const further = text(answer.value['@odata.nextLink'])
        if (further === null)
          return refusal('broken', `${nameOf({ method: 'GET', path: next })}: not tracked`)
        next = further
      }
    },

    async create(set, key, id, row, timeout) {
      const request = {
        method: 'POST' as const,
        path: set,
        body: json({ [key]: id, ...row }),
        ...(timeout && { timeout }),
      }
      const { answer, code } = await told(request)
      if (answer.ok) return { ok: true, value: 'made' }
      return code === ALREADY_THERE ? { ok: true, value: 'already' } : answer
    },

    change: (path, change) =>
      write({ method: 'PATCH', path, headers: { 'if-match': '*' }, body: json(change) }),

    async perform(path, given, timeout) {
      const { answer, text: whole } = await told({
        method: 'POST',
        path,
        body: json(given),
        ...(timeout && { timeout }),
      })
      if (answer.ok || answer.said) return answer
      const said = text(object(parsed(whole)?.error).message)?.slice(0, 500)
      return said ? { ...answer, said } : answer
    },

    remove: (path) => write({ method: 'DELETE', path, headers: { 'if-match': '*' } }),
  }
}

type Came = Passed<Json> & Pick<Exchange, 'code' | 'contentType' | 'text'>

const unasked = { status: null, retried: 0, code: '', contentType: '', text: '' }

const json = (row: Json) => ({ type: 'application/json; charset=utf-8', text: JSON.stringify(row) })
