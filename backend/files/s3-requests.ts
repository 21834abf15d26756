/** Requests to an S3 bucket as Amazon describes them (API version 2006-03-01): signed, checked, asked again when the server fails. */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import { XMLParser } from 'fast-xml-parser'
import { Refused } from '../refused.ts'
import { within } from './bytes.ts'

export interface Bucket {
  /** `https://<host>/<bucket>` */
  url: string
  /** What the names of all our objects begin with. */
  prefix: string
  region: string
  keyId: string
  secret: string
}

/** How patient we are; milliseconds. */
export interface Patience {
  /** For the beginning of an answer, and between two pieces of it. */
  silence: number
  /** Before asking again, twice that before the next time, and so on. */
  pause: number
  times: number
}

export interface Asking {
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Uint8Array | string
  /** Besides 2xx: what the caller knows to read. */
  also?: number[]
}

export type Ask = (method: string, path: string, asking?: Asking) => Promise<Response>

/** The bucket has said no, or nothing. */
export class BucketFailed extends Error {
  override name = 'BucketFailed'
  readonly status: number
  /** S3's word for it; '' when it has none. */
  readonly code: string

  constructor(said: string, status: number, code: string, options?: ErrorOptions) {
    super(said, options)
    this.status = status
    this.code = code
  }
}

/** It failed as often as we ask: as with a disk that fails, nothing is wrong with what was asked. */
class BucketUnreachable extends Refused {
  override readonly cause: BucketFailed

  constructor(cause: BucketFailed) {
    super('storage_unreachable', 'the bucket where files are does not answer, or fails')
    this.cause = cause
  }
}

const AGAIN = new Set([408, 429, 500, 502, 503, 504])
/** Another request about the same object was under way. */
const CONFLICT = 409

export function asker({ url, region, keyId, secret }: Bucket, patience: Patience): Ask {
  // It would ask again by itself, without our patience.
  const client = new AwsClient({
    ...{ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region, retries: 0 },
  })

  async function once(method: string, path: string, { query, headers, body = '' }: Asking) {
    const target = `${url}${path}${query ? `?${new URLSearchParams(query)}` : ''}`
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const signed = await client.sign(target, {
      method,
      // Signed with the rest: bytes that change on their way are refused by the server.
      headers: { ...headers, 'X-Amz-Content-Sha256': createHash('sha256').update(bytes).digest('hex') },
      ...(bytes.length > 0 && { body: bytes as Uint8Array<ArrayBuffer> }),
    })
    const silent = new AbortController()
    const timer = setTimeout(() => silent.abort(), patience.silence)
    try {
      return await fetch(signed, { signal: silent.signal, redirect: 'error' })
    } finally {
      clearTimeout(timer)
    }
  }

  return async (method, path, asking = {}) => {
    for (let time = 1; ; time += 1) {
      const answer = await once(method, path, asking).catch((error: Error) => error)
      if (!(answer instanceof Error) && (answer.ok || asking.also?.includes(answer.status))) return answer
      const failed = await failureOf(answer, `${method} ${path}`)
      if (!AGAIN.has(failed.status) && failed.status !== CONFLICT) throw failed
      if (time >= patience.times) throw new BucketUnreachable(failed)
      await sleep(patience.pause * 2 ** (time - 1) * (0.5 + Math.random()))
    }
  }
}

async function failureOf(answer: Response | Error, what: string): Promise<BucketFailed> {
  // Nothing was answered: that may be asked again like a server's failure.
  if (answer instanceof Error)
    return new BucketFailed(`the bucket did not answer to ${what}`, 503, '', { cause: answer })
  const { status } = answer
  const { Error: said } = readXml(await answer.text().catch(() => ''))
  const { Code: code = '', Message: message = '' } = said ?? {}
  return new BucketFailed(
    `the bucket answered ${status} ${code} to ${what}: ${message}`,
    status,
    String(code),
  )
}

/**
 * An answer's body, as long as it goes on.
 * @param silence milliseconds without a byte after which it is given up
 */
export async function* unlessSilent(answer: Response, silence: number): AsyncGenerator<Uint8Array, void> {
  const reader = answer.body?.getReader()
  if (!reader) return
  let ended = false
  try {
    while (!ended) {
      const { done, value } = await within(silence, reader.read(), () => new Error('the bucket fell silent'))
      ended = done
      if (value) yield value
    }
  } finally {
    // It is being given up: how that goes interests nobody.
    if (!ended) reader.cancel().catch(() => {})
  }
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => ['Contents', 'Upload'].includes(name),
})

// biome-ignore lint/suspicious/noExplicitAny: what a server wrote
export function readXml(text: string): any {
  return text.trimStart().startsWith('<') ? parser.parse(text) : {}
}

/**
 * `s3://<key id>:<secret>@<host>/<bucket>/<prefix>?region=<region>`; `s3+http://` without TLS.
 * Throws a sentence when something is missing.
 */
export function readFilesUrl(text: string): Bucket {
  const { protocol, host, pathname, username, password, searchParams } = new URL(text)
  const [bucket, ...folders] = pathname.split('/').filter(Boolean)
  if (!host || !bucket || !username || !password)
    throw new Error('FILES_URL is not whole: s3://<key id>:<secret>@<host>/<bucket>?region=<region>')
  return {
    url: `${protocol === 's3+http:' ? 'http' : 'https'}://${host}/${bucket}`,
    prefix: folders.map((folder) => `${folder}/`).join(''),
    region: searchParams.get('region') ?? 'us-east-1',
    keyId: decodeURIComponent(username),
    secret: decodeURIComponent(password),
  }
}
