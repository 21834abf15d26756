/** Files of a card over all its threads, as far as somebody sees them; the newest first. */
import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, notInArray, or, type SQL } from 'drizzle-orm'
import { whereAdmitted } from '../access/file-classes.ts'
import { veiledFile } from '../access/veil.ts'
import { type FileRow, showFiles } from '../files/files.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import { isOneOf, type SeenThread, threadsSeen } from '../search/search.ts'
import type { DocumentPage, ShownDocument } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { whereNamed } from './named.ts'

/** Files of a page. */
const PAGE = 30

export interface Sought {
  /** Words of its name. */
  name?: string | undefined
  kind?: string | undefined
  thread?: string | undefined
  author?: string | undefined
  /** Without those that others have taken the place of. */
  current?: boolean | undefined
  before?: string | undefined
}

export async function documentsIn(r: Reading, viewer: Viewer, sought: Sought): Promise<DocumentPage> {
  const threads = await threadsSeen(r, viewer, [viewer.record])
  const { file } = r.t
  const { name, kind, thread, author, current, before } = sought
  const here = thread === undefined ? threads : threads.filter(({ id }) => id === thread)
  const stale = current ? await replacedIn(r, threads) : []
  const found = await filesWhere(r, here, [
    name === undefined ? undefined : whereNamed(r, name),
    kind === undefined ? undefined : eq(file.kind, kind),
    author === undefined ? undefined : eq(file.author, author),
    stale.length > 0 ? notInArray(file.id, stale) : undefined,
    before === undefined ? undefined : olderThan(r, before),
  ])
  const page = found.slice(0, PAGE)
  const last = page.at(-1)?.file
  return {
    documents: await showDocuments(r, threads, page),
    ...(found.length > PAGE && last && { next: `${last.at.getTime()}.${last.id}` }),
  }
}

/** Those of these files that somebody sees. */
export async function documentsById(
  r: Reading,
  viewer: Viewer,
  ids: string[],
): Promise<Map<string, ShownDocument>> {
  if (ids.length === 0) return new Map()
  const threads = await threadsSeen(r, viewer, [viewer.record])
  const found = await filesWhere(r, threads, [inArray(r.t.file.id, ids)])
  return new Map((await showDocuments(r, threads, found)).map((one) => [one.file.id, one]))
}

/** The versions of a document that somebody sees, the newest first. Refused as `not_found` when he does not see this one. */
export async function versionsIn(r: Reading, viewer: Viewer, id: string): Promise<ShownDocument[]> {
  const threads = await threadsSeen(r, viewer, [viewer.record])
  const [one] = await filesWhere(r, threads, [eq(r.t.file.id, id)])
  if (!one) throw new Refused('not_found')
  const { document } = one.file
  const found = document ? await filesWhere(r, threads, [eq(r.t.file.document, document)], ALL) : [one]
  found.sort((a, b) => (b.file.version ?? 0) - (a.file.version ?? 0))
  return showDocuments(r, threads, found)
}

/** Versions of one document that are listed. */
const ALL = 500

export interface Posted {
  file: FileRow
  seq: number
}

/** Sent files of these threads, as far as they are seen there: not from before his time, nor of a class closed to him. */
export async function filesWhere(
  r: Reading,
  threads: SeenThread[],
  which: (SQL | undefined)[],
  limit = PAGE + 1,
): Promise<Posted[]> {
  const { company, db, t } = r
  if (threads.length === 0) return []
  // Who sees a record sees all his threads of it alike; who is invited, each in its own way.
  const alike = Map.groupBy(threads, ({ seeing }) => JSON.stringify([seeing.fromSeq, seeing.classes]))
  const seen = [...alike.values()].map((same) => {
    const { fromSeq, classes } = same[0]!.seeing
    return and(
      isOneOf(
        r,
        t.file.thread,
        same.map(({ id }) => id),
      ),
      fromSeq > 1 ? gte(t.message.seq, fromSeq) : undefined,
      whereAdmitted(t.file.class, classes),
    )
  })
  return db
    .select({ file: t.file, seq: t.message.seq })
    .from(t.file)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.file.message)))
    .where(and(eq(t.file.company, company), isNull(t.file.withdrawnAt), or(...seen), ...which))
    .orderBy(desc(t.file.at), desc(t.file.id))
    .limit(limit)
}

export async function showDocuments(
  r: Reading,
  threads: SeenThread[],
  posted: Posted[],
): Promise<ShownDocument[]> {
  const within = new Map(threads.map((thread) => [thread.id, thread]))
  const files = await showFiles(
    r,
    posted.map(({ file }) => file),
  )
  return posted.flatMap(({ file: row, seq }) => {
    const thread = within.get(row.thread)
    const file = thread && veiledFile(files.get(row)!, row.thread, thread.seeing)
    if (!file) return []
    return [{ file, record: recordRef(thread.record), thread: row.thread, message: row.message!, seq }]
  })
}

/** Ids of the files whose place another has taken that he sees: one he does not see has taken nothing from him. */
async function replacedIn(r: Reading, threads: SeenThread[]): Promise<string[]> {
  const versions = await filesWhere(r, threads, [isNotNull(r.t.file.document)], VERSIONS_MOST)
  const highest = new Map<string, number>()
  for (const { file } of versions)
    highest.set(file.document!, Math.max(highest.get(file.document!) ?? 0, file.version!))
  return versions
    .filter(({ file }) => file.version! < highest.get(file.document!)!)
    .map(({ file }) => file.id)
}

/** Versions of a card that are compared; beyond that the oldest count as they were. */
const VERSIONS_MOST = 2000

function olderThan({ t }: Reading, cursor: string): SQL | undefined {
  const [, at = '', id = ''] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? []
  if (!id) throw new Refused('bad_request', 'no such place')
  const time = new Date(Number(at))
  return or(lt(t.file.at, time), and(eq(t.file.at, time), lt(t.file.id, id)))
}
