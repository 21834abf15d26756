/** How files go: first the row says so, then the bytes are removed, and a sweep finds whatever that missed. */
import { and, asc, eq, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { About, Reading, Store, Writing } from '../store/store.ts'
import type { Files, Key } from './port.ts'

/** Files erased in one write at most. */
export const SLICE = 200
/** Milliseconds an upload may be under way before its bytes count as left behind. */
const ABANDONED = 24 * 60 * 60 * 1000

/** Whom an event of this thread concerns. */
export type AboutThread = (
  r: Reading,
  thread: { id: string; record: string; kind: string },
) => Promise<Pick<About, 'record' | 'thread' | 'people'>>

/**
 * Erases files whose time is over, the oldest first, and says so where they were to be seen. Answers with their ids: the
 * bytes are yet to be removed.
 */
export async function expireFiles(w: Writing, aboutThread: AboutThread, limit = SLICE): Promise<string[]> {
  const { company, db, t, now } = w
  const due = await db
    .select({ id: t.file.id, message: t.file.message, withdrawnAt: t.file.withdrawnAt, thread: t.thread })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, t.file.company), eq(t.thread.id, t.file.thread)))
    .where(
      and(
        eq(t.file.company, company),
        isNull(t.file.erasedAt),
        lte(t.file.expiresAt, now),
        // What is on its way to the host does not go before it is there.
        or(isNull(t.file.keepAskedAt), isNotNull(t.file.keptAt), isNotNull(t.file.keepRefusedAt)),
      ),
    )
    .orderBy(asc(t.file.expiresAt))
    .limit(Math.min(limit, SLICE))
  if (due.length === 0) return []

  const ids = due.map((file) => file.id)
  await db
    .update(t.file)
    .set({ erasedAt: now })
    .where(and(eq(t.file.company, company), inArray(t.file.id, ids)))
  const messages = new Map(
    due.flatMap(({ message, withdrawnAt, thread }) =>
      message && !withdrawnAt ? [[message, thread] as const] : [],
    ),
  )
  for (const [message, thread] of messages) {
    await w.emit('file.erased', { ...(await aboutThread(w, thread)), data: { thread: thread.id, message } })
  }
  return ids
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
    const erased = new Map(rows.map((row) => [row.id, row.erasedAt !== null]))
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
