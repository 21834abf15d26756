/** How files go: first the row says so, then the bytes are removed, and a sweep finds whatever that missed. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { holdsNow } from '../holds/held.ts'
import type { ThreadKind } from '../shown.ts'
import type { About, Reading, Store, Writing } from '../store/store.ts'
import type { Files, Key } from './port.ts'

/** Objects looked at together. */
const SLICE = 200
/** Milliseconds an upload may be under way before its bytes count as left behind. */
const ABANDONED = 24 * 60 * 60 * 1000

/** Whom an event of this thread concerns. */
export type AboutThread = (
  r: Reading,
  thread: { id: string; record: string; kind: ThreadKind },
) => Promise<Pick<About, 'record' | 'thread' | 'people'>>

/** What became of files that were to be erased. */
export interface ErasedFiles {
  /** Their bytes are yet to be removed. */
  erased: { id: string; size: number; hash: string }[]
  /** On hold: nothing has been done to them. */
  held: string[]
}

/**
 * Erases files, but those on hold, and says so where they were to be seen. The one way by which bytes go that somebody has
 * uploaded; to be followed by `removeBytes` after the commit.
 */
export async function eraseFiles(w: Writing, ids: string[], aboutThread: AboutThread): Promise<ErasedFiles> {
  const { company, db, t, now } = w
  if (ids.length === 0) return { erased: [], held: [] }
  const found = await db
    .select({ file: t.file, thread: t.thread, client: t.card.client })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.file.thread)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(and(eq(t.file.company, company), inArray(t.file.id, ids), isNull(t.file.erasedAt)))
  const holds = await holdsNow(w)
  const isHeld = ({ file: { author, at }, thread: { id, record }, client }: (typeof found)[number]) =>
    holds.of({ record, client, thread: id, person: author, at }).length > 0
  const [held, going] = [found.filter(isHeld), found.filter((one) => !isHeld(one))]
  if (going.length > 0) {
    const gone = inArray(
      t.file.id,
      going.map(({ file }) => file.id),
    )
    await db
      .update(t.file)
      .set({ erasedAt: now })
      .where(and(eq(t.file.company, company), gone))
  }
  const told = new Map(
    going.flatMap(({ file: { message, withdrawnAt }, thread }) =>
      message && !withdrawnAt ? [[message, thread] as const] : [],
    ),
  )
  for (const [message, thread] of told) {
    await w.emit('file.erased', { ...(await aboutThread(w, thread)), data: { thread: thread.id, message } })
  }
  return {
    erased: going.map(({ file: { id, size, hash } }) => ({ id, size, hash })),
    held: held.map(({ file }) => file.id),
  }
}

/**
 * Takes back what came with a message that is being deleted: nobody in the chat has it any more. The bytes stay the
 * company's until their time is over, like the message's text.
 */
export async function withdrawFilesOf({ company, db, t, now }: Writing, message: string) {
  await db
    .update(t.file)
    .set({ withdrawnAt: now })
    .where(and(eq(t.file.company, company), eq(t.file.message, message)))
}

/** Removes the bytes of erased files and of their previews; to be called after the write that erased them. */
export async function removeBytes(files: Files, company: string, ids: string[]) {
  const keys = ids.flatMap((file): Key[] => [
    { company, file },
    { company, file, part: 'preview' },
  ])
  const removed = await Promise.allSettled(keys.map((key) => files.remove(key)))
  const errors = removed.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (errors.length > 0) throw new AggregateError(errors, 'bytes of erased files are still there')
}

/** Removes a company's bytes that no row speaks for: those of erased files, and uploads that never came to a row. */
export async function sweep(store: Store, files: Files, company: string, now: Date) {
  const abandoned = new Date(now.getTime() - ABANDONED)
  await files.dropUnfinished(company, abandoned)
  for await (const found of slices(files.list(company))) {
    const ids = [...new Set(found.map(({ key }) => key.file))]
    const rows = await store.read(company, ({ db, t }) =>
      db
        .select({ id: t.file.id, erasedAt: t.file.erasedAt })
        .from(t.file)
        .where(and(eq(t.file.company, company), inArray(t.file.id, ids))),
    )
    const onTheirWay = await store.read(company, ({ db, t: { partingDossier: row } }) =>
      db
        .select({ id: row.kept })
        .from(row)
        .where(and(eq(row.company, company), inArray(row.kept, ids))),
    )
    const erased = new Map(rows.map((row) => [row.id, row.erasedAt !== null]))
    for (const { id } of onTheirWay) erased.set(id!, false)
    for (const { key, at } of found) {
      if (erased.get(key.file) ?? at < abandoned) await files.remove(key)
    }
  }
}

async function* slices<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let slice: T[] = []
  for await (const item of items) {
    slice.push(item)
    if (slice.length === SLICE) {
      yield slice
      slice = []
    }
  }
  if (slice.length > 0) yield slice
}
