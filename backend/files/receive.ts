import { audit } from '../audit/audit.ts'
import { choicesOf } from '../companies/choices.ts'
import { Refused } from '../refused.ts'
import { dateFor } from '../retention/reckon.ts'
import type { ShownFile } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { arriving, lookInto, measure } from './bytes.ts'
import { familyOf } from './families.ts'
import { type FileRow, type FindThread, fileById, showFile } from './files.ts'
import { nameKey } from './names.ts'
import { lookAt } from './pictures.ts'
import { withoutPlace } from './place-taken.ts'
import { type Files, KeyTaken, type Measured } from './port.ts'
import type { Scanner } from './scanner.ts'
import { FileDamaged } from './sealed.ts'
import type { Shares } from './shares.ts'
import { HEAD, sniff } from './sniff.ts'

export interface Receiving {
  store: Store
  files: Files
  findThread: FindThread
  /** `file`: bytes of one file. */
  limits: { file: number }
  /** Media types nobody may upload. */
  typesRefused: string[]
  shares: Shares
  /** Looks at what came before anybody is given it. */
  scanner?: Scanner
}

export interface Upload {
  /** Made by the client. */
  id: string
  /** Where it is to be sent. */
  thread: string
  name: string
  /** What the client says it is. */
  type?: string | undefined
  /** Bytes the client says there are. */
  length?: number | undefined
  body: ReadableStream<Uint8Array>
}

/**
 * Takes a file in: first its bytes, durably, then the row that says whose they are. The same again answers with what is
 * stored. Asks for the thread before a byte is read, and again when the bytes have come.
 * @throws Refused `not_found`, `thread_closed`, `file_too_large`, `file_type_refused`, `file_infected`, `scanner_unreachable`,
 *   `share_full`, `storage_full`; `id_taken` when the id stands for other bytes or somebody else's; `bad_request` when the upload breaks off
 */
export async function receive(deps: Receiving, viewer: Viewer, upload: Upload) {
  const { store, limits, typesRefused, shares } = deps
  const { company } = viewer
  const { known, uploads } = await store.read(company, async (r) => ({
    known: await findPlace(r, deps.findThread, viewer, upload),
    ...(await choicesOf(r)),
  }))
  const most = Math.min(limits.file, uploads.largest ?? limits.file)
  if ((upload.length ?? 0) > most) throw new Refused('file_too_large')
  // Who does not say how much comes may be about to send as much as there may be.
  if (!known) await shares.check(viewer, upload.length ?? most)

  const bytes = arriving(upload.body, upload)
  try {
    const { head, all } = await lookInto(bytes, HEAD)
    const type = await sniff(head, upload.type)
    const content = uploads.places ? all : withoutPlace(type, all)
    if (known) return repeated(known, viewer, upload, await measure(content, most))
    const family = familyOf(type, upload.name)
    if (typesRefused.includes(type) || (family && uploads.refused.includes(family)))
      throw new Refused('file_type_refused', type)

    const measured = await keep(deps, viewer, upload, content, most)
    await scan(deps, viewer, upload, measured)
    const row = { type, ...measured, ...(await previewed(deps, viewer, upload.id, type, measured.size)) }
    const received = await store.write(company, (w) => takeIn(w, deps.findThread, viewer, upload, row))
    if (received.fresh) shares.took(company, measured.size)
    return received
  } finally {
    await bytes.return()
  }
}

/** What is stored under the id already; refused where nothing may be put. */
async function findPlace(
  r: Reading,
  findThread: FindThread,
  viewer: Viewer,
  { id, thread }: Pick<Upload, 'id' | 'thread'>,
) {
  const found = await findThread(r, viewer, thread)
  const known = await fileById(r, id)
  if (!found.view.write) throw new Refused('read_only')
  if (!known && found.thread.closedAt) throw new Refused('thread_closed')
  return known
}

function repeated(
  known: FileRow,
  viewer: Viewer,
  { thread }: Pick<Upload, 'thread'>,
  { hash }: Measured,
): Received {
  const same = known.author === viewer.person && known.thread === thread && known.hash === hash
  if (!same) throw new Refused('id_taken')
  return { file: showFile(known), fresh: false }
}

export interface Received {
  file: ShownFile
  /** Not there before. */
  fresh: boolean
}

/** Stores the bytes; those of an upload that got no further, or is on its way beside this one, count when they are the same. */
async function keep(
  { files }: Receiving,
  { company }: Viewer,
  { id }: Upload,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
) {
  const key = { company, file: id }
  try {
    return await files.put(key, bytes, most)
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error
    const there = await files.get(key)
    if (there && (await measure(there)).hash === error.offered.hash) return error.offered
    throw new Refused('id_taken')
  }
}

/** Nothing is left of what something was found in but that it was refused. What could not be looked at may be sent again. */
async function scan(
  { store, files, scanner }: Receiving,
  viewer: Viewer,
  { id, thread, name }: Upload,
  { hash }: Measured,
) {
  if (!scanner) return
  const key = { company: viewer.company, file: id }
  const bytes = await files.get(key)
  if (!bytes) throw new FileDamaged(key)
  const found = await scanner.look(bytes)
  if (found === undefined) return
  await files.remove(key)
  await store.write(viewer.company, async (w) => {
    const on = { record: viewer.record, thread, thing: id }
    audit(w, { act: 'file.refused', by: viewer, on, values: { name, hash, found } })
  })
  throw new Refused('file_infected', found)
}

async function previewed(
  { files }: Receiving,
  { company }: Viewer,
  file: string,
  type: string,
  size: number,
) {
  const picture = await lookAt(type, size, () => files.get({ company, file }))
  if (!picture) return { preview: false }
  const { preview, ...pixels } = picture
  if (preview) await keepPreview(files, company, file, preview)
  // A picture without a smaller one is its own preview.
  return { ...pixels, preview: true }
}

async function keepPreview(files: Files, company: string, file: string, preview: Uint8Array) {
  await files.put({ company, file, part: 'preview' }, chunks(preview), preview.length).catch((error) => {
    // Made of the same bytes by an upload before or beside this one.
    if (!(error instanceof KeyTaken)) throw error
  })
}

async function* chunks(...bytes: Uint8Array[]) {
  yield* bytes
}

/** Says whose the stored bytes are. */
export async function takeIn(
  w: Writing,
  findThread: FindThread,
  viewer: Viewer,
  upload: Pick<Upload, 'id' | 'thread' | 'name'>,
  found: Measured & { type: string; width?: number; height?: number; preview: boolean },
): Promise<Received> {
  const known = await findPlace(w, findThread, viewer, upload)
  if (known) return repeated(known, viewer, upload, found)
  const { company, db, t, now } = w
  const { id, thread, name } = upload
  const { person: author } = viewer
  const expiresAt = await dateFor(w, thread)
  const [row] = await db
    .insert(t.file)
    .values({ company, id, thread, name, nameKey: nameKey(name), author, at: now, expiresAt, ...found })
    .returning()
  const on = { record: viewer.record, thread, thing: id }
  const { hash, size, type } = found
  audit(w, { act: 'file.uploaded', by: viewer, on, data: { size, type }, values: { name }, proves: { hash } })
  return { file: showFile(row!), fresh: true }
}
