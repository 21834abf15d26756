/**
 * A client over all his records: his documents that stay for good, kept at the host, or here where the host has no place; and
 * where he is talked about.
 */
import { and, count, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import type { FileRow } from '../files/files.ts'
import { recordKey, recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import { threadsSeen } from '../search/search.ts'
import type { ClientTalk, ShownDocument } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { whereNamed } from './named.ts'
import { filesWhere, showDocuments } from './panel.ts'

/** Records of a client that are looked into, and documents that are listed. */
const MOST = 200

export interface ClientDeps {
  store: Store
  /** Of these records, what those are called that his host shows this person now. */
  named(viewer: Viewer, records: string[]): Promise<Map<string, string>>
}

/**
 * Those of the client whose record this is, as far as this person sees the cards they were kept from. Sought by words of its
 * name, a file is found that nobody has kept as well: it is opened where it was sent.
 */
export async function documentsOfClient(
  deps: ClientDeps,
  viewer: Viewer,
  name?: string,
): Promise<ShownDocument[]> {
  const named = await recordsOfClient(deps, viewer)
  const found = await deps.store.read(viewer.company, async (r) => {
    const threads = await threadsSeen(r, viewer, [...named.keys()])
    const which = name === undefined ? isForGood(r) : whereNamed(r, name)
    return showDocuments(r, threads, await filesWhere(r, threads, [which], MOST))
  })
  return found.map((one) => {
    const title = named.get(recordKey(one.record))
    return { ...one, ...(title !== undefined && { title }) }
  })
}

/** One of them, to be downloaded. Refused as `not_found` when he does not see it there. */
export async function documentOfClient(deps: ClientDeps, viewer: Viewer, id: string): Promise<FileRow> {
  const named = await recordsOfClient(deps, viewer)
  return deps.store.read(viewer.company, async (r) => {
    const threads = await threadsSeen(r, viewer, [...named.keys()])
    const [one] = await filesWhere(r, threads, [eq(r.t.file.id, id), isForGood(r)])
    if (!one || viewer.invited) throw new Refused('not_found')
    if (!(await sight(r, viewer)).documents && one.file.author !== viewer.person)
      throw new Refused('documents_closed')
    return one.file
  })
}

/**
 * The other records of the client that are talked about, the last first: as many of their messages and files as this person
 * sees.
 */
export async function talkOfClient(deps: ClientDeps, viewer: Viewer): Promise<ClientTalk[]> {
  if (viewer.invited) return []
  const named = await recordsOfClient(deps, viewer)
  named.delete(viewer.record)
  return deps.store.read(viewer.company, async (r) => {
    const threads = (await threadsSeen(r, viewer, [...named.keys()])).filter(({ kind }) => kind !== 'private')
    const said = await saidIn(
      r,
      threads.map(({ id }) => id),
    )
    const found = [...Map.groupBy(threads, ({ record }) => record)].flatMap(([record, its]): ClientTalk[] => {
      const rows = its.flatMap(({ id }) => said.get(id) ?? [])
      const at = rows.reduce((last, row) => (row.at > last ? row.at : last), new Date(0))
      if (rows.length === 0) return []
      const [messages, files] = [sum(rows.map((row) => row.messages)), sum(rows.map((row) => row.files))]
      const title = named.get(record)
      return [{ record: recordRef(record), ...(title && { title }), messages, files, at: at.toISOString() }]
    })
    return found.sort((a, b) => (a.at < b.at ? 1 : -1))
  })
}

/** Of each thread where something was said: how many messages and files there are, and when the last was sent. */
async function saidIn({ company, db, t: { thread, message, file } }: Reading, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const last = and(
    ...[eq(message.company, company), eq(message.thread, thread.id), eq(message.seq, thread.lastSeq)],
  )
  const rows = await db
    .select({ id: thread.id, messages: thread.lastSeq, at: message.at })
    .from(thread)
    .innerJoin(message, last)
    .where(and(eq(thread.company, company), inArray(thread.id, ids)))
  const sent = and(isNotNull(file.message), isNull(file.withdrawnAt), isNull(file.erasedAt))
  const counted = await db
    .select({ id: file.thread, files: count() })
    .from(file)
    .where(and(eq(file.company, company), inArray(file.thread, ids), sent))
    .groupBy(file.thread)
  const files = new Map(counted.map((row) => [row.id, Number(row.files)]))
  return new Map(rows.map(({ id, ...row }) => [id, { ...row, files: files.get(id) ?? 0 }]))
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

const isForGood = ({ t }: Reading) => or(isNotNull(t.file.keptAt), isNotNull(t.file.permanentAt))

async function recordsOfClient({ store, named }: ClientDeps, viewer: Viewer): Promise<Map<string, string>> {
  const records = await store.read(viewer.company, async ({ company, db, t }) => {
    const [mine] = await db
      .select({ client: t.card.client })
      .from(t.card)
      .where(and(eq(t.card.company, company), eq(t.card.record, viewer.record)))
    if (!mine?.client) return []
    const rows = await db
      .select({ record: t.card.record })
      .from(t.card)
      .where(and(eq(t.card.company, company), eq(t.card.client, mine.client)))
      .limit(MOST)
    return rows.map(({ record }) => record)
  })
  return records.length > 0 ? named(viewer, records) : new Map()
}
