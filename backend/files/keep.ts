/** Keeping a file: it is laid among its record's documents at the host, and stays there when our copy goes. */

import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Errand, entrust, type Outcome } from '../errands/errands.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import type { AboutThread } from './erase.ts'
import { type FileRow, type FindThread, findDocument } from './files.ts'
import { askBack } from './kept-back.ts'
import { noteKept } from './kept-note.ts'

export interface KeepDeps {
  findThread: FindThread
  aboutThread: AboutThread
  newId: () => string
}

/**
 * Asks for a file to be kept. Asked before, it changes nothing, unless the host has refused. Whoever may open it may: at the
 * host he is one of its readers.
 * @throws Refused `not_found`, also for one not sent yet; `documents_closed`; `file_expired`
 */
export async function keepFile(w: Writing, deps: KeepDeps, viewer: Viewer, id: string): Promise<FileRow> {
  const file = await findDocument(w, deps.findThread, viewer, id)
  if (!file.message) throw new Refused('not_found', 'the file is not sent yet')
  if (file.keptAt || file.permanentAt || (file.keepAskedAt && !file.keepRefusedAt)) return file
  if (file.erasedAt) throw new Refused('file_expired')

  const { company, db, t, now } = w
  const [asked] = await db
    .update(t.file)
    .set({ keepAskedAt: now, keepAskedBy: viewer.person, keepRefusedAt: null, keepRefusal: null })
    .where(and(eq(t.file.company, company), eq(t.file.id, id)))
    .returning()
  await entrust(w, {
    id: deps.newId(),
    deed: { do: 'keep', record: recordRef(viewer.record), file: id },
    // An application's storage opens to administrators only.
    as: null,
    lane: viewer.record,
  })
  await tellKept(w, deps, asked!)
  audit(w, { act: 'file.kept', by: viewer, on: { record: viewer.record, thread: file.thread, thing: id } })
  return asked!
}

/** Keeps how the host has answered, and has the record's history say so; to be called in the write that records it. */
export async function concludeKeep(w: Writing, deps: KeepDeps, errand: Errand, outcome: Outcome) {
  if (errand.deed.do !== 'keep') return
  const { company, db, t, now } = w
  const came =
    outcome.ending === 'done'
      ? { keptAt: now, keptAs: outcome.done.id, keptUrl: outcome.done.url }
      : // A host without a place for files leaves them to us, for good.
        outcome.reason === 'unsupported'
        ? { permanentAt: now }
        : { keepRefusedAt: now, keepRefusal: outcome.reason }
  const mine = and(eq(t.file.company, company), eq(t.file.id, errand.deed.file))
  const [before] = await db.select().from(t.file).where(mine)
  // It was given a class meanwhile, and stays with us; or it was erased: what has come to lie there goes.
  if (before?.permanentAt || before?.erasedAt) {
    if (outcome.ending === 'done' && outcome.done.id)
      await askBack(w, before.id, { id: outcome.done.id, url: outcome.done.url })
    return
  }
  const [file] = await db.update(t.file).set(came).where(mine).returning()
  const thread = file && (await tellKept(w, deps, file))
  if (thread && file.keptAt) await noteKept(w, file, thread, errand.lane)
}

async function tellKept(w: Writing, { aboutThread }: KeepDeps, { thread: id, message }: FileRow) {
  const { company, db, t } = w
  const [thread] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, id)))
  if (thread && message) {
    await w.emit('file.kept', { ...(await aboutThread(w, thread)), data: { thread: id, message } })
  }
  return thread
}
