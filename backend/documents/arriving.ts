/** Files as they are sent: each takes its place among the versions of its document, and among what the record needs. */
import { and, desc, eq, gte, inArray, isNotNull, isNull, like, ne, not } from 'drizzle-orm'
import { whereAdmitted } from '../access/file-classes.ts'
import type { View } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import type { AboutThread } from '../files/erase.ts'
import { attach, type FileRow, fileById } from '../files/files.ts'
import { haveSameReaders, type ThreadRow, takeItsPlace } from '../files/versions.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { receiveNeeded } from './kit-steps.ts'

/** Where files are sent, by one who has found it. */
export interface Place {
  thread: ThreadRow
  view: View
}

/**
 * Sends uploaded files along with a message; see `attach` for what is refused. A file of the name of one sent earlier in the
 * card, in a thread of the same kind, is its next version, unless its author has said otherwise. Pictures are not: what is
 * pasted or photographed is called the same over and over. Answers with the questions that asked for what has come.
 */
export async function sendFiles(
  w: Writing,
  aboutThread: AboutThread,
  viewer: Viewer,
  place: Place,
  message: string,
  ids: string[],
): Promise<string[]> {
  const { thread } = place
  const taken = new Set<string>()
  const asked: string[] = []
  for (const sent of await attach(w, viewer, thread, message, ids)) {
    const earlier = await earlierVersion(w, place, sent)
    const fresh = earlier && !taken.has(earlier.document ?? earlier.id)
    if (fresh) taken.add(earlier.document ?? earlier.id)
    const file = fresh ? await replace(w, aboutThread, viewer, sent, earlier) : sent
    if (fresh) taken.add(file.document!)
    // What it takes the place of may have been given a class after it was sent.
    if (thread.audience === 'client' && file.class) throw new Refused('class_refused')
    asked.push(...(await receiveNeeded(w, viewer, thread, file)))
  }
  return asked
}

/** A sent file takes the place of an earlier one; what that was said to be holds for it, where nothing else is said. */
export async function replace(
  w: Writing,
  aboutThread: AboutThread,
  viewer: Viewer,
  file: FileRow,
  earlier: FileRow,
): Promise<FileRow> {
  const { company, db, t } = w
  const placed = await takeItsPlace(w, aboutThread, file, earlier)
  const inherited = { kind: placed.kind ?? earlier.kind, class: placed.class ?? earlier.class }
  const [row] = await db
    .update(t.file)
    .set(inherited)
    .where(and(eq(t.file.company, company), eq(t.file.id, file.id)))
    .returning()
  audit(w, {
    act: 'document.replaced',
    by: viewer,
    on: { record: viewer.record, thread: file.thread, thing: earlier.id },
    data: { by: file.id, version: placed.version },
  })
  return row!
}

/** What a file just sent takes the place of; undefined when of nothing. */
async function earlierVersion(w: Writing, place: Place, sent: FileRow): Promise<FileRow | undefined> {
  const { company, db, t } = w
  const { thread, view } = place
  if (sent.replaces) {
    const named = await fileById(w, sent.replaces)
    // Taken back meanwhile, it has no place to be taken.
    return named?.message && !named.withdrawnAt ? named : undefined
  }
  if (sent.type.startsWith('image/')) return undefined
  const threads = await db
    .select()
    .from(t.thread)
    .where(
      and(eq(t.thread.company, company), eq(t.thread.record, thread.record), eq(t.thread.kind, thread.kind)),
    )
  // Of threads that he does not see he must not learn by a name.
  const near = threads.filter((one) => haveSameReaders(one, thread) && (!view.part || one.id === thread.id))
  const [earlier] = await db
    .select({ file: t.file })
    .from(t.file)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.file.message)))
    .where(
      and(
        eq(t.file.company, company),
        eq(t.file.nameKey, sent.nameKey),
        inArray(
          t.file.thread,
          near.map(({ id }) => id),
        ),
        gte(t.message.seq, view.fromSeq),
        ne(t.file.message, sent.message!),
        isNotNull(t.file.message),
        isNull(t.file.withdrawnAt),
        not(like(t.file.type, 'image/%')),
        whereAdmitted(t.file.class, view.classes),
      ),
    )
    .orderBy(desc(t.message.at), desc(t.file.id))
    .limit(1)
  return earlier?.file
}
