/** Attachments as conversations know them: whose they are, which message they came with, what is shown of them. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type Admission, admits } from '../access/file-classes.ts'
import { Refused } from '../refused.ts'
import type { Replaced, ShownFile, Standing } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import { currentVersions, type ThreadRow, type Version } from './versions.ts'

export type FileRow = Reading['t']['file']['$inferSelect']

/** The door to threads: refused as `not_found` when the viewer may not see it. */
export type FindThread = (
  r: Reading,
  viewer: Viewer,
  id: string,
) => Promise<{
  thread: ThreadRow
  sight: { documents: boolean; standing: Standing }
  view: { fromSeq: number; write: boolean; classes: Admission }
}>

/** Files of one message. */
const MOST = 10

/**
 * The door to files: one that is not sent yet is its author's only, then whoever sees the thread sees the file, unless it
 * is of a class that he is not shown.
 * A file that is gone is found as well, with `erasedAt`: that there was one is no secret to those who saw it.
 */
export async function findFile(
  r: Reading,
  findThread: FindThread,
  viewer: Viewer,
  id: string,
): Promise<FileRow> {
  return (await seeFile(r, findThread, viewer, id)).file
}

/** The same with the thread it is of, and how that is seen. */
export async function seeFile(r: Reading, findThread: FindThread, viewer: Viewer, id: string) {
  const file = await fileById(r, id)
  if (!file || file.withdrawnAt || (!file.message && file.author !== viewer.person))
    throw new Refused('not_found')
  const { thread, view, sight } = await findThread(r, viewer, file.thread)
  if (file.message && !admits(view.classes, file.class)) throw new Refused('not_found')
  if (file.message && view.fromSeq > 1 && (await seqOf(r, file.message)) < view.fromSeq)
    throw new Refused('not_found')
  return { file, thread, sight, view }
}

/** The same to open it: refused as `documents_closed` to those who may only see that it is there. */
export async function findDocument(
  r: Reading,
  findThread: FindThread,
  viewer: Viewer,
  id: string,
): Promise<FileRow> {
  const { file, sight } = await seeFile(r, findThread, viewer, id)
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
 *   `class_refused` where a client reads; `bad_request` when it is named twice or was sent already
 */
export async function attach(
  w: Writing,
  viewer: Viewer,
  { id: thread, audience }: Pick<ThreadRow, 'id' | 'audience'>,
  message: string,
  ids: string[],
): Promise<FileRow[]> {
  if (ids.length === 0) return []
  if (ids.length > MOST) throw new Refused('too_many_files')
  if (new Set(ids).size < ids.length) throw new Refused('bad_request', 'a file is named twice')

  const { company, db, t } = w
  const these = and(eq(t.file.company, company), inArray(t.file.id, ids))
  const found = new Map((await db.select().from(t.file).where(these)).map((file) => [file.id, file]))
  for (const id of ids) checkSendable(found.get(id), viewer, thread)
  if (audience === 'client' && [...found.values()].some((file) => file.class))
    throw new Refused('class_refused', 'a client is sent no file of a class, whoever sends it')
  const sent: FileRow[] = []
  for (const [place, id] of ids.entries()) {
    const [row] = await db
      .update(t.file)
      .set({ message, place })
      .where(and(eq(t.file.company, company), eq(t.file.id, id)))
      .returning()
    sent.push(row!)
  }
  return sent
}

function checkSendable(file: FileRow | undefined, viewer: Viewer, thread: string) {
  if (file?.thread !== thread || file.author !== viewer.person) throw new Refused('not_found', 'no such file')
  if (file.message) throw new Refused('bad_request', 'the file was sent already')
  if (file.erasedAt) throw new Refused('file_expired')
}

/** The files of these messages, each message's in their order; messages without any are left out. */
export async function filesOf(r: Reading, messages: string[]): Promise<Map<string, ShownFile[]>> {
  if (messages.length === 0) return new Map()
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.file)
    .where(and(eq(t.file.company, company), inArray(t.file.message, messages), isNull(t.file.withdrawnAt)))
    .orderBy(asc(t.file.place))
  const shown = await showFiles(r, rows)
  const found = Map.groupBy(rows, (row) => row.message!)
  return new Map([...found].map(([message, files]) => [message, files.map((row) => shown.get(row)!)]))
}

/** These files as they are shown, in their order; asks for other versions only where there are some. */
export async function showFiles(r: Reading, rows: FileRow[]): Promise<Map<FileRow, ShownFile>> {
  const current = await currentVersions(r, [...new Set(rows.flatMap(({ document }) => document ?? []))])
  return new Map(
    rows.map((row) => [row, showFile(row, row.document ? current.get(row.document) : undefined)]),
  )
}

/** @param current the version of its document that holds, where there are several. */
export function showFile(row: FileRow, current?: Version): ShownFile {
  const { id, name, type, size, hash, width, height, preview, author, at, expiresAt, erasedAt } = row
  const { keepAskedAt, keepAskedBy, keptAt, keptUrl, kind, dated, version, permanentAt } = row
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
    ...(expiresAt && !permanentAt && { expiresAt: expiresAt.toISOString() }),
    ...(kind && { kind }),
    ...(row.class && { class: row.class }),
    ...(dated && { dated }),
    ...(version !== null && { version }),
    ...(current && current.file.id !== id && { replaced: replacedBy(current) }),
    ...(permanentAt && { permanent: { at: permanentAt.toISOString(), by: keepAskedBy ?? author } }),
    ...(erasedAt && { erasedAt: erasedAt.toISOString() }),
    ...(keptAt && { kept: { at: keptAt.toISOString(), by: keepAskedBy ?? author, url: keptUrl } }),
    ...(!keptAt && !permanentAt && keepAskedAt && { keeping: keepingIn(row, keepAskedAt) }),
  }
}

function replacedBy({ file, seq }: Version): Replaced {
  const { id, version, thread, message, at, author } = file
  return {
    file: id,
    ...(version !== null && { version }),
    ...(file.class && { class: file.class }),
    thread,
    message: message!,
    seq,
    at: at.toISOString(),
    by: author,
  }
}

function keepingIn({ keepAskedBy, author, keepRefusal }: FileRow, at: Date) {
  return { at: at.toISOString(), by: keepAskedBy ?? author, ...(keepRefusal && { refused: keepRefusal }) }
}
