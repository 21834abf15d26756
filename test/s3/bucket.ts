/** A bucket as the S3 API describes one (2006-03-01), in memory: what we use of it, with its refusals, and faults on demand. */
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type Account, wrongWith } from './signature.ts'

export interface Stored {
  bytes: Buffer
  etag: string
  at: Date
}

export interface Upload {
  name: string
  id: string
  at: Date
  parts: Map<number, Stored>
}

/** What goes wrong with a request that fits; once, and then it is over. */
export interface Fault {
  method: string
  /** A part of its address. */
  about?: string
  /** `lost`: done, and the answer never arrives. `cut`: half of the answer's body arrives. `silent`: nothing does. */
  does: number | 'lost' | 'cut' | 'silent'
}

export type LocalBucket = Awaited<ReturnType<typeof startBucket>>

const NAME = 'attachments'
const SMALLEST_PART = 5 * 1024 * 1024

export async function startBucket({ pageSize = 1000, versioning = false } = {}) {
  const account: Account = { keyId: 'LOCALKEY', secret: 'local/secret+with=signs', region: 'ru-central1' }
  const objects = new Map<string, Stored>()
  const uploads = new Map<string, Upload>()
  const faults: Fault[] = []
  const requests: string[] = []
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await buffer(request).catch(() => undefined)
    if (!body) return
    requests.push(`${request.method} ${request.url}`)
    const fault = takeFault(request)
    if (typeof fault === 'number') return refuse(response, fault, 'SlowDown')
    if (fault === 'silent') return
    const wrong = wrongWith(request, body, account)
    if (wrong) return refuse(response, 403, wrong)
    const reply = perform(request, body)
    if (fault === 'lost') return void response.destroy()
    response.writeHead(reply.status, { 'Content-Length': reply.body?.length ?? 0, ...reply.headers })
    if (fault === 'cut') {
      response.write(reply.body?.subarray(0, reply.body.length / 2), () =>
        setTimeout(() => response.destroy(), 20),
      )
      return
    }
    response.end(request.method === 'HEAD' ? undefined : reply.body)
  }

  function takeFault({ method, url }: IncomingMessage) {
    const at = faults.findIndex((one) => one.method === method && url?.includes(one.about ?? ''))
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.does
  }

  function perform(request: IncomingMessage, body: Buffer): Reply {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://server')
    const [, bucket, ...rest] = pathname.split('/')
    const name = decodeURIComponent(rest.join('/'))
    if (bucket !== NAME) return refusal(404, 'NoSuchBucket')
    const uploadId = query.get('uploadId')
    if (name === '') {
      if (query.has('versioning'))
        return xml(
          `<VersioningConfiguration>${versioning ? '<Status>Enabled</Status>' : ''}</VersioningConfiguration>`,
        )
      if (query.has('uploads')) return listUploads(query)
      return list(query)
    }
    switch (request.method) {
      case 'HEAD':
      case 'GET':
        return read(request, objects.get(name))
      case 'DELETE':
        if (uploadId) return uploads.delete(uploadId) ? { status: 204 } : refusal(404, 'NoSuchUpload')
        objects.delete(name)
        return { status: 204 }
      case 'POST':
        return uploadId ? complete(request, name, uploadId, String(body)) : begin(name)
      default:
        return uploadId ? putPart(uploadId, Number(query.get('partNumber')), body) : put(request, name, body)
    }
  }

  function put(request: IncomingMessage, name: string, bytes: Buffer): Reply {
    if (request.headers['if-none-match'] === '*' && objects.has(name))
      return refusal(412, 'PreconditionFailed')
    objects.set(name, stored(bytes))
    return { status: 200, headers: { ETag: objects.get(name)!.etag } }
  }

  function begin(name: string): Reply {
    const id = randomUUID()
    uploads.set(id, { name, id, at: new Date(), parts: new Map() })
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
  }

  function putPart(id: string, number: number, bytes: Buffer): Reply {
    const upload = uploads.get(id)
    if (!upload) return refusal(404, 'NoSuchUpload')
    upload.parts.set(number, stored(bytes))
    return { status: 200, headers: { ETag: upload.parts.get(number)!.etag } }
  }

  function complete(request: IncomingMessage, name: string, id: string, body: string): Reply {
    const upload = uploads.get(id)
    if (!upload) return refusal(404, 'NoSuchUpload')
    const named = [...body.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)]
    const parts = named.map(([, number, etag]) => {
      const part = upload.parts.get(Number(number))
      return part?.etag === etag ? part : undefined
    })
    if (parts.length === 0 || parts.includes(undefined)) return refusal(400, 'InvalidPart')
    if (parts.slice(0, -1).some((part) => part!.bytes.length < SMALLEST_PART))
      return refusal(400, 'EntityTooSmall')
    if (request.headers['if-none-match'] === '*' && objects.has(name))
      return refusal(412, 'PreconditionFailed')
    uploads.delete(id)
    objects.set(name, stored(Buffer.concat(parts.map((part) => part!.bytes))))
    return xml('<CompleteMultipartUploadResult/>')
  }

  function list(query: URLSearchParams): Reply {
    const from = query.get('continuation-token') ?? ''
    const names = [...objects.keys()]
      .filter((name) => name.startsWith(query.get('prefix') ?? '') && name > from)
      .sort()
    const page = names.slice(0, pageSize)
    const contents = page.map((name) => {
      const { at, bytes } = objects.get(name)!
      return `<Contents><Key>${name}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`
    })
    const more = names.length > page.length
    return xml(
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join('')}` +
        `${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}</ListBucketResult>`,
    )
  }

  function listUploads(query: URLSearchParams): Reply {
    const found = [...uploads.values()].filter(({ name }) => name.startsWith(query.get('prefix') ?? ''))
    const rows = found.map(
      ({ name, id, at }) =>
        `<Upload><Key>${name}</Key><UploadId>${id}</UploadId><Initiated>${at.toISOString()}</Initiated></Upload>`,
    )
    return xml(
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${rows.join('')}</ListMultipartUploadsResult>`,
    )
  }

  return {
    /** As FILES_URL has it. */
    url: `s3+http://${account.keyId}:${encodeURIComponent(account.secret)}@${host}/${NAME}/dealthread?region=${account.region}`,
    account,
    objects,
    uploads,
    faults,
    requests,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Reply {
  status: number
  headers?: Record<string, string>
  body?: Buffer
}

function read({ headers }: IncomingMessage, object: Stored | undefined): Reply {
  if (!object) return refusal(404, 'NoSuchKey')
  const { bytes, etag } = object
  if (headers['if-match'] && headers['if-match'] !== etag) return refusal(412, 'PreconditionFailed')
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (first === undefined) return { status: 200, headers: { ETag: etag }, body: bytes }
  const [start, end] = [Number(first), last ? Math.min(Number(last), bytes.length - 1) : bytes.length - 1]
  if (start >= bytes.length) return refusal(416, 'InvalidRange')
  const range = `bytes ${start}-${end}/${bytes.length}`
  return {
    status: 206,
    headers: { ETag: etag, 'Content-Range': range },
    body: bytes.subarray(start, end + 1),
  }
}

function stored(bytes: Buffer): Stored {
  return { bytes, etag: `"${createHash('md5').update(bytes).digest('hex')}"`, at: new Date() }
}

function xml(text: string): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: Buffer.from(`<?xml version="1.0"?>${text}`),
  }
}

function refusal(status: number, code: string): Reply {
  return { ...xml(`<Error><Code>${code}</Code><Message>said the local bucket</Message></Error>`), status }
}

function refuse(response: ServerResponse, status: number, code: string) {
  const { body } = refusal(status, code)
  response.writeHead(status, { 'Content-Length': body!.length }).end(body)
}
