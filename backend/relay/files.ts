/** Files that came with texts kept at the host: it keeps them too, and our bytes go as soon as it has them. */
import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Errand, entrust, type Outcome } from '../errands/errands.ts'
import { type AboutThread, eraseFiles, removeBytes } from '../files/erase.ts'
import type { Files } from '../files/port.ts'
import { recordRef } from '../records.ts'
import type { Writing } from '../store/store.ts'
import { isRelaying } from './mode.ts'

/** Asks for the files of these messages to be kept, but those of private discussions, which all who see the record would read. */
export async function keepFilesOf(w: Writing, messages: string[]) {
  if (messages.length === 0) return
  const { company, db, t, now } = w
  const { file, thread } = t
  const here = and(isNull(file.erasedAt), isNull(file.withdrawnAt), isNull(file.permanentAt))
  const rows = await db
    .select({ id: file.id, author: file.author, thread: thread.id, record: thread.record })
    .from(file)
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, file.thread)))
    .where(
      and(
        ...[eq(file.company, company), inArray(file.message, messages), ne(thread.kind, 'private')],
        ...[here, isNull(file.keepAskedAt)],
      ),
    )
  for (const { id, author, thread: of, record } of rows) {
    await db
      .update(file)
      .set({ keepAskedAt: now, keepAskedBy: author })
      .where(and(eq(file.company, company), eq(file.id, id)))
    const deed = { do: 'keep' as const, record: recordRef(record), file: id }
    await entrust(w, { id: `relay file ${id}`, deed, as: null, lane: record })
    audit(w, { act: 'file.kept', by: 'clock', on: { record, thread: of, thing: id } })
  }
}

export interface FileDeps {
  files: Files
  aboutThread: AboutThread
  failed(error: unknown): void
}

/** To be called in the write that records that the host keeps a file, after the file says so. */
export async function letKeptGo(w: Writing, deps: FileDeps, { deed }: Errand, outcome: Outcome) {
  if (deed.do !== 'keep' || outcome.ending !== 'done' || !(await isRelaying(w))) return
  await eraseKept(w, deps, [deed.file])
}

/** Our bytes of those among these files that the host keeps go, but what is on hold. */
export async function eraseKept(w: Writing, { files, aboutThread, failed }: FileDeps, ids: string[]) {
  if (ids.length === 0) return
  const { company, db, t } = w
  const rows = await db
    .select({ id: t.file.id, keptAt: t.file.keptAt })
    .from(t.file)
    .where(and(eq(t.file.company, company), inArray(t.file.id, ids)))
  const kept = rows.flatMap(({ id, keptAt }) => (keptAt ? [id] : []))
  const { erased } = await eraseFiles(w, kept, aboutThread)
  const gone = erased.map(({ id }) => id)
  // What that misses the sweep finds: bytes no file speaks for.
  if (gone.length > 0) w.onceStored(() => void removeBytes(files, company, gone).catch(failed))
}
