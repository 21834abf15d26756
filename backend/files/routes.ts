/** HTTP of files. Nothing that was uploaded runs in our origin: all is a download, but pictures asked for as a preview. */
import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Looks } from '../audit/looks.ts'
import { Refused, statusOf } from '../refused.ts'
import type { SignedIn, Viewer, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'
import { type FileRow, findDocument, showFile } from './files.ts'
import { decodeName, disposition } from './names.ts'
import { PREVIEW_TYPE } from './pictures.ts'
import type { Files, Key } from './port.ts'
import { rangeOf } from './range.ts'
import { type Receiving, receive } from './receive.ts'
import { FileDamaged } from './sealed.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const oneFile = z.object({ id })

export interface FileRoutesDeps extends Receiving {
  /** Puts into the log who is given what, before he is. */
  looks: Looks
  documents: {
    /** One kept of the client whose record this is, from whichever of his records. */
    documentOfClient(viewer: Viewer, id: string): Promise<FileRow>
  }
  seen: {
    /** Remembers who has downloaded what. */
    note(sighting: Visitor & { what: 'downloaded'; record: string; item: string; name: string }): void
  }
}

export function fileRoutes(deps: FileRoutesDeps) {
  const { store, files, findThread, seen, looks, documents } = deps
  const find = (viewer: Viewer, id: string) =>
    store.read(viewer.company, (r) => findDocument(r, findThread, viewer, id))
  const noteDownload = ({ company, person, record }: Viewer, { id: item, name }: FileRow) =>
    seen.note({ company, person, what: 'downloaded', record, item, name })

  return new Hono<SignedIn>()
    .put(
      '/:id',
      about(
        "Uploads a file (raw body) for a thread (X-Thread), named by X-File-Name: UTF-8''<percent-encoded>",
      ),
      valid('param', oneFile),
      async (c) => {
        const { file, fresh } = await receive(deps, c.var.viewer, {
          id: c.req.valid('param').id,
          thread: threadIn(c.req.header('x-thread')),
          name: decodeName(c.req.header('x-file-name')),
          type: c.req.header('content-type'),
          length: lengthIn(c.req.header('content-length')),
          body: c.req.raw.body ?? new Blob().stream(),
        })
        return c.json(file, fresh ? 201 : 200)
      },
    )
    .get(
      '/:id',
      about('Downloads a file, or a part of it; 410 with what there was once it is gone'),
      valid('param', oneFile),
      valid('query', z.object({ preview: z.literal('1').optional(), of: z.literal('client').optional() })),
      async (c) => {
        const { id } = c.req.valid('param')
        const { of, preview: small } = c.req.valid('query')
        const { viewer } = c.var
        const file = of ? await documents.documentOfClient(viewer, id) : await find(viewer, id)
        if (file.erasedAt) return c.json(gone(file), statusOf.file_expired)
        await looks.note({
          act: small ? 'file.previewed' : 'file.downloaded',
          by: viewer,
          on: { record: viewer.record, thread: file.thread, thing: id },
          values: { name: file.name },
        })
        if (small) return preview(c, files, file)
        const answer = await download(c, files, file)
        if (answer.ok) noteDownload(c.var.viewer, file)
        return answer
      },
    )
}

async function download(c: Context, files: Files, file: FileRow) {
  const { hash, size, type, name } = file
  const etag = `"${hash}"`
  const told = () => {
    headers(c, etag, disposition('attachment', name))
    c.header('Accept-Ranges', 'bytes')
  }
  if (isKnown(c, etag)) {
    told()
    return c.body(null, 304)
  }

  const range = [undefined, etag].includes(c.req.header('if-range'))
    ? rangeOf(c.req.header('range'), size)
    : undefined
  if (range === 'unsatisfiable') {
    told()
    c.header('Content-Range', `bytes */${size}`)
    return c.body(null, 416)
  }
  // Before anything is said of it: a refusal is no file, and is kept by nobody for a minute.
  const bytes = await bytesOf(files, keyOf(file), range)
  told()
  c.header('Content-Type', type)
  c.header('Content-Length', String(range ? range.end - range.start + 1 : size))
  if (range) c.header('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  return c.body(bytes, range ? 206 : 200)
}

async function preview(c: Context, files: Files, file: FileRow) {
  if (!file.preview) throw new Refused('not_found', 'there is no preview')
  const etag = `"${file.hash}-preview"`
  const isSeen = isKnown(c, etag)
  // A picture without a smaller one is its own preview.
  const small = isSeen ? undefined : await files.get({ ...keyOf(file), part: 'preview' })
  const bytes = isSeen ? null : (small ?? (await bytesOf(files, keyOf(file))))
  headers(c, etag, disposition('inline', file.name))
  if (!bytes) return c.body(null, 304)
  c.header('Content-Type', small ? PREVIEW_TYPE : file.type)
  return c.body(bytes, 200)
}

async function bytesOf(files: Files, key: Key, range?: { start: number; end: number }) {
  const bytes = await files.get(key, range)
  if (!bytes) throw new FileDamaged(key)
  return bytes
}

const keyOf = ({ company, id }: FileRow): Key => ({ company, file: id })

function headers(c: Context, etag: string, shown: string) {
  c.header('ETag', etag)
  c.header('Content-Disposition', shown)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Content-Security-Policy', "sandbox; default-src 'none'")
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  // Not for longer than a lost right to see the card may go unnoticed.
  c.header('Cache-Control', 'private, max-age=60')
  c.header('Vary', 'Authorization')
}

function isKnown(c: Context, etag: string): boolean {
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}

function gone(file: FileRow) {
  return { error: { reason: 'file_expired', message: 'the file is gone' }, file: showFile(file) }
}

function threadIn(header: string | undefined): string {
  const thread = id.safeParse(header)
  if (!thread.success) throw new Refused('bad_request', 'X-Thread: the id of the thread is needed')
  return thread.data
}

function lengthIn(header: string | undefined): number | undefined {
  return header === undefined ? undefined : Number(header)
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['files'] })
}
