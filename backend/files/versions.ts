/**
 * Versions of a document: files that take each other's place, numbered as they come. Which one holds is worked out and
 * nowhere stored: the highest that was not taken back. So there is never more than one, and none is lost when it goes.
 */
import { randomUUID } from 'node:crypto'
import { and, eq, inArray, isNotNull, isNull, max, ne } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'
import type { AboutThread } from './erase.ts'
import type { FileRow } from './files.ts'

export type ThreadRow = Reading['t']['thread']['$inferSelect']

/** A version with the place of the message it was posted in. */
export interface Version {
  file: FileRow
  seq: number
}

/** Document -> the version that holds. */
export async function currentVersions(r: Reading, documents: string[]): Promise<Map<string, Version>> {
  const found = new Map<string, Version>()
  for (const one of await versionsOf(r, documents)) {
    const document = one.file.document!
    const before = found.get(document)
    if (!before || before.file.version! < one.file.version!) found.set(document, one)
  }
  return found
}

/** All that were not taken back, in no order. */
async function versionsOf({ company, db, t }: Reading, documents: string[]): Promise<Version[]> {
  if (documents.length === 0) return []
  return db
    .select({ file: t.file, seq: t.message.seq })
    .from(t.file)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.file.message)))
    .where(and(eq(t.file.company, company), inArray(t.file.document, documents), isNull(t.file.withdrawnAt)))
}

/** Whether everybody who sees the one thread sees the other too: a document has no versions but for the same readers. */
export function haveSameReaders(one: ThreadRow, other: ThreadRow): boolean {
  if (one.id === other.id) return true
  const open = one.kind !== 'private' && other.kind !== 'private'
  return open && one.record === other.record && one.audience === other.audience
}

/**
 * A sent file is the newest version of what the other is a version of, and no longer of anything else. The caller has
 * made sure that both have the same readers. Those who see an earlier one are told.
 */
export async function takeItsPlace(w: Writing, aboutThread: AboutThread, file: FileRow, earlier: FileRow) {
  if (file.document !== null && file.document === earlier.document) return file
  const left = file.document
  const document = earlier.document ?? randomUUID()
  if (!earlier.document) await number(w, earlier.id, document, 1)
  const version = (await highest(w, document)) + 1
  const placed = await number(w, file.id, document, version)
  if (left) await tellVersions(w, aboutThread, left)
  await tellVersions(w, aboutThread, document, file.message)
  return placed
}

/** It is a document of its own after all. */
export async function standAlone(w: Writing, aboutThread: AboutThread, file: FileRow): Promise<FileRow> {
  if (!file.document) return file
  const alone = await number(w, file.id, null, null)
  await tellVersions(w, aboutThread, file.document)
  return alone
}

/** What came with a message was taken back, or is gone for good: those who see other versions are told which holds now. */
export async function tellOtherVersions(w: Writing, aboutThread: AboutThread, message: string) {
  const { company, db, t } = w
  const rows = await db
    .select({ document: t.file.document })
    .from(t.file)
    .where(and(eq(t.file.company, company), eq(t.file.message, message), isNotNull(t.file.document)))
  for (const document of new Set(rows.map((row) => row.document!))) {
    await tellVersions(w, aboutThread, document, message)
  }
}

async function highest({ company, db, t }: Reading, document: string): Promise<number> {
  const [row] = await db
    .select({ version: max(t.file.version) })
    .from(t.file)
    .where(and(eq(t.file.company, company), eq(t.file.document, document)))
  return Number(row?.version ?? 0)
}

async function number(
  { company, db, t }: Writing,
  id: string,
  document: string | null,
  version: number | null,
) {
  const [row] = await db
    .update(t.file)
    .set({ document, version })
    .where(and(eq(t.file.company, company), eq(t.file.id, id)))
    .returning()
  return row!
}

async function tellVersions(
  w: Writing,
  aboutThread: AboutThread,
  document: string,
  but: string | null = null,
) {
  const { company, db, t } = w
  const here = and(eq(t.file.company, company), eq(t.file.document, document), isNull(t.file.withdrawnAt))
  const rows = await db
    .selectDistinct({ message: t.file.message, thread: t.thread })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.file.thread)))
    .where(and(here, isNotNull(t.file.message), but ? ne(t.file.message, but) : undefined))
  for (const { message, thread } of rows) {
    await w.emit('file.changed', { ...(await aboutThread(w, thread)), data: { thread: thread.id, message } })
  }
}
