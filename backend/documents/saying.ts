/** What people say of a file: what it is, of which class, of which day, and what it takes the place of. */
import { and, eq } from 'drizzle-orm'
import { admits } from '../access/file-classes.ts'
import { isClosedToSome } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import { placeOf } from '../awaited/talk.ts'
import type { AboutThread } from '../files/erase.ts'
import { type FileRow, type FindThread, seeFile, showFiles } from '../files/files.ts'
import { takeKeptBack } from '../files/kept-back.ts'
import { haveSameReaders, standAlone } from '../files/versions.ts'
import { askedHasCome } from '../questions/met.ts'
import { Refused } from '../refused.ts'
import type { FileClass, Filing, ShownFile, Standing } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { replace } from './arriving.ts'
import { filingOf } from './filing.ts'
import { receiveNeeded } from './kit-steps.ts'

export interface SayingDeps {
  findThread: FindThread
  aboutThread: AboutThread
}

/** What is left out stays as it is. */
export interface Said {
  kind?: string | null | undefined
  class?: FileClass | null | undefined
  /** `2026-11-20` */
  dated?: string | null | undefined
  /** The file whose place it takes; null when it is a document of its own. */
  replaces?: string | null | undefined
}

/** Who may take a class off a file that others have sent. */
const MAY_OPEN: Standing[] = ['administrator', 'head', 'compliance']

/**
 * Says it of a file: its author before it is sent, then whoever may write where it is. The same again changes nothing.
 * @throws Refused `not_found`, `read_only`; `bad_request` for a kind or class there is not; `not_allowed` when he is not
 *   shown that class, or takes off another's; `other_readers` when not everybody who sees the one file sees the other;
 *   `kept_only_there` when it is given a class closed to some, and only the host has its bytes
 */
export async function sayOfFile(
  w: Writing,
  deps: SayingDeps,
  viewer: Viewer,
  id: string,
  said: Said,
): Promise<ShownFile> {
  const found = await seeFile(w, deps.findThread, viewer, id)
  if (!found.view.write) throw new Refused('read_only')
  const { file, thread, view, sight } = found
  const to = meant(await filingOf(w), file, said)
  if (to.class !== file.class) {
    if (to.class && !admits(view.classes, to.class))
      throw new Refused('not_allowed', 'a class he is not shown himself')
    const may = !file.class || file.author === viewer.person || MAY_OPEN.includes(sight.standing)
    if (!may) throw new Refused('not_allowed', 'only its author or a head takes the class off')
    if (to.class && (await isClosedToSome(w, to.class))) await takeKeptBack(w, file)
  }
  const earlier = said.replaces ? await replaced(w, deps, viewer, found, said.replaces) : undefined

  let now = await store(w, viewer, file, to)
  if (!file.message) now = await change(w, id, { replaces: said.replaces ?? file.replaces })
  else if (earlier) now = await replace(w, deps.aboutThread, viewer, now, earlier)
  else if (said.replaces === null) now = await standAlone(w, deps.aboutThread, now)
  if (file.message) {
    const requests = await receiveNeeded(w, viewer, thread, now)
    const bringing = requests.length > 0 ? (await placeOf(w, file.message))?.message : undefined
    await askedHasCome(w, deps, viewer, requests, bringing)
    const about = {
      ...(await deps.aboutThread(w, thread)),
      data: { thread: thread.id, message: file.message },
    }
    await w.emit('file.changed', about)
  }
  return (await showFiles(w, [now])).get(now)!
}

/** The file whose place is taken: sent, seen by him, and by the same people as the other. */
async function replaced(
  w: Writing,
  { findThread }: SayingDeps,
  viewer: Viewer,
  { file, thread }: Awaited<ReturnType<typeof seeFile>>,
  id: string,
): Promise<FileRow> {
  const earlier = await seeFile(w, findThread, viewer, id)
  if (!earlier.file.message || id === file.id) throw new Refused('bad_request', 'it was not sent before')
  if (!haveSameReaders(thread, earlier.thread)) throw new Refused('other_readers')
  return earlier.file
}

type Meant = Pick<FileRow, 'kind' | 'class' | 'dated'>

function meant({ kinds, classes }: Filing, file: FileRow, { kind, class: of, dated }: Said): Meant {
  const named = kind ? kinds.find(({ id }) => id === kind) : undefined
  if (kind && !named) throw new Refused('bad_request', 'no such kind')
  if (of && !classes.some(({ id }) => id === of)) throw new Refused('bad_request', 'no such class')
  const now = kind === undefined ? file.kind : kind
  const implied = kinds.find(({ id }) => id === now)?.class ?? null
  // What it is has a class of its own: that is not talked away.
  const chosen = of === undefined ? file.class : of
  return { kind: now, class: chosen ?? implied, dated: dated === undefined ? file.dated : dated }
}

async function store(w: Writing, viewer: Viewer, file: FileRow, to: Meant): Promise<FileRow> {
  const { kind, class: of, dated } = file
  const before = { kind, class: of, dated }
  const on = { record: viewer.record, thread: file.thread, thing: file.id }
  if (to.kind !== kind || to.dated !== dated)
    audit(w, { act: 'document.changed', by: viewer, on, values: { before, after: to } })
  if (to.class !== of)
    audit(w, {
      act: 'document.rights_changed',
      by: viewer,
      on,
      data: { before: of, after: to.class },
    })
  return change(w, file.id, to)
}

async function change({ company, db, t }: Writing, id: string, set: Partial<FileRow>): Promise<FileRow> {
  const [row] = await db
    .update(t.file)
    .set(set)
    .where(and(eq(t.file.company, company), eq(t.file.id, id)))
    .returning()
  return row!
}
