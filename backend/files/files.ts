/** Attachments as conversations know them: whose they are, which message they came with, what is shown of them. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import type { ShownFile } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'

export type FileRow = Reading['t']['file']['$inferSelect']

/** The door to threads: refused as `not_found` when the viewer may not see it. */
export type FindThread = (
  r: Reading,
  viewer: Viewer,
  id: string,
) => Promise<{
  thread: { closedAt: Date | null }
  sight: { documents: boolean }
  view: { fromSeq: number; write: boolean }
}>

/** Files of one message. */
const MOST = 10

/**
 * The door to files: one that is not sent yet is its author's only, then whoever sees the thread sees the file.
 * A file that is gone is found as well, with `erasedAt`: that there was one is no secret to those who saw it.
 */
export async function findFile(
  r: Reading,
  findThread: FindThread,
  viewer: Viewer,
  id: string,
): Promise<FileRow> {
  return (await look(r, findThread, viewer, id)).file
}

async function look(r: Reading, findThread: FindThread, viewer: Viewer, id: string) {
  const file = await fileById(r, id)
  if (!file || file.withdrawnAt || (!file.message && file.author !== viewer.person))
    throw new Refused('not_found')
  const { view, sight } = await findThread(r, viewer, file.thread)
  if (file.message && view.fromSeq > 1 && (await seqOf(r, file.message)) < view.fromSeq)
    throw new Refused('not_found')
  return { file, sight }
}

/** The same to open it: refused as `documents_closed` to those who may only see that it is there. */
export async function findDocument(
  r: Reading,
  findThread: FindThread,
  viewer: Viewer,
  id: string,
): Promise<FileRow> {
  const { file, sight } = await look(r, findThread, viewer, id)
  if (!sight.documents && file.author !== viewer.person) throw new Refused('documents_closed')
  return file
}

async function seqOf({ company, db, t }: Reading, message: string): Promise<number> {
  const [row] = await db
    .select({ seq: t.message.seq })
    .from(t.message)
    .where(and(eq(t.message.company, company), eq(t.message.id, message)))
  return row?.seq ?? 0
}

export async function fileById(r: Reading, id: string): Promise<FileRow | undefined> {
  const [file] = await selectFile(r).execute({ company: r.company, id })
  return file
}

const selectFile = prepared('file_by_id', (db, t) =>
  db
    .select()
    .from(t.file)
    .where(and(eq(t.file.company, sql.placeholder('company')), eq(t.file.id, sql.placeholder('id')))),
)

/**
 * Sends uploaded files along with a message, in this order. To be called within the write that sends the message, by one
 * who has found the thread.
 * @throws Refused `not_found` when the sender has not uploaded it to this thread; `file_expired`; `too_many_files`;
 *   `bad_request` when it is named twice or was sent already
 */
export async function attach(w: Writing, viewer: Viewer, thread: string, message: string, ids: string[]) {
  if (ids.length === 0) return
  if (ids.length > MOST) throw new Refused('too_many_files')
  if (new Set(ids).size < ids.length) throw new Refused('bad_request', 'a file is named twice')

  const { company, db, t } = w
  const these = and(eq(t.file.company, company), inArray(t.file.id, ids))
  const found = new Map((await db.select().from(t.file).where(these)).map((file) => [file.id, file]))
  for (const id of ids) checkSendable(found.get(id), viewer, thread)
  for (const [place, id] of ids.entries()) {
    await db
      .update(t.file)
      .set({ message, place })
      .where(and(eq(t.file.company, company), eq(t.file.id, id)))
  }
}

function checkSendable(file: FileRow | undefined, viewer: Viewer, thread: string) {
  if (file?.thread !== thread || file.author !== viewer.person) throw new Refused('not_found', 'no such file')
  if (file.message) throw new Refused('bad_request', 'the file was sent already')
  if (file.erasedAt) throw new Refused('file_expired')
}

/** The files of these messages, each message's in their order; messages without any are left out. */
export async function filesOf(
  { company, db, t }: Reading,
  messages: string[],
): Promise<Map<string, ShownFile[]>> {
  if (messages.length === 0) return new Map()
  const rows = await db
    .select()
    .from(t.file)
    .where(and(eq(t.file.company, company), inArray(t.file.message, messages), isNull(t.file.withdrawnAt)))
    .orderBy(asc(t.file.place))
  const found = Map.groupBy(rows, (row) => row.message!)
  return new Map([...found].map(([message, files]) => [message, files.map(showFile)]))
}

export function showFile(row: FileRow): ShownFile {
  const { id, name, type, size, hash, width, height, preview, author, at, expiresAt, erasedAt } = row
  const { keepAskedAt, keepAskedBy, keptAt, keptUrl } = row
  return {
    id,
    name,
    type,
    size,
    hash,
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    preview,
    author,
    at: at.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(erasedAt && { erasedAt: erasedAt.toISOString() }),
    ...(keptAt && { kept: { at: keptAt.toISOString(), by: keepAskedBy ?? author, url: keptUrl } }),
    ...(!keptAt && keepAskedAt && { keeping: keepingIn(row, keepAskedAt) }),
  }
}

function keepingIn({ keepAskedBy, author, keepRefusal }: FileRow, at: Date) {
  return { at: at.toISOString(), by: keepAskedBy ?? author, ...(keepRefusal && { refused: keepRefusal }) }
}
